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

const textOf = (answers: Answers, field: string): string =>
  Object.hasOwn(answers, field) ? (answers[field] ?? '') : ''
