import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import {
  exceptionFixes,
  exceptionKinds,
  exceptionStates,
  runStates,
  settlementLineKinds,
} from '../../lib/domain/payments/reconciliation'
import { createdAt, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { connections } from './partners'
import { paymentOrders } from './payments'

/** One payout of a gateway to the partner's bank account. */
export const settlements = pgTable(
  'settlements',
  {
    partnerId: partnerId(),
    id: rowId(),
    connectionId: uuid('connection_id').notNull(),
    gatewaySettlementId: text('gateway_settlement_id').notNull(),
    /** The bank's number of the transfer. */
    utr: text('utr'),
    /** What reached the bank: the sum of its lines. `fee` includes `tax`. */
    netPaise: integer('net_paise').notNull(),
    feePaise: integer('fee_paise').notNull(),
    taxPaise: integer('tax_paise').notNull(),
    settledAt: instant('settled_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('settlements_gateway_id').on(t.partnerId, t.connectionId, t.gatewaySettlementId),
    index('settlements_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('settlements_by_utr').on(t.partnerId, t.utr),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
  ],
)

/** One payment, refund or adjustment inside a payout. */
export const settlementLines = pgTable(
  'settlement_lines',
  {
    partnerId: partnerId(),
    id: rowId(),
    settlementId: uuid('settlement_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    kind: text('kind', { enum: settlementLineKinds }).notNull(),
    /** The gateway's id of what was settled: a payment, a refund, an adjustment. */
    gatewayId: text('gateway_id').notNull(),
    gatewayPaymentId: text('gateway_payment_id'),
    gatewayOrderId: text('gateway_order_id'),
    paise: integer('paise').notNull(),
    feePaise: integer('fee_paise').notNull(),
    taxPaise: integer('tax_paise').notNull(),
    netPaise: integer('net_paise').notNull(),
    settledAt: instant('settled_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('settlement_lines_each_once').on(t.partnerId, t.connectionId, t.gatewayId),
    index('settlement_lines_by_settlement').on(t.partnerId, t.settlementId),
    index('settlement_lines_by_payment').on(t.partnerId, t.gatewayPaymentId),
    foreignKey({
      columns: [t.partnerId, t.settlementId],
      foreignColumns: [settlements.partnerId, settlements.id],
    }),
    oneOf('settlement_lines_kind', t.kind, settlementLineKinds),
  ],
)

/** One comparison of a gateway's book with ours, for one day in India. */
export const reconciliationRuns = pgTable(
  'reconciliation_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    connectionId: uuid('connection_id').notNull(),
    /** `YYYY-MM-DD`, in India. */
    day: text('day').notNull(),
    state: text('state', { enum: runStates }).notNull(),
    payments: integer('payments').notNull().default(0),
    refunds: integer('refunds').notNull().default(0),
    lines: integer('lines').notNull().default(0),
    exceptions: integer('exceptions').notNull().default(0),
    errorKind: text('error_kind'),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('reconciliation_runs_one_a_day').on(t.partnerId, t.connectionId, t.day),
    index('reconciliation_runs_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    oneOf('reconciliation_runs_state', t.state, runStates),
  ],
)

/** One thing that is out of step, until somebody has put it right or said why it may stand. */
export const reconciliationExceptions = pgTable(
  'reconciliation_exceptions',
  {
    partnerId: partnerId(),
    id: rowId(),
    connectionId: uuid('connection_id').notNull(),
    /** The run that saw it last. */
    runId: uuid('run_id').notNull(),
    kind: text('kind', { enum: exceptionKinds }).notNull(),
    /** What it is about, the same in every run: an id of the gateway, or of an application. */
    subject: text('subject').notNull(),
    applicationId: uuid('application_id'),
    orderId: uuid('order_id'),
    gatewayPaymentId: text('gateway_payment_id'),
    gatewayRefundId: text('gateway_refund_id'),
    oursPaise: integer('ours_paise'),
    theirsPaise: integer('theirs_paise'),
    fix: text('fix', { enum: exceptionFixes }).notNull(),
    state: text('state', { enum: exceptionStates }).notNull().default('open'),
    ownerId: uuid('owner_id'),
    note: text('note'),
    endedBy: uuid('ended_by'),
    endedAt: instant('ended_at'),
    lastFixAt: instant('last_fix_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('reconciliation_exceptions_each_once').on(t.partnerId, t.kind, t.subject),
    index('reconciliation_exceptions_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('reconciliation_exceptions_by_application').on(t.partnerId, t.applicationId),
    foreignKey({
      columns: [t.partnerId, t.runId],
      foreignColumns: [reconciliationRuns.partnerId, reconciliationRuns.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.orderId],
      foreignColumns: [paymentOrders.partnerId, paymentOrders.id],
    }),
    foreignKey({ columns: [t.partnerId, t.ownerId], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.endedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('reconciliation_exceptions_kind', t.kind, exceptionKinds),
    oneOf('reconciliation_exceptions_state', t.state, exceptionStates),
    oneOf('reconciliation_exceptions_fix', t.fix, exceptionFixes),
  ],
)
