import { database } from '@/db/client'
import { canRecordOffline, canTakeBackWaiver, canWaiveFee } from '@/lib/domain/payments/can-desk'
import type { PayVerdict } from '@/lib/domain/payments/can'
import type { PaymentFact } from '@/lib/domain/payments/ledger'
import type { Refusal, Result } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type OfflineRow, loadFeeDesk } from './fee-desk'
import type { OrderRow, ReceiptRow, RefundRow } from './ledger'

/** The money of one application: orders with every try at paying them, the receipt, what goes back, and where paying stands. */
export type FeeTruth = {
  verdict: PayVerdict
  orders: (Omit<OrderRow, 'returnTokenHash'> & { payments: PaymentFact[] })[]
  receipt: ReceiptRow | null
  refunds: RefundRow[]
}

/** What staff may do with this fee now; null where nothing holds against it. */
export type FeeVerdicts = {
  price: number
  waive: Refusal | null
  takeBack: Refusal | null
  record: Refusal | null
  isWaived: boolean
  coupon: { code: string; paise: number } | null
  offline: OfflineRow | null
}

/** The fee of one application of the partner, orders newest first; null when it is not theirs. */
export async function findFeeTruth(
  staff: Staff<'payments.read'>,
  applicationId: string,
): Promise<(FeeTruth & { desk: FeeVerdicts }) | null> {
  const now = await currentTime()
  const found = await loadFeeDesk(database(), staff.partnerId, { id: applicationId }, { now })
  if (!found) return null
  const { ledger, facts, use, offline } = found
  const { orders, verdict, receipt, refunds } = ledger
  const shown = orders.map(({ row: { returnTokenHash: _, ...order }, view }) => ({
    ...order,
    payments: view.payments,
  }))
  const desk: FeeVerdicts = {
    price: facts.price,
    waive: refusalOf(canWaiveFee(facts)),
    takeBack: refusalOf(canTakeBackWaiver(facts)),
    record: refusalOf(canRecordOffline(facts)),
    isWaived: facts.journey.fee.waived,
    coupon: use && { code: use.code, paise: use.paise },
    offline,
  }
  return { verdict, orders: shown.toReversed(), receipt, refunds, desk }
}

const refusalOf = (may: Result<void>): Refusal | null => (may.ok ? null : may.refusal)
