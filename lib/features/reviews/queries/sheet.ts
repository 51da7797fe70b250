import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { type Localised, intakes, programmes } from '@/db/schema/partners'
import { criteria, reviewAssignments, reviewStages, reviews } from '@/db/schema/reviews'
import type { ApplicationState } from '@/lib/domain/applications/machine'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import { isShownBlind, withoutIdentity } from '@/lib/domain/reviews/blind'
import { canReopenReview, canReview, maySeeOthers } from '@/lib/domain/reviews/can'
import type { AssignmentState, ReviewState, Verdict } from '@/lib/domain/reviews/review'
import type { Result } from '@/lib/domain/shared/result'
import { hidesPersonFrom, shownName } from '@/lib/features/applications/queries/blind'
import { type FormPage, askedFieldsOf } from '../schema'
import type { Staff } from '@/lib/platform/auth/actors'

export type SheetCriterion = {
  id: string
  name: Localised
  weight: number
  maxPoints: number
  anchors: Localised
}

export type ColleagueReview = {
  id: string
  reviewerName: string
  stageName: Localised
  state: AssignmentState
  percent: number | null
  verdict: Verdict | null
  comment: string
  points: { name: Localised; points: number; maxPoints: number }[]
  submittedAt: Date | null
}

export type SheetAttempt = {
  attemptNo: number
  finishedAt: Date | null
  scores: ScoreSheet | null
  courses: { courseName: string; programmeCode: string | null }[]
}

/** One application as its reviewer reads and scores it. Where the stage is blind, nothing here says who it is. */
export type ReviewSheet = {
  number: string
  /** The person's name, or `Candidate 7K3M9Q`. */
  title: string
  isBlind: boolean
  state: ApplicationState
  intakeName: Localised
  stage: { name: Localised; position: number } | null
  criteria: SheetCriterion[]
  own: {
    state: ReviewState | 'none'
    points: Record<string, number>
    percent: number | null
    verdict: Verdict | null
    comment: string
    savedAt: Date | null
    dueAt: Date | null
  }
  mayReview: Result<void>
  mayReopen: Result<void>
  /** Scorecards of colleagues; null until one's own is submitted. */
  others: ColleagueReview[] | null
  preferences: { code: string; name: Localised }[]
  pages: { page: FormPage; answers: { field: string; value: string }[]; hidden: number }[]
  attempts: SheetAttempt[]
}

/** The sheet of one application for this member of staff; null when it is not the partner's. */
export async function findReviewSheet(
  staff: Staff<'applications.review'>,
  number: string,
): Promise<ReviewSheet | null> {
  const found = await findReviewed(staff, number)
  if (!found) return null
  const { application, stage, isHidden, title, intakeName } = found
  const [card, tasks, wishes, pages, sat] = await Promise.all([
    listCriteria(staff, stage?.scorecardId ?? null),
    listTasks(staff, application.id),
    listPreferences(staff, application.id),
    listPages(staff, application.id),
    listSittings(staff, application.id),
  ])
  const here = tasks.find(
    ({ task }) => task.reviewerId === staff.accountId && task.stageId === application.stageId,
  )
  const assignment = here?.task ?? null
  const own = here?.review ?? null
  const isOwed = assignment !== null && (assignment.state === 'open' || assignment.state === 'done')
  const hide = isHidden ? (text: string) => withoutIdentity(text, identityOf(found, pages)) : same
  return {
    number,
    title,
    isBlind: isHidden,
    state: application.state,
    intakeName,
    stage: stage && { name: stage.name, position: stage.position },
    criteria: card,
    own: {
      state: own?.state ?? 'none',
      points: own?.points ?? {},
      percent: own?.percent ?? null,
      verdict: own?.verdict ?? null,
      comment: own?.comment ?? '',
      savedAt: own?.savedAt ?? null,
      dueAt: assignment?.dueAt ?? null,
    },
    mayReview: canReview({ application, assignment }),
    mayReopen: canReopenReview({ application, assignment }),
    others: maySeeOthers(isOwed ? { state: own?.state ?? 'draft' } : null)
      ? othersOf(tasks, staff, card, hide)
      : null,
    preferences: wishes,
    pages: shownPages(pages, isHidden, hide),
    attempts: sat,
  }
}

const same = (text: string): string => text

async function findReviewed(staff: Staff, number: string) {
  const [row] = await database()
    .select({
      application: applications,
      stage: reviewStages,
      intakeName: intakes.name,
      isHidden: hidesPersonFrom(staff),
      title: shownName(staff),
      fullName: accounts.fullName,
      email: accounts.email,
      mobile: applicants.mobile,
    })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      applicants,
      and(eq(applicants.partnerId, accounts.partnerId), eq(applicants.accountId, accounts.id)),
    )
    .leftJoin(
      reviewStages,
      and(eq(reviewStages.partnerId, applications.partnerId), eq(reviewStages.id, applications.stageId)),
    )
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.number, number)))
  return row ?? null
}

type Pages = { page: string; answers: Record<string, string> }[]

/** Everything by which this person may be named in a free text. */
function identityOf(person: { fullName: string; email: string; mobile: string }, pages: Pages): string[] {
  const said = pages
    .filter(({ page }) => page === 'personal' || page === 'contact')
    .flatMap(({ answers }) => [answers.motherName, answers.guardianName, answers.guardianMobile])
  const schools = pages.flatMap(({ answers }) => [answers.class10RollNumber, answers.class12RollNumber])
  return [person.fullName, person.email, person.mobile, ...said, ...schools].filter(
    (text): text is string => text !== undefined && text !== '',
  )
}

function shownPages(pages: Pages, isHidden: boolean, hide: (text: string) => string): ReviewSheet['pages'] {
  return askedFieldsOf().map(({ page, fields }) => {
    const answers = pages.find((one) => one.page === page)?.answers ?? {}
    const shown = isHidden ? fields.filter((field) => isShownBlind(page, field)) : fields
    return {
      page,
      answers: shown.map((field) => ({ field, value: hide(answers[field] ?? '') })),
      hidden: fields.length - shown.length,
    }
  })
}

type Task = {
  task: typeof reviewAssignments.$inferSelect
  review: typeof reviews.$inferSelect | null
  reviewerName: string
  stageName: Localised
}

const listTasks = (staff: Staff, applicationId: string): Promise<Task[]> =>
  database()
    .select({
      task: reviewAssignments,
      review: reviews,
      reviewerName: accounts.fullName,
      stageName: reviewStages.name,
    })
    .from(reviewAssignments)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, reviewAssignments.partnerId), eq(accounts.id, reviewAssignments.reviewerId)),
    )
    .innerJoin(
      reviewStages,
      and(
        eq(reviewStages.partnerId, reviewAssignments.partnerId),
        eq(reviewStages.id, reviewAssignments.stageId),
      ),
    )
    .leftJoin(
      reviews,
      and(eq(reviews.partnerId, reviewAssignments.partnerId), eq(reviews.assignmentId, reviewAssignments.id)),
    )
    .where(
      and(
        eq(reviewAssignments.partnerId, staff.partnerId),
        eq(reviewAssignments.applicationId, applicationId),
      ),
    )
    .orderBy(asc(reviewAssignments.assignedAt), asc(reviewAssignments.id))

/** Submitted ones whole; of an open one only that it is open: a draft is nobody else's. */
const othersOf = (
  tasks: Task[],
  staff: Staff,
  card: SheetCriterion[],
  hide: (text: string) => string,
): ColleagueReview[] =>
  tasks
    .filter(({ task }) => task.reviewerId !== staff.accountId && task.state !== 'removed')
    .map(({ task, review, reviewerName, stageName }) => {
      const told = review?.state === 'submitted' ? review : null
      return {
        id: task.id,
        reviewerName,
        stageName,
        state: task.state,
        percent: told?.percent ?? null,
        verdict: told?.verdict ?? null,
        comment: hide(told?.comment ?? ''),
        points: card.flatMap(({ id, name, maxPoints }) => {
          const points = told?.points[id]
          return points === undefined ? [] : [{ name, points, maxPoints }]
        }),
        submittedAt: told?.submittedAt ?? null,
      }
    })

const listCriteria = (staff: Staff, scorecardId: string | null): Promise<SheetCriterion[]> =>
  scorecardId
    ? database()
        .select({
          id: criteria.id,
          name: criteria.name,
          weight: criteria.weight,
          maxPoints: criteria.maxPoints,
          anchors: criteria.anchors,
        })
        .from(criteria)
        .where(and(eq(criteria.partnerId, staff.partnerId), eq(criteria.scorecardId, scorecardId)))
        .orderBy(asc(criteria.position))
    : Promise.resolve([])

const listPreferences = (staff: Staff, applicationId: string) =>
  database()
    .select({ code: programmes.code, name: programmes.name })
    .from(preferences)
    .innerJoin(
      programmes,
      and(eq(programmes.partnerId, preferences.partnerId), eq(programmes.id, preferences.programmeId)),
    )
    .where(and(eq(preferences.partnerId, staff.partnerId), eq(preferences.applicationId, applicationId)))
    .orderBy(asc(preferences.position))

const listPages = (staff: Staff, applicationId: string): Promise<Pages> =>
  database()
    .select({ page: applicationPages.page, answers: applicationPages.answers })
    .from(applicationPages)
    .where(
      and(eq(applicationPages.partnerId, staff.partnerId), eq(applicationPages.applicationId, applicationId)),
    )

async function listSittings(staff: Staff, applicationId: string): Promise<SheetAttempt[]> {
  const rows = await database()
    .select({
      id: attempts.id,
      attemptNo: attempts.attemptNo,
      finishedAt: attempts.finishedAt,
      scores: attempts.scores,
    })
    .from(attempts)
    .where(and(eq(attempts.partnerId, staff.partnerId), eq(attempts.applicationId, applicationId)))
    .orderBy(desc(attempts.attemptNo))
  const courses = await database()
    .select({
      attemptId: recommendations.attemptId,
      courseName: recommendations.courseName,
      programmeCode: programmes.code,
    })
    .from(recommendations)
    .innerJoin(
      attempts,
      and(eq(attempts.partnerId, recommendations.partnerId), eq(attempts.id, recommendations.attemptId)),
    )
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, recommendations.partnerId),
        eq(programmes.id, recommendations.programmeId),
      ),
    )
    .where(and(eq(attempts.partnerId, staff.partnerId), eq(attempts.applicationId, applicationId)))
    .orderBy(asc(recommendations.position))
  return rows.map(({ id, ...row }) => ({
    ...row,
    courses: courses
      .filter(({ attemptId }) => attemptId === id)
      .map(({ courseName, programmeCode }) => ({ courseName, programmeCode })),
  }))
}
