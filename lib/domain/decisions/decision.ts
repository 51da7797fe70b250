/** What staff may decide about an application. */
export const decisionKinds = ['admit', 'waitlist', 'deny'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** How far a decision is: one person proposes, a second confirms, a release makes it visible. */
export const decisionStates = ['provisional', 'confirmed', 'released'] as const
export type DecisionState = (typeof decisionStates)[number]

/** What became of the offer that a released admission is. */
export const offerStates = ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] as const
export type OfferState = (typeof offerStates)[number]
