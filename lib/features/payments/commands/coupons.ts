import { and, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { couponUses, coupons, feeWaivers } from '@/db/schema/fees'
import { intakes } from '@/db/schema/partners'
import { paymentOrders } from '@/db/schema/payments'
import { mayPay } from '@/lib/domain/journeys/journey'
import { couponHoldSeconds, discountOn } from '@/lib/domain/payments/fees'
import { formatInstant, secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { takeTry } from '@/lib/platform/rate-limit'
import { type FeeDesk, loadFeeDesk } from '../queries/fee-desk'
import type { ApplyCouponInput, CouponInput, FeeInput, NewCouponInput } from '../schema'
import { countUses, releaseHeld, releaseLapsed } from './coupon-uses'
import { settleFeeByWaiver } from './settle-fee'

type CouponRow = typeof coupons.$inferSelect

/** A new coupon for one intake. Refuses a code that is taken and an intake that is not the partner's. */
export const createCoupon = (
  ctx: Ctx<Staff<'coupons.manage'>>,
  { intakeId, code, percentOff, paiseOff, maxUses, startsAt, endsAt }: NewCouponInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const [intake] = await tx
      .select({ id: intakes.id })
      .from(intakes)
      .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
    if (!intake) return refuse('not_found')
    const [made] = await tx
      .insert(coupons)
      .values({
        partnerId,
        intakeId,
        code,
        percentOff,
        paiseOff,
        maxUses,
        startsAt,
        endsAt,
        createdBy: accountId,
        createdAt: ctx.now,
      })
      .onConflictDoNothing({ target: [coupons.partnerId, coupons.code] })
      .returning({ id: coupons.id })
    if (!made) return refuse('coupon_code_taken', { waitsFor: 'staff', fields: { code: 'code_taken' } })
    await recordEvent(tx, ctx, 'coupon.created', { detail: { coupon: made.id, maxUses } })
    return ok(made)
  })

/** Nobody can type this code any more; what was typed before still holds. */
export const stopCoupon = (ctx: Ctx<Staff<'coupons.manage'>>, { id }: CouponInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const isRow = and(eq(coupons.partnerId, ctx.actor.partnerId), eq(coupons.id, id))
    const [stopped] = await tx
      .update(coupons)
      .set({ stoppedAt: ctx.now, stoppedBy: ctx.actor.accountId })
      .where(and(isRow, isNull(coupons.stoppedAt)))
      .returning({ id: coupons.id })
    if (stopped) await recordEvent(tx, ctx, 'coupon.stopped', { detail: { coupon: stopped.id } })
    const [known] = await tx.select({ id: coupons.id }).from(coupons).where(isRow)
    return known ? ok() : refuse('not_found')
  })

const codesAtMost = { tries: 10, seconds: 10 * 60 }

/**
 * The applicant types a code: it is held for them, and the fee is asked less what it takes off. A coupon for all of it lets
 * the fee go at once. Of two who type the last use at the same time one gets it. A code typed before is given back.
 */
export async function applyCoupon(
  ctx: Ctx<Applicant>,
  { number, code }: ApplyCouponInput,
): Promise<Result<{ isFree: boolean }>> {
  const { partnerId, accountId } = ctx.actor
  // Codes are short enough to be guessed by a machine.
  if (!(await takeTry(partnerId, `coupon:${accountId}`, codesAtMost))) return refuse('too_many_tries')
  return transaction(async (tx) => {
    const desk = await loadFeeDesk(
      tx,
      partnerId,
      { number },
      { applicantId: accountId, lock: true, now: ctx.now },
    )
    if (!desk) return refuse('not_found')
    const may = mayChangePrice(desk)
    if (!may.ok) return may
    const coupon = await findCoupon(tx, partnerId, code)
    if (!coupon) return refuse('coupon_unknown', { fields: { code: 'coupon_unknown' } })
    if (desk.use?.couponId === coupon.id) return ok({ isFree: false })
    const accepted = isAccepted(coupon, desk, ctx.now)
    if (!accepted.ok) return accepted
    await releaseHeld(tx, ctx, desk.journey.application)
    if (!(await takeUse(tx, ctx, coupon))) return refuse('coupon_used_up')
    await closeOpenOrder(tx, desk)
    return ok({ isFree: await holdUse(tx, ctx, desk, coupon) })
  })
}

/** The applicant takes the code away again: the whole fee is asked, and somebody else may have the use. */
export const removeCoupon = (ctx: Ctx<Applicant>, { number }: FeeInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const desk = await loadFeeDesk(
      tx,
      partnerId,
      { number },
      { applicantId: accountId, lock: true, now: ctx.now },
    )
    if (!desk) return refuse('not_found')
    const may = mayChangePrice(desk)
    if (!may.ok) return may
    if (await releaseHeld(tx, ctx, desk.journey.application)) await closeOpenOrder(tx, desk)
    return ok()
  })

/** A price that somebody may be paying this moment does not change. */
function mayChangePrice({ journey: { definition, facts }, ledger }: FeeDesk): Result<void> {
  if (ledger.verdict === 'checking') return refuse('payment_checking', { waitsFor: 'bank' })
  if (ledger.verdict === 'mismatch') return refuse('payment_mismatch', { waitsFor: 'staff' })
  return mayPay(definition, facts)
}

function isAccepted(coupon: CouponRow, { journey }: FeeDesk, now: Date): Result<void> {
  if (coupon.intakeId !== journey.intake.id) return refuse('coupon_other_intake')
  if (coupon.stoppedAt) return refuse('coupon_stopped')
  if (now < coupon.startsAt)
    return refuse('coupon_not_yet', { params: { from: formatInstant(coupon.startsAt) } })
  return now >= coupon.endsAt
    ? refuse('coupon_over', { params: { until: formatInstant(coupon.endsAt) } })
    : ok()
}

async function findCoupon(tx: Tx, partnerId: string, code: string): Promise<CouponRow | null> {
  const [coupon] = await tx
    .select()
    .from(coupons)
    .where(and(eq(coupons.partnerId, partnerId), eq(coupons.code, code)))
  return coupon ?? null
}

/** The row's own count decides between two at once; uses that lapsed make room first. */
async function takeUse(tx: Tx, ctx: Ctx, { id }: CouponRow): Promise<boolean> {
  if (await countUses(tx, ctx.actor.partnerId, id, 1)) return true
  if ((await releaseLapsed(tx, ctx, id)) === 0) return false
  return countUses(tx, ctx.actor.partnerId, id, 1)
}

/** Whether nothing is left to pay: then the fee is over in this transaction. */
async function holdUse(tx: Tx, ctx: Ctx<Applicant>, desk: FeeDesk, coupon: CouponRow): Promise<boolean> {
  const { application, intake } = desk.journey
  const fee = intake.feePaise ?? 0
  const paise = discountOn(fee, coupon)
  const isFree = paise === fee
  const id = uuidv7()
  const { partnerId } = ctx.actor
  await tx.insert(couponUses).values({
    partnerId,
    id,
    couponId: coupon.id,
    applicationId: application.id,
    paise,
    heldUntil: secondsAfter(ctx.now, couponHoldSeconds),
    createdAt: ctx.now,
  })
  await recordEvent(tx, ctx, 'fee.coupon_applied', { applicationId: application.id, detail: { paise } })
  if (!isFree) return false
  await tx.insert(feeWaivers).values({
    partnerId,
    applicationId: application.id,
    kind: 'coupon',
    reason: '',
    paise: fee,
    couponUseId: id,
    grantedAt: ctx.now,
  })
  await settleFeeByWaiver(tx, ctx, desk.journey, { kind: 'coupon', couponUseId: id })
  return true
}

/** The open order carries the old price: nobody can pay it from here on, and a press of Pay makes a new one. */
async function closeOpenOrder(tx: Tx, { ledger: { open } }: FeeDesk) {
  if (!open) return
  await tx
    .update(paymentOrders)
    .set({ state: 'closed' })
    .where(and(eq(paymentOrders.partnerId, open.row.partnerId), eq(paymentOrders.id, open.row.id)))
}
