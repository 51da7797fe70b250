import { z } from 'zod'
import { offlineMethods, readCouponCode } from '@/lib/domain/payments/fees'
import { type FactSource, factSources } from '@/lib/domain/payments/ledger'
import { amountRules } from '@/lib/domain/payments/refunds'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import { readRupees } from '@/lib/domain/shared/paise'
import type { Job } from '@/lib/platform/jobs/job'

/** Which application's fee: its public number, as printed. */
export const feeInput = z.object({ number: z.string().regex(/^APP-\d\d-[0-9A-Z]{6}$/) })
export type FeeInput = z.infer<typeof feeInput>

const words = (least: number) => z.string().trim().min(least, 'too_short').max(500, 'too_long')

/** Lets a fee go, or takes that back: which application, and why. */
export const waiveFeeInput = feeInput.extend({ reason: words(5) })
export type WaiveFeeInput = z.infer<typeof waiveFeeInput>

const couponCode = z
  .string({ error: 'coupon_unknown' })
  .max(60, 'coupon_unknown')
  .transform((typed, ctx) => {
    const code = readCouponCode(typed)
    if (code === null) ctx.addIssue({ code: 'custom', message: 'coupon_unknown' })
    return code ?? ''
  })

export const applyCouponInput = feeInput.extend({ code: couponCode })
export type ApplyCouponInput = z.infer<typeof applyCouponInput>

export const couponInput = z.object({ id: z.uuid() })
export type CouponInput = z.infer<typeof couponInput>

/** Rupees as people type them, `1,000` or `999.50`; paise afterwards. */
const rupees = z.string({ error: 'not_an_amount' }).transform((typed, ctx) => {
  const paise = readRupees(typed)
  if (paise === null) ctx.addIssue({ code: 'custom', message: 'not_an_amount' })
  return paise ?? 0
})

const indiaTime = z.string({ error: 'not_a_time' }).transform((typed, ctx) => {
  const at = readIndiaTime(typed)
  if (at === null) ctx.addIssue({ code: 'custom', message: 'not_a_time' })
  return at ?? new Date(0)
})

/** A new coupon as the form sends it: what it takes off is a share or an amount. */
export const newCouponInput = z
  .object({
    intakeId: z.uuid('required'),
    code: z.string({ error: 'required' }).transform((typed, ctx) => {
      const code = readCouponCode(typed)
      if (code === null) ctx.addIssue({ code: 'custom', message: 'coupon_code' })
      return code ?? ''
    }),
    takesOff: z.enum(['percent', 'amount'], { error: 'required' }),
    amount: z.string({ error: 'required' }),
    maxUses: z.coerce
      .number('not_a_count')
      .int('not_a_count')
      .min(1, 'not_a_count')
      .max(1_000_000, 'not_a_count'),
    startsAt: indiaTime,
    endsAt: indiaTime,
  })
  .transform(({ takesOff, amount, ...coupon }, ctx) => {
    const percentOff = takesOff === 'percent' && /^\d{1,3}$/.test(amount.trim()) ? Number(amount) : null
    const paiseOff = takesOff === 'amount' ? readRupees(amount) : null
    const isPercent = percentOff !== null && percentOff >= 1 && percentOff <= 100
    if (takesOff === 'percent' && !isPercent)
      ctx.addIssue({ code: 'custom', message: 'not_a_percent', path: ['amount'] })
    if (takesOff === 'amount' && !paiseOff)
      ctx.addIssue({ code: 'custom', message: 'not_an_amount', path: ['amount'] })
    if (coupon.endsAt <= coupon.startsAt)
      ctx.addIssue({ code: 'custom', message: 'ends_before', path: ['endsAt'] })
    return { ...coupon, percentOff, paiseOff }
  })
export type NewCouponInput = z.infer<typeof newCouponInput>

/** Money that came outside the gateway. */
export const recordOfflineInput = feeInput.extend({
  method: z.enum(offlineMethods, { error: 'required' }),
  reference: z
    .string({ error: 'required' })
    .trim()
    .min(3, 'too_short')
    .max(60, 'too_long')
    .transform((typed) => typed.toUpperCase().replaceAll(/\s+/g, ' ')),
  receivedOn: z.iso.date('not_a_date'),
  paise: rupees,
  note: words(3),
})
export type RecordOfflineInput = z.infer<typeof recordOfflineInput>

/** The second person's word on something that one person has put in. */
export const decideInput = z.object({
  id: z.uuid(),
  verdict: z.enum(['approve', 'reject']),
  note: z.string().trim().max(500, 'too_long').default(''),
})
export type DecideInput = z.infer<typeof decideInput>

/** A refund that staff ask for. `paise` counts where the rule is a part. */
export const askRefundInput = z
  .object({
    gatewayPaymentId: z.string().min(1).max(64),
    rule: z.enum(amountRules, { error: 'required' }),
    amount: z.string().default(''),
    note: words(5),
  })
  .transform(({ amount, ...refund }, ctx) => {
    const paise = refund.rule === 'part' ? readRupees(amount) : null
    if (refund.rule === 'part' && paise === null)
      ctx.addIssue({ code: 'custom', message: 'not_an_amount', path: ['amount'] })
    return { ...refund, paise }
  })
export type AskRefundInput = z.infer<typeof askRefundInput>

export const refundInput = z.object({ id: z.uuid() })
export type RefundInput = z.infer<typeof refundInput>

export const exceptionInput = z.object({ id: z.uuid() })
export type ExceptionInput = z.infer<typeof exceptionInput>

export const closeExceptionInput = exceptionInput.extend({ note: words(5) })
export type CloseExceptionInput = z.infer<typeof closeExceptionInput>

export const reconcileInput = z.object({ connectionId: z.uuid(), day: z.iso.date('not_a_date') })
export type ReconcileInput = z.infer<typeof reconcileInput>

export type ReconcileDay = { partnerId: string; connectionId: string; day: string }

/** Compares one day of a gateway's book with ours. */
export const reconcileJob: Job<ReconcileDay> = {
  name: 'payments.reconcile',
  payload: z.object({ partnerId: z.uuid(), connectionId: z.uuid(), day: z.iso.date() }),
  rerunAfterSeconds: 120,
  tries: 5,
}

/** What the page asks for while it waits; `version` changes whenever the page would look different. */
export type PaymentState = { version: string }

export type SettleOrder = { partnerId: string; orderId: string; source: FactSource }

/** Asks the gateway about one order; enqueued by whatever hints that something happened there. */
export const settleOrderJob: Job<SettleOrder> = {
  name: 'payments.settle_order',
  payload: z.object({ partnerId: z.uuid(), orderId: z.uuid(), source: z.enum(factSources) }),
  rerunAfterSeconds: 20,
  tries: 5,
}

export type RunRefund = { partnerId: string; refundId: string }

/** Gives one queued amount back, or asks again about one that is on its way. */
export const refundJob: Job<RunRefund> = {
  name: 'payments.refund',
  payload: z.object({ partnerId: z.uuid(), refundId: z.uuid() }),
  rerunAfterSeconds: 30,
  tries: 20,
}
