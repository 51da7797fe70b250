import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { criteria, reviewAssignments, reviews } from '@/db/schema/reviews'
import { canReopenReview, canReview } from '@/lib/domain/reviews/can'
import { assignmentMoves } from '@/lib/domain/reviews/review'
import { type Criterion, isScored, unscored, weightedPercent } from '@/lib/domain/reviews/scorecard'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ReviewInput, ReviewNumberInput } from '../schema'
import { type Reviewed, lockReviewed, projectReview } from './reviewed'

export type SavedReview = { percent: number | null; savedAt: Date }

/** Keeps one's own scorecard as far as it is: whatever is not valid points is left out. */
export const saveReview = (
  ctx: Ctx<Staff<'applications.review'>>,
  input: ReviewInput,
): Promise<Result<SavedReview>> =>
  transaction(async (tx) => {
    const own = await findOwn(tx, ctx, input.number)
    if (!own.ok) return own
    const may = canReview(own.value)
    if (!may.ok) return may
    const { percent } = await keep(tx, ctx, own.value, input)
    return ok({ percent, savedAt: ctx.now })
  })

/**
 * Submits one's own scorecard: every criterion has its points and a verdict is chosen, else everything typed is kept and
 * `review_incomplete` names what lacks. The mean score of the application follows. Pressed twice it is submitted once.
 */
export async function submitReview(
  ctx: Ctx<Staff<'applications.review'>>,
  input: ReviewInput,
): Promise<Result<SavedReview>> {
  const done = await transaction<SavedReview & { missing: string[] }>(async (tx) => {
    const own = await findOwn(tx, ctx, input.number)
    if (!own.ok) return own
    const may = canReview(own.value)
    if (!may.ok) return may
    const { card, percent } = await keep(tx, ctx, own.value, input)
    const missing = [...unscored(card, input.points), ...(input.verdict ? [] : ['verdict'])]
    if (missing.length === 0) await finish(tx, ctx, own.value, percent)
    return ok({ percent, savedAt: ctx.now, missing })
  })
  if (!done.ok) return done
  const { missing, ...saved } = done.value
  if (missing.length === 0) return ok(saved)
  return refuse('review_incomplete', {
    waitsFor: 'staff',
    fields: Object.fromEntries(missing.map((field) => [field, 'missing'])),
  })
}

/** Takes one's own submitted scorecard back to change it, while the application stands in the same stage. */
export const reopenReview = (
  ctx: Ctx<Staff<'applications.review'>>,
  { number }: ReviewNumberInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const own = await findOwn(tx, ctx, number)
    if (!own.ok) return own
    const { application, assignment } = own.value
    if (assignment?.state === 'open') return ok()
    const may = canReopenReview(own.value)
    if (!may.ok) return may
    if (!assignment) return refuse('not_your_review')
    const { partnerId } = ctx.actor
    await tx
      .update(reviewAssignments)
      .set({ state: assignmentMoves.reopen.to, endedAt: null })
      .where(and(eq(reviewAssignments.partnerId, partnerId), eq(reviewAssignments.id, assignment.id)))
    await tx
      .update(reviews)
      .set({ state: 'draft', submittedAt: null })
      .where(and(eq(reviews.partnerId, partnerId), eq(reviews.assignmentId, assignment.id)))
    await projectReview(tx, application)
    await recordEvent(tx, ctx, 'review.reopened', {
      applicationId: application.id,
      detail: { assignmentId: assignment.id },
    })
    return ok()
  })

type Own = Reviewed & { assignment: typeof reviewAssignments.$inferSelect | null }

/** The application, locked, and this person's task in its present stage. */
async function findOwn(tx: Tx, ctx: Ctx<Staff>, number: string): Promise<Result<Own>> {
  const { partnerId, accountId } = ctx.actor
  const reviewed = await lockReviewed(tx, partnerId, { number })
  if (!reviewed) return refuse('not_found')
  const { application } = reviewed
  const [assignment] = await tx
    .select()
    .from(reviewAssignments)
    .where(
      and(
        eq(reviewAssignments.partnerId, partnerId),
        eq(reviewAssignments.applicationId, application.id),
        eq(reviewAssignments.reviewerId, accountId),
        application.stageId ? eq(reviewAssignments.stageId, application.stageId) : undefined,
      ),
    )
  return ok({ ...reviewed, assignment: assignment ?? null })
}

async function keep(
  tx: Tx,
  ctx: Ctx,
  { application, stage, assignment }: Own,
  { points, verdict, comment }: ReviewInput,
): Promise<{ card: Criterion[]; percent: number | null }> {
  if (!assignment) throw new Error('a review without its task')
  const { partnerId } = application
  const card = await criteriaOf(tx, partnerId, stage?.scorecardId ?? null)
  const valid = Object.fromEntries(
    card.flatMap((criterion) => {
      const given = points[criterion.id]
      return isScored(criterion, given) ? [[criterion.id, given] as const] : []
    }),
  )
  const row = {
    points: valid,
    percent: weightedPercent(card, valid),
    verdict: verdict ?? null,
    comment,
    savedAt: ctx.now,
  }
  await tx
    .insert(reviews)
    .values({
      partnerId,
      assignmentId: assignment.id,
      applicationId: application.id,
      stageId: assignment.stageId,
      reviewerId: assignment.reviewerId,
      ...row,
    })
    .onConflictDoUpdate({ target: [reviews.partnerId, reviews.assignmentId], set: row })
  return { card, percent: row.percent }
}

const criteriaOf = (tx: Tx, partnerId: string, scorecardId: string | null): Promise<Criterion[]> =>
  scorecardId
    ? tx
        .select({ id: criteria.id, weight: criteria.weight, maxPoints: criteria.maxPoints })
        .from(criteria)
        .where(and(eq(criteria.partnerId, partnerId), eq(criteria.scorecardId, scorecardId)))
        .orderBy(criteria.position)
    : Promise.resolve([])

async function finish(tx: Tx, ctx: Ctx, { application, assignment }: Own, percent: number | null) {
  if (!assignment) throw new Error('a review without its task')
  const { partnerId, id: applicationId } = application
  await tx
    .update(reviews)
    .set({ state: 'submitted', submittedAt: ctx.now })
    .where(and(eq(reviews.partnerId, partnerId), eq(reviews.assignmentId, assignment.id)))
  await tx
    .update(reviewAssignments)
    .set({ state: assignmentMoves.submit.to, endedAt: ctx.now })
    .where(and(eq(reviewAssignments.partnerId, partnerId), eq(reviewAssignments.id, assignment.id)))
  await projectReview(tx, application)
  await recordEvent(tx, ctx, 'review.submitted', {
    applicationId,
    detail: { assignmentId: assignment.id, percent },
  })
}
