import { categories } from '../applications/choices'

/** Whose seats a pool holds: those of one category of the form, or anybody's. */
export const seatCategories = ['any', ...categories.filter((category) => category !== 'not_said')] as const
export type SeatCategory = (typeof seatCategories)[number]

/** Seats of one programme for one category in one intake. `taken` is the number of offers that hold one. */
export type SeatPool = { programmeId: string; category: SeatCategory; capacity: number; taken: number }

/** Seats that nobody holds. */
export const seatsLeft = ({ capacity, taken }: Pick<SeatPool, 'capacity' | 'taken'>): number =>
  capacity - taken

/** Whether the pool may hold so many seats: never fewer than are taken. */
export const mayHold = (pool: Pick<SeatPool, 'taken'>, capacity: number): boolean =>
  Number.isSafeInteger(capacity) && capacity >= pool.taken

/** The pool an applicant of `category` is admitted from unless staff say otherwise: their own where there is one, else anybody's. */
export function poolFor<Pool extends Pick<SeatPool, 'category'>>(
  pools: readonly Pool[],
  category: string | null,
): Pool | null {
  const own = pools.find((pool) => pool.category === category)
  return own ?? pools.find((pool) => pool.category === 'any') ?? null
}

/** Pools that cannot seat everyone who would be admitted from them, with how many seats are missing. */
export function shortPools<Pool extends SeatPool>(
  pools: readonly Pool[],
  wanted: readonly { programmeId: string; category: string }[],
): Array<Pool & { wanted: number; missing: number }> {
  return pools
    .map((pool) => {
      const count = wanted.filter((one) => isFrom(pool, one)).length
      return { ...pool, wanted: count, missing: Math.max(0, count - seatsLeft(pool)) }
    })
    .filter(({ missing }) => missing > 0)
}

const isFrom = (pool: SeatPool, one: { programmeId: string; category: string }): boolean =>
  pool.programmeId === one.programmeId && pool.category === one.category
