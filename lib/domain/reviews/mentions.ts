/** A colleague who may be named in a note. */
export type Colleague = { id: string; fullName: string }

/** Who is named in a note as `@Full Name`, in any case; of two names where one begins the other, the longer counts. */
export function mentionsIn(body: string, colleagues: readonly Colleague[]): string[] {
  const byLength = colleagues.toSorted((a, b) => b.fullName.length - a.fullName.length)
  const found = new Set<string>()
  for (const { index } of body.matchAll(/@/g)) {
    const rest = body.slice(index + 1).toLocaleLowerCase()
    const named = byLength.filter(({ fullName }) => beginsWith(rest, fullName.toLocaleLowerCase()))
    const longest = named[0]?.fullName
    for (const { id, fullName } of named) if (fullName === longest) found.add(id)
  }
  return [...found]
}

const beginsWith = (text: string, name: string): boolean =>
  text.startsWith(name) && !/^[\p{L}\p{N}]/u.test(text.slice(name.length))
