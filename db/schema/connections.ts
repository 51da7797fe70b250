import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { holds, instant, oneOf, partnerId, rowId } from '../columns'
import { connections } from './partners'

/** Who asks for a call: a person who waits, the sweep, or staff's bulk work. */
export const callClasses = ['person', 'sweep', 'bulk'] as const

/** How many calls one connection may make in a window, and how it is faring: read and written by every process. */
export const callBudgets = pgTable(
  'call_budgets',
  {
    partnerId: partnerId(),
    connectionId: uuid('connection_id').notNull(),
    /** The ceiling agreed with the provider. */
    calls: integer('calls').notNull(),
    windowSeconds: integer('window_seconds').notNull(),
    /** Slots that are not parked: fewer than `calls` after a 429, growing back slowly. */
    size: integer('size').notNull(),
    grownAt: instant('grown_at'),
    shrunkAt: instant('shrunk_at'),
    /** No call before then: the provider said so. */
    pausedUntil: instant('paused_until'),
    rejections: bigint('rejections', { mode: 'number' }).notNull().default(0),
    lastRejectedAt: instant('last_rejected_at'),
    /** Somebody of this class is waiting for a slot until about then: a class with a lesser claim steps back. */
    personWaitsUntil: instant('person_waits_until'),
    sweepWaitsUntil: instant('sweep_waits_until'),
    bulkWaitsUntil: instant('bulk_waits_until'),
    /** Circuit breaker: failures in a row, when they began and last came, shut until, and who holds the one trial call. */
    failures: integer('failures').notNull().default(0),
    failingSince: instant('failing_since'),
    failedAt: instant('failed_at'),
    openedAt: instant('opened_at'),
    openUntil: instant('open_until'),
    trialUntil: instant('trial_until'),
    trialLease: uuid('trial_lease'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.connectionId] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    holds(
      'call_budgets_size',
      sql`${t.calls} > 0 and ${t.windowSeconds} > 0 and ${t.size} between 1 and ${t.calls}`,
    ),
  ],
)

/** One slot of a connection's ring: one call may take it from `freeAt` on. */
export const callSlots = pgTable(
  'call_slots',
  {
    partnerId: partnerId(),
    connectionId: uuid('connection_id').notNull(),
    slot: integer('slot').notNull(),
    freeAt: instant('free_at').notNull(),
    /** The call that holds it, null once it has told how it ended; only that call may bring `freeAt` forward. */
    leaseId: uuid('lease_id'),
    takenBy: text('taken_by', { enum: callClasses }),
    takenAt: instant('taken_at'),
    /** The call before that one: with it, what each class used in the window before this one is known. */
    beforeBy: text('before_by', { enum: callClasses }),
    beforeAt: instant('before_at'),
    /** Out of use since a 429; it keeps its `freeAt`, so that it may come back at any time. */
    isParked: boolean('is_parked').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.connectionId, t.slot] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [callBudgets.partnerId, callBudgets.connectionId],
    }),
    // No index on free_at: a take looks at the whole ring anyway, and without one its updates stay in the page.
    oneOf('call_slots_taken_by', t.takenBy, callClasses),
    oneOf('call_slots_before_by', t.beforeBy, callClasses),
  ],
)

/** One conformance run against a connection: the certificate kept, and what a later run is compared with. */
export const conformanceRuns = pgTable(
  'conformance_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    connectionId: uuid('connection_id').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    startedBy: uuid('started_by'),
    isWrite: boolean('is_write').notNull(),
    hasHeld: boolean('has_held'),
    /** The whole report, samples redacted. */
    report: jsonb('report').$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    index('conformance_runs_newest').on(t.partnerId, t.connectionId, t.startedAt.desc()),
  ],
)

/** How far a connection has been reconciled with the provider's own list of ended sittings. */
export const reconcileCursors = pgTable(
  'reconcile_cursors',
  {
    partnerId: partnerId(),
    connectionId: uuid('connection_id').notNull(),
    reconciledUntil: instant('reconciled_until').notNull(),
    lastRunAt: instant('last_run_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.connectionId] }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
  ],
)
