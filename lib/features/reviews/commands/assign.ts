import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { preferences } from '@/db/schema/applications'
import { reviewAssignments } from '@/db/schema/reviews'
import { type NewAssignment, assignByRule, assignEvenly } from '@/lib/domain/reviews/assign'
import { canAssign, isUnderReview } from '@/lib/domain/reviews/can'
import { type AssignmentWay, assignmentMoves } from '@/lib/domain/reviews/review'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { AssignInput } from '../schema'
import { type Reviewed, lockReviewed, projectReview } from './reviewed'
import { type Reviewer, listReviewers } from '../queries/reviewers'

/** How many reviewers an application got by this; 0 when everybody wanted has it already. */
export type Assigned = { added: number }

/**
 * Gives an application to reviewers in its present stage: to those named, or to as many as the stage still wants, shared
 * out evenly or by the stage's rules. Whoever has it keeps it; whoever declined it never gets it. Done again it adds nobody.
 */
export const assignReviewers = (
  ctx: Ctx<Staff<'applications.assign'> | System>,
  input: AssignInput,
): Promise<Result<Assigned>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const reviewed = await lockReviewed(tx, partnerId, { number: input.number })
    if (!reviewed) return refuse('not_found')
    const may = isUnderReview(reviewed.application.state)
    if (!may.ok) return may
    if (!reviewed.stage) return refuse('no_stage', { waitsFor: 'staff' })
    // Loads are counted one assignment after the other, or two people sharing out at once would both pick the same person.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`reviews.assign:${partnerId}`}))`)
    const chosen =
      input.way === 'by_hand'
        ? await named(tx, reviewed, input.reviewerIds)
        : ok(await shared(tx, reviewed, input.way, input.reviewerIds))
    if (!chosen.ok) return chosen
    let added = 0
    for (const { reviewerId } of chosen.value)
      if (await give(tx, ctx, reviewed, reviewerId, input.way)) added += 1
    if (added > 0) await projectReview(tx, reviewed.application)
    return ok({ added })
  })

async function named(
  tx: Tx,
  { application }: Reviewed,
  reviewerIds: readonly string[],
): Promise<Result<NewAssignment[]>> {
  const { partnerId, id } = application
  const [people, own] = await Promise.all([
    listReviewers(tx, partnerId, reviewerIds),
    ownStates(tx, application),
  ])
  for (const reviewerId of reviewerIds) {
    const declined = own.some((one) => one.reviewerId === reviewerId && one.state === 'declined')
    const verdict = canAssign(application, {
      mayReview: people.some((person) => person.id === reviewerId),
      own: declined ? 'declined' : null,
    })
    if (!verdict.ok) return verdict
  }
  return ok(reviewerIds.map((reviewerId) => ({ applicationId: id, reviewerId })))
}

/** `among`: who takes part; nobody named means everybody with the role of reviewer. */
async function shared(
  tx: Tx,
  { application, stage }: Reviewed,
  way: AssignmentWay,
  among: readonly string[],
): Promise<NewAssignment[]> {
  if (!stage) return []
  const people = await listReviewers(tx, application.partnerId)
  const own = await ownStates(tx, application)
  const here = own.filter((one) => one.stageId === stage.id && isTaken(one.state))
  const task = {
    applicationId: application.id,
    wanted: stage.reviewersWanted - here.length,
    // Taken back by hand is a decision of staff: sharing out does not undo it.
    notThese: own
      .filter((one) => one.state === 'declined' || one.stageId === stage.id)
      .map((one) => one.reviewerId),
  }
  if (way === 'evenly') return assignEvenly([task], poolOf(people, among))
  const programmeId = await firstChoice(tx, application)
  return assignByRule([{ ...task, programmeId }], stage.assignmentRules, people)
}

const isTaken = (state: string): boolean => state === 'open' || state === 'done'

const poolOf = (people: readonly Reviewer[], among: readonly string[]): Reviewer[] =>
  people.filter(({ id, role }) => (among.length > 0 ? among.includes(id) : role === 'reviewer'))

const ownStates = (tx: Tx, { partnerId, id }: { partnerId: string; id: string }) =>
  tx
    .select({
      reviewerId: reviewAssignments.reviewerId,
      stageId: reviewAssignments.stageId,
      state: reviewAssignments.state,
    })
    .from(reviewAssignments)
    .where(and(eq(reviewAssignments.partnerId, partnerId), eq(reviewAssignments.applicationId, id)))

async function firstChoice(
  tx: Tx,
  { partnerId, id }: { partnerId: string; id: string },
): Promise<string | null> {
  const [first] = await tx
    .select({ programmeId: preferences.programmeId })
    .from(preferences)
    .where(and(eq(preferences.partnerId, partnerId), eq(preferences.applicationId, id)))
    .orderBy(asc(preferences.position))
    .limit(1)
  return first?.programmeId ?? null
}

/** Null days: due in a hundred years, behind everything that has a date. */
const noDate = 36_500

/** One assignment row; what was taken back opens again, what is open or done stays as it is. */
async function give(
  tx: Tx,
  ctx: Ctx,
  { application, stage }: Reviewed,
  reviewerId: string,
  way: AssignmentWay,
): Promise<boolean> {
  if (!stage) return false
  const { partnerId, id: applicationId } = application
  const row = {
    state: assignmentMoves.give_again.to,
    way,
    assignedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
    assignedAt: ctx.now,
    dueAt: secondsAfter(ctx.now, (stage.daysToReview ?? noDate) * 86_400),
    endedAt: null,
  }
  const [given] = await tx
    .insert(reviewAssignments)
    .values({ partnerId, applicationId, stageId: stage.id, reviewerId, ...row })
    .onConflictDoUpdate({
      target: [
        reviewAssignments.partnerId,
        reviewAssignments.applicationId,
        reviewAssignments.stageId,
        reviewAssignments.reviewerId,
      ],
      set: row,
      setWhere: sql`${reviewAssignments.state} in ('removed', 'closed')`,
    })
    .returning({ id: reviewAssignments.id })
  if (!given) return false
  await recordEvent(tx, ctx, 'review.assigned', {
    applicationId,
    detail: { reviewerId, stageId: stage.id, way },
  })
  return true
}
