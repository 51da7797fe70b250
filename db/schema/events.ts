import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { applications } from './applications'
import { connections } from './partners'

export const actorKinds = ['applicant', 'staff', 'system', 'provider', 'gateway', 'visitor'] as const
export const callDirections = ['out', 'in'] as const

/** What happened: written in the transaction that did it, never changed. The applicant's timeline and the audit log are views of it. */
export const events = pgTable(
  'events',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** e.g. `application.submitted`; the sentences are messages `events.<name>`. */
    name: text('name').notNull(),
    applicationId: uuid('application_id'),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: uuid('actor_id'),
    /** From where: browser, webhook, return, poll, job, seed. */
    source: text('source').notNull(),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull(),
    at: instant('at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    index('events_newest').on(t.partnerId, t.at.desc(), t.id.desc()),
    index('events_by_application').on(t.partnerId, t.applicationId, t.at, t.id),
    index('events_by_name').on(t.partnerId, t.name, t.at.desc(), t.id.desc()),
    index('events_by_actor').on(t.partnerId, t.actorId, t.at.desc(), t.id.desc()),
    oneOf('events_actor_kind', t.actorKind, actorKinds),
  ],
)

/** One exchange with a provider, a gateway or the mail server, redacted: the integration log. */
export const providerCalls = pgTable(
  'provider_calls',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** Null: mail, which no connection of a partner carries. */
    connectionId: uuid('connection_id'),
    applicationId: uuid('application_id'),
    attemptId: uuid('attempt_id'),
    orderId: uuid('order_id'),
    messageId: uuid('message_id'),
    /** The exchange that staff replayed, and the backfill, that this one was made for. */
    replayOf: uuid('replay_of'),
    backfillId: uuid('backfill_id'),
    direction: text('direction', { enum: callDirections }).notNull(),
    /** What we wanted, in our words: `mint_start_link`, `fetch_result`, `create_order`, `fetch_payments`, `refund`, `webhook`, `return`. */
    purpose: text('purpose').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    requestBody: text('request_body'),
    status: integer('status'),
    responseBody: text('response_body'),
    durationMs: integer('duration_ms'),
    errorKind: text('error_kind'),
    /** What we concluded, filled in after the answer was read. */
    conclusion: text('conclusion'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    index('provider_calls_newest').on(t.partnerId, t.at.desc(), t.id.desc()),
    index('provider_calls_by_application').on(t.partnerId, t.applicationId, t.at.desc()),
    index('provider_calls_by_connection').on(t.partnerId, t.connectionId, t.at.desc(), t.id.desc()),
    index('provider_calls_by_purpose').on(t.partnerId, t.purpose, t.at.desc(), t.id.desc()),
    index('provider_calls_failed')
      .on(t.partnerId, t.at.desc(), t.id.desc())
      .where(sql`${t.errorKind} is not null`),
    index('provider_calls_by_attempt')
      .on(t.partnerId, t.attemptId, t.at.desc(), t.id.desc())
      .where(sql`${t.attemptId} is not null`),
    index('provider_calls_by_order')
      .on(t.partnerId, t.orderId, t.at.desc(), t.id.desc())
      .where(sql`${t.orderId} is not null`),
    index('provider_calls_by_message')
      .on(t.partnerId, t.messageId, t.at.desc(), t.id.desc())
      .where(sql`${t.messageId} is not null`),
    index('provider_calls_by_replay')
      .on(t.partnerId, t.replayOf)
      .where(sql`${t.replayOf} is not null`),
    holds('provider_calls_mail', sql`(${t.connectionId} is null) = (${t.messageId} is not null)`),
    oneOf('provider_calls_direction', t.direction, callDirections),
  ],
)
