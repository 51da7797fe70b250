import type { z } from 'zod'
import type { PaymentFact } from '@/lib/domain/payments/ledger'
import type { SettlementLine, TheirPayment, TheirRefund } from '@/lib/domain/payments/reconciliation'
import type { ProviderIo } from '@/lib/platform/http'
import type { SettingField } from '@/lib/providers/assessments/contract'

export type OrderRequest = {
  /** Our receipt: unique per order, ≤ 40 characters; retrying with the same one must not make a second order. */
  receipt: string
  paise: number
  /** Shown at the gateway; no personal data. */
  notes: Record<string, string>
}

/** From an instant, included, to another, not included. */
export type DateRange = { from: Date; to: Date }

/** An HTML form the browser posts to the gateway's hosted page. */
export type Checkout = { action: string; fields: Record<string, string> }

export type CheckoutInput = {
  gatewayOrderId: string
  paise: number
  partnerName: string
  description: string
  prefill: { name: string; email: string; contact: string }
  returnUrl: string
  cancelUrl: string
}

/** What the browser claims when it comes back; a hint even when the signature holds. */
export type ReturnClaim = {
  gatewayPaymentId: string | null
  failedReason: string | null
  /** False for a browser that comes back undecided: then there is nothing to hold. */
  signatureGiven: boolean
  signatureHolds: boolean
}

/** A webhook whose signature held. `eventId` dedupes deliveries. */
export type GatewayEvent = {
  eventId: string
  type: string
  gatewayOrderId: string | null
  facts: PaymentFact[]
}

/** One payment gateway. Same shape of folder as an assessment provider; throws only ProviderError. */
export interface PaymentGateway<Settings> {
  label: string
  config: z.ZodType<Settings>
  /** How the settings page asks for it. */
  fields: readonly SettingField[]
  secretFields: readonly (keyof Settings & string)[]
  /** Origins the checkout form posts to: for the paying page's CSP. */
  checkoutOrigins(settings: Settings): string[]
  createOrder(
    settings: Settings,
    order: OrderRequest,
    io: ProviderIo,
  ): Promise<{ gatewayOrderId: string; paise: number }>
  checkout(settings: Settings, input: CheckoutInput): Checkout
  /** `gatewayOrderId` is the one on our row, never the one the browser posted. */
  readReturn(settings: Settings, gatewayOrderId: string, fields: Record<string, string>): ReturnClaim
  /** Verifies the signature over the bytes as received; null when it does not hold. */
  readWebhook(settings: Settings, rawBody: Uint8Array, headers: Headers): GatewayEvent | null
  /** All that the gateway knows of an order now. */
  fetchFacts(settings: Settings, gatewayOrderId: string, io: ProviderIo): Promise<PaymentFact[]>
  /** Every payment made at the gateway from an instant to before another, whoever ordered it. */
  listPayments(settings: Settings, range: DateRange, io: ProviderIo): Promise<TheirPayment[]>
  /** Every refund made there in the range, ours and those made by hand. */
  listRefunds(settings: Settings, range: DateRange, io: ProviderIo): Promise<TheirRefund[]>
  /** What the gateway paid out on one day in India (`YYYY-MM-DD`), line by line. */
  fetchSettlements(settings: Settings, day: string, io: ProviderIo): Promise<SettlementLine[]>
  refund(
    settings: Settings,
    input: { gatewayPaymentId: string; paise: number; idempotencyKey: string },
    io: ProviderIo,
  ): Promise<{ gatewayRefundId: string; state: 'pending' | 'processed' | 'failed' }>
}
