import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { reviewAssignments, reviewStages, reviews } from '@/db/schema/reviews'
import { meanPercent } from '@/lib/domain/reviews/scorecard'

export type Reviewed = {
  application: typeof applications.$inferSelect
  stage: typeof reviewStages.$inferSelect | null
}

/** Locks an application of this partner and reads it with its stage; null when there is none. */
export async function lockReviewed(
  tx: Tx,
  partnerId: string,
  key: { number: string } | { id: string },
): Promise<Reviewed | null> {
  const [application] = await tx
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.partnerId, partnerId),
        'id' in key ? eq(applications.id, key.id) : eq(applications.number, key.number),
      ),
    )
    .for('update')
  if (!application) return null
  return { application, stage: await findStage(tx, partnerId, application.stageId) }
}

/** A stage of this partner, retired ones too. */
export async function findStage(tx: Tx, partnerId: string, id: string | null) {
  if (!id) return null
  const [stage] = await tx
    .select()
    .from(reviewStages)
    .where(and(eq(reviewStages.partnerId, partnerId), eq(reviewStages.id, id)))
  return stage ?? null
}

/** Brings what the lists read up to the rows: who has it to review, and the mean of what was submitted in its stages. */
export async function projectReview(tx: Tx, { partnerId, id }: { partnerId: string; id: string }) {
  const open = await tx
    .select({ reviewerId: reviewAssignments.reviewerId })
    .from(reviewAssignments)
    .where(
      and(
        eq(reviewAssignments.partnerId, partnerId),
        eq(reviewAssignments.applicationId, id),
        eq(reviewAssignments.state, 'open'),
      ),
    )
    .orderBy(reviewAssignments.assignedAt, reviewAssignments.id)
  const submitted = await tx
    .select({ percent: reviews.percent })
    .from(reviews)
    .where(
      and(
        eq(reviews.partnerId, partnerId),
        eq(reviews.applicationId, id),
        eq(reviews.state, 'submitted'),
        sql`${reviews.percent} is not null`,
      ),
    )
  await tx
    .update(applications)
    .set({
      reviewerIds: open.map(({ reviewerId }) => reviewerId),
      reviewScore: meanPercent(submitted.map(({ percent }) => percent ?? 0)),
    })
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, id)))
}

/** Ends what is still open of these stages' tasks, because the application went on. Returns how many. */
export async function closeOpenAssignments(
  tx: Tx,
  { partnerId, id }: { partnerId: string; id: string },
  stageIds: readonly string[],
  now: Date,
): Promise<number> {
  if (stageIds.length === 0) return 0
  const closed = await tx
    .update(reviewAssignments)
    .set({ state: 'closed', endedAt: now })
    .where(
      and(
        eq(reviewAssignments.partnerId, partnerId),
        eq(reviewAssignments.applicationId, id),
        inArray(reviewAssignments.stageId, [...stageIds]),
        eq(reviewAssignments.state, 'open'),
      ),
    )
    .returning({ id: reviewAssignments.id })
  return closed.length
}
