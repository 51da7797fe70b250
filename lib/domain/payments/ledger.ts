import type { Paise } from '../shared/paise'

/** The life of one payment (one try at paying an order). Rank only grows; `refunded` is the end. Authorised is not captured. */
export const paymentStates = ['created', 'failed', 'authorized', 'captured', 'refunded'] as const
export type PaymentState = (typeof paymentStates)[number]

/** One thing the gateway has said about one payment, in our words. Facts arrive in any order and more than once. */
export type PaymentFact = {
  gatewayPaymentId: string
  state: PaymentState
  paise: Paise
  currency: string
  method: string | null
  /** Gateway's machine reason for a failure, e.g. `payment_cancelled`. */
  reason: string | null
  /** The gateway's own time for the payment. */
  at: Date
}
