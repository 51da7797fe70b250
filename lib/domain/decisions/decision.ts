/** What staff may decide about an application. */
export const decisionKinds = ['admit', 'waitlist', 'deny'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** How far a decision is: one person proposes, a second confirms, a release makes it visible. */
export const decisionStates = ['provisional', 'confirmed', 'released'] as const
export type DecisionState = (typeof decisionStates)[number]

/** What became of the offer that a released admission is. */
export const offerStates = ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] as const
export type OfferState = (typeof offerStates)[number]

/** Why a decision is no longer the one that counts; null while it does. */
export const decisionEnds = ['changed', 'taken_back', 'superseded', 'application_withdrawn'] as const

/** Why somebody moves up from the waitlist. */
export const moveCauses = ['seat_declined', 'seat_lapsed', 'seats_added'] as const
export type MoveCause = (typeof moveCauses)[number]

type Move = { from: readonly DecisionState[]; to: DecisionState }

/** Every way a decision may move. Commands use `from` in `UPDATE … WHERE state = ANY(from)`. A change of mind before the release is a new decision. */
export const decisionMoves = {
  confirm: { from: ['provisional'], to: 'confirmed' },
  release: { from: ['confirmed'], to: 'released' },
  undo: { from: ['released'], to: 'confirmed' },
} as const satisfies Record<string, Move>
