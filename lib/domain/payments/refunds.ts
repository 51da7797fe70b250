import { ok, refuse, type Result } from '../shared/result'
import { formatPaise, type Paise } from '../shared/paise'

/** `proposed` waits for a second person; `queued` for the gateway; `pending` is on its way. */
export const refundStates = ['proposed', 'queued', 'pending', 'processed', 'failed', 'rejected'] as const
export type RefundState = (typeof refundStates)[number]

/** `second_capture` and `amount_mismatch` are found by the ledger; `found_at_gateway` was made there by hand. */
export const refundReasons = ['second_capture', 'amount_mismatch', 'staff', 'found_at_gateway'] as const

/** What the amount follows: all that was captured, or a part that the policy allows. */
export const amountRules = ['full', 'part'] as const
export type AmountRule = (typeof amountRules)[number]

/** A refund of more than this needs a second person. Paise. */
export const secondPersonAbove: Paise = 50_000

export const needsSecondPerson = (paise: Paise): boolean => paise > secondPersonAbove

type Kept = { paise: Paise; state: RefundState }

/** Refunds that hold money back from being refunded again: all but those that failed or were refused. */
export const committedPaise = (refunds: readonly Kept[]): Paise =>
  refunds
    .filter(({ state }) => state !== 'failed' && state !== 'rejected')
    .reduce((sum, { paise }) => sum + paise, 0)

/** What of a captured payment can still go back. Never negative. */
export const refundablePaise = (captured: Paise, refunds: readonly Kept[]): Paise =>
  Math.max(0, captured - committedPaise(refunds))

/** How much a refund by rule means; null for a part that is no amount of at least one rupee. */
export function refundAmount(rule: AmountRule, left: Paise, asked: Paise | null): Paise | null {
  if (rule === 'full') return left
  return asked !== null && Number.isSafeInteger(asked) && asked >= 100 ? asked : null
}

/** May so much of a payment go back? The page locks with the same reason that the command enforces. */
export function canRefund(
  payment: { paise: Paise; isCaptured: boolean },
  refunds: readonly Kept[],
  asked: Paise,
): Result<void> {
  if (!payment.isCaptured) return refuse('refund_not_captured', { waitsFor: 'bank' })
  const left = refundablePaise(payment.paise, refunds)
  if (left === 0) return refuse('refund_nothing_left', { waitsFor: 'staff' })
  if (asked > left)
    return refuse('refund_too_much', { waitsFor: 'staff', params: { amount: formatPaise(left) } })
  // The gateway takes no refund below one rupee, so a rest that small could never go back.
  if (asked !== left && left - asked < 100)
    return refuse('refund_leaves_too_little', { waitsFor: 'staff', params: { amount: formatPaise(left) } })
  return ok()
}
