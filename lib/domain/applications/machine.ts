/** Where one application stands. The form becomes final at `submitted`; `withdrawn` is an end; `decided` too, once its release's hold has passed. */
export const applicationStates = [
  'draft',
  'submitted',
  'in_review',
  'query_raised',
  'decided',
  'withdrawn',
] as const
export type ApplicationState = (typeof applicationStates)[number]

type Move = { from: readonly ApplicationState[]; to: ApplicationState }

/** Every way an application may move. Commands use `from` in `UPDATE … WHERE state = ANY(from)`. */
export const moves = {
  submit: { from: ['draft'], to: 'submitted' },
  start_review: { from: ['submitted'], to: 'in_review' },
  raise_query: { from: ['in_review'], to: 'query_raised' },
  answer_query: { from: ['query_raised'], to: 'in_review' },
  withdraw_query: { from: ['query_raised'], to: 'in_review' },
  decide: { from: ['in_review'], to: 'decided' },
  /** Its release was undone within the hold: the review stands where it stood. */
  undo_decision: { from: ['decided'], to: 'in_review' },
  withdraw: { from: ['draft', 'submitted', 'in_review', 'query_raised'], to: 'withdrawn' },
} as const satisfies Record<string, Move>

export type ApplicationMove = keyof typeof moves

/** Whether `move` may be made from `state`. */
export function canMove(move: ApplicationMove, state: ApplicationState): boolean {
  const from: readonly ApplicationState[] = moves[move].from
  return from.includes(state)
}
