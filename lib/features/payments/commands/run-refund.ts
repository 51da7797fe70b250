import { and, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { paymentOrders, payments, refunds } from '@/db/schema/payments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import type { ProviderErrorKind } from '@/lib/platform/provider-error'
import type { RefundRow } from '../queries/ledger'
import { refundJob, settleOrderJob } from '../schema'
import { type GatewayFailure, askGateway, gatewayUnreachable } from './gateway'
import { settleOrder } from './settle-order'

const hour = 3600
/** Refusals of the gateway after which asking again changes nothing: staff must look. */
const finalKinds: readonly ProviderErrorKind[] = ['invalid', 'not_found', 'refused_by_provider']

/**
 * Gives one queued amount back, or asks again about one on its way; the row's id makes it happen once however often this
 * runs. A gateway that cannot be asked now leaves the row as it is and refuses, so that the job comes again.
 */
export async function runRefund(
  ctx: Ctx<System>,
  { refundId }: { refundId: string },
): Promise<Result<RefundRow['state']>> {
  const [found] = await database()
    .select({ refund: refunds, connectionId: paymentOrders.connectionId })
    .from(refunds)
    .innerJoin(
      paymentOrders,
      and(eq(paymentOrders.partnerId, refunds.partnerId), eq(paymentOrders.id, refunds.orderId)),
    )
    .where(and(eq(refunds.partnerId, ctx.actor.partnerId), eq(refunds.id, refundId)))
  if (!found) return refuse('not_found')
  const { refund, connectionId } = found
  if (refund.state !== 'queued' && refund.state !== 'pending') return ok(refund.state)
  const { applicationId, orderId, gatewayPaymentId, paise } = refund
  const asked = await askGateway(
    ctx,
    { connectionId, applicationId, orderId, purpose: 'refund' },
    (gateway, io) => gateway.refund({ gatewayPaymentId, paise, idempotencyKey: keyOf(refund) }, io),
  )
  if (!asked.ok) return afterFailure(ctx, refund, asked)
  await asked.conclude(asked.value.state)
  return ok(await moveRefund(ctx, refund, asked.value))
}

/** A refund begun anew is another one to the gateway, which remembers its answer to the first. */
const keyOf = ({ id, retries }: RefundRow): string => (retries === 0 ? id : `${id}-${retries}`)

async function afterFailure(
  ctx: Ctx<System>,
  refund: RefundRow,
  { error }: GatewayFailure,
): Promise<Result<RefundRow['state']>> {
  if (finalKinds.includes(error.kind))
    return ok(await moveRefund(ctx, refund, { gatewayRefundId: null, state: 'failed' }))
  // A conflict: the first request is still in flight, or the money went back already, by staff at the gateway or by the bank.
  if (error.kind === 'conflict' && (await isBack(ctx, refund)))
    return ok(await moveRefund(ctx, refund, { gatewayRefundId: null, state: 'processed' }))
  return gatewayUnreachable()
}

async function isBack(ctx: Ctx<System>, refund: RefundRow): Promise<boolean> {
  await settleOrder(ctx, { orderId: refund.orderId, source: 'poll' })
  const [payment] = await database()
    .select({ state: payments.state })
    .from(payments)
    .where(
      and(
        eq(payments.partnerId, ctx.actor.partnerId),
        eq(payments.gatewayPaymentId, refund.gatewayPaymentId),
      ),
    )
  return payment?.state === 'refunded'
}

/** One transaction: the row, its event when the money is back, and what is to be asked next. */
async function moveRefund(
  ctx: Ctx<System>,
  refund: RefundRow,
  told: { gatewayRefundId: string | null; state: 'pending' | 'processed' | 'failed' },
): Promise<RefundRow['state']> {
  return database().transaction(async (tx) => {
    const [moved] = await tx
      .update(refunds)
      .set({
        state: told.state,
        gatewayRefundId: told.gatewayRefundId ?? refund.gatewayRefundId,
        settledAt: told.state === 'pending' ? null : ctx.now,
      })
      .where(
        and(
          eq(refunds.partnerId, refund.partnerId),
          eq(refunds.id, refund.id),
          inArray(refunds.state, ['queued', 'pending']),
        ),
      )
      .returning({ id: refunds.id })
    if (!moved) return told.state
    const { partnerId, applicationId, orderId } = refund
    if (told.state === 'pending')
      await enqueue(
        tx,
        refundJob,
        { partnerId, refundId: refund.id },
        { afterSeconds: askAgainAfter(refund, ctx.now) },
      )
    if (told.state === 'processed') {
      const detail = { payment: refund.gatewayPaymentId, paise: refund.paise }
      await recordEvent(tx, ctx, 'fee.refunded', { applicationId, actorKind: 'gateway', detail })
    }
    if (told.state === 'failed') {
      const detail = { payment: refund.gatewayPaymentId, paise: refund.paise }
      await recordEvent(tx, ctx, 'fee.refund_failed', { applicationId, actorKind: 'gateway', detail })
    }
    // The ledger learns of it from the gateway too: a wrong amount given back makes paying possible again.
    await enqueue(tx, settleOrderJob, { partnerId, orderId, source: 'poll' })
    return told.state
  })
}

/** A gateway's refund takes seconds or days. */
function askAgainAfter(refund: RefundRow, now: Date): number {
  const age = (now.getTime() - refund.createdAt.getTime()) / 1000
  if (age < 300) return 40
  return age < 24 * hour ? hour : 6 * hour
}
