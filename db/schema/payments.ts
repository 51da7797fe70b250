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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { factSources, paymentStates } from '../../lib/domain/payments/ledger'
import { amountRules, refundReasons, refundStates } from '../../lib/domain/payments/refunds'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { couponUses, offlinePayments } from './fees'
import { connections, type Localised } from './partners'

export const orderStates = ['creating', 'open', 'settled', 'closed'] as const

/** A gateway order for one application's fee; many tries may pay it, one settles it. */
export const paymentOrders = pgTable(
  'payment_orders',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    /** Our receipt at the gateway; makes creating safe to repeat. */
    receipt: text('receipt').notNull(),
    /** Null until the gateway has answered. */
    gatewayOrderId: text('gateway_order_id'),
    /** Quoted = charged = recorded. */
    paise: integer('paise').notNull(),
    /** The coupon that made it this price. */
    couponUseId: uuid('coupon_use_id'),
    currency: text('currency').notNull().default('INR'),
    state: text('state', { enum: orderStates }).notNull().default('creating'),
    /** Hash of the unguessable token in the browser's return address. */
    returnTokenHash: text('return_token_hash').notNull(),
    /** The refund policy as shown before paying. */
    refundPolicy: jsonb('refund_policy').$type<Localised>().notNull(),
    /** When the browser was last sent to the gateway, and when the gateway first answered after the browser had come back. */
    sentToGatewayAt: instant('sent_to_gateway_at'),
    returnedAt: instant('returned_at'),
    /** What the browser claimed on its return from the latest visit; a hint for the words on the page, never truth. */
    returnClaim: text('return_claim'),
    checks: integer('checks').notNull().default(0),
    lastCheckedAt: instant('last_checked_at'),
    nextCheckAt: instant('next_check_at'),
    lastErrorKind: text('last_error_kind'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('payment_orders_receipt').on(t.partnerId, t.receipt),
    unique('payment_orders_gateway_id').on(t.partnerId, t.gatewayOrderId),
    unique('payment_orders_return_token').on(t.partnerId, t.returnTokenHash),
    uniqueIndex('payment_orders_one_open')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.state} in ('creating', 'open')`),
    index('payment_orders_by_application').on(t.partnerId, t.applicationId, t.createdAt.desc()),
    index('payment_orders_due')
      .on(t.nextCheckAt)
      .where(sql`${t.nextCheckAt} is not null`),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    index('payment_orders_last_checked').on(t.partnerId, t.connectionId, t.lastCheckedAt),
    index('payment_orders_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.couponUseId],
      foreignColumns: [couponUses.partnerId, couponUses.id],
    }),
    oneOf('payment_orders_state', t.state, orderStates),
    holds('payment_orders_paise', sql`${t.paise} > 0`),
  ],
)

/** One try at paying an order, as far as the facts have brought it. */
export const payments = pgTable(
  'payments',
  {
    partnerId: partnerId(),
    id: rowId(),
    orderId: uuid('order_id').notNull(),
    gatewayPaymentId: text('gateway_payment_id').notNull(),
    state: text('state', { enum: paymentStates }).notNull(),
    paise: integer('paise').notNull(),
    currency: text('currency').notNull(),
    method: text('method'),
    reason: text('reason'),
    gatewayAt: instant('gateway_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('payments_gateway_id').on(t.partnerId, t.gatewayPaymentId),
    foreignKey({
      columns: [t.partnerId, t.orderId],
      foreignColumns: [paymentOrders.partnerId, paymentOrders.id],
    }),
    index('payments_by_order').on(t.partnerId, t.orderId),
    index('payments_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('payments_by_gateway_time').on(t.partnerId, t.gatewayAt),
    oneOf('payments_state', t.state, paymentStates),
  ],
)

/** One thing the gateway said about one payment: append-only; the ledger is reduced from these rows. */
export const paymentFacts = pgTable(
  'payment_facts',
  {
    partnerId: partnerId(),
    id: rowId(),
    orderId: uuid('order_id').notNull(),
    gatewayPaymentId: text('gateway_payment_id').notNull(),
    state: text('state', { enum: paymentStates }).notNull(),
    paise: integer('paise').notNull(),
    currency: text('currency').notNull(),
    method: text('method'),
    reason: text('reason'),
    gatewayAt: instant('gateway_at').notNull(),
    source: text('source', { enum: factSources }).notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('payment_facts_each_once').on(t.partnerId, t.gatewayPaymentId, t.state, t.paise, t.currency),
    foreignKey({
      columns: [t.partnerId, t.orderId],
      foreignColumns: [paymentOrders.partnerId, paymentOrders.id],
    }),
    index('payment_facts_by_order').on(t.partnerId, t.orderId),
    oneOf('payment_facts_state', t.state, paymentStates),
    oneOf('payment_facts_source', t.source, factSources),
  ],
)

/** One webhook as it arrived; a hint that makes us ask the gateway. Rejected ones are kept too. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    partnerId: partnerId(),
    id: rowId(),
    connectionId: uuid('connection_id').notNull(),
    /** The gateway's event id; our own for a delivery that was rejected. */
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    signatureHolds: boolean('signature_holds').notNull(),
    gatewayOrderId: text('gateway_order_id'),
    bodyRedacted: text('body_redacted').notNull(),
    deliveries: integer('deliveries').notNull().default(1),
    conclusion: text('conclusion'),
    receivedAt: instant('received_at').notNull(),
    handledAt: instant('handled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('webhook_deliveries_event').on(t.partnerId, t.connectionId, t.eventId),
    index('webhook_deliveries_by_order').on(t.partnerId, t.gatewayOrderId),
    index('webhook_deliveries_newest').on(t.partnerId, t.receivedAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.connectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
  ],
)

/** Proof that an application's fee is settled: one per application, made in the transaction that unlocks. */
export const receipts = pgTable(
  'receipts',
  {
    partnerId: partnerId(),
    id: rowId(),
    number: text('number').notNull(),
    applicationId: uuid('application_id').notNull(),
    /** A payment of the gateway, or one outside it. */
    orderId: uuid('order_id'),
    gatewayPaymentId: text('gateway_payment_id'),
    offlinePaymentId: uuid('offline_payment_id'),
    paise: integer('paise').notNull(),
    issuedAt: instant('issued_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('receipts_number').on(t.partnerId, t.number),
    unique('receipts_one_per_application').on(t.partnerId, t.applicationId),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.orderId],
      foreignColumns: [paymentOrders.partnerId, paymentOrders.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.offlinePaymentId],
      foreignColumns: [offlinePayments.partnerId, offlinePayments.id],
    }),
    holds(
      'receipts_one_payment',
      sql`(${t.orderId} is null) = (${t.gatewayPaymentId} is null) and (${t.orderId} is null) <> (${t.offlinePaymentId} is null)`,
    ),
  ],
)

/** Money to go back to the applicant: found by the ledger, asked for by staff, or made at the gateway by hand. */
export const refunds = pgTable(
  'refunds',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    orderId: uuid('order_id').notNull(),
    gatewayPaymentId: text('gateway_payment_id').notNull(),
    gatewayRefundId: text('gateway_refund_id'),
    paise: integer('paise').notNull(),
    reason: text('reason', { enum: refundReasons }).notNull(),
    state: text('state', { enum: refundStates }).notNull().default('queued'),
    /** Asked by staff: what the amount follows, why, under which policy, and who stands for it. */
    amountRule: text('amount_rule', { enum: amountRules }),
    note: text('note'),
    policy: jsonb('policy').$type<Localised>(),
    requestedBy: uuid('requested_by'),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    /** How often it was begun anew after the gateway said no. */
    retries: integer('retries').notNull().default(0),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    // What the ledger finds goes back once; staff may give a payment back in parts.
    uniqueIndex('refunds_found_once')
      .on(t.partnerId, t.gatewayPaymentId)
      .where(sql`${t.reason} in ('second_capture', 'amount_mismatch')`),
    unique('refunds_gateway_id').on(t.partnerId, t.gatewayRefundId),
    index('refunds_by_payment').on(t.partnerId, t.gatewayPaymentId),
    index('refunds_by_application').on(t.partnerId, t.applicationId),
    index('refunds_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.orderId],
      foreignColumns: [paymentOrders.partnerId, paymentOrders.id],
    }),
    foreignKey({ columns: [t.partnerId, t.requestedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.decidedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    holds('refunds_paise', sql`${t.paise} > 0`),
    holds('refunds_second_person', sql`${t.decidedBy} <> ${t.requestedBy}`),
    holds('refunds_asked_by_somebody', sql`(${t.reason} = 'staff') = (${t.requestedBy} is not null)`),
    oneOf('refunds_state', t.state, refundStates),
    oneOf('refunds_reason', t.reason, refundReasons),
  ],
)
