import { createHash } from 'node:crypto'
import type { CheckoutInput, Checkout, GatewayEvent, PaymentGateway, ReturnClaim } from '../contract'
import {
  createOrder,
  listPayments,
  listPaymentsBetween,
  listReconLines,
  listRefundsBetween,
  postRefund,
} from './client'
import { razorpayConfig, razorpayFields, type RazorpaySettings } from './config'
import {
  toPaymentFact,
  toReason,
  toRefundState,
  toSettlementLine,
  toTheirPayment,
  toTheirRefund,
} from './mapper'
import { returnSignatureHolds, webhookSignatureHolds } from './signatures'
import { webhookWire } from './wire'

/** Razorpay: orders, hosted checkout by form post, signed returns and webhooks, refunds. */
export const razorpay: PaymentGateway<RazorpaySettings> = {
  label: 'Razorpay',
  config: razorpayConfig,
  fields: razorpayFields,
  secretFields: ['keySecret', 'webhookSecret', 'previousWebhookSecret'],
  checkoutOrigins: (settings) => [new URL(settings.baseUrl).origin],

  async createOrder(settings, request, io) {
    const order = await createOrder(settings, request, io)
    return { gatewayOrderId: order.id, paise: order.amount }
  },

  checkout,
  readReturn,
  readWebhook,

  async fetchFacts(settings, gatewayOrderId, io) {
    return (await listPayments(settings, gatewayOrderId, io)).map(toPaymentFact)
  },

  async listPayments(settings, range, io) {
    return (await listPaymentsBetween(settings, range, io)).map(toTheirPayment)
  },

  async listRefunds(settings, range, io) {
    return (await listRefundsBetween(settings, range, io)).map(toTheirRefund)
  },

  async fetchSettlements(settings, day, io) {
    return (await listReconLines(settings, day, io)).map(toSettlementLine).filter((line) => line !== null)
  },

  async refund(settings, input, io) {
    const refund = await postRefund(settings, input, io)
    return { gatewayRefundId: refund.id, state: toRefundState(refund) }
  },
}

/** Razorpay's hosted checkout takes an ordinary form post, so paying needs no script of ours or theirs on our page. */
function checkout(settings: RazorpaySettings, input: CheckoutInput): Checkout {
  return {
    action: `${settings.baseUrl}/v1/checkout/embedded`,
    fields: {
      key_id: settings.keyId,
      order_id: input.gatewayOrderId,
      amount: String(input.paise),
      currency: 'INR',
      name: input.partnerName,
      description: input.description,
      'prefill[name]': input.prefill.name,
      'prefill[email]': input.prefill.email,
      'prefill[contact]': input.prefill.contact,
      callback_url: input.returnUrl,
      cancel_url: input.cancelUrl,
    },
  }
}

function readReturn(
  settings: RazorpaySettings,
  gatewayOrderId: string,
  fields: Record<string, string>,
): ReturnClaim {
  const isFailure = Object.keys(fields).some((name) => name.startsWith('error['))
  if (isFailure) {
    const failedReason = toReason(fields['error[reason]'] || fields['error[code]'])
    return {
      gatewayPaymentId: plainId(failedPaymentId(fields)),
      failedReason,
      signatureGiven: false,
      signatureHolds: false,
    }
  }
  const gatewayPaymentId = plainId(fields.razorpay_payment_id)
  const signature = fields.razorpay_signature ?? ''
  const signatureHolds =
    gatewayPaymentId !== null &&
    returnSignatureHolds(settings.keySecret, { gatewayOrderId, gatewayPaymentId, signature })
  return { gatewayPaymentId, failedReason: null, signatureGiven: signature !== '', signatureHolds }
}

// Razorpay sends the ids of a failed try as JSON text inside one form field; older pages send a field for each.
function failedPaymentId(fields: Record<string, string>): string | undefined {
  const inText = /"payment_id"\s*:\s*"(\w+)"/.exec(fields['error[metadata]'] ?? '')
  return fields['error[metadata][payment_id]'] ?? inText?.[1]
}

const plainId = (id: string | undefined) => (id && /^\w{1,64}$/.test(id) ? id : null)

function readWebhook(settings: RazorpaySettings, rawBody: Uint8Array, headers: Headers): GatewayEvent | null {
  const secrets = [settings.webhookSecret, settings.previousWebhookSecret]
  if (!webhookSignatureHolds(secrets, rawBody, headers.get('x-razorpay-signature') ?? '')) return null
  // The id of an event is only in this header, the same on every retry; without it equal bytes are one event.
  const eventId = headers.get('x-razorpay-event-id') || createHash('sha256').update(rawBody).digest('hex')
  const read = webhookWire.safeParse(parseJson(rawBody))
  if (!read.success) return { eventId, type: 'unreadable', gatewayOrderId: null, facts: [] }

  const { event, payload } = read.data
  const payment = payload.payment?.entity
  const gatewayOrderId = payload.order?.entity.id ?? payment?.order_id ?? null
  const facts = payment && carriesPayment(event) ? [toPaymentFact(payment)] : []
  return { eventId, type: event, gatewayOrderId, facts }
}

const carriesPayment = (event: string) =>
  /^payment\.(authorized|captured|failed)$|^order\.paid$|^refund\./.test(event)

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
