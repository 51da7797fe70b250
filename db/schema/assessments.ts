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
  uuid,
} from 'drizzle-orm/pg-core'
import {
  attemptReasons,
  progressStates,
  resultStates,
  statusDetails,
} from '../../lib/domain/assessments/attempt'
import type { ScoreSheet } from '../../lib/domain/assessments/scores'
import { createdAt, holds, instant, lowerText, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { connections, type Localised, programmes, ruleVersions } from './partners'

export const launchOutcomes = ['minting', 'minted', 'failed'] as const
/** How a recommended course came to its programme: by its name, or named by a partner's own rule. */
export const matchKinds = ['code', 'alias', 'name', 'rule'] as const
export const hintSources = ['callback', 'redirect', 'reconcile'] as const
export const hintOutcomes = ['taken', 'duplicate', 'suspicious'] as const
export const verificationStates = ['ordering', 'ordered', 'answered', 'unclear'] as const

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
    /** Why there is this attempt, and in staff's own words where staff ordered it. */
    reason: text('reason', { enum: attemptReasons }).notNull().default('first'),
    reasonNote: text('reason_note'),
    orderedBy: uuid('ordered_by'),
    /** Which test of the connection; null: the connection's own setting. */
    testId: text('test_id'),
    /** Notes of the provider's folder about this sitting; no secret, no personal data. */
    memo: jsonb('memo').$type<Record<string, string | number | boolean | null>>(),
    /** SHA-256 of the tokens in the callback and return addresses; the tokens themselves are kept nowhere. */
    callbackTokenHash: text('callback_token_hash'),
    returnTokenHash: text('return_token_hash'),
    /** The browser came back from the provider, or the provider called: ask first. */
    hintedAt: instant('hinted_at'),
    returnedAt: instant('returned_at'),
    /** What the provider added to its status, e.g. that the test was left. */
    statusDetail: text('status_detail', { enum: statusDetails }),
    /** Normal length of the test, and the extra time (percent) that was sent with the start. */
    expectedMinutes: doublePrecision('expected_minutes'),
    extraTimePercent: integer('extra_time_percent'),
    scores: jsonb('scores').$type<ScoreSheet>(),
    hasReports: boolean('has_reports').notNull().default(false),
    verification: text('verification', { enum: verificationStates }),
    /** Set when a later attempt took over this sitting at the provider: never asked about again, its result stays as it was. */
    frozenAt: instant('frozen_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('attempts_callback_token').on(t.partnerId, t.callbackTokenHash),
    unique('attempts_return_token').on(t.partnerId, t.returnTokenHash),
    // Whether a sitting is another application's is asked across partners: two may share one account.
    index('attempts_by_external_id')
      .on(t.externalId, t.partnerId, t.connectionId)
      .where(sql`${t.externalId} is not null`),
    oneOf('attempts_reason', t.reason, attemptReasons),
    oneOf('attempts_status_detail', t.statusDetail, statusDetails),
    oneOf('attempts_verification', t.verification, verificationStates),
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
    // Finished, and no result yet: how long each has waited is watched over.
    index('attempts_awaiting_result')
      .on(t.partnerId, t.connectionId, t.lastProgressAt)
      .where(sql`${t.progress} = 'completed' and ${t.result} in ('none', 'pending', 'partial')`),
    index('attempts_last_asked').on(t.partnerId, t.connectionId, t.lastAskedAt),
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
    /** Where a partner's rule recommended it: which version, its weight, and the sentence the applicant reads. */
    ruleVersionId: uuid('rule_version_id'),
    weight: doublePrecision('weight'),
    reason: jsonb('reason').$type<Localised>(),
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
    foreignKey({
      columns: [t.partnerId, t.ruleVersionId],
      foreignColumns: [ruleVersions.partnerId, ruleVersions.id],
    }),
    index('recommendations_unmatched')
      .on(t.partnerId, t.courseName)
      .where(sql`${t.programmeId} is null`),
  ],
)

/** Something that came from outside about an attempt: a callback, a browser that came back, a line of a reconciling list. */
export const hints = pgTable(
  'hints',
  {
    partnerId: partnerId(),
    id: rowId(),
    attemptId: uuid('attempt_id').notNull(),
    source: text('source', { enum: hintSources }).notNull(),
    /** The same for a repeated delivery of the same news. */
    dedupeKey: text('dedupe_key').notNull(),
    /** The provider's status word as the hint claimed it; never copied to the attempt. */
    rawStatus: text('raw_status'),
    outcome: text('outcome', { enum: hintOutcomes }).notNull(),
    /** Deliveries of this same news, the first included. */
    deliveries: integer('deliveries').notNull().default(1),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('hints_dedupe').on(t.partnerId, t.attemptId, t.dedupeKey),
    foreignKey({ columns: [t.partnerId, t.attemptId], foreignColumns: [attempts.partnerId, attempts.id] }),
    oneOf('hints_source', t.source, hintSources),
    oneOf('hints_outcome', t.outcome, hintOutcomes),
  ],
)

/** One report file of an attempt, kept by us: the bytes lie in file storage under their hash. */
export const attemptReports = pgTable(
  'attempt_reports',
  {
    partnerId: partnerId(),
    id: rowId(),
    attemptId: uuid('attempt_id').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    fetchedAt: instant('fetched_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('attempt_reports_file').on(t.partnerId, t.attemptId, t.name, t.sha256),
    foreignKey({ columns: [t.partnerId, t.attemptId], foreignColumns: [attempts.partnerId, attempts.id] }),
  ],
)

/** Extra time granted to an applicant for the assessment of one application. Sensitive: the reason is encrypted. */
export const extraTimes = pgTable(
  'extra_times',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    /** Percent of the normal time on top of it; 0 takes an earlier grant back. */
    percent: integer('percent').notNull(),
    /** Why, encrypted with the deployment's key. */
    reason: text('reason').notNull(),
    grantedBy: uuid('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({ columns: [t.partnerId, t.grantedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('extra_times_by_application').on(t.partnerId, t.applicationId, t.grantedAt.desc()),
    holds('extra_times_percent', sql`${t.percent} between 0 and 100`),
  ],
)

export const staffTaskKinds = [
  'extra_time_at_provider',
  'erasure_at_provider',
  'reset_unclear',
  'verification_unclear',
] as const

/** Something a member of staff has to do outside the portal, or look at, because a provider cannot be told by us. */
export const staffTasks = pgTable(
  'staff_tasks',
  {
    partnerId: partnerId(),
    id: rowId(),
    kind: text('kind', { enum: staffTaskKinds }).notNull(),
    applicationId: uuid('application_id').notNull(),
    attemptId: uuid('attempt_id'),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull(),
    openedAt: instant('opened_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({ columns: [t.partnerId, t.attemptId], foreignColumns: [attempts.partnerId, attempts.id] }),
    foreignKey({ columns: [t.partnerId, t.doneBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('staff_tasks_open')
      .on(t.partnerId, t.openedAt)
      .where(sql`${t.doneAt} is null`),
    oneOf('staff_tasks_kind', t.kind, staffTaskKinds),
  ],
)
