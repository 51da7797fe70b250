import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { partners } from '@/db/schema/partners'
import { authenticators, recoveryCodes, staffInvitations } from '@/db/schema/staff'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { type BetweenSteps, findBetweenSteps, passSecondStep } from '@/lib/platform/auth/session'
import { newTotpSecret, readTotp, recoveryCodesOf } from '@/lib/platform/auth/totp'
import { type Ctx, transaction } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { type EventName, recordEvent } from '@/lib/platform/events'
import { type RateLimit, returnTry, takeTry } from '@/lib/platform/rate-limit'
import { decrypt, encrypt, hashCode, sameSecret } from '@/lib/platform/secrets'
import type { SecondStepInput } from '../schema'
import { sandboxStepCode } from './sandbox-code'

type GoTo = { goTo: string }
type Authenticator = typeof authenticators.$inferSelect

const perAccount: RateLimit = { tries: 10, seconds: 15 * 60 }

/** What an authenticator's secret is bound to when it is encrypted. */
export const aboutSecret = (accountId: string): string => `authenticator:${accountId}`

/** How a recovery code is kept. */
export const hashRecoveryCode = (accountId: string, code: string): string =>
  hashCode(code.replace(/[\s-]/g, '').toLowerCase(), `recovery:${accountId}`)

/**
 * Begins the set-up of an authenticator for whoever stands between the two steps: a fresh secret takes the place of one
 * that was never confirmed. Refuses `second_step_gone`; does nothing where an authenticator is confirmed.
 */
export async function beginAuthenticator(
  ctx: Ctx<Visitor>,
  _input: object,
  browser: Browser,
): Promise<Result<void>> {
  const who = await whoIsBetween(ctx, browser)
  if (!who) return refuse('second_step_gone')
  return transaction(async (tx) => {
    const secret = encrypt(newTotpSecret(), aboutSecret(who.accountId))
    await tx
      .insert(authenticators)
      .values({ partnerId: who.partnerId, accountId: who.accountId, secret, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [authenticators.partnerId, authenticators.accountId],
        set: { secret, createdAt: ctx.now },
        setWhere: isNull(authenticators.confirmedAt),
      })
    return ok()
  })
}

/**
 * The second step: a code of the app, or a recovery code. The first right code of a new authenticator confirms it and makes
 * its recovery codes good. Refuses `second_step_gone`, `second_step_wrong`, `second_step_used`, `recovery_code_wrong`, and
 * `too_many_tries` after ten tries in a quarter of an hour. Codes count by the machine's clock, never the sandbox's.
 */
export async function takeSecondStep(
  ctx: Ctx<Visitor>,
  { code, next }: SecondStepInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const who = await whoIsBetween(ctx, browser)
  if (!who) return refuse('second_step_gone')
  const bucket = `second_step:${who.accountId}`
  // Counted before the code is looked at: a hundred guesses at once count as a hundred.
  if (!(await takeTry(who.partnerId, bucket, perAccount))) return refuse('too_many_tries')
  const passed = await transaction(async (tx) => {
    const authenticator = await lockAuthenticator(tx, who)
    if (!authenticator) return refuse('second_step_wrong')
    const told = await judge(tx, ctx, who, authenticator, code)
    if (!told.ok) return told
    if (await hasInvitationRunOut(tx, ctx, who)) return refuse('invitation_expired', { waitsFor: 'staff' })
    await passSecondStep(tx, who)
    const actor = { ...ctx, actor: { kind: 'system' as const, partnerId: who.partnerId } }
    for (const name of told.value)
      await recordEvent(tx, actor, name, {
        ...themselves(who),
        detail: { accountId: who.accountId, sessionId: who.sessionId },
      })
    await acceptInvitation(tx, actor, who)
    return ok()
  })
  if (!passed.ok) return passed
  await returnTry(who.partnerId, bucket)
  return ok({ goTo: next ?? '/staff' })
}

/** What happened, or why the code opens nothing. */
async function judge(
  tx: Tx,
  ctx: Ctx,
  who: BetweenSteps,
  authenticator: Authenticator,
  code: string,
): Promise<Result<EventName[]>> {
  const isConfirmed = authenticator.confirmedAt !== null
  if (isConfirmed && code.length === 10) {
    if (!(await spendRecoveryCode(tx, ctx, who, code))) return refuse('recovery_code_wrong')
    return ok(['account.recovery_code_used', 'account.second_step_passed'])
  }
  if (isConfirmed && (await isSandboxCode(tx, who, code))) return ok(['account.second_step_passed'])
  const secret = decrypt(authenticator.secret, aboutSecret(who.accountId))
  const read = readTotp(secret, code, new Date(), authenticator.lastStep)
  if (!read) return refuse('second_step_wrong')
  if (read.isUsed) return refuse('second_step_used')
  await tx
    .update(authenticators)
    .set({ lastStep: read.step, confirmedAt: authenticator.confirmedAt ?? ctx.now })
    .where(ofAccount(who))
  if (isConfirmed) return ok(['account.second_step_passed'])
  await keepRecoveryCodes(tx, who, recoveryCodesOf(secret), ctx.now)
  return ok(['account.authenticator_set_up', 'account.second_step_passed'])
}

/** Puts these recovery codes in the place of all earlier ones. */
export async function keepRecoveryCodes(
  tx: Tx,
  { partnerId, accountId }: { partnerId: string; accountId: string },
  codes: string[],
  now: Date,
): Promise<void> {
  await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.partnerId, partnerId), eq(recoveryCodes.accountId, accountId)))
  await tx.insert(recoveryCodes).values(
    codes.map((code) => ({
      partnerId,
      accountId,
      codeHash: hashRecoveryCode(accountId, code),
      createdAt: now,
    })),
  )
}

async function spendRecoveryCode(tx: Tx, ctx: Ctx, who: BetweenSteps, code: string): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(recoveryCodes.partnerId, who.partnerId),
        eq(recoveryCodes.accountId, who.accountId),
        eq(recoveryCodes.codeHash, hashRecoveryCode(who.accountId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id })
  return used.length > 0
}

/** In a sandbox the page shows a code of its own, so that one account may be tried by many at once. */
async function isSandboxCode(tx: Tx, who: BetweenSteps, code: string): Promise<boolean> {
  if (!env().SANDBOX) return false
  const [partner] = await tx
    .select({ isSandbox: partners.isSandbox })
    .from(partners)
    .where(eq(partners.id, who.partnerId))
  return Boolean(partner?.isSandbox) && sameSecret(sandboxStepCode(who.sessionId), code)
}

async function lockAuthenticator(tx: Tx, who: BetweenSteps): Promise<Authenticator | undefined> {
  const [row] = await tx.select().from(authenticators).where(ofAccount(who)).for('update')
  return row
}

/** The first time that somebody who was invited comes in. */
async function acceptInvitation(tx: Tx, ctx: Ctx, who: BetweenSteps): Promise<void> {
  const accepted = await tx
    .update(staffInvitations)
    .set({ acceptedAt: ctx.now })
    .where(
      and(
        eq(staffInvitations.partnerId, who.partnerId),
        eq(staffInvitations.accountId, who.accountId),
        isNull(staffInvitations.acceptedAt),
        isNull(staffInvitations.revokedAt),
      ),
    )
    .returning({ id: staffInvitations.id })
  if (accepted.length > 0)
    await recordEvent(tx, ctx, 'staff.joined', {
      ...themselves(who),
      detail: { accountId: who.accountId },
    })
}

const themselves = (who: BetweenSteps) => ({ actorKind: 'staff' as const, actorId: who.accountId })

async function hasInvitationRunOut(tx: Tx, ctx: Ctx, who: BetweenSteps): Promise<boolean> {
  const [expired] = await tx
    .select({ id: staffInvitations.id })
    .from(staffInvitations)
    .where(
      and(
        eq(staffInvitations.partnerId, who.partnerId),
        eq(staffInvitations.accountId, who.accountId),
        isNull(staffInvitations.acceptedAt),
        isNull(staffInvitations.revokedAt),
        lte(staffInvitations.expiresAt, ctx.now),
      ),
    )
  return Boolean(expired)
}

const whoIsBetween = (ctx: Ctx<Visitor>, browser: Browser): Promise<BetweenSteps | null> =>
  browser.sessionId ? findBetweenSteps(ctx.actor.partnerId, browser.sessionId) : Promise.resolve(null)

const ofAccount = ({ partnerId, accountId }: { partnerId: string; accountId: string }) =>
  and(eq(authenticators.partnerId, partnerId), eq(authenticators.accountId, accountId))
