import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type offers, seatPools } from '@/db/schema/decisions'

type Seat = Pick<typeof offers.$inferSelect, 'partnerId' | 'intakeId' | 'programmeId' | 'category'>

/** Gives a seat back to its pool, in the transaction that ends the offer which held it. */
export async function freeSeat(tx: Tx, { partnerId, intakeId, programmeId, category }: Seat): Promise<void> {
  await tx
    .update(seatPools)
    .set({ taken: sql`${seatPools.taken} - 1` })
    .where(
      and(
        eq(seatPools.partnerId, partnerId),
        eq(seatPools.intakeId, intakeId),
        eq(seatPools.programmeId, programmeId),
        eq(seatPools.category, category),
      ),
    )
}
