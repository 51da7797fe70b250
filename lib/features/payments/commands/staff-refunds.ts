import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { paymentFacts, paymentOrders, refunds } from '@/db/schema/payments'
import { canRefund, needsSecondPerson, refundAmount, refundablePaise } from '@/lib/domain/payments/refunds'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import type { OrderRow, RefundRow } from '../queries/ledger'
import { type AskRefundInput, type DecideInput, type RefundInput, refundJob } from '../schema'
import { listRefundsOf } from './queue-refunds'

type Locked = { order: OrderRow; journey: LoadedJourney }

/**
 * Staff give a captured payment back, whole or in part. Above `secondPersonAbove` it waits for a second person, else it is
 * queued at once. Never more than was captured less what went back or is on its way. The application stays as it is:
 * what a refund means for it is for staff to decide.
 */
export async function askRefund(
  ctx: Ctx<Staff<'payments.refund'>>,
  { gatewayPaymentId, rule, paise, note }: AskRefundInput,
): Promise<Result<{ id: string; state: RefundRow['state'] }>> {
  const { partnerId, accountId } = ctx.actor
  const found = await findCapture(partnerId, gatewayPaymentId)
  if (!found) return refuse('not_found')
  return transaction(async (tx) => {
    const locked = await lock(tx, ctx, found.orderId)
    if (!locked) return refuse('not_found')
    const capture = await findCapture(partnerId, gatewayPaymentId, tx)
    const known = await listRefundsOf(tx, partnerId, gatewayPaymentId)
    const captured = { paise: capture?.paise ?? 0, isCaptured: capture?.isCaptured ?? false }
    const amount = refundAmount(rule, refundablePaise(captured.paise, known), paise)
    if (amount === null) return refuse('invalid_input', { fields: { amount: 'not_an_amount' } })
    const may = canRefund(captured, known, amount)
    if (!may.ok) return may
    const state = needsSecondPerson(amount) ? ('proposed' as const) : ('queued' as const)
    const [made] = await tx
      .insert(refunds)
      .values({
        partnerId,
        applicationId: locked.order.applicationId,
        orderId: locked.order.id,
        gatewayPaymentId,
        paise: amount,
        reason: 'staff',
        state,
        amountRule: rule,
        note,
        policy: locked.order.refundPolicy,
        requestedBy: accountId,
        createdAt: ctx.now,
      })
      .returning()
    if (!made) throw new Error('a refund was not stored')
    const detail = { payment: gatewayPaymentId, paise: amount }
    const applicationId = made.applicationId
    await recordEvent(tx, ctx, 'fee.refund_asked', { applicationId, detail })
    if (state === 'queued') await send(tx, ctx, made, locked)
    return ok({ id: made.id, state })
  })
}

/** The second person's word on a refund: approved it goes to the gateway, refused the money stays. */
export const decideRefund = (
  ctx: Ctx<Staff<'payments.approve'>>,
  { id, verdict }: DecideInput,
): Promise<Result<{ id: string }>> =>
  changeRefund(ctx, id, async (tx, refund, locked) => {
    if (refund.state !== 'proposed') return refuse('refund_decided', { waitsFor: 'staff' })
    if (refund.requestedBy === ctx.actor.accountId)
      return refuse('second_person_needed', { waitsFor: 'staff' })
    const state = verdict === 'approve' ? ('queued' as const) : ('rejected' as const)
    await tx
      .update(refunds)
      .set({ state, decidedBy: ctx.actor.accountId, decidedAt: ctx.now })
      .where(isRow(refund))
    const detail = { payment: refund.gatewayPaymentId, paise: refund.paise }
    const name = verdict === 'approve' ? 'fee.refund_approved' : 'fee.refund_rejected'
    await recordEvent(tx, ctx, name, { applicationId: refund.applicationId, detail })
    if (state === 'queued') await send(tx, ctx, refund, locked)
    return ok({ id })
  })

/** Begins a refund anew that the gateway has refused, if its money is still there. */
export const retryRefund = (
  ctx: Ctx<Staff<'payments.refund'>>,
  { id }: RefundInput,
): Promise<Result<{ id: string }>> =>
  changeRefund(ctx, id, async (tx, refund) => {
    const { partnerId, gatewayPaymentId, applicationId, paise } = refund
    if (refund.state !== 'failed') return refuse('refund_not_failed', { waitsFor: 'staff' })
    const capture = await findCapture(partnerId, gatewayPaymentId, tx)
    const known = await listRefundsOf(tx, partnerId, gatewayPaymentId)
    const may = canRefund(
      { paise: capture?.paise ?? 0, isCaptured: capture?.isCaptured ?? false },
      known,
      paise,
    )
    if (!may.ok) return may
    await tx
      .update(refunds)
      .set({ state: 'queued', settledAt: null, gatewayRefundId: null, retries: refund.retries + 1 })
      .where(isRow(refund))
    await recordEvent(tx, ctx, 'fee.refund_retried', {
      applicationId,
      detail: { payment: gatewayPaymentId, paise },
    })
    await enqueue(tx, refundJob, { partnerId, refundId: id })
    return ok({ id })
  })

/** One refund of this partner with its application, order and own row held. */
async function changeRefund<T>(
  ctx: Ctx<Staff>,
  id: string,
  change: (tx: Tx, refund: RefundRow, locked: Locked) => Promise<Result<T>>,
): Promise<Result<T>> {
  const isOwn = and(eq(refunds.partnerId, ctx.actor.partnerId), eq(refunds.id, id))
  const [found] = await database().select({ orderId: refunds.orderId }).from(refunds).where(isOwn)
  if (!found) return refuse('not_found')
  return transaction(async (tx) => {
    const locked = await lock(tx, ctx, found.orderId)
    const [refund] = await tx.select().from(refunds).where(isOwn).for('update')
    return locked && refund ? change(tx, refund, locked) : refuse('not_found')
  })
}

/** Application first, then order: the same way round as wherever money moves. */
async function lock(tx: Tx, ctx: Ctx<Staff>, orderId: string): Promise<Locked | null> {
  const isOrder = and(eq(paymentOrders.partnerId, ctx.actor.partnerId), eq(paymentOrders.id, orderId))
  const [found] = await tx.select({ id: paymentOrders.applicationId }).from(paymentOrders).where(isOrder)
  if (!found) return null
  const journey = await loadJourney(tx, ctx.actor.partnerId, { id: found.id }, { lock: true, now: ctx.now })
  const [order] = await tx.select().from(paymentOrders).where(isOrder).for('update')
  return order && journey ? { order, journey } : null
}

/** What was captured of one payment, from the facts: a later refund does not change how much came. */
async function findCapture(
  partnerId: string,
  gatewayPaymentId: string,
  db: Tx | ReturnType<typeof database> = database(),
) {
  const facts = await db
    .select({ orderId: paymentFacts.orderId, paise: paymentFacts.paise, state: paymentFacts.state })
    .from(paymentFacts)
    .where(and(eq(paymentFacts.partnerId, partnerId), eq(paymentFacts.gatewayPaymentId, gatewayPaymentId)))
  const [first] = facts
  const captures = facts.filter(({ state }) => state === 'captured')
  if (!first) return null
  return {
    orderId: first.orderId,
    isCaptured: captures.length > 0,
    // Two captures that disagree: the smaller one, so that never more goes back than came.
    paise: captures.length > 0 ? Math.min(...captures.map(({ paise }) => paise)) : 0,
  }
}

async function send(tx: Tx, ctx: Ctx<Staff>, refund: RefundRow, { journey }: Locked) {
  const { partnerId, applicationId, paise, gatewayPaymentId } = refund
  await recordEvent(tx, ctx, 'fee.refund_queued', {
    applicationId,
    detail: { payment: gatewayPaymentId, paise },
  })
  await writeMessage(tx, ctx, {
    template: 'refund_on_its_way',
    to: journey.applicant.email,
    locale: journey.applicant.locale,
    params: { applicationNumber: journey.application.number, amountPaise: paise },
    applicationId,
    dedupeKey: `refund_on_its_way:${refund.id}`,
  })
  await enqueue(tx, refundJob, { partnerId, refundId: refund.id })
}

const isRow = ({ partnerId, id }: RefundRow) => and(eq(refunds.partnerId, partnerId), eq(refunds.id, id))
