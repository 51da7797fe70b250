import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  assignmentStates,
  assignmentWays,
  documentStates,
  documentTypes,
  queryItemKinds,
  queryStates,
  reviewStates,
  verdicts,
} from '../../lib/domain/reviews/review'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { type Localised, intakes } from './partners'

/** What reviewers of an intake score: criteria whose weights are 100 together. Never changed once a review used it. */
export const scorecards = pgTable(
  'scorecards',
  {
    partnerId: partnerId(),
    id: rowId(),
    intakeId: uuid('intake_id').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    index('scorecards_by_intake').on(t.partnerId, t.intakeId),
  ],
)

/** One thing a scorecard asks: its weight of 100, the points it gives at most, and what the points mean. */
export const criteria = pgTable(
  'criteria',
  {
    partnerId: partnerId(),
    id: rowId(),
    scorecardId: uuid('scorecard_id').notNull(),
    position: integer('position').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    weight: integer('weight').notNull(),
    maxPoints: integer('max_points').notNull(),
    anchors: jsonb('anchors').$type<Localised>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('criteria_position').on(t.partnerId, t.scorecardId, t.position),
    foreignKey({
      columns: [t.partnerId, t.scorecardId],
      foreignColumns: [scorecards.partnerId, scorecards.id],
    }),
    holds('criteria_weight', sql`${t.weight} between 1 and 100`),
    holds('criteria_max_points', sql`${t.maxPoints} between 1 and 100`),
  ],
)

/** Which reviewers read the applications of one programme, where a stage assigns by rule. */
export type AssignmentRule = { programmeId: string; reviewerIds: string[] }

/** One stage of an intake's review. Once used it is retired, never deleted: applications keep the stage they began. */
export const reviewStages = pgTable(
  'review_stages',
  {
    partnerId: partnerId(),
    id: rowId(),
    intakeId: uuid('intake_id').notNull(),
    position: integer('position').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    scorecardId: uuid('scorecard_id'),
    /** Reviewers of this stage do not see who the applicant is. */
    isBlind: boolean('is_blind').notNull().default(false),
    reviewersWanted: integer('reviewers_wanted').notNull().default(1),
    assignmentWay: text('assignment_way', { enum: assignmentWays }).notNull().default('by_hand'),
    assignmentRules: jsonb('assignment_rules').$type<AssignmentRule[]>().notNull().default([]),
    /** Days a reviewer has, counted from the assignment; null: no date. */
    daysToReview: integer('days_to_review'),
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('review_stages_position')
      .on(t.partnerId, t.intakeId, t.position)
      .where(sql`${t.retiredAt} is null`),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({
      columns: [t.partnerId, t.scorecardId],
      foreignColumns: [scorecards.partnerId, scorecards.id],
    }),
    oneOf('review_stages_assignment_way', t.assignmentWay, assignmentWays),
    holds('review_stages_position_counts', sql`${t.position} > 0`),
    holds('review_stages_reviewers_wanted', sql`${t.reviewersWanted} between 1 and 10`),
    holds('review_stages_days', sql`${t.daysToReview} is null or ${t.daysToReview} between 1 and 365`),
  ],
)

/** One reviewer's task: this application, in this stage. */
export const reviewAssignments = pgTable(
  'review_assignments',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    stageId: uuid('stage_id').notNull(),
    reviewerId: uuid('reviewer_id').notNull(),
    state: text('state', { enum: assignmentStates }).notNull().default('open'),
    way: text('way', { enum: assignmentWays }).notNull(),
    /** Null: the portal itself, by the stage's way. */
    assignedBy: uuid('assigned_by'),
    assignedAt: instant('assigned_at').notNull(),
    /** Far in the future where the stage sets no days, so that what is due comes first. */
    dueAt: instant('due_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('review_assignments_once').on(t.partnerId, t.applicationId, t.stageId, t.reviewerId),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.stageId],
      foreignColumns: [reviewStages.partnerId, reviewStages.id],
    }),
    foreignKey({ columns: [t.partnerId, t.reviewerId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('review_assignments_queue').on(t.partnerId, t.reviewerId, t.state, t.dueAt, t.id),
    index('review_assignments_by_stage').on(t.partnerId, t.stageId, t.state),
    oneOf('review_assignments_state', t.state, assignmentStates),
    oneOf('review_assignments_way', t.way, assignmentWays),
  ],
)

/** A reviewer's scorecard for one assignment: a draft, then submitted. */
export const reviews = pgTable(
  'reviews',
  {
    partnerId: partnerId(),
    assignmentId: uuid('assignment_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    stageId: uuid('stage_id').notNull(),
    reviewerId: uuid('reviewer_id').notNull(),
    state: text('state', { enum: reviewStates }).notNull().default('draft'),
    /** Points by criterion; one that was not scored yet is absent. */
    points: jsonb('points').$type<Record<string, number>>().notNull(),
    /** Weighted, of 100; null while a criterion lacks its points, and where the stage has no scorecard. */
    percent: doublePrecision('percent'),
    verdict: text('verdict', { enum: verdicts }),
    comment: text('comment').notNull().default(''),
    savedAt: instant('saved_at').notNull(),
    submittedAt: instant('submitted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.assignmentId] }),
    foreignKey({
      columns: [t.partnerId, t.assignmentId],
      foreignColumns: [reviewAssignments.partnerId, reviewAssignments.id],
    }),
    index('reviews_by_application').on(t.partnerId, t.applicationId),
    oneOf('reviews_state', t.state, reviewStates),
    oneOf('reviews_verdict', t.verdict, verdicts),
    holds('reviews_percent', sql`${t.percent} is null or ${t.percent} between 0 and 100`),
  ],
)

/** A question of staff to the applicant about chosen fields and documents. */
export const applicationQueries = pgTable(
  'application_queries',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    state: text('state', { enum: queryStates }).notNull().default('open'),
    question: text('question').notNull(),
    /** Until when an answer is asked for; it may come later too. */
    dueAt: instant('due_at').notNull(),
    raisedBy: uuid('raised_by').notNull(),
    raisedAt: instant('raised_at').notNull(),
    /** The query whose answer did not do. */
    followsId: uuid('follows_id'),
    answeredAt: instant('answered_at'),
    closedBy: uuid('closed_by'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    index('application_queries_by_application').on(t.partnerId, t.applicationId, t.raisedAt),
    uniqueIndex('application_queries_one_open')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.state} = 'open'`),
    oneOf('application_queries_state', t.state, queryStates),
  ],
)

/** One thing that a query asks for, what stood there before, and what was answered. */
export const queryItems = pgTable(
  'query_items',
  {
    partnerId: partnerId(),
    id: rowId(),
    queryId: uuid('query_id').notNull(),
    position: integer('position').notNull(),
    kind: text('kind', { enum: queryItemKinds }).notNull(),
    page: text('page'),
    field: text('field'),
    documentName: text('document_name'),
    before: text('before'),
    /** What the applicant has typed so far, kept over every refusal; the answer itself once it was sent. */
    draft: text('draft'),
    after: text('after'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('query_items_position').on(t.partnerId, t.queryId, t.position),
    foreignKey({
      columns: [t.partnerId, t.queryId],
      foreignColumns: [applicationQueries.partnerId, applicationQueries.id],
    }),
    oneOf('query_items_kind', t.kind, queryItemKinds),
    holds(
      'query_items_names_its_thing',
      sql`(${t.kind} = 'field' and ${t.page} is not null and ${t.field} is not null) or (${t.kind} = 'document' and ${t.documentName} is not null)`,
    ),
  ],
)

/** A file that an applicant gave for a document that was asked for. Another one for the same item replaces it; both are kept. */
export const documents = pgTable(
  'documents',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    queryItemId: uuid('query_item_id'),
    /** What was asked for, e.g. `Class 12 mark sheet`. */
    name: text('name').notNull(),
    fileName: text('file_name').notNull(),
    contentType: text('content_type', { enum: documentTypes }).notNull(),
    /** Fingerprint of the bytes, and where they lie. */
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    uploadedBy: uuid('uploaded_by').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    replacedAt: instant('replaced_at'),
    state: text('state', { enum: documentStates }).notNull().default('received'),
    /** Why it was rejected, in staff's words. */
    reason: text('reason').notNull().default(''),
    judgedBy: uuid('judged_by'),
    judgedAt: instant('judged_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.queryItemId],
      foreignColumns: [queryItems.partnerId, queryItems.id],
    }),
    index('documents_by_application').on(t.partnerId, t.applicationId, t.uploadedAt),
    oneOf('documents_state', t.state, documentStates),
    oneOf('documents_content_type', t.contentType, documentTypes),
    holds('documents_fingerprint', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)

/** What one of the staff wrote about an application for their colleagues. Never changed, never deleted. */
export const notes = pgTable(
  'notes',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    authorId: uuid('author_id').notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({ columns: [t.partnerId, t.authorId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('notes_by_application').on(t.partnerId, t.applicationId, t.at, t.id),
  ],
)

/** A colleague named in a note, until they have read it. */
export const noteMentions = pgTable(
  'note_mentions',
  {
    partnerId: partnerId(),
    noteId: uuid('note_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.noteId, t.staffId] }),
    foreignKey({ columns: [t.partnerId, t.noteId], foreignColumns: [notes.partnerId, notes.id] }),
    foreignKey({ columns: [t.partnerId, t.staffId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('note_mentions_unread')
      .on(t.partnerId, t.staffId, t.at)
      .where(sql`${t.readAt} is null`),
  ],
)
