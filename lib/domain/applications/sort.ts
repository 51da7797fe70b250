/** What a list of applications may be sorted by. */
export const sortFields = [
  'created',
  'submitted',
  'updated',
  'name',
  'number',
  'score',
  'review_score',
] as const
export type SortField = (typeof sortFields)[number]

/** One key of an order. What is missing (not submitted, no mark) counts as the smallest: last when descending. */
export type SortKey = { by: SortField; isDescending: boolean }

const mostKeys = 3

/** The order nobody asked for: newest first. */
export const newestFirst: readonly SortKey[] = [{ by: 'created', isDescending: true }]

/** An order out of an address, `-score,name`; `newest` and `oldest` are short for the time of beginning. Each field counts once. */
export function readSort(words: readonly string[]): SortKey[] {
  const keys: SortKey[] = []
  for (const key of words.flatMap(readKey)) if (!keys.some(({ by }) => by === key.by)) keys.push(key)
  return keys.slice(0, mostKeys)
}

function readKey(word: string): SortKey[] {
  if (word === 'newest') return [...newestFirst]
  if (word === 'oldest') return [{ by: 'created', isDescending: false }]
  const isDescending = word.startsWith('-')
  const by = sortFields.find((field) => field === (isDescending ? word.slice(1) : word))
  return by ? [{ by, isDescending }] : []
}

/** The order as words of an address, for `readSort`. */
export const writeSort = (keys: readonly SortKey[]): string[] =>
  keys.map(({ by, isDescending }) => `${isDescending ? '-' : ''}${by}`)
