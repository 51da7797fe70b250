import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import type { PayVerdict } from '@/lib/domain/payments/can'
import type { PaymentFact } from '@/lib/domain/payments/ledger'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type OrderRow, type ReceiptRow, type RefundRow, loadFeeLedger } from './ledger'

/** The money of one application: orders with every try at paying them, the receipt, what goes back, and where paying stands. */
export type FeeTruth = {
  verdict: PayVerdict
  orders: (Omit<OrderRow, 'returnTokenHash'> & { payments: PaymentFact[] })[]
  receipt: ReceiptRow | null
  refunds: RefundRow[]
}

/** The fee of one application of the partner, orders newest first; null when it is not theirs. */
export async function findFeeTruth(
  staff: Staff<'payments.read'>,
  applicationId: string,
): Promise<FeeTruth | null> {
  const [application] = await database()
    .select({
      partnerId: applications.partnerId,
      id: applications.id,
      feeSettledAt: applications.feeSettledAt,
      feeWaivedAt: applications.feeWaivedAt,
    })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.id, applicationId)))
  if (!application) return null
  const { orders, verdict, receipt, refunds } = await loadFeeLedger(
    database(),
    application,
    await currentTime(),
  )
  const shown = orders.map(({ row: { returnTokenHash: _, ...order }, view }) => ({
    ...order,
    payments: view.payments,
  }))
  return { verdict, orders: shown.toReversed(), receipt, refunds }
}
