import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Tx, database } from '@/db/client'
import { paymentOrders } from '@/db/schema/payments'
import { mayPay } from '@/lib/domain/journeys/journey'
import { priceOf } from '@/lib/domain/payments/fees'
import { nextPaymentCheck } from '@/lib/domain/payments/checks'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { hashToken } from '@/lib/platform/secrets'
import { returnTokenOf } from '../queries/checkout'
import { findLiveUse } from '../queries/fee-desk'
import { type OrderRow, isJustSent, loadFeeLedger } from '../queries/ledger'
import type { FeeInput } from '../schema'
import { keepCouponUse } from './coupon-uses'
import { asSystem, askGateway, gatewayUnreachable } from './gateway'
import { settleOrder } from './settle-order'

/**
 * Pay was pressed. Makes the order once (ours first, then the gateway's, safe to repeat), asks about an order that was
 * visited before so that nobody pays twice, and answers where the browser goes next. Refuses with the reason that the
 * page shows; `gateway_unreachable` keeps the place and the next press resumes.
 */
export async function startPayment(
  ctx: Ctx<Applicant>,
  { number }: FeeInput,
): Promise<Result<{ path: string }>> {
  const placed = await transaction((tx) => placeOrder(tx, ctx, number))
  if (!placed.ok) return placed
  const { order, isOnItsWay } = placed.value
  if (isOnItsWay) return ok({ path: checkoutPath(number) })
  const ready = order.gatewayOrderId ? await askAgain(ctx, order) : await orderAtGateway(ctx, order, number)
  if (!ready.ok) return ready
  return transaction((tx) => sendToGateway(tx, ctx, number, ready.value))
}

type Placed = { order: OrderRow; isOnItsWay: boolean }

/** The one open order of the application, made when there is none. The application row is held meanwhile. */
async function placeOrder(tx: Tx, ctx: Ctx<Applicant>, number: string): Promise<Result<Placed>> {
  const journey = await lockOwn(tx, ctx, number)
  if (!journey) return refuse('not_found')
  const ledger = await loadFeeLedger(tx, journey.application, ctx.now)
  const { open } = ledger
  // The second of two clicks finds the first one's order about to leave: it goes the same way.
  if (open && isJustSent(open, ctx.now)) return ok({ order: open.row, isOnItsWay: true })
  const may = mayPayNow(journey, ledger.verdict)
  if (!may.ok) return may
  const { intake } = journey
  if (intake.feePaise === null) return refuse('fee_not_due')
  if (intake.paymentConnectionId === null) return gatewayUnreachable()
  const quote = await quoteOf(tx, journey, ctx.now)
  if (open && isStillQuoted(open.row, intake, quote)) return ok({ order: open.row, isOnItsWay: false })
  if (open) await close(tx, open.row)
  const order = await insertOrder(tx, ctx, journey, quote, intake.paymentConnectionId)
  return ok({ order, isOnItsWay: false })
}

/** What holds for the whole fee is said first: the journey looks at the newest order only. */
function mayPayNow(
  { definition, facts }: LoadedJourney,
  verdict: 'pay' | 'checking' | 'settled' | 'mismatch',
): Result<void> {
  if (verdict === 'checking') return refuse('payment_checking', { waitsFor: 'bank' })
  if (verdict === 'mismatch') return refuse('payment_mismatch', { waitsFor: 'staff' })
  return mayPay(definition, facts)
}

/** What is asked now: the fee of the intake less the coupon that this application holds. Computed here, never sent. */
type Quote = { paise: number; couponUseId: string | null }

async function quoteOf(tx: Tx, { application, intake }: LoadedJourney, now: Date): Promise<Quote> {
  const use = await findLiveUse(tx, application, now)
  return { paise: priceOf(intake.feePaise, use, now), couponUseId: use?.id ?? null }
}

const isStillQuoted = (order: OrderRow, intake: LoadedJourney['intake'], quote: Quote): boolean =>
  order.paise === quote.paise &&
  order.couponUseId === quote.couponUseId &&
  order.connectionId === intake.paymentConnectionId

async function insertOrder(
  tx: Tx,
  ctx: Ctx<Applicant>,
  journey: LoadedJourney,
  quote: Quote,
  connectionId: string,
): Promise<OrderRow> {
  const { application, intake } = journey
  const id = uuidv7()
  const [order] = await tx
    .insert(paymentOrders)
    .values({
      partnerId: ctx.actor.partnerId,
      id,
      applicationId: application.id,
      connectionId,
      // At most 40 characters: readable by staff at the gateway, and random enough to be nobody else's.
      receipt: `${application.number}-${id.slice(-12)}`,
      ...quote,
      returnTokenHash: hashToken(returnTokenOf(id)),
      refundPolicy: intake.refundPolicy,
      createdAt: ctx.now,
    })
    .returning()
  if (!order) throw new Error('an order was not stored')
  return order
}

/** Makes the gateway's order outside any transaction; the same receipt never makes two. */
async function orderAtGateway(
  ctx: Ctx<Applicant>,
  order: OrderRow,
  number: string,
): Promise<Result<{ id: string; gatewayOrderId: string }>> {
  const { id, connectionId, applicationId, receipt, paise } = order
  const asked = await askGateway(
    asSystem(ctx),
    { connectionId, applicationId, orderId: id, purpose: 'create_order' },
    (gateway, io) => gateway.createOrder({ receipt, paise, notes: { application: number } }, io),
  )
  if (asked.ok) {
    await asked.conclude(`order ${asked.value.gatewayOrderId}`)
    return ok({ id, gatewayOrderId: asked.value.gatewayOrderId })
  }
  await database()
    .update(paymentOrders)
    .set({ lastErrorKind: asked.error.kind })
    .where(and(eq(paymentOrders.partnerId, ctx.actor.partnerId), eq(paymentOrders.id, id)))
  return gatewayUnreachable()
}

/** The order has been at the gateway before: what became of it is asked before anybody pays on it again. */
async function askAgain(
  ctx: Ctx<Applicant>,
  order: OrderRow,
): Promise<Result<{ id: string; gatewayOrderId: string }>> {
  const asked = await settleOrder(asSystem(ctx, 'poll'), { orderId: order.id, source: 'poll' })
  return asked.ok ? ok({ id: order.id, gatewayOrderId: order.gatewayOrderId ?? '' }) : asked
}

/** Everything is ready: once more under the lock, because minutes may have passed at the gateway. */
async function sendToGateway(
  tx: Tx,
  ctx: Ctx<Applicant>,
  number: string,
  ready: { id: string; gatewayOrderId: string },
): Promise<Result<{ path: string }>> {
  const journey = await lockOwn(tx, ctx, number)
  if (!journey) return refuse('not_found')
  const { open, verdict } = await loadFeeLedger(tx, journey.application, ctx.now)
  if (verdict === 'settled') return ok({ path: paymentPath(number) })
  if (open && isJustSent(open, ctx.now)) return ok({ path: checkoutPath(number) })
  const may = mayPayNow(journey, verdict)
  if (!may.ok) return may
  if (open?.row.id !== ready.id) return refuse('try_again')
  // The price stood on the page when Pay was pressed; a coupon that ran out or changed since is told before paying.
  if (!isStillQuoted(open.row, journey.intake, await quoteOf(tx, journey, ctx.now)))
    return refuse('try_again')
  const isNew = open.row.gatewayOrderId === null
  await tx
    .update(paymentOrders)
    .set({
      // The first answer stays: a second press may have raced this one to the gateway.
      ...(isNew ? { gatewayOrderId: ready.gatewayOrderId } : {}),
      state: 'open',
      returnTokenHash: hashToken(returnTokenOf(ready.id)),
      sentToGatewayAt: ctx.now,
      returnClaim: null,
      checks: 0,
      nextCheckAt: secondsAfter(ctx.now, nextPaymentCheck(0, 0) ?? 0),
      lastErrorKind: null,
    })
    .where(and(eq(paymentOrders.partnerId, ctx.actor.partnerId), eq(paymentOrders.id, ready.id)))
  // From here on somebody may pay this price at any moment, so its coupon no longer runs out.
  if (open.row.couponUseId) await keepCouponUse(tx, ctx.actor.partnerId, open.row.couponUseId)
  const { id: applicationId } = journey.application
  if (isNew)
    await recordEvent(tx, ctx, 'fee.order_opened', {
      applicationId,
      detail: { order: ready.gatewayOrderId, paise: open.row.paise },
    })
  return ok({ path: checkoutPath(number) })
}

const lockOwn = (tx: Tx, ctx: Ctx<Applicant>, number: string) =>
  loadJourney(
    tx,
    ctx.actor.partnerId,
    { number },
    { applicantId: ctx.actor.accountId, lock: true, now: ctx.now },
  )

const close = (tx: Tx, order: OrderRow) =>
  tx
    .update(paymentOrders)
    .set({ state: 'closed' })
    .where(and(eq(paymentOrders.partnerId, order.partnerId), eq(paymentOrders.id, order.id)))

const paymentPath = (number: string) => `/applications/${number}/payment`
const checkoutPath = (number: string) => `${paymentPath(number)}/checkout`
