import type { ApplicationState } from '../applications/machine'
import { type Result, ok, refuse } from '../shared/result'
import type { AssignmentState, QueryState, ReviewState } from './review'

/** A stage of an intake, in order; a retired one keeps its applications and takes no new ones. */
export type StageFacts = { id: string; intakeId: string; position: number; isRetired: boolean }

type ReviewedApplication = { state: ApplicationState; intakeId: string; stageId: string | null }

/** What staff may do while an application stands in each state; anything that is not listed waits. */
const during = {
  draft: 'submission_first',
  submitted: 'review_not_begun',
  in_review: null,
  query_raised: 'query_open',
  decided: 'application_over',
  withdrawn: 'application_over',
} as const satisfies Record<ApplicationState, string | null>

/** Is it being reviewed just now? A query to the applicant does not stop its reviewers. */
export function isUnderReview(state: ApplicationState): Result<void> {
  const obstacle = during[state]
  return obstacle === null || obstacle === 'query_open' ? ok() : refuse(obstacle)
}

/** May it go to `stage`? Forward and back alike, but not while the applicant is asked something, nor to a retired stage. */
export function canMoveStage(application: ReviewedApplication, stage: StageFacts | null): Result<void> {
  const obstacle = during[application.state]
  if (obstacle !== null)
    return refuse(obstacle, { waitsFor: obstacle === 'query_open' ? 'applicant' : 'staff' })
  if (!stage || stage.intakeId !== application.intakeId) return refuse('stage_not_here')
  if (stage.isRetired && stage.id !== application.stageId) return refuse('stage_retired')
  return ok()
}

/** May a reviewer be given it? */
export function canAssign(
  application: ReviewedApplication,
  reviewer: { mayReview: boolean; own: AssignmentState | null },
): Result<void> {
  const review = isUnderReview(application.state)
  if (!review.ok) return review
  if (!application.stageId) return refuse('no_stage', { waitsFor: 'staff' })
  if (!reviewer.mayReview) return refuse('reviewer_not_allowed', { waitsFor: 'staff' })
  return reviewer.own === 'declined' ? refuse('reviewer_declined', { waitsFor: 'staff' }) : ok()
}

type OwnReview = {
  application: ReviewedApplication
  assignment: { state: AssignmentState; stageId: string } | null
}

/** May this person write on their scorecard now? */
export function canReview({ application, assignment }: OwnReview): Result<void> {
  if (!assignment) return refuse('not_your_review', { waitsFor: 'staff' })
  const review = isUnderReview(application.state)
  if (!review.ok) return review
  if (assignment.state === 'done') return refuse('review_submitted')
  if (assignment.state !== 'open' || assignment.stageId !== application.stageId)
    return refuse('review_closed', { waitsFor: 'staff' })
  return ok()
}

/** May they take their submitted scorecard back to change it? Until the stage has closed. */
export function canReopenReview({ application, assignment }: OwnReview): Result<void> {
  if (!assignment) return refuse('not_your_review', { waitsFor: 'staff' })
  const review = isUnderReview(application.state)
  if (!review.ok) return review
  if (assignment.state !== 'done' || assignment.stageId !== application.stageId)
    return refuse('review_closed', { waitsFor: 'staff' })
  return ok()
}

/** Colleagues' scorecards of a stage are shown only after one's own: nobody scores by somebody else's points. */
export const maySeeOthers = (own: { state: ReviewState } | null): boolean =>
  own === null || own.state === 'submitted'

/** May a question be put to the applicant? One at a time, and only while it is reviewed. */
export function canRaiseQuery({ state }: { state: ApplicationState }): Result<void> {
  const obstacle = during[state]
  return obstacle === null
    ? ok()
    : refuse(obstacle, { waitsFor: obstacle === 'query_open' ? 'applicant' : 'staff' })
}

/** May staff accept an answer or ask again? */
export const canJudgeAnswer = (query: { state: QueryState }): Result<void> =>
  query.state === 'answered' ? ok() : refuse(query.state === 'open' ? 'query_open' : 'query_closed')

/** May the query be answered, or taken back? */
export const canCloseQuery = (query: { state: QueryState }): Result<void> =>
  query.state === 'open' ? ok() : refuse('query_closed')
