import { and, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { addressLimit } from '@/lib/platform/auth/check-sign-in'
import { hashPassword } from '@/lib/platform/auth/password'
import { admit, revokeAllSessions } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { takeTry } from '@/lib/platform/rate-limit'
import type { ForgotPasswordInput, ResetPasswordInput } from '../schema'
import { mayWriteTo, noCode, pendingOf, tryCode, useCode, writeCode } from './codes'
import { getAccount } from './verify-email'
import { type GoTo, beginChain, startPage, welcome } from './ways'

/** Sends a code for a new password to the address, where it has an account; the answer is the same where it has none. */
export async function askForReset(
  ctx: Ctx<Visitor>,
  { email }: ForgotPasswordInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const { partnerId } = ctx.actor
  if (!(await takeTry(partnerId, `forgot:${browser.address}`, addressLimit(browser.address))))
    return refuse('too_many_tries')
  const mayWrite = await mayWriteTo(ctx, email, await findKnown(partnerId, email, browser))
  const sent = await transaction(async (tx) =>
    ok(
      mayWrite
        ? await writeCode(tx, ctx, { email, purpose: 'reset_password', locale: browser.locale })
        : noCode(),
    ),
  )
  if (!sent.ok) return sent
  const chain = await beginChain(ctx)
  await browser.keepPending({
    partnerId,
    purpose: 'reset_password',
    chain,
    email,
    askedAt: ctx.now,
    next: null,
    registration: null,
    ...sent.value,
  })
  return ok({ goTo: '/forgot-password/new-password' })
}

/** Sets a new password with the code, signs out every device, signs this one in and tells the owner by mail. */
export async function resetPassword(
  ctx: Ctx<Visitor>,
  input: ResetPasswordInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const pending = pendingOf(ctx, browser, 'reset_password')
  if (!pending) return refuse('code_expired')
  const right = await tryCode(ctx, pending, input.code)
  if (!right.ok) return right
  const { accountId } = pending
  if (!accountId) return refuse('code_wrong')
  const hashed = await hashPassword(input.password)
  if (!hashed.ok) return hashed
  const admitted = await transaction(async (tx) => {
    if (!(await useCode(tx, ctx, { ...pending, accountId }))) return refuse('code_used_up')
    const account = await getAccount(tx, pending.partnerId, accountId)
    await changePassword(tx, ctx, account, hashed.value, pending.codeId)
    return ok({ account, sessionId: await admit(tx, ctx, account, browser.userAgent) })
  })
  if (!admitted.ok) return admitted
  const { account, sessionId } = admitted.value
  await welcome(browser, account, sessionId)
  return ok({ goTo: startPage(account.kind, null) })
}

async function changePassword(
  tx: Tx,
  ctx: Ctx,
  account: Awaited<ReturnType<typeof getAccount>>,
  passwordHash: string,
  codeId: string,
): Promise<void> {
  const { partnerId, accountId } = account
  await tx
    .update(accounts)
    // The code came by e-mail, so it confirms the address as well.
    .set({
      passwordHash,
      emailVerifiedAt: sql`coalesce(${accounts.emailVerifiedAt}, ${ctx.now.toISOString()}::timestamptz)`,
    })
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId)))
  const ended = await revokeAllSessions(tx, account)
  await recordEvent(tx, ctx, 'account.password_reset', { detail: { accountId, sessionsEnded: ended } })
  await writeMessage(tx, ctx, {
    template: 'password_changed',
    to: account.email,
    locale: account.locale,
    params: { at: ctx.now },
    dedupeKey: `password_changed:${codeId}`,
  })
}

/** The account of this address when this browser has signed in to it before. */
async function findKnown(partnerId: string, email: string, browser: Browser): Promise<string | null> {
  const [account] = await database()
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, email)))
  return account && browser.knows(account.id) ? account.id : null
}
