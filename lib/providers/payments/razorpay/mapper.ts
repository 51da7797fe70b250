import type { PaymentFact, PaymentState } from '@/lib/domain/payments/ledger'
import type { PaymentWire, RefundWire } from './wire'

const states: Record<string, PaymentState> = {
  created: 'created',
  failed: 'failed',
  authorized: 'authorized',
  captured: 'captured',
  refunded: 'refunded',
}

/** One payment as the gateway shows it. A status word we do not know ranks lowest: unresolved, so ask again. */
export function toPaymentFact(payment: PaymentWire): PaymentFact {
  const state =
    payment.refund_status === 'full' ? 'refunded' : (states[payment.status.toLowerCase()] ?? 'created')
  return {
    gatewayPaymentId: payment.id,
    state,
    paise: payment.amount,
    currency: payment.currency.toUpperCase(),
    method: payment.method ?? null,
    reason: state === 'failed' ? toReason(payment.error_reason ?? payment.error_code) : null,
    at: new Date(payment.created_at * 1000),
  }
}

/** A failure's machine word; anything that is not a short plain word becomes `unknown`, so it can be shown and stored. */
export function toReason(raw: string | null | undefined): string {
  const reason = (raw ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return /^[a-z0-9_]{1,64}$/.test(reason) ? reason : 'unknown'
}

/** `processed` and `failed` are final; every other word means that the money is on its way. */
export function toRefundState(refund: RefundWire): 'pending' | 'processed' | 'failed' {
  if (refund.status === 'processed' || refund.status === 'failed') return refund.status
  return 'pending'
}
