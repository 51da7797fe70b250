import { and, eq, isNull } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { couponUses, feeWaivers } from '@/db/schema/fees'
import { canTakeBackWaiver, canWaiveFee } from '@/lib/domain/payments/can-desk'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { loadFeeDesk } from '../queries/fee-desk'
import type { WaiveFeeInput } from '../schema'
import { countUses } from './coupon-uses'
import { settleFeeByWaiver } from './settle-fee'

/**
 * Lets the fee of one application go, for a reason in staff's words: what it locked opens in this transaction, without a
 * receipt. Refuses what `canWaiveFee` refuses, so asking twice waives once.
 */
export const waiveFee = (
  ctx: Ctx<Staff<'fees.waive'> | System>,
  { number, reason }: WaiveFeeInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const desk = await loadFeeDesk(tx, ctx.actor.partnerId, { number }, { lock: true, now: ctx.now })
    if (!desk) return refuse('not_found')
    const may = canWaiveFee(desk.facts)
    if (!may.ok) return may
    const { application, intake } = desk.journey
    await tx.insert(feeWaivers).values({
      partnerId: application.partnerId,
      applicationId: application.id,
      kind: 'staff',
      reason,
      paise: intake.feePaise ?? 0,
      grantedBy: 'accountId' in ctx.actor ? ctx.actor.accountId : null,
      grantedAt: ctx.now,
    })
    await settleFeeByWaiver(tx, ctx, desk.journey, { kind: 'staff', couponUseId: null })
    return ok()
  })

/** Takes a waiver back: the fee is due again. Refuses once what it opened was used, or money came after it. */
export const takeBackWaiver = (
  ctx: Ctx<Staff<'fees.waive'>>,
  { number, reason }: WaiveFeeInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const desk = await loadFeeDesk(tx, partnerId, { number }, { lock: true, now: ctx.now })
    if (!desk) return refuse('not_found')
    const may = canTakeBackWaiver(desk.facts)
    if (!may.ok) return may
    const { application, applicant, intake } = desk.journey
    await tx
      .update(applications)
      .set({ feeWaivedAt: null })
      .where(and(eq(applications.partnerId, partnerId), eq(applications.id, application.id)))
    const [waiver] = await tx
      .update(feeWaivers)
      .set({ takenBackAt: ctx.now, takenBackBy: accountId, takenBackReason: reason })
      .where(
        and(
          eq(feeWaivers.partnerId, partnerId),
          eq(feeWaivers.applicationId, application.id),
          isNull(feeWaivers.takenBackAt),
        ),
      )
      .returning({ couponUseId: feeWaivers.couponUseId })
    if (waiver?.couponUseId) {
      const [use] = await tx
        .update(couponUses)
        .set({ state: 'released', endedAt: ctx.now })
        .where(and(eq(couponUses.partnerId, partnerId), eq(couponUses.id, waiver.couponUseId)))
        .returning({ couponId: couponUses.couponId })
      if (use) await countUses(tx, partnerId, use.couponId, -1)
    }
    await recordEvent(tx, ctx, 'fee.waiver_taken_back', { applicationId: application.id })
    await writeMessage(tx, ctx, {
      template: 'waiver_taken_back',
      to: applicant.email,
      locale: applicant.locale,
      params: { applicationNumber: application.number, amountPaise: intake.feePaise ?? 0 },
      applicationId: application.id,
      dedupeKey: `waiver_taken_back:${application.id}:${ctx.now.getTime()}`,
    })
    return ok()
  })
