import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { criteria, reviewAssignments, type reviewStages, reviews } from '@/db/schema/reviews'
import { moves } from '@/lib/domain/applications/machine'
import { type Verdict, assignmentMoves } from '@/lib/domain/reviews/review'
import { weightedPercent } from '@/lib/domain/reviews/scorecard'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { closeOpenAssignments, projectReview } from '@/lib/features/reviews/commands/reviewed'
import { type EventName, recordEvent } from '@/lib/platform/events'
import { type SeededPartner, idOf } from './seed-partner'

/** One application of the demo world while its review is told. */
export type Reviewing = {
  tx: Tx
  partnerId: string
  key: string
  application: typeof applications.$inferSelect
  stages: (typeof reviewStages.$inferSelect)[]
  /** Staff by the name before the @ of their address. */
  staff: Map<string, { id: string }>
  programmes: SeededPartner['programmes']
  now: Date
}

/** Places of the demo intakes' stages. */
export const screening = 0
export const panel = 1

export const daysAgo = ({ now }: Reviewing, days: number): Date => secondsAfter(now, -days * 86_400)

/** Records what one of the staff did; events of the demo world name them as those of the console do. */
export const tellStaff = (
  reviewing: Reviewing,
  days: number,
  by: string,
  name: EventName,
  detail: Record<string, string | number | null> = {},
): Promise<void> =>
  recordEvent(
    reviewing.tx,
    {
      actor: { kind: 'system', partnerId: reviewing.partnerId },
      now: daysAgo(reviewing, days),
      source: 'seed',
      requestId: `seed-${reviewing.key}`,
    },
    name,
    {
      applicationId: reviewing.application.id,
      actorKind: 'staff',
      actorId: idOf(reviewing.staff, by),
      detail,
    },
  )

const itself = ({ partnerId, application }: Reviewing) =>
  and(eq(applications.partnerId, partnerId), eq(applications.id, application.id))

function stageAt({ stages }: Reviewing, at: number) {
  const stage = stages[at]
  if (!stage) throw new Error('the demo intake lacks a stage')
  return stage
}

/** The officer begins the review. Like every step: so many days ago, with the rows, projections and event of its command. */
export async function begin(reviewing: Reviewing, days: number): Promise<void> {
  await reviewing.tx
    .update(applications)
    .set({
      state: moves.start_review.to,
      reviewStartedAt: daysAgo(reviewing, days),
      stageId: stageAt(reviewing, screening).id,
    })
    .where(itself(reviewing))
  await tellStaff(reviewing, days, 'officer', 'application.review_started')
}

/** Days of a stage that sets no date: the same hundred years that an assignment has there. */
const noDate = 36_500

/** The officer gives it by hand to these reviewers, in this stage. */
export async function assign(reviewing: Reviewing, days: number, at: number, whom: string[]): Promise<void> {
  const { tx, partnerId, application, staff } = reviewing
  const { id: stageId, daysToReview } = stageAt(reviewing, at)
  const assignedAt = daysAgo(reviewing, days)
  for (const name of whom) {
    const reviewerId = idOf(staff, name)
    await tx.insert(reviewAssignments).values({
      partnerId,
      applicationId: application.id,
      stageId,
      reviewerId,
      state: assignmentMoves.give_again.to,
      way: 'by_hand',
      assignedBy: idOf(staff, 'officer'),
      assignedAt,
      dueAt: secondsAfter(assignedAt, (daysToReview ?? noDate) * 86_400),
    })
    await tellStaff(reviewing, days, 'officer', 'review.assigned', { reviewerId, stageId, way: 'by_hand' })
  }
  await projectReview(tx, application)
}

/** The officer brings it to another stage; what was open in the one it leaves is closed. */
export async function moveStage(reviewing: Reviewing, days: number, from: number, to: number): Promise<void> {
  const { tx, application } = reviewing
  const [left, next] = [stageAt(reviewing, from).id, stageAt(reviewing, to).id]
  await tx.update(applications).set({ stageId: next }).where(itself(reviewing))
  await closeOpenAssignments(tx, application, [left], daysAgo(reviewing, days))
  await projectReview(tx, application)
  await tellStaff(reviewing, days, 'officer', 'review.stage_moved', { from: left, to: next })
}

type Scored = { points: number[]; verdict: Verdict; comment: string }

/** A scorecard of the screening, submitted: points in the order of its criteria. */
export async function score(reviewing: Reviewing, days: number, by: string, scored: Scored): Promise<void> {
  const { tx, partnerId, application, staff } = reviewing
  const { id: stageId, scorecardId } = stageAt(reviewing, screening)
  const [reviewerId, submittedAt] = [idOf(staff, by), daysAgo(reviewing, days)]
  const card = await tx
    .select({ id: criteria.id, weight: criteria.weight, maxPoints: criteria.maxPoints })
    .from(criteria)
    .where(and(eq(criteria.partnerId, partnerId), eq(criteria.scorecardId, scorecardId ?? '')))
    .orderBy(criteria.position)
  const points = Object.fromEntries(card.map(({ id }, at) => [id, scored.points[at] ?? 0]))
  const percent = weightedPercent(card, points)
  const [task] = await tx
    .update(reviewAssignments)
    .set({ state: assignmentMoves.submit.to, endedAt: submittedAt })
    .where(
      and(
        eq(reviewAssignments.partnerId, partnerId),
        eq(reviewAssignments.applicationId, application.id),
        eq(reviewAssignments.stageId, stageId),
        eq(reviewAssignments.reviewerId, reviewerId),
      ),
    )
    .returning({ id: reviewAssignments.id })
  if (!task) throw new Error(`${by} has no task to score`)
  await tx.insert(reviews).values({
    partnerId,
    assignmentId: task.id,
    applicationId: application.id,
    stageId,
    reviewerId,
    state: 'submitted',
    points,
    percent,
    verdict: scored.verdict,
    comment: scored.comment,
    savedAt: submittedAt,
    submittedAt,
  })
  await projectReview(tx, application)
  await tellStaff(reviewing, days, by, 'review.submitted', { assignmentId: task.id, percent })
}
