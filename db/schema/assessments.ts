import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { progressStates, resultStates } from '../../lib/domain/assessments/attempt'
import { createdAt, instant, lowerText, oneOf, partnerId, rowId } from '../columns'
import { applications } from './applications'
import { connections, programmes } from './partners'

export const launchOutcomes = ['minting', 'minted', 'failed'] as const
export const matchKinds = ['code', 'alias', 'name'] as const

/** One sitting of an application's assessment. */
export const attempts = pgTable(
  'attempts',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    attemptNo: integer('attempt_no').notNull(),
    /** The candidate as first sent to the provider; later profile edits do not change it. */
    email: lowerText('email').notNull(),
    fullName: text('full_name').notNull(),
    mobile: text('mobile').notNull(),
    externalId: text('external_id'),
    progress: text('progress', { enum: progressStates }).notNull().default('not_started'),
    result: text('result', { enum: resultStates }).notNull().default('none'),
    statusReason: text('status_reason'),
    /** The provider's last status word, as it wrote it. */
    rawStatus: text('raw_status'),
    rawStatusAt: instant('raw_status_at'),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    durationMinutes: doublePrecision('duration_minutes'),
    /** When progress or result last moved. */
    lastProgressAt: instant('last_progress_at'),
    launchedAt: instant('launched_at'),
    /** Freshness: when the provider was last asked and answered, when it will be asked next. */
    lastAskedAt: instant('last_asked_at'),
    lastAnsweredAt: instant('last_answered_at'),
    nextAskAt: instant('next_ask_at'),
    /** The applicant has the waiting page open: ask soon. */
    watchedAt: instant('watched_at'),
    asks: integer('asks').notNull().default(0),
    /** Asks in a row that failed, and how the last one failed. */
    failures: integer('failures').notNull().default(0),
    lastErrorKind: text('last_error_kind'),
    /** The applicant was told that the provider is down; told again on recovery. */
    outageToldAt: instant('outage_told_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('attempts_number').on(t.partnerId, t.applicationId, t.attemptNo),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    index('attempts_due')
      .on(t.nextAskAt)
      .where(sql`${t.nextAskAt} is not null`),
    oneOf('attempts_progress', t.progress, progressStates),
    oneOf('attempts_result', t.result, resultStates),
  ],
)

/** One click that minted, or tried to mint, one start link. The link itself is never kept. */
export const launches = pgTable(
  'launches',
  {
    partnerId: partnerId(),
    id: rowId(),
    attemptId: uuid('attempt_id').notNull(),
    outcome: text('outcome', { enum: launchOutcomes }).notNull().default('minting'),
    errorKind: text('error_kind'),
    clickedAt: instant('clicked_at').notNull(),
    mintedAt: instant('minted_at'),
    linkExpiresAt: instant('link_expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.attemptId], foreignColumns: [attempts.partnerId, attempts.id] }),
    index('launches_by_attempt').on(t.partnerId, t.attemptId, t.clickedAt),
    oneOf('launches_outcome', t.outcome, launchOutcomes),
  ],
)

/** A course the provider suggested after an attempt, in its wording and order, with the programme it means here. */
export const recommendations = pgTable(
  'recommendations',
  {
    partnerId: partnerId(),
    id: rowId(),
    attemptId: uuid('attempt_id').notNull(),
    position: integer('position').notNull(),
    courseName: text('course_name').notNull(),
    score: doublePrecision('score'),
    rank: doublePrecision('rank'),
    raw: jsonb('raw').$type<Record<string, unknown>>().notNull(),
    /** Null: not offered here (listed for staff to alias). */
    programmeId: uuid('programme_id'),
    matchedBy: text('matched_by', { enum: matchKinds }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('recommendations_position').on(t.partnerId, t.attemptId, t.position),
    foreignKey({ columns: [t.partnerId, t.attemptId], foreignColumns: [attempts.partnerId, attempts.id] }),
    foreignKey({
      columns: [t.partnerId, t.programmeId],
      foreignColumns: [programmes.partnerId, programmes.id],
    }),
    index('recommendations_unmatched')
      .on(t.partnerId, t.courseName)
      .where(sql`${t.programmeId} is null`),
  ],
)
