/** What a page's fields hold: flat text by field name, as an HTML form sends it. A missing field reads as empty. */
export type Answers = Readonly<Record<string, string>>

export type MergedAnswers = {
  answers: Record<string, string>
  /** Fields whose kept text this save changes. */
  changed: string[]
  /** Fields somebody else (another tab, another device) had changed meanwhile and this save replaces. */
  overwritten: string[]
}

/**
 * Saves what a person typed without losing what another tab saved. `base` is what their page showed when it was
 * drawn, `typed` what it holds now, `stored` what is kept. Only fields they changed are written.
 */
export function mergeAnswers({
  base,
  typed,
  stored,
}: Record<'base' | 'typed' | 'stored', Answers>): MergedAnswers {
  const touched = Object.keys(typed).filter((field) => textOf(typed, field) !== textOf(base, field))
  const changed = touched.filter((field) => textOf(typed, field) !== textOf(stored, field))
  const overwritten = changed.filter((field) => textOf(stored, field) !== textOf(base, field))
  const answers = Object.fromEntries([
    ...Object.entries(stored),
    ...changed.map((field) => [field, textOf(typed, field)] as const),
  ])
  return { answers, changed, overwritten }
}

/**
 * What an open page does with the answer to a save, while the person may go on typing. `sent` is what was sent, `now` what
 * the page holds when the answer comes, `stored` what is kept since. `show` are fields that another tab changed and nobody
 * touched here: the page puts them in. `base` is what the next save is compared with; a field being typed in keeps its old
 * one, so that replacing the other tab's text is still noticed.
 */
export function rebase(page: Record<'base' | 'sent' | 'now' | 'stored', Answers>): {
  base: Record<string, string>
  show: Record<string, string>
} {
  const base: Record<string, string> = {}
  const show: Record<string, string> = {}
  for (const field of Object.keys(page.now)) {
    const sent = textOf(page.sent, field)
    const stored = textOf(page.stored, field)
    const isTypedInSince = textOf(page.now, field) !== sent
    const wasUntouched = sent === textOf(page.base, field)
    base[field] = isTypedInSince && wasUntouched ? sent : stored
    if (!isTypedInSince && stored !== sent) show[field] = stored
  }
  return { base, show }
}

const textOf = (answers: Answers, field: string): string =>
  Object.hasOwn(answers, field) ? (answers[field] ?? '') : ''
