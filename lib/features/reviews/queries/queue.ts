import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { type Localised, intakes } from '@/db/schema/partners'
import {
  applicationQueries,
  noteMentions,
  notes,
  reviewAssignments,
  reviewStages,
  reviews,
} from '@/db/schema/reviews'
import type { ReviewState } from '@/lib/domain/reviews/review'
import { hidesPersonFrom, shownName } from '@/lib/features/applications/queries/blind'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { type Reviewer, listReviewers } from './reviewers'

export type QueueRow = {
  id: string
  number: string
  title: string
  intakeName: Localised
  stageName: Localised
  isBlind: boolean
  hasOpenQuery: boolean
  dueAt: Date
  /** How far the scorecard is. */
  review: ReviewState | 'none'
}

const underReview = ['in_review', 'query_raised'] as const

/** What this member of staff has open to review, what is due first at the top; keyset pages. */
export async function listQueue(
  staff: Staff<'applications.review'>,
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<QueueRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: reviewAssignments.partnerId, id: reviewAssignments.id, at: reviewAssignments.dueAt },
    { place, ofPartner: staff.partnerId, oldestFirst: true },
  )
  const rows = await database()
    .select({
      id: reviewAssignments.id,
      number: applications.number,
      title: shownName(staff),
      intakeName: intakes.name,
      stageName: reviewStages.name,
      isBlind: reviewStages.isBlind,
      hasOpenQuery: applications.hasOpenQuery,
      dueAt: reviewAssignments.dueAt,
      review: sql<ReviewState | 'none'>`coalesce(${reviews.state}, 'none')`,
    })
    .from(reviewAssignments)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, reviewAssignments.partnerId),
        eq(applications.id, reviewAssignments.applicationId),
      ),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
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
    .where(and(mine(staff), inArray(applications.state, [...underReview]), where))
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(rows, place, size)
}

const mine = (staff: Staff) =>
  and(
    eq(reviewAssignments.partnerId, staff.partnerId),
    eq(reviewAssignments.reviewerId, staff.accountId),
    eq(reviewAssignments.state, 'open'),
  )

/** The numbers before and after this application in one's own queue; a submitted one still has its place in it. */
export async function findQueueNeighbours(
  staff: Staff<'applications.review'>,
  number: string,
): Promise<{ previous: string | null; next: string | null }> {
  const [here] = await database()
    .select({ dueAt: reviewAssignments.dueAt, id: reviewAssignments.id })
    .from(reviewAssignments)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, reviewAssignments.partnerId),
        eq(applications.id, reviewAssignments.applicationId),
      ),
    )
    .where(
      and(
        eq(reviewAssignments.partnerId, staff.partnerId),
        eq(reviewAssignments.reviewerId, staff.accountId),
        eq(applications.number, number),
      ),
    )
    .orderBy(desc(reviewAssignments.assignedAt))
    .limit(1)
  const place = here ? { after: here.id } : {}
  const [after, before] = await Promise.all([
    listQueue(staff, place, 1),
    here ? listQueue(staff, { before: here.id }, 1) : null,
  ])
  const [next] = after.rows
  const [previous] = before?.rows ?? []
  return { previous: previous?.number ?? null, next: next?.number ?? null }
}

export type Mention = {
  noteId: string
  number: string
  title: string
  authorName: string
  /** Null where the person is hidden from the reader: the note may name them. */
  body: string | null
  at: Date
}

/** Notes that name this member of staff and are not read yet, newest first. */
export const listMentions = (staff: Staff<'applications.read'>): Promise<Mention[]> => {
  const author = alias(accounts, 'author')
  return database()
    .select({
      noteId: notes.id,
      number: applications.number,
      title: shownName(staff),
      authorName: author.fullName,
      body: sql<string | null>`case when ${hidesPersonFrom(staff)} then null else ${notes.body} end`,
      at: notes.at,
    })
    .from(noteMentions)
    .innerJoin(notes, and(eq(notes.partnerId, noteMentions.partnerId), eq(notes.id, noteMentions.noteId)))
    .innerJoin(author, and(eq(author.partnerId, notes.partnerId), eq(author.id, notes.authorId)))
    .innerJoin(
      applications,
      and(eq(applications.partnerId, notes.partnerId), eq(applications.id, notes.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(noteMentions.partnerId, staff.partnerId),
        eq(noteMentions.staffId, staff.accountId),
        isNull(noteMentions.readAt),
      ),
    )
    .orderBy(desc(noteMentions.at))
    .limit(20)
}

export type AnsweredQuery = { queryId: string; number: string; title: string; answeredAt: Date | null }

/** Answers of applicants that nobody has looked at yet, oldest first. */
export const listAnswered = (staff: Staff<'applications.query'>): Promise<AnsweredQuery[]> =>
  database()
    .select({
      queryId: applicationQueries.id,
      number: applications.number,
      title: shownName(staff),
      answeredAt: applicationQueries.answeredAt,
    })
    .from(applicationQueries)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, applicationQueries.partnerId),
        eq(applications.id, applicationQueries.applicationId),
      ),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(and(eq(applicationQueries.partnerId, staff.partnerId), eq(applicationQueries.state, 'answered')))
    .orderBy(asc(applicationQueries.answeredAt))
    .limit(50)

export type UnassignedRow = {
  id: string
  number: string
  fullName: string
  intakeName: Localised
  stageName: Localised
  reviewStartedAt: Date | null
}

/** What is in review and lies with nobody, longest first; and everybody's load. */
export async function getReviewOverview(
  staff: Staff<'applications.assign'>,
): Promise<{ people: Reviewer[]; unassigned: UnassignedRow[]; hasMore: boolean }> {
  const [people, rows] = await Promise.all([
    listReviewers(database(), staff.partnerId),
    listUnassigned(staff, 26),
  ])
  return { people, unassigned: rows.slice(0, 25), hasMore: rows.length > 25 }
}

const listUnassigned = (staff: Staff, most: number): Promise<UnassignedRow[]> =>
  database()
    .select({
      id: applications.id,
      number: applications.number,
      fullName: accounts.fullName,
      intakeName: intakes.name,
      stageName: reviewStages.name,
      reviewStartedAt: applications.reviewStartedAt,
    })
    .from(applications)
    .innerJoin(
      reviewStages,
      and(eq(reviewStages.partnerId, applications.partnerId), eq(reviewStages.id, applications.stageId)),
    )
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(applications.partnerId, staff.partnerId),
        eq(applications.state, 'in_review'),
        sql`(select count(*) from ${reviewAssignments}
          where ${reviewAssignments.partnerId} = ${applications.partnerId}
            and ${reviewAssignments.applicationId} = ${applications.id}
            and ${reviewAssignments.stageId} = ${applications.stageId}
            and ${reviewAssignments.state} in ('open', 'done')) < ${reviewStages.reviewersWanted}`,
      ),
    )
    .orderBy(asc(applications.reviewStartedAt), asc(applications.id))
    .limit(most)
