import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Does the checkout return's signature hold? Keyed by the API secret over `order|payment`; the order is the one on
 * our own row, so a genuine signature of another order does not pass.
 */
export const returnSignatureHolds = (
  keySecret: string,
  claim: { gatewayOrderId: string; gatewayPaymentId: string; signature: string },
): boolean =>
  holds(keySecret, Buffer.from(`${claim.gatewayOrderId}|${claim.gatewayPaymentId}`), claim.signature)

/** Does a webhook's signature hold over the bytes as received, under any of these secrets (current, previous)? */
export const webhookSignatureHolds = (
  secrets: readonly (string | undefined)[],
  rawBody: Uint8Array,
  signature: string,
): boolean => secrets.some((secret) => secret !== undefined && holds(secret, rawBody, signature))

function holds(secret: string, signed: Uint8Array, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(signature)) return false
  return timingSafeEqual(createHmac('sha256', secret).update(signed).digest(), Buffer.from(signature, 'hex'))
}
