import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { letterTemplates, seatPools } from '@/db/schema/decisions'
import { intakeProgrammes } from '@/db/schema/partners'
import { decisionLetters, demoSeats } from '@/db/seed/decision-letters'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import { seatCategories } from '@/lib/domain/decisions/seats'

/** Seats for every programme of every intake, and a published letter for each kind of decision. */
export async function seedDecisions(tx: Tx, partnerId: string, now: Date): Promise<void> {
  const offered = await tx.select().from(intakeProgrammes).where(eq(intakeProgrammes.partnerId, partnerId))
  const pools = offered.flatMap(({ intakeId, programmeId }) =>
    seatCategories.flatMap((category) =>
      category in demoSeats
        ? [
            {
              partnerId,
              intakeId,
              programmeId,
              category,
              capacity: demoSeats[category as keyof typeof demoSeats],
            },
          ]
        : [],
    ),
  )
  if (pools.length > 0) await tx.insert(seatPools).values(pools)
  await tx.insert(letterTemplates).values(
    decisionKinds.map((kind) => ({
      partnerId,
      kind,
      version: 1,
      state: 'published' as const,
      content: decisionLetters[kind],
      publishedAt: now,
      createdAt: now,
    })),
  )
}
