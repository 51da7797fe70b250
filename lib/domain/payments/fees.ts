import type { Paise } from '../shared/paise'

/** How money comes that no gateway saw: counter, draft, bank transfer, a UPI code on the wall, the card machine. */
export const offlineMethods = ['cash', 'dd', 'neft', 'upi', 'card_machine'] as const

/** `proposed` by one person, then `approved` or `rejected` by another. */
export const offlineStates = ['proposed', 'approved', 'rejected'] as const
export type OfflineState = (typeof offlineStates)[number]

/** Who let the fee go: a member of staff, or a coupon for all of it. */
export const waiverKinds = ['staff', 'coupon'] as const

/** `held` while it may still be paid with, `used` once it was, `released` when it was given back. */
export const couponUseStates = ['held', 'used', 'released'] as const
export type CouponUseState = (typeof couponUseStates)[number]

/** The gateway takes nothing below one rupee; a rest smaller than that is not asked. Paise. */
export const smallestPrice: Paise = 100

/** A coupon that no order carries yet is kept this long for whoever typed it. Seconds. */
export const couponHoldSeconds = 30 * 60

export type Discount = { percentOff: number | null; paiseOff: Paise | null }

/**
 * What a discount takes off a fee: never more than the fee, whole paise, rounded down to whole rupees' advantage of nobody
 * (a share is floored). A rest below one rupee is taken off too.
 */
export function discountOn(fee: Paise, { percentOff, paiseOff }: Discount): Paise {
  if (fee <= 0) return 0
  const off = percentOff === null ? (paiseOff ?? 0) : Math.floor((fee * percentOff) / 100)
  return fee - off < smallestPrice ? fee : off
}

export type HeldCoupon = { paise: Paise; state: CouponUseState; heldUntil: Date | null }

/** A use that still lowers the price: used, or held and not run out. */
export const isLive = (use: HeldCoupon, now: Date): boolean =>
  use.state === 'used' || (use.state === 'held' && (use.heldUntil === null || use.heldUntil > now))

/** What is to be paid for a fee now; 0 when nothing is left to pay. `use` is the application's own live or lapsed use. */
export function priceOf(fee: Paise | null, use: HeldCoupon | null, now: Date): Paise {
  if (!fee) return 0
  if (!use || !isLive(use, now)) return fee
  const price = fee - use.paise
  return price < smallestPrice ? 0 : price
}

/** A code as it is kept: capitals, no spaces; null when it cannot be one. */
export function readCouponCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/\s+/g, '')
  return /^[A-Z0-9][A-Z0-9-]{2,23}$/.test(code) ? code : null
}
