/** How far a release is. Nothing reaches an applicant before `first_batch`, nobody is mailed before the hold has passed. */
export const releaseStates = [
  'draft',
  'dry_run',
  'approved',
  'scheduled',
  'first_batch',
  'holding',
  'rest',
  'released',
  'stopped',
  'undone',
] as const
export type ReleaseState = (typeof releaseStates)[number]

type Move = { from: readonly ReleaseState[]; to: ReleaseState }

/** Every way a release may move. Commands use `from` in `UPDATE … WHERE state = ANY(from)`. */
export const releaseMoves = {
  /** Lists exactly who would get what; may be repeated until somebody approves. */
  dry_run: { from: ['draft', 'dry_run', 'approved'], to: 'dry_run' },
  /** A second person has read that list. */
  approve: { from: ['dry_run'], to: 'approved' },
  schedule: { from: ['approved', 'scheduled'], to: 'scheduled' },
  start: { from: ['approved', 'scheduled'], to: 'first_batch' },
  hold: { from: ['first_batch'], to: 'holding' },
  go_on: { from: ['holding'], to: 'rest' },
  finish: { from: ['rest'], to: 'released' },
  stop: { from: ['scheduled', 'first_batch', 'holding', 'rest'], to: 'stopped' },
  /** Stopped before the hold had begun: the first batch goes on. */
  resume_first: { from: ['stopped'], to: 'first_batch' },
  /** Stopped later: everything that was held back waits through the whole hold again. */
  resume_hold: { from: ['stopped'], to: 'holding' },
  /** Stopped for good: who was reached keeps the decision, the others are left out. */
  close: { from: ['stopped'], to: 'rest' },
  undo: { from: ['first_batch', 'holding', 'stopped'], to: 'undone' },
} as const satisfies Record<string, Move>
export type ReleaseMove = keyof typeof releaseMoves

/** Whether `move` may be made from `state`. */
export function canMoveRelease(move: ReleaseMove, state: ReleaseState): boolean {
  const from: readonly ReleaseState[] = releaseMoves[move].from
  return from.includes(state)
}

/** Approved and not over: what its list still waits for is promised seats. */
export const underWay = [
  'scheduled',
  'first_batch',
  'holding',
  'rest',
  'stopped',
] as const satisfies readonly ReleaseState[]

/** What became of one decision of an approved release. */
export const itemStates = ['pending', 'released', 'held_back', 'undone', 'left_out'] as const
export type ItemState = (typeof itemStates)[number]

/** The first few reach their applicants before the hold, the rest after it. */
export const itemBatches = ['first', 'rest'] as const
