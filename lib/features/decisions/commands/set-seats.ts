import { and, eq, lte, sql } from 'drizzle-orm'
import { seatPools } from '@/db/schema/decisions'
import { intakeProgrammes } from '@/db/schema/partners'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type SetSeatsInput, moveUpJob } from '../schema'

/** Sets how many seats a pool has. Refuses `seats_below_taken`, and `not_found` for a programme the intake does not offer. */
export const setSeats = (
  ctx: Ctx<Staff<'intakes.manage'>>,
  { intakeId, programmeId, category, capacity }: SetSeatsInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [offered] = await tx
      .select({ position: intakeProgrammes.position })
      .from(intakeProgrammes)
      .where(
        and(
          eq(intakeProgrammes.partnerId, partnerId),
          eq(intakeProgrammes.intakeId, intakeId),
          eq(intakeProgrammes.programmeId, programmeId),
        ),
      )
    if (!offered) return refuse('not_found')
    const [kept] = await tx
      .insert(seatPools)
      .values({ partnerId, intakeId, programmeId, category, capacity })
      .onConflictDoUpdate({
        target: [seatPools.partnerId, seatPools.intakeId, seatPools.programmeId, seatPools.category],
        set: { capacity },
        setWhere: lte(seatPools.taken, sql`excluded.capacity`),
      })
      .returning({ taken: seatPools.taken })
    if (!kept) return refuse('seats_below_taken', { waitsFor: 'staff', params: { taken: await taken() } })
    await recordEvent(tx, ctx, 'seats.set', { detail: { intakeId, programmeId, category, capacity } })
    if (capacity > kept.taken)
      await enqueue(tx, moveUpJob, { partnerId, intakeId, programmeId, category, cause: 'seats_added' })
    return ok()

    async function taken(): Promise<number> {
      const [pool] = await tx
        .select({ taken: seatPools.taken })
        .from(seatPools)
        .where(
          and(
            eq(seatPools.partnerId, partnerId),
            eq(seatPools.intakeId, intakeId),
            eq(seatPools.programmeId, programmeId),
            eq(seatPools.category, category),
          ),
        )
      return pool?.taken ?? 0
    }
  })
