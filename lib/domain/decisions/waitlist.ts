/** One who waits for a seat of a pool. */
export type Waiting = { decisionId: string; rank: number; since: Date }

/** Who is before whom: the lower rank; of equals the one decided earlier; of these the lower id, so that it is always the same. */
export const byWaitlistOrder = (one: Waiting, other: Waiting): number =>
  one.rank - other.rank ||
  one.since.getTime() - other.since.getTime() ||
  (one.decisionId < other.decisionId ? -1 : 1)

/** Who moves up into `freeSeats` seats, in order. */
export const nextInLine = <One extends Waiting>(waiting: readonly One[], freeSeats: number): One[] =>
  waiting.toSorted(byWaitlistOrder).slice(0, Math.max(0, freeSeats))

/** The place an applicant reads: 1 is next. Null when they do not wait. */
export function placeInLine(waiting: readonly Waiting[], decisionId: string): number | null {
  const place = waiting.toSorted(byWaitlistOrder).findIndex((one) => one.decisionId === decisionId)
  return place < 0 ? null : place + 1
}
