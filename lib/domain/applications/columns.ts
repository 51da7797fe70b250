/** What the list of applications can show, in its usual order. The number stands first, always: it leads to the record. */
export const listColumns = [
  'number',
  'applicant',
  'email',
  'mobile',
  'intake',
  'programme',
  'step',
  'assessment',
  'score',
  'fee',
  'stage',
  'reviewers',
  'review_score',
  'query',
  'decision',
  'offer',
  'submitted',
  'begun',
  'updated',
] as const
export type ListColumn = (typeof listColumns)[number]

/** What a list shows until somebody arranges it. */
export const usualColumns: readonly ListColumn[] = [
  'number',
  'applicant',
  'step',
  'assessment',
  'score',
  'fee',
  'intake',
  'submitted',
  'begun',
]

/** Columns as somebody has chosen them: in their order, known ones only, each once, the number first. */
export function readColumns(keys: readonly string[] | null | undefined): ListColumn[] {
  const known = [...new Set(keys ?? [])].flatMap((key) => listColumns.find((column) => column === key) ?? [])
  return known.length === 0 ? [...usualColumns] : ['number', ...known.filter((key) => key !== 'number')]
}
