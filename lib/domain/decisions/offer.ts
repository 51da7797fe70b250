import type { OfferState } from './decision'

type Move = { from: readonly OfferState[]; to: OfferState }

/** Every way an offer may move. A declined or lapsed one is over: its seat goes to the next. */
export const offerMoves = {
  accept: { from: ['open'], to: 'accepted' },
  decline: { from: ['open', 'accepted'], to: 'declined' },
  lapse: { from: ['open'], to: 'lapsed' },
  /** The release was undone: the offer was never meant. */
  withdraw: { from: ['open', 'accepted', 'declined', 'lapsed'], to: 'withdrawn' },
} as const satisfies Record<string, Move>
/** Offers that hold a seat. `seat_pools.taken` is their number, always. */
export const seatHolding = ['open', 'accepted'] as const satisfies readonly OfferState[]

/** Whether an offer in this state holds a seat. */
export const holdsSeat = (state: OfferState): boolean => seatHolding.some((holding) => holding === state)
