import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { paymentOrders, receipts } from '@/db/schema/payments'
import type { JourneyDefinition } from '@/lib/domain/journeys/definition'
import { indiaDate } from '@/lib/domain/shared/india-time'
import { receiptNumber } from '@/lib/domain/shared/reference-number'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { OrderRow } from '../queries/ledger'

/**
 * The fee is settled: application, receipt, events and letter, all or nothing, once per application. The caller holds
 * the application row. `gatewayPaymentId` is the captured payment that settles.
 */
export async function settleFee(
  tx: Tx,
  ctx: Ctx<System>,
  { order, journey }: { order: OrderRow; journey: LoadedJourney },
  gatewayPaymentId: string,
): Promise<void> {
  const { application, applicant, definition } = journey
  const unlocked = await tx
    .update(applications)
    .set({ feeSettledAt: ctx.now })
    .where(
      and(
        eq(applications.partnerId, order.partnerId),
        eq(applications.id, application.id),
        isNull(applications.feeSettledAt),
      ),
    )
    .returning({ id: applications.id })
  // Rolls everything back: the row is locked, so a second unlock would be a defect of ours.
  if (unlocked.length !== 1) throw new Error('the fee of this application is settled already')

  const number = receiptNumber(Number(indiaDate(ctx.now).slice(0, 4)), randomBytes(8))
  const { id: applicationId } = application
  await tx.insert(receipts).values({
    partnerId: order.partnerId,
    number,
    applicationId,
    orderId: order.id,
    gatewayPaymentId,
    paise: order.paise,
    issuedAt: ctx.now,
  })
  const detail = { receipt: number, paise: order.paise, payment: gatewayPaymentId }
  await recordEvent(tx, ctx, 'fee.settled', { applicationId, actorKind: 'gateway', detail })
  if (isUnlockedByFee(definition)) await recordEvent(tx, ctx, 'assessment.unlocked', { applicationId })
  await closeOtherOrders(tx, order)
  await writeMessage(tx, ctx, {
    template: 'fee_settled',
    to: applicant.email,
    locale: applicant.locale,
    params: {
      applicationNumber: application.number,
      receiptNumber: number,
      amountPaise: order.paise,
      settledAt: ctx.now,
    },
    applicationId,
    dedupeKey: `fee_settled:${applicationId}`,
  })
}

/** The assessment stands behind the fee in this journey. */
const isUnlockedByFee = ({ steps }: JourneyDefinition): boolean =>
  steps.indexOf('assessment') > steps.indexOf('fee')

/** Other orders of the application can no longer be paid; whatever still arrives on them is a second capture. */
const closeOtherOrders = (tx: Tx, order: Pick<OrderRow, 'partnerId' | 'applicationId' | 'id'>) =>
  tx
    .update(paymentOrders)
    .set({ state: 'closed' })
    .where(
      and(
        eq(paymentOrders.partnerId, order.partnerId),
        eq(paymentOrders.applicationId, order.applicationId),
        ne(paymentOrders.id, order.id),
        inArray(paymentOrders.state, ['creating', 'open']),
      ),
    )
