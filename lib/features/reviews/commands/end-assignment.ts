import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { reviewAssignments } from '@/db/schema/reviews'
import { assignmentMoves } from '@/lib/domain/reviews/review'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { DeclineInput, UnassignInput } from '../schema'
import { type Reviewed, lockReviewed, projectReview } from './reviewed'

/** Takes an open task back from a reviewer; a scorecard they have submitted stays. Done again it changes nothing. */
export const unassignReviewer = (
  ctx: Ctx<Staff<'applications.assign'>>,
  { number, reviewerId }: UnassignInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const reviewed = await lockReviewed(tx, ctx.actor.partnerId, { number })
    if (!reviewed) return refuse('not_found')
    if (!(await end(tx, ctx, reviewed, reviewerId, 'remove'))) return ok()
    await recordEvent(tx, ctx, 'review.unassigned', {
      applicationId: reviewed.application.id,
      detail: { reviewerId },
    })
    return ok()
  })

/** A reviewer who knows the applicant gives the task back, and is never given this application again. */
export const declineReview = (
  ctx: Ctx<Staff<'applications.review'>>,
  { number }: DeclineInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const reviewed = await lockReviewed(tx, ctx.actor.partnerId, { number })
    if (!reviewed) return refuse('not_found')
    if (!(await end(tx, ctx, reviewed, ctx.actor.accountId, 'decline'))) return refuse('not_your_review')
    await recordEvent(tx, ctx, 'review.declined', {
      applicationId: reviewed.application.id,
      detail: { reviewerId: ctx.actor.accountId },
    })
    return ok()
  })

async function end(
  tx: Tx,
  ctx: Ctx,
  { application }: Reviewed,
  reviewerId: string,
  move: 'remove' | 'decline',
): Promise<boolean> {
  if (!application.stageId) return false
  const ended = await tx
    .update(reviewAssignments)
    .set({ state: assignmentMoves[move].to, endedAt: ctx.now })
    .where(
      and(
        eq(reviewAssignments.partnerId, application.partnerId),
        eq(reviewAssignments.applicationId, application.id),
        eq(reviewAssignments.stageId, application.stageId),
        eq(reviewAssignments.reviewerId, reviewerId),
        inArray(reviewAssignments.state, [...assignmentMoves[move].from]),
      ),
    )
    .returning({ id: reviewAssignments.id })
  if (ended.length > 0) await projectReview(tx, application)
  return ended.length > 0
}
