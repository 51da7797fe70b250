import type { Tx } from '@/db/client'
import { criteria, reviewStages, scorecards } from '@/db/schema/reviews'
import { seedCriteria, seedScorecardName, seedStages } from '@/db/seed/review'

/** Writes the review of one demo intake: a blind screening with its scorecard, then the panel. */
export async function seedReview(tx: Tx, partnerId: string, intakeId: string): Promise<void> {
  const [card] = await tx
    .insert(scorecards)
    .values({ partnerId, intakeId, name: seedScorecardName })
    .returning({ id: scorecards.id })
  if (!card) throw new Error('a scorecard was not written')
  await tx.insert(criteria).values(
    seedCriteria.map((criterion, at) => ({
      partnerId,
      scorecardId: card.id,
      position: at + 1,
      ...criterion,
    })),
  )
  await tx.insert(reviewStages).values(
    seedStages.map(({ isScored, ...stage }, at) => ({
      partnerId,
      intakeId,
      position: at + 1,
      scorecardId: isScored ? card.id : null,
      ...stage,
    })),
  )
}
