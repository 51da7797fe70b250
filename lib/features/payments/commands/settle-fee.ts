import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import type { offlinePayments } from '@/db/schema/fees'
import { paymentOrders, receipts } from '@/db/schema/payments'
import type { JourneyDefinition } from '@/lib/domain/journeys/definition'
import { indiaDate } from '@/lib/domain/shared/india-time'
import { receiptNumber } from '@/lib/domain/shared/reference-number'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { OrderRow } from '../queries/ledger'
import { endCouponUse } from './coupon-uses'

type OfflineRow = typeof offlinePayments.$inferSelect

/**
 * The fee is settled by a captured payment of the gateway: application, receipt, events and letter, all or nothing, once
 * per application. The caller holds the application row.
 */
export async function settleFeeByOrder(
  tx: Tx,
  ctx: Ctx,
  { order, journey }: { order: OrderRow; journey: LoadedJourney },
  gatewayPaymentId: string,
): Promise<void> {
  await unlock(tx, journey, { feeSettledAt: ctx.now }, order.id)
  const number = await issueReceipt(tx, ctx, journey, {
    orderId: order.id,
    gatewayPaymentId,
    paise: order.paise,
  })
  const detail = { receipt: number, paise: order.paise, payment: gatewayPaymentId }
  await recordEvent(tx, ctx, 'fee.settled', {
    applicationId: journey.application.id,
    actorKind: 'gateway',
    detail,
  })
  await tellUnlocked(tx, ctx, journey)
  await endCouponUse(tx, ctx, journey.application, order.couponUseId)
}

/** The same by money that came outside the gateway and that a second person has approved. */
export async function settleFeeOffline(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  offline: OfflineRow,
  couponUseId: string | null,
): Promise<void> {
  const { paise, method } = offline
  await unlock(tx, journey, { feeSettledAt: ctx.now }, null)
  const number = await issueReceipt(tx, ctx, journey, { offlinePaymentId: offline.id, paise })
  await recordEvent(tx, ctx, 'fee.settled', {
    applicationId: journey.application.id,
    detail: { receipt: number, paise, method },
  })
  await tellUnlocked(tx, ctx, journey)
  await endCouponUse(tx, ctx, journey.application, couponUseId)
}

/** The fee is let go: what it locked opens the same way, without money and so without a receipt. */
export async function settleFeeByWaiver(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  { kind, couponUseId }: { kind: 'staff' | 'coupon'; couponUseId: string | null },
): Promise<void> {
  const { application, applicant } = journey
  await unlock(tx, journey, { feeWaivedAt: ctx.now }, null)
  await recordEvent(tx, ctx, 'fee.waived', { applicationId: application.id, detail: { kind } })
  await tellUnlocked(tx, ctx, journey)
  await endCouponUse(tx, ctx, application, couponUseId)
  await writeMessage(tx, ctx, {
    template: 'fee_waived',
    to: applicant.email,
    locale: applicant.locale,
    params: { applicationNumber: application.number },
    applicationId: application.id,
    dedupeKey: `fee_waived:${application.id}:${ctx.now.getTime()}`,
  })
}

/** The one place where a fee is over: it moves the application once and shuts its other orders. */
async function unlock(
  tx: Tx,
  { application }: LoadedJourney,
  over: { feeSettledAt: Date } | { feeWaivedAt: Date },
  settlingOrderId: string | null,
): Promise<void> {
  const unlocked = await tx
    .update(applications)
    .set(over)
    .where(
      and(
        eq(applications.partnerId, application.partnerId),
        eq(applications.id, application.id),
        isNull(applications.feeSettledAt),
        isNull(applications.feeWaivedAt),
      ),
    )
    .returning({ id: applications.id })
  // Rolls everything back: the row is locked, so a second unlock would be a defect of ours.
  if (unlocked.length !== 1) throw new Error('the fee of this application is settled already')
  await closeOtherOrders(tx, application, settlingOrderId)
}

/** Proof of payment, and the letter that brings it. Returns its number. */
async function issueReceipt(
  tx: Tx,
  ctx: Ctx,
  { application, applicant }: LoadedJourney,
  paid: { paise: number } & ({ orderId: string; gatewayPaymentId: string } | { offlinePaymentId: string }),
): Promise<string> {
  const number = receiptNumber(Number(indiaDate(ctx.now).slice(0, 4)), randomBytes(8))
  const { id: applicationId, partnerId } = application
  await tx.insert(receipts).values({ partnerId, number, applicationId, issuedAt: ctx.now, ...paid })
  await writeMessage(tx, ctx, {
    template: 'fee_settled',
    to: applicant.email,
    locale: applicant.locale,
    params: {
      applicationNumber: application.number,
      receiptNumber: number,
      amountPaise: paid.paise,
      settledAt: ctx.now,
    },
    applicationId,
    dedupeKey: `fee_settled:${applicationId}`,
  })
  return number
}

async function tellUnlocked(tx: Tx, ctx: Ctx, { application, definition }: LoadedJourney) {
  if (isUnlockedByFee(definition))
    await recordEvent(tx, ctx, 'assessment.unlocked', { applicationId: application.id })
}

/** The assessment stands behind the fee in this journey. */
const isUnlockedByFee = ({ steps }: JourneyDefinition): boolean =>
  steps.indexOf('assessment') > steps.indexOf('fee')

/** Other orders of the application can no longer be paid; whatever still arrives on them is a second capture. */
const closeOtherOrders = (
  tx: Tx,
  { partnerId, id }: { partnerId: string; id: string },
  exceptOrderId: string | null,
) =>
  tx
    .update(paymentOrders)
    .set({ state: 'closed' })
    .where(
      and(
        eq(paymentOrders.partnerId, partnerId),
        eq(paymentOrders.applicationId, id),
        exceptOrderId ? ne(paymentOrders.id, exceptOrderId) : undefined,
        inArray(paymentOrders.state, ['creating', 'open']),
      ),
    )
