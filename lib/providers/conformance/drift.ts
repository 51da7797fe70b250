import { type Shapes, typesAt } from './shape'

/** One place where a provider's answers are no longer what they were. */
export type Drift = {
  answer: string
  path: string
  change: 'new' | 'gone' | 'retyped'
  before: string[]
  now: string[]
}

/**
 * Where the shapes of two runs differ, among answers that both runs met. A place whose surroundings were empty in one of
 * them (null, no element) says nothing: nobody knows what would have stood there.
 */
export function driftBetween(before: Shapes, now: Shapes): Drift[] {
  return Object.keys(now)
    .filter((answer) => Object.hasOwn(before, answer))
    .flatMap((answer) => driftOf(answer, before[answer] ?? {}, now[answer] ?? {}))
}

type Types = Record<string, string[]>

function driftOf(answer: string, before: Types, now: Types): Drift[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
  return paths.flatMap((path): Drift[] => {
    const [was, is] = [said(typesAt(before, path)), said(typesAt(now, path))]
    const place = { answer, path, before: was, now: is }
    if (!typesAt(before, path)) return couldStand(before, path) ? [{ ...place, change: 'new' }] : []
    if (!typesAt(now, path)) return couldStand(now, path) ? [{ ...place, change: 'gone' }] : []
    const isRetyped = was.length > 0 && is.length > 0 && !is.some((type) => was.includes(type))
    return isRetyped ? [{ ...place, change: 'retyped' }] : []
  })
}

/** Types without those that say nothing; an empty list is a list. */
const said = (types: string[] = []) => [
  ...new Set(
    types.filter((type) => type !== 'nothing').map((type) => (type === 'empty list' ? 'list' : type)),
  ),
]

/** Whether what holds a place was there, with something in it. */
function couldStand(types: Types, path: string): boolean {
  const parent = path.endsWith('[]')
    ? path.slice(0, -2)
    : path.includes('.')
      ? path.replace(/\.[^.]*$/, '')
      : ''
  const holder = typesAt(types, parent === '' ? '(the answer)' : parent)
  return holder?.some((type) => type === 'object' || type === 'list') ?? false
}
