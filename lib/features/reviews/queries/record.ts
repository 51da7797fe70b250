import { and, asc, desc, eq, inArray, isNull, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { accounts, staff as staffTable } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import type { Localised } from '@/db/schema/partners'
import {
  applicationQueries,
  documents,
  notes,
  queryItems,
  reviewAssignments,
  reviewStages,
  reviews,
} from '@/db/schema/reviews'
import { type Colleague } from '@/lib/domain/reviews/mentions'
import { canRaiseQuery, isUnderReview, maySeeOthers } from '@/lib/domain/reviews/can'
import type { AssignmentState, QueryState, Verdict } from '@/lib/domain/reviews/review'
import type { Result } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { isBlindHere } from '../commands/blind-here'
import { type Reviewer, listReviewers } from './reviewers'

export type RecordReview = {
  stages: { id: string; name: Localised; isNow: boolean; isBlind: boolean; isRetired: boolean }[]
  score: number | null
  /** Null: hidden until one's own scorecard is submitted. */
  tasks:
    | {
        id: string
        reviewerId: string
        reviewerName: string
        stageName: Localised
        isNow: boolean
        state: AssignmentState
        dueAt: Date
        percent: number | null
        verdict: Verdict | null
        comment: string
      }[]
    | null
  /** Whether a scorecard of one's own waits here. */
  isMine: boolean
  people: Reviewer[]
  mayAssign: Result<void>
}

/** The review of one application for its record. */
export async function findRecordReview(
  staff: Staff<'applications.read'>,
  applicationId: string,
): Promise<RecordReview | null> {
  const { partnerId, accountId } = staff
  const [application] = await database()
    .select()
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  if (!application) return null
  const [stages, tasks, people] = await Promise.all([
    database()
      .select()
      .from(reviewStages)
      .where(
        and(
          eq(reviewStages.partnerId, partnerId),
          eq(reviewStages.intakeId, application.intakeId),
          application.stageId
            ? or(isNull(reviewStages.retiredAt), eq(reviewStages.id, application.stageId))
            : isNull(reviewStages.retiredAt),
        ),
      )
      .orderBy(asc(reviewStages.position)),
    listTasks(partnerId, applicationId),
    listReviewers(database(), partnerId),
  ])
  const own = tasks.find(
    ({ task }) =>
      task.reviewerId === accountId &&
      task.stageId === application.stageId &&
      (task.state === 'open' || task.state === 'done'),
  )
  const isShown = maySeeOthers(own ? { state: own.review?.state ?? 'draft' } : null)
  return {
    stages: stages.map(({ id, name, isBlind, retiredAt }) => ({
      id,
      name,
      isBlind,
      isNow: id === application.stageId,
      isRetired: retiredAt !== null,
    })),
    score: isShown ? application.reviewScore : null,
    tasks: isShown
      ? tasks.map(({ task, review, reviewerName, stageName }) => {
          const told = review?.state === 'submitted' ? review : null
          return {
            id: task.id,
            reviewerId: task.reviewerId,
            reviewerName,
            stageName,
            isNow: task.stageId === application.stageId,
            state: task.state,
            dueAt: task.dueAt,
            percent: told?.percent ?? null,
            verdict: told?.verdict ?? null,
            comment: told?.comment ?? '',
          }
        })
      : null,
    isMine: own?.task.state === 'open',
    people,
    mayAssign: isUnderReview(application.state),
  }
}

const listTasks = (partnerId: string, applicationId: string) =>
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
      and(eq(reviewAssignments.partnerId, partnerId), eq(reviewAssignments.applicationId, applicationId)),
    )
    .orderBy(asc(reviewAssignments.assignedAt), asc(reviewAssignments.id))

export type RecordQuery = {
  id: string
  state: QueryState
  question: string
  dueAt: Date
  raisedAt: Date
  raisedByName: string
  answeredAt: Date | null
  items: {
    id: string
    field: string | null
    documentName: string | null
    before: string | null
    after: string | null
    document: { id: string; bytes: number } | null
  }[]
}

/** Every question put to the applicant, newest first, and whether another may be put. */
export async function findRecordQueries(
  staff: Staff<'applications.read'>,
  applicationId: string,
): Promise<{ mayRaise: Result<void>; queries: RecordQuery[] } | null> {
  const { partnerId } = staff
  const [application] = await database()
    .select({ state: applications.state })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  if (!application || (await isBlindHere(database(), staff, applicationId))) return null
  const rows = await database()
    .select({ query: applicationQueries, raisedByName: accounts.fullName })
    .from(applicationQueries)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applicationQueries.partnerId), eq(accounts.id, applicationQueries.raisedBy)),
    )
    .where(
      and(eq(applicationQueries.partnerId, partnerId), eq(applicationQueries.applicationId, applicationId)),
    )
    .orderBy(desc(applicationQueries.raisedAt), desc(applicationQueries.id))
  const ids = rows.map(({ query }) => query.id)
  const items =
    ids.length === 0
      ? []
      : await database()
          .select({ item: queryItems, documentId: documents.id, bytes: documents.bytes })
          .from(queryItems)
          .leftJoin(
            documents,
            and(
              eq(documents.partnerId, queryItems.partnerId),
              eq(documents.queryItemId, queryItems.id),
              isNull(documents.replacedAt),
            ),
          )
          .where(and(eq(queryItems.partnerId, partnerId), inArray(queryItems.queryId, ids)))
          .orderBy(asc(queryItems.position))
  return {
    mayRaise: canRaiseQuery(application),
    queries: rows.map(({ query, raisedByName }) => ({
      id: query.id,
      state: query.state,
      question: query.question,
      dueAt: query.dueAt,
      raisedAt: query.raisedAt,
      raisedByName,
      answeredAt: query.answeredAt,
      items: items
        .filter(({ item }) => item.queryId === query.id)
        .map(({ item, documentId, bytes }) => ({
          id: item.id,
          field: item.field,
          documentName: item.documentName,
          before: item.before,
          // What is typed but not sent is the applicant's own.
          after: item.after,
          document: documentId && query.state !== 'open' ? { id: documentId, bytes: bytes ?? 0 } : null,
        })),
    })),
  }
}

/** Fields that the newest answer changed and nobody has accepted yet: marked where the answers stand. */
export async function listChangedFields(
  staff: Staff<'applications.read'>,
  applicationId: string,
): Promise<string[]> {
  const rows = await database()
    .select({ field: queryItems.field, before: queryItems.before, after: queryItems.after })
    .from(queryItems)
    .innerJoin(
      applicationQueries,
      and(
        eq(applicationQueries.partnerId, queryItems.partnerId),
        eq(applicationQueries.id, queryItems.queryId),
      ),
    )
    .where(
      and(
        eq(applicationQueries.partnerId, staff.partnerId),
        eq(applicationQueries.applicationId, applicationId),
        inArray(applicationQueries.state, ['answered', 'accepted']),
      ),
    )
  return rows.flatMap(({ field, before, after }) =>
    field !== null && after !== null && after !== before ? [field] : [],
  )
}

export type RecordDocument = typeof documents.$inferSelect & { judgedByName: string | null }

/** Every uploaded document, newest first; null for a reviewer of a blind stage. */
export async function listRecordDocuments(
  staff: Staff<'applications.read'>,
  applicationId: string,
): Promise<RecordDocument[] | null> {
  if (await isBlindHere(database(), staff, applicationId)) return null
  const judge = alias(accounts, 'judge')
  const rows = await database()
    .select({ document: documents, judgedByName: judge.fullName })
    .from(documents)
    .leftJoin(judge, and(eq(judge.partnerId, documents.partnerId), eq(judge.id, documents.judgedBy)))
    .where(and(eq(documents.partnerId, staff.partnerId), eq(documents.applicationId, applicationId)))
    .orderBy(desc(documents.uploadedAt), desc(documents.id))
  return rows.map(({ document, judgedByName }) => ({ ...document, judgedByName }))
}

export type RecordNote = { id: string; authorName: string; body: string; at: Date }

/** Notes of colleagues, newest first; a reviewer of a blind stage reads only their own. And whom a note may name. */
export async function listRecordNotes(
  staff: Staff<'applications.read'> | Staff<'applications.review'>,
  applicationId: string,
): Promise<{ notes: RecordNote[]; colleagues: Colleague[]; isBlind: boolean }> {
  const { partnerId, accountId } = staff
  const isBlind = await isBlindHere(database(), staff, applicationId)
  const [written, colleagues] = await Promise.all([
    database()
      .select({ id: notes.id, authorName: accounts.fullName, body: notes.body, at: notes.at })
      .from(notes)
      .innerJoin(accounts, and(eq(accounts.partnerId, notes.partnerId), eq(accounts.id, notes.authorId)))
      .where(
        and(
          eq(notes.partnerId, partnerId),
          eq(notes.applicationId, applicationId),
          isBlind ? eq(notes.authorId, accountId) : undefined,
        ),
      )
      .orderBy(desc(notes.at), desc(notes.id)),
    database()
      .select({ id: accounts.id, fullName: accounts.fullName })
      .from(staffTable)
      .innerJoin(
        accounts,
        and(eq(accounts.partnerId, staffTable.partnerId), eq(accounts.id, staffTable.accountId)),
      )
      .where(and(eq(staffTable.partnerId, partnerId), isNull(staffTable.deactivatedAt)))
      .orderBy(asc(accounts.fullName)),
  ])
  return { notes: written, colleagues: colleagues.filter(({ id }) => id !== accountId), isBlind }
}

/** The same for the sheet of a reviewer; null when there is no such application. */
export async function listSheetNotes(staff: Staff<'applications.review'>, number: string) {
  const [application] = await database()
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.number, number)))
  return application ? listRecordNotes(staff, application.id) : null
}
