import type { RefusalCode } from '../shared/refusals'

/** A bulk run: dry run under way, dry run ready, being carried out, carried out, stopped by a person or by a lost permission. */
export const runStates = ['judging', 'judged', 'running', 'done', 'stopped'] as const
export type RunState = (typeof runStates)[number]

/** What the dry run found for one application: it would change, it is so already, or it would be refused. */
export const verdictKinds = ['change', 'already', 'refused'] as const
export type VerdictKind = (typeof verdictKinds)[number]

/** One application of a run: waiting, in the hand of a worker, changed, left as it was because it is so already, or refused. */
export const itemStates = ['pending', 'doing', 'done', 'skipped', 'refused'] as const
export type ItemState = (typeof itemStates)[number]

/** Why a run ended before its last application. */
export const stopReasons = ['person', 'permission'] as const

/** No run touches more applications than this; a larger target is narrowed first. */
export const mostInRun = 100_000

/** A dry run older than this says too little about today: it is made anew before anything is done. Seconds. */
export const dryRunLivesSeconds = 3600

/** A run may be confirmed for a time no later than this. Seconds. */
export const latestStartSeconds = 90 * 86_400

export type Verdict =
  | { kind: 'change' }
  | { kind: 'already' }
  | { kind: 'refused'; code: RefusalCode; params?: Record<string, string | number> }

type Counts = { total: number; done: number; skipped: number; refused: number }

/** How many applications of a run have their outcome. */
export const settledOf = ({ done, skipped, refused }: Counts): number => done + skipped + refused

/** Whole percent of a run that is behind it; 100 only when nothing is left. */
export const percentOf = (counts: Counts): number =>
  counts.total === 0 ? 100 : Math.floor((settledOf(counts) / counts.total) * 100)
