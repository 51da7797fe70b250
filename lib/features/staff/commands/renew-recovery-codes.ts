import { and, eq } from 'drizzle-orm'
import { authenticators } from '@/db/schema/staff'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { newTotpSecret, recoveryCodesOf } from '@/lib/platform/auth/totp'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { keepRecoveryCodes } from './second-step'

/** Makes ten new recovery codes for one's own account; the old ones open nothing any more. They are told once, here. */
export const renewRecoveryCodes = (ctx: Ctx<Staff>): Promise<Result<{ codes: string[] }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const [held] = await tx
      .select({ at: authenticators.confirmedAt })
      .from(authenticators)
      .where(and(eq(authenticators.partnerId, partnerId), eq(authenticators.accountId, accountId)))
      .for('update')
    if (!held?.at) return refuse('not_found')
    const codes = recoveryCodesOf(newTotpSecret())
    await keepRecoveryCodes(tx, ctx.actor, codes, ctx.now)
    await recordEvent(tx, ctx, 'account.recovery_codes_renewed', { detail: { accountId } })
    return ok({ codes })
  })
