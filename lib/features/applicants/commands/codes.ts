import { randomInt } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Tx, database } from '@/db/client'
import { accounts, emailCodes } from '@/db/schema/accounts'
import { codeRules, sixDigits, whyCodeIsDead } from '@/lib/domain/applicants/email-code'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Browser, Pending } from '@/lib/platform/auth/browser'
import type { Ctx } from '@/lib/platform/context'
import type { Locale } from '@/lib/platform/i18n/locales'
import { takeTry } from '@/lib/platform/rate-limit'
import { hashCode, hashToken, sameSecret } from '@/lib/platform/secrets'

type Purpose = Pending['purpose']
type SentCode = Pick<Pending, 'accountId' | 'codeId' | 'messageId'>

// A code belongs to the browser that asked for it: only there is it worth anything, so a stranger who asks for codes
// in somebody's name can neither spend that person's tries nor replace their code.

/** The confirmation or reset this browser has under way at this partner; null when there is none of that purpose. */
export function pendingOf(ctx: Ctx, browser: Browser, purpose?: Purpose): Pending | null {
  const { pending } = browser
  if (!pending || pending.partnerId !== ctx.actor.partnerId) return null
  return purpose && pending.purpose !== purpose ? null : pending
}

/** Whether one more mail may go to this address, whoever asks; a browser its owner has used before is counted apart. */
export const mayWriteTo = (ctx: Ctx, email: string, knownAccountId: string | null): Promise<boolean> =>
  takeTry(ctx.actor.partnerId, `code:${knownAccountId ?? hashToken(email)}`, {
    tries: codeRules.perAddressPerHour,
    seconds: 3600,
  })

/**
 * Writes the mail that an address gets for one purpose, inside the caller's transaction: a code, or to the owner of a
 * confirmed account who registers again, the way to sign in. To nobody's address nothing is sent, and nobody can tell.
 */
export async function writeCode(
  tx: Tx,
  ctx: Ctx,
  about: { email: string; purpose: Purpose; locale: Locale },
): Promise<SentCode> {
  const { partnerId } = ctx.actor
  const [account] = await tx
    .select({ id: accounts.id, isVerified: sql<boolean>`${accounts.emailVerifiedAt} is not null` })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, about.email)))
  const codeId = uuidv7()
  if (!account) return { accountId: null, codeId, messageId: null }
  const mail = { to: about.email, locale: about.locale, dedupeKey: `code:${codeId}` }
  if (account.isVerified && about.purpose === 'verify_email') {
    const messageId = await writeMessage(tx, ctx, { ...mail, template: 'already_registered', params: {} })
    return { accountId: null, codeId, messageId }
  }
  const code = sixDigits(randomInt(1_000_000))
  const params = { code, minutes: codeRules.minutes }
  const messageId = await writeMessage(tx, ctx, { ...mail, template: about.purpose, params })
  await tx.insert(emailCodes).values({
    partnerId,
    id: codeId,
    accountId: account.id,
    purpose: about.purpose,
    codeHash: hashCode(code, codeId),
    messageId,
    triesLeft: codeRules.tries,
    expiresAt: secondsAfter(ctx.now, codeRules.minutes * 60),
    createdAt: ctx.now,
  })
  return { accountId: account.id, codeId, messageId }
}

/** A code that nobody was sent: it behaves like one, and opens nothing. */
export const noCode = (): SentCode => ({ accountId: null, codeId: uuidv7(), messageId: null })

/**
 * Counts one try at this browser's code and says whether it was right. Counted before it is compared and outside any
 * transaction, so that neither a rollback nor a hundred tries at once give more than five.
 */
export async function tryCode(ctx: Ctx, pending: Pending, typed: string): Promise<Result<void>> {
  if (!pending.accountId) return tryNothing(ctx, pending)
  const [tried] = await database()
    .update(emailCodes)
    .set({ triesLeft: sql`${emailCodes.triesLeft} - 1` })
    .where(
      and(
        ofPending(pending, pending.accountId),
        isNull(emailCodes.usedAt),
        gt(emailCodes.triesLeft, 0),
        gt(emailCodes.expiresAt, ctx.now),
      ),
    )
    .returning({ codeHash: emailCodes.codeHash })
  if (tried) return sameSecret(tried.codeHash, hashCode(typed, pending.codeId)) ? ok() : refuse('code_wrong')
  const [dead] = await database().select().from(emailCodes).where(ofPending(pending, pending.accountId))
  return refuse((dead && whyCodeIsDead(dead, ctx.now)) ?? 'code_used_up')
}

/** Uses up the code that was just tried, and every other one of its account; false when it has been used meanwhile. */
export async function useCode(tx: Tx, ctx: Ctx, pending: Pending & { accountId: string }): Promise<boolean> {
  const unused = isNull(emailCodes.usedAt)
  const used = await tx
    .update(emailCodes)
    .set({ usedAt: ctx.now })
    .where(and(ofPending(pending, pending.accountId), unused))
    .returning({ id: emailCodes.id })
  const ofAccount = and(
    eq(emailCodes.partnerId, pending.partnerId),
    eq(emailCodes.accountId, pending.accountId),
  )
  if (used.length > 0) await tx.update(emailCodes).set({ usedAt: ctx.now }).where(and(ofAccount, unused))
  return used.length > 0
}

/** Ends this browser's code because a new one takes its place. */
export async function dropCode(tx: Tx, ctx: Ctx, pending: Pending): Promise<void> {
  if (!pending.accountId) return
  await tx
    .update(emailCodes)
    .set({ usedAt: ctx.now })
    .where(and(ofPending(pending, pending.accountId), isNull(emailCodes.usedAt)))
}

/** The answers that a real code would give, for an address where there is none to give. */
async function tryNothing(ctx: Ctx, pending: Pending): Promise<Result<void>> {
  if (ctx.now >= secondsAfter(pending.askedAt, codeRules.minutes * 60)) return refuse('code_expired')
  const limit = { tries: codeRules.tries, seconds: codeRules.minutes * 60 }
  return refuse(
    (await takeTry(pending.partnerId, `code:${pending.codeId}`, limit)) ? 'code_wrong' : 'code_used_up',
  )
}

const ofPending = (pending: Pending, accountId: string) =>
  and(
    eq(emailCodes.partnerId, pending.partnerId),
    eq(emailCodes.id, pending.codeId),
    eq(emailCodes.accountId, accountId),
    eq(emailCodes.purpose, pending.purpose),
  )
