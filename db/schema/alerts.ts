import { sql } from 'drizzle-orm'
import {
  boolean,
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
import { alertKinds, alertMoves, alertStates } from '../../lib/domain/alerts/alert'
import {
  backfillItemStates,
  backfillObjects,
  backfillScopes,
  backfillStates,
} from '../../lib/domain/alerts/backfill'
import { staffRoles } from '../../lib/domain/partners/permissions'
import { holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { connections, partners } from './partners'

/** How a partner has set one kind of alert, where it differs from the usual. */
export const alertRules = pgTable(
  'alert_rules',
  {
    partnerId: partnerId().references(() => partners.id),
    kind: text('kind', { enum: alertKinds }).notNull(),
    isOn: boolean('is_on').notNull(),
    threshold: integer('threshold').notNull(),
    minutes: integer('minutes').notNull(),
    /** Who gets the e-mail: everybody with these roles, and these addresses. */
    emailRoles: text('email_roles', { enum: staffRoles }).array().notNull().default([]),
    emailAddresses: text('email_addresses').array().notNull().default([]),
    savedBy: uuid('saved_by'),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.kind] }),
    oneOf('alert_rules_kind', t.kind, alertKinds),
    holds('alert_rules_terms', sql`${t.threshold} >= 1 and ${t.minutes} >= 0`),
  ],
)

/** Something wrong that staff should look at. One row per kind and subject: what comes back opens the same row again. */
export const alerts = pgTable(
  'alerts',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    kind: text('kind', { enum: alertKinds }).notNull(),
    /** What it is about: a connection's id, a line of work, or `partner`. */
    subject: text('subject').notNull(),
    connectionId: uuid('connection_id'),
    state: text('state', { enum: alertStates }).notNull(),
    /** How many things the last look found, and the terms that made it an alert. */
    value: integer('value').notNull(),
    threshold: integer('threshold').notNull(),
    minutes: integer('minutes').notNull(),
    openings: integer('openings').notNull().default(1),
    openedAt: instant('opened_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    closedAt: instant('closed_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: uuid('acknowledged_by'),
    assigneeId: uuid('assignee_id'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('alerts_subject').on(t.partnerId, t.kind, t.subject),
    index('alerts_newest').on(t.partnerId, t.openedAt.desc(), t.id.desc()),
    // The bell and the inbox: a handful of rows, however many alerts there have ever been.
    index('alerts_unclosed')
      .on(t.partnerId, t.openedAt.desc(), t.id.desc())
      .where(sql`${t.state} <> 'closed'`),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    foreignKey({ columns: [t.partnerId, t.assigneeId], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('alerts_kind', t.kind, alertKinds),
    oneOf('alerts_state', t.state, alertStates),
    holds('alerts_closed_at', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
  ],
)

/** One thing that happened to an alert: opened, acknowledged, assigned, closed. */
export const alertHistory = pgTable(
  'alert_history',
  {
    partnerId: partnerId(),
    id: rowId(),
    alertId: uuid('alert_id').notNull(),
    move: text('move', { enum: alertMoves }).notNull(),
    value: integer('value').notNull(),
    /** Null: the portal itself. */
    byId: uuid('by_id'),
    assigneeId: uuid('assignee_id'),
    note: text('note'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.alertId], foreignColumns: [alerts.partnerId, alerts.id] }),
    index('alert_history_by_alert').on(t.partnerId, t.alertId, t.at.desc(), t.id.desc()),
    oneOf('alert_history_move', t.move, alertMoves),
  ],
)

/** One exchange of the integration log that staff had done again: who, when, and what was known before and after. */
export const callReplays = pgTable(
  'call_replays',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** The exchange that was replayed; the calls made by the replay name it as `replay_of`. */
    callId: uuid('call_id').notNull(),
    byId: uuid('by_id').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    before: jsonb('before').$type<Record<string, string | null>>().notNull(),
    after: jsonb('after').$type<Record<string, string | null>>(),
    /** A refusal's code where it could not be done. */
    refusal: text('refusal'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.byId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('call_replays_by_call').on(t.partnerId, t.callId, t.startedAt.desc()),
  ],
)

/** One time range that staff had asked about again, with its estimate and how far it has come. */
export const backfills = pgTable(
  'backfills',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    /** Null: mail. */
    connectionId: uuid('connection_id'),
    scope: text('scope', { enum: backfillScopes }).notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    state: text('state', { enum: backfillStates }).notNull().default('running'),
    objects: integer('objects').notNull(),
    estimatedSeconds: integer('estimated_seconds'),
    /** Counters, kept with every item that ends. */
    changed: integer('changed').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    startedBy: uuid('started_by').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Until then it waits, because the connection's budget is used up. */
    waitsUntil: instant('waits_until'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    foreignKey({ columns: [t.partnerId, t.startedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('backfills_newest').on(t.partnerId, t.startedAt.desc(), t.id.desc()),
    oneOf('backfills_scope', t.scope, backfillScopes),
    oneOf('backfills_state', t.state, backfillStates),
  ],
)

/** One attempt, order or message of a backfill, and what came of it. */
export const backfillItems = pgTable(
  'backfill_items',
  {
    partnerId: partnerId(),
    backfillId: uuid('backfill_id').notNull(),
    position: integer('position').notNull(),
    object: text('object', { enum: backfillObjects }).notNull(),
    objectId: uuid('object_id').notNull(),
    applicationId: uuid('application_id'),
    state: text('state', { enum: backfillItemStates }).notNull().default('waiting'),
    before: text('before'),
    after: text('after'),
    refusal: text('refusal'),
    doneAt: instant('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.backfillId, t.position] }),
    foreignKey({
      columns: [t.partnerId, t.backfillId],
      foreignColumns: [backfills.partnerId, backfills.id],
    }),
    index('backfill_items_waiting')
      .on(t.partnerId, t.backfillId, t.position)
      .where(sql`${t.state} = 'waiting'`),
    oneOf('backfill_items_object', t.object, backfillObjects),
    oneOf('backfill_items_state', t.state, backfillItemStates),
  ],
)
