import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser, Pending } from '@/lib/platform/auth/browser'
import { admit } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type VerifyCodeInput, findDuplicatesJob } from '../schema'
import { pendingOf, tryCode, useCode } from './codes'
import { type GoTo, startPage, welcome } from './ways'

/** Confirms the e-mail address with the code this browser was sent, and signs in. */
export async function verifyEmail(
  ctx: Ctx<Visitor>,
  input: VerifyCodeInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const pending = pendingOf(ctx, browser, 'verify_email')
  if (!pending) return refuse('code_expired')
  const right = await tryCode(ctx, pending, input.code)
  if (!right.ok) return right
  const { accountId } = pending
  if (!accountId) return refuse('code_wrong')
  const admitted = await transaction(async (tx) => {
    if (!(await useCode(tx, ctx, { ...pending, accountId }))) return refuse('code_used_up')
    await confirm(tx, ctx, { ...pending, accountId })
    const account = await getAccount(tx, pending.partnerId, accountId)
    return ok({ account, sessionId: await admit(tx, ctx, account, browser.userAgent) })
  })
  if (!admitted.ok) return admitted
  const { account, sessionId } = admitted.value
  await welcome(browser, account, sessionId)
  return ok({ goTo: startPage(account.kind, pending.next) })
}

/** Marks the address as confirmed, once, and makes this browser's registration the one that counts. */
async function confirm(
  tx: Tx,
  ctx: Ctx,
  { partnerId, accountId, registration }: Pending & { accountId: string },
): Promise<void> {
  const own = registration && { fullName: registration.fullName, passwordHash: registration.passwordHash }
  const [confirmed] = await tx
    .update(accounts)
    .set({ emailVerifiedAt: ctx.now, ...own })
    .where(
      and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId), isNull(accounts.emailVerifiedAt)),
    )
    .returning({ id: accounts.id })
  if (!confirmed) return
  if (registration) {
    const { mobile, dateOfBirth } = registration
    await tx
      .update(applicants)
      .set({ mobile, dateOfBirth })
      .where(and(eq(applicants.partnerId, partnerId), eq(applicants.accountId, accountId)))
    await enqueue(tx, findDuplicatesJob, { partnerId, accountId })
  }
  await recordEvent(tx, ctx, 'account.email_verified', { detail: { accountId } })
}

/** The account as a session needs it. Throws when it does not exist. */
export async function getAccount(tx: Tx, partnerId: string, accountId: string) {
  const [account] = await tx
    .select({
      partnerId: accounts.partnerId,
      accountId: accounts.id,
      kind: accounts.kind,
      email: accounts.email,
      locale: accounts.locale,
    })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId)))
  if (!account) throw new Error('the account of a code does not exist')
  return account
}
