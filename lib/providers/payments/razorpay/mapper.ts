import type { PaymentFact, PaymentState } from '@/lib/domain/payments/ledger'
import type {
  SettlementLine,
  SettlementLineKind,
  TheirPayment,
  TheirRefund,
} from '@/lib/domain/payments/reconciliation'
import { ProviderError } from '@/lib/platform/provider-error'
import type { PaymentWire, ReconLineWire, RefundWire } from './wire'

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

/** One payment of the gateway's own list. */
export function toTheirPayment(payment: PaymentWire): TheirPayment {
  const { gatewayPaymentId, state, paise, at } = toPaymentFact(payment)
  return {
    gatewayPaymentId,
    gatewayOrderId: payment.order_id ?? null,
    state,
    paise,
    refundedPaise: payment.amount_refunded ?? 0,
    at,
  }
}

/** One refund of the gateway's own list. Throws ProviderError('contract') without its amount, payment or time. */
export function toTheirRefund(refund: RefundWire): TheirRefund {
  const { id, payment_id, amount, created_at } = refund
  if (!payment_id || !amount || !created_at)
    throw new ProviderError('contract', { message: 'a refund without its amount or payment' })
  return {
    gatewayRefundId: id,
    gatewayPaymentId: payment_id,
    state: toRefundState(refund),
    paise: amount,
    at: new Date(created_at * 1000),
  }
}

const lineKinds: Record<string, SettlementLineKind> = {
  payment: 'payment',
  refund: 'refund',
  adjustment: 'adjustment',
}

/** One line of a payout; null for what is not settled yet. */
export function toSettlementLine(line: ReconLineWire): SettlementLine | null {
  if (!line.settlement_id || !line.settled_at) return null
  const kind = lineKinds[line.type] ?? 'other'
  return {
    gatewayId: line.entity_id,
    kind,
    settlementId: line.settlement_id,
    utr: line.settlement_utr ?? null,
    gatewayPaymentId: kind === 'payment' ? line.entity_id : (line.payment_id ?? null),
    gatewayOrderId: line.order_id ?? null,
    paise: line.amount,
    fee: line.fee ?? 0,
    tax: line.tax ?? 0,
    net: (line.credit ?? 0) - (line.debit ?? 0),
    settledAt: new Date(line.settled_at * 1000),
  }
}
