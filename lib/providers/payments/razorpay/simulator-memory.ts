import { randomBytes } from 'node:crypto'
import type { SimStore } from '@/lib/providers/simulator-host'

/** A business that the fake gateway serves: who may call, and where its events go (null: nowhere). */
export type Merchant = { keyId: string; keySecret: string; webhookSecret: string; url: string | null }

export type Status = 'created' | 'authorized' | 'captured' | 'failed'
/** Instants are epoch milliseconds: the memory may be JSON. */
export type Change = { status: Status; at: number }
export type SimRefund = {
  id: string
  amount: number
  idempotencyKey: string | null
  createdAt: number
  processedAt: number
}
export type SimPayment = {
  id: string
  session: string
  outcome: string
  amount: number
  method: 'upi' | 'card' | 'netbanking'
  createdAt: number
  /** What it was from the start and what it becomes, oldest first: the clock alone decides which is true. */
  becomes: Change[]
  failure: string | null
  email: string
  contact: string
  refunds: SimRefund[]
}
export type ApiTrouble = { kind: '500' | 'slow'; until: number }
export type SimOrder = {
  id: string
  keyId: string
  amount: number
  receipt: string | null
  notes: Record<string, string>
  createdAt: number
  payments: SimPayment[]
  trouble: ApiTrouble | null
}
export type CheckoutSession = {
  id: string
  orderId: string
  merchantName: string
  description: string
  email: string
  contact: string
  callbackUrl: string
  cancelUrl: string
}

const sandboxMerchant: Merchant = {
  keyId: 'rzp_test_sandbox',
  keySecret: 'sandbox_key_secret',
  webhookSecret: 'sandbox_webhook_secret',
  url: null,
}

/**
 * What a business does in the vendor's dashboard: its keys, and the address its webhooks go to. Each key has one
 * registration; registering again replaces it. Clearing the memory forgets it.
 */
export const registerWebhook = (store: SimStore, merchant: Merchant & { url: string }): Promise<Merchant> =>
  store.update<Merchant>('merchant', merchant.keyId, () => merchant)

/** The business a key belongs to; the sandbox's own key works without being registered. */
export const findMerchant = async (store: SimStore, keyId: string): Promise<Merchant | undefined> =>
  (await store.get<Merchant>('merchant', keyId)) ??
  (keyId === sandboxMerchant.keyId ? sandboxMerchant : undefined)

/** A new id in the vendor's manner: a prefix and fourteen letters and digits. */
export const newId = (prefix: 'order' | 'pay' | 'rfnd' | 'evt' | 'cs') =>
  `${prefix}_${randomBytes(24)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .padEnd(14, '0')
    .slice(0, 14)}`

/** What a payment is at an instant. */
export const statusAt = (payment: SimPayment, at: number): Status =>
  payment.becomes.findLast((change) => change.at <= at)?.status ?? 'created'

export const isCaptured = (payment: SimPayment, at: number): boolean => statusAt(payment, at) === 'captured'

export const paidAmount = (order: SimOrder, at: number): number =>
  order.payments
    .filter((payment) => isCaptured(payment, at))
    .reduce((sum, payment) => sum + payment.amount, 0)

/** An order as the API shows it at an instant; it stays paid after a refund. */
export function orderEntity(order: SimOrder, at: number) {
  const tried = order.payments.filter((payment) => payment.createdAt <= at)
  // A second capture is a fault of the bank, not a second price: the order never shows more than it asked for.
  const paid = Math.min(paidAmount(order, at), order.amount)
  return {
    id: order.id,
    entity: 'order',
    amount: order.amount,
    amount_paid: paid,
    amount_due: order.amount - paid,
    currency: 'INR',
    receipt: order.receipt,
    offer_id: null,
    status: paid >= order.amount ? 'paid' : tried.length > 0 ? 'attempted' : 'created',
    attempts: tried.length,
    notes: order.notes,
    created_at: seconds(order.createdAt),
  }
}

/** A payment as the API and the webhooks show it at an instant. */
export function paymentEntity(order: SimOrder, payment: SimPayment, at: number) {
  const status = statusAt(payment, at)
  const refunded = payment.refunds.reduce((sum, refund) => sum + refund.amount, 0)
  const failed = status === 'failed'
  return {
    id: payment.id,
    entity: 'payment',
    amount: payment.amount,
    currency: 'INR',
    status: refunded >= payment.amount ? 'refunded' : status,
    order_id: order.id,
    invoice_id: null,
    international: false,
    method: payment.method,
    amount_refunded: refunded,
    refund_status: refunded === 0 ? null : refunded >= payment.amount ? 'full' : 'partial',
    captured: status === 'captured',
    description: null,
    card_id: null,
    bank: payment.method === 'netbanking' ? 'HDFC' : null,
    wallet: null,
    vpa: payment.method === 'upi' ? 'payer@testbank' : null,
    email: payment.email,
    contact: payment.contact,
    notes: order.notes,
    fee: status === 'captured' ? Math.round(payment.amount * 0.0236) : null,
    tax: status === 'captured' ? Math.round(payment.amount * 0.0036) : null,
    error_code: failed ? 'BAD_REQUEST_ERROR' : null,
    error_description: failed ? 'The payment did not go through.' : null,
    error_source: failed ? 'customer' : null,
    error_step: failed ? 'payment_authentication' : null,
    error_reason: failed ? payment.failure : null,
    acquirer_data: payment.method === 'upi' ? { rrn: '000000000000' } : {},
    created_at: seconds(payment.createdAt),
  }
}

/** A refund as the API and the webhooks show it at an instant. */
export const refundEntity = (payment: SimPayment, refund: SimRefund, at: number) => ({
  id: refund.id,
  entity: 'refund',
  amount: refund.amount,
  currency: 'INR',
  payment_id: payment.id,
  notes: {},
  receipt: null,
  acquirer_data: { arn: null },
  created_at: seconds(refund.createdAt),
  batch_id: null,
  status: at >= refund.processedAt ? 'processed' : 'pending',
  speed_requested: 'normal',
  speed_processed: 'normal',
})

export const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
