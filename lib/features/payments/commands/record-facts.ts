import { type SQL, and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { paymentFacts, paymentOrders, payments, receipts, webhookDeliveries } from '@/db/schema/payments'
import { nextCheckOnceSettled } from '@/lib/domain/payments/checks'
import {
  type FactSource,
  type OrderState,
  type OrderView,
  type PaymentFact,
  paymentStates,
  reduceOrder,
} from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import { markConnection } from '@/lib/features/partners/commands'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type OrderRow, factOf, isBackUnheard, settlingPayment } from '../queries/ledger'
import { queueRefunds } from './queue-refunds'
import { settleFeeByOrder } from './settle-fee'

/** The order being worked on, with its application locked. */
type LockedOrder = { order: OrderRow; journey: LoadedJourney }

/**
 * Takes in what the gateway says of one order: the one transaction in which webhook, return and poll meet.
 * Application row first, then order row, so that everything about one fee happens one after another. What was known
 * already changes nothing; captured money of the right amount unlocks in this very transaction.
 */
export async function recordFacts(
  tx: Tx,
  ctx: Ctx<System>,
  orderId: string,
  told: readonly PaymentFact[],
  source: FactSource,
): Promise<OrderState> {
  const locked = await lockOrder(tx, ctx, orderId)
  await appendFacts(tx, ctx, locked.order, told, source)
  const view = await reduceKnown(tx, locked)
  const moved = await movePayments(tx, locked.order, view)
  await announceFailures(tx, ctx, locked, moved, view)
  const { feeSettledAt, feeWaivedAt } = locked.journey.application
  if (view.settledBy !== null && !feeSettledAt && !feeWaivedAt)
    await settleFeeByOrder(tx, ctx, locked, view.settledBy)
  await queueRefunds(tx, ctx, locked, view)
  await noteAsked(tx, ctx, locked.order, view)
  await closeDeliveries(tx, ctx, locked.order, view.state)
  await markConnection(tx, ctx, locked.order.connectionId, 'healthy')
  return view.state
}

async function lockOrder(tx: Tx, ctx: Ctx<System>, orderId: string): Promise<LockedOrder> {
  const isOrder = and(eq(paymentOrders.partnerId, ctx.actor.partnerId), eq(paymentOrders.id, orderId))
  const [found] = await tx
    .select({ applicationId: paymentOrders.applicationId })
    .from(paymentOrders)
    .where(isOrder)
  if (!found) throw new Error('this partner has no such order')
  const journey = await loadJourney(
    tx,
    ctx.actor.partnerId,
    { id: found.applicationId },
    { lock: true, now: ctx.now },
  )
  const [order] = await tx.select().from(paymentOrders).where(isOrder).for('update')
  if (!order || !journey) throw new Error('an order has lost its application')
  return { order, journey }
}

async function appendFacts(
  tx: Tx,
  ctx: Ctx<System>,
  order: OrderRow,
  told: readonly PaymentFact[],
  source: FactSource,
) {
  if (told.length === 0) return
  const rows = told.map(({ at, ...fact }) => ({
    ...fact,
    partnerId: order.partnerId,
    orderId: order.id,
    gatewayAt: at,
    source,
    receivedAt: ctx.now,
  }))
  await tx.insert(paymentFacts).values(rows).onConflictDoNothing()
}

async function reduceKnown(tx: Tx, { order, journey }: LockedOrder): Promise<OrderView> {
  const facts = await tx
    .select()
    .from(paymentFacts)
    .where(and(eq(paymentFacts.partnerId, order.partnerId), eq(paymentFacts.orderId, order.id)))
  const [receipt] = await tx
    .select({ gatewayPaymentId: receipts.gatewayPaymentId })
    .from(receipts)
    .where(and(eq(receipts.partnerId, order.partnerId), eq(receipts.applicationId, order.applicationId)))
  const { feeSettledAt, feeWaivedAt } = journey.application
  const settledBy = settlingPayment(feeSettledAt ?? feeWaivedAt, receipt ?? null)
  return reduceOrder({ paise: order.paise, currency: 'INR', settledBy }, facts.map(factOf))
}

/** Brings the payment rows to what the ledger says and returns those that moved. The database refuses a step backwards too. */
async function movePayments(tx: Tx, order: OrderRow, view: OrderView): Promise<PaymentFact[]> {
  if (view.payments.length === 0) return []
  const known = await tx
    .select({ id: payments.gatewayPaymentId, state: payments.state })
    .from(payments)
    .where(and(eq(payments.partnerId, order.partnerId), eq(payments.orderId, order.id)))
  const states = new Map(known.map(({ id, state }) => [id, state]))
  const moved = view.payments.filter((payment) => states.get(payment.gatewayPaymentId) !== payment.state)
  if (moved.length === 0) return []
  await tx
    .insert(payments)
    .values(
      moved.map(({ at, ...payment }) => ({
        ...payment,
        partnerId: order.partnerId,
        orderId: order.id,
        gatewayAt: at,
      })),
    )
    .onConflictDoUpdate({
      target: [payments.partnerId, payments.gatewayPaymentId],
      set: {
        state: sql`excluded.state`,
        paise: sql`excluded.paise`,
        currency: sql`excluded.currency`,
        method: sql`excluded.method`,
        reason: sql`excluded.reason`,
        gatewayAt: sql`excluded.gateway_at`,
      },
      setWhere: sql`${payments.orderId} = excluded.order_id and ${rankOf(sql`excluded.state`)} >= ${rankOf(sql`${payments.state}`)}`,
    })
  return moved
}

const rankOf = (state: SQL) =>
  sql`array_position(array[${sql.join(
    paymentStates.map((known) => sql`${known}::text`),
    sql`, `,
  )}], ${state})`

/** Told once per payment, because a payment becomes failed once; no letter when the fee is settled all the same. */
async function announceFailures(
  tx: Tx,
  ctx: Ctx<System>,
  { order, journey }: LockedOrder,
  moved: PaymentFact[],
  view: OrderView,
) {
  const { application, applicant } = journey
  for (const payment of moved.filter(({ state }) => state === 'failed')) {
    const detail = {
      payment: payment.gatewayPaymentId,
      paise: payment.paise,
      reason: payment.reason,
      method: payment.method,
    }
    await recordEvent(tx, ctx, 'fee.payment_failed', {
      applicationId: application.id,
      actorKind: 'gateway',
      detail,
    })
    if (view.settledBy !== null) continue
    await writeMessage(tx, ctx, {
      template: 'payment_failed',
      to: applicant.email,
      locale: applicant.locale,
      params: { applicationNumber: application.number, amountPaise: order.paise },
      applicationId: application.id,
      dedupeKey: `payment_failed:${payment.gatewayPaymentId}`,
    })
  }
}

/** The order has been asked about; when next is the ladder's business, except that settling slows it down. */
async function noteAsked(tx: Tx, ctx: Ctx<System>, order: OrderRow, view: OrderView) {
  const settlesHere = view.payments.some(({ gatewayPaymentId }) => gatewayPaymentId === view.settledBy)
  const state =
    view.state === 'settled'
      ? settlesHere
        ? 'settled'
        : 'closed'
      : order.state === 'closed'
        ? 'closed'
        : 'open'
  await tx
    .update(paymentOrders)
    .set({
      state,
      lastCheckedAt: ctx.now,
      lastErrorKind: null,
      ...(isBackUnheard(order) ? { returnedAt: ctx.now } : {}),
      ...(state === order.state ? {} : slowDown(order, state, ctx.now)),
    })
    .where(and(eq(paymentOrders.partnerId, order.partnerId), eq(paymentOrders.id, order.id)))
}

function slowDown(order: OrderRow, state: OrderRow['state'], now: Date): { nextCheckAt?: Date | null } {
  if (state !== 'settled') return {}
  const wait = nextCheckOnceSettled(
    (now.getTime() - (order.sentToGatewayAt ?? order.createdAt).getTime()) / 1000,
  )
  return { nextCheckAt: wait === null ? null : secondsAfter(now, wait) }
}

/** The hints that made us ask have done their work. */
const closeDeliveries = (tx: Tx, ctx: Ctx<System>, order: OrderRow, conclusion: OrderState) =>
  tx
    .update(webhookDeliveries)
    .set({ handledAt: ctx.now, conclusion })
    .where(
      and(
        eq(webhookDeliveries.partnerId, order.partnerId),
        eq(webhookDeliveries.gatewayOrderId, order.gatewayOrderId ?? ''),
        eq(webhookDeliveries.signatureHolds, true),
        isNull(webhookDeliveries.handledAt),
      ),
    )
