import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { refunds } from '@/db/schema/payments'
import type { OrderView, PaymentFact } from '@/lib/domain/payments/ledger'
import { refundablePaise } from '@/lib/domain/payments/refunds'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import type { OrderRow } from '../queries/ledger'
import { refundJob } from '../schema'

type Locked = { order: OrderRow; journey: LoadedJourney }

/** Money that must go back (a second capture, a wrong amount) is queued once per payment, with its event, letter and job. */
export async function queueRefunds(tx: Tx, ctx: Ctx<System>, locked: Locked, view: OrderView): Promise<void> {
  const wrong = new Set(view.mismatched.map(({ gatewayPaymentId }) => gatewayPaymentId))
  for (const payment of view.toRefund) {
    await queueRefund(
      tx,
      ctx,
      locked,
      payment,
      wrong.has(payment.gatewayPaymentId) ? 'amount_mismatch' : 'second_capture',
    )
  }
}

async function queueRefund(
  tx: Tx,
  ctx: Ctx<System>,
  { order, journey }: Locked,
  payment: PaymentFact,
  reason: 'amount_mismatch' | 'second_capture',
): Promise<void> {
  const { application, applicant } = journey
  const paise = refundablePaise(
    payment.paise,
    await listRefundsOf(tx, order.partnerId, payment.gatewayPaymentId),
  )
  // Given back already, by staff here or by hand at the gateway.
  if (paise === 0) return
  const [refund] = await tx
    .insert(refunds)
    .values({
      partnerId: order.partnerId,
      applicationId: application.id,
      orderId: order.id,
      gatewayPaymentId: payment.gatewayPaymentId,
      paise,
      reason,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({
      target: [refunds.partnerId, refunds.gatewayPaymentId],
      where: sql`reason in ('second_capture', 'amount_mismatch')`,
    })
    .returning({ id: refunds.id })
  if (!refund) return
  const detail = { payment: payment.gatewayPaymentId, paise: payment.paise, expected: order.paise }
  await recordEvent(tx, ctx, `fee.${reason}`, { applicationId: application.id, actorKind: 'gateway', detail })
  await recordEvent(tx, ctx, 'fee.refund_queued', {
    applicationId: application.id,
    detail: { payment: payment.gatewayPaymentId, paise },
  })
  await writeMessage(tx, ctx, {
    template: reason,
    to: applicant.email,
    locale: applicant.locale,
    params: { applicationNumber: application.number, amountPaise: paise },
    applicationId: application.id,
    dedupeKey: `${reason}:${payment.gatewayPaymentId}`,
  })
  await enqueue(tx, refundJob, { partnerId: order.partnerId, refundId: refund.id })
}

/** Every refund of one payment, whoever asked for it. */
export const listRefundsOf = (tx: Tx, partnerId: string, gatewayPaymentId: string) =>
  tx
    .select({ paise: refunds.paise, state: refunds.state })
    .from(refunds)
    .where(and(eq(refunds.partnerId, partnerId), eq(refunds.gatewayPaymentId, gatewayPaymentId)))
