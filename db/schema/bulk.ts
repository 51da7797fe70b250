import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { itemStates, runStates, stopReasons, verdictKinds } from '../../lib/domain/bulk/run'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'

/** What a run was aimed at when its dry run was made: a filter of the list, or applications chosen one by one. */
export type BulkTarget = { by: 'filter'; query: string } | { by: 'choice' }

/** One thing done to many applications: first a dry run, then carried out by the worker. */
export const bulkRuns = pgTable(
  'bulk_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** Id in the registry of kinds; validated there, not here. */
    kind: text('kind').notNull(),
    target: jsonb('target').$type<BulkTarget>().notNull(),
    input: jsonb('input').$type<Record<string, unknown>>().notNull(),
    state: text('state', { enum: runStates }).notNull().default('judging'),
    createdBy: uuid('created_by').notNull(),
    /** Applications in the frozen target, and how far the dry run is. */
    total: integer('total').notNull(),
    judged: integer('judged').notNull().default(0),
    wouldChange: integer('would_change').notNull().default(0),
    alreadySo: integer('already_so').notNull().default(0),
    wouldRefuse: integer('would_refuse').notNull().default(0),
    /** Outcomes so far, kept together with the items. */
    done: integer('done').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    judgedAt: instant('judged_at'),
    confirmedAt: instant('confirmed_at'),
    /** Confirmed for later: carried out from then on. Null: at once. */
    startsAt: instant('starts_at'),
    stoppedBy: uuid('stopped_by'),
    stopReason: text('stop_reason', { enum: stopReasons }),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.stoppedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('bulk_runs_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('bulk_runs_under_way')
      .on(t.createdAt)
      .where(sql`${t.state} in ('judging', 'running')`),
    oneOf('bulk_runs_state', t.state, runStates),
    oneOf('bulk_runs_stop_reason', t.stopReason, stopReasons),
    holds('bulk_runs_counts', sql`${t.done} + ${t.skipped} + ${t.refused} <= ${t.total}`),
  ],
)

/** One application in a run's frozen target: what the dry run said of it and what became of it. */
export const bulkItems = pgTable(
  'bulk_items',
  {
    partnerId: partnerId(),
    runId: uuid('run_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    /** What the dry run said; null until it has looked. */
    verdict: text('verdict', { enum: verdictKinds }),
    verdictReason: text('verdict_reason'),
    verdictParams: jsonb('verdict_params').$type<Record<string, string | number>>(),
    state: text('state', { enum: itemStates }).notNull().default('pending'),
    /** Why it was refused or left, as a refusal code with what fills its sentence. */
    reason: text('reason'),
    reasonParams: jsonb('reason_params').$type<Record<string, string | number>>(),
    /** A worker holds it until then; when the worker dies, another takes it. */
    leaseUntil: instant('lease_until'),
    /** How often a worker took it in hand. */
    tries: integer('tries').notNull().default(0),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.runId, t.applicationId] }),
    foreignKey({ columns: [t.partnerId, t.runId], foreignColumns: [bulkRuns.partnerId, bulkRuns.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    index('bulk_items_by_state').on(t.partnerId, t.runId, t.state, t.applicationId),
    index('bulk_items_unjudged')
      .on(t.partnerId, t.runId, t.applicationId)
      .where(sql`${t.verdict} is null`),
    index('bulk_items_by_application').on(t.partnerId, t.applicationId),
    oneOf('bulk_items_verdict', t.verdict, verdictKinds),
    oneOf('bulk_items_state', t.state, itemStates),
  ],
)
