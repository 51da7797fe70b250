import { uuidv7 } from 'uuidv7'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts, applicants, consents } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { addressLimit } from '@/lib/platform/auth/check-sign-in'
import { hashPassword } from '@/lib/platform/auth/password'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { takeTry } from '@/lib/platform/rate-limit'
import { type RegisterInput, findDuplicatesJob } from '../schema'
import { mayWriteTo, noCode, writeCode } from './codes'
import { type GoTo, beginChain, nextOf } from './ways'

/**
 * Makes an account that waits for its e-mail to be confirmed, and leads to the page that asks for the code.
 * An address that has an account gets a mail that says so; the answer here is the same, and no second account is made.
 * What was typed stays with this browser: whoever confirms the address gets their own password and details, not those of
 * somebody who registered it before them.
 */
export async function register(
  ctx: Ctx<Visitor>,
  input: RegisterInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const { partnerId } = ctx.actor
  if (!(await takeTry(partnerId, `register:${browser.address}`, addressLimit(browser.address))))
    return refuse('too_many_tries')
  const hashed = await hashPassword(input.password)
  if (!hashed.ok) return hashed
  const registration = {
    passwordHash: hashed.value,
    fullName: input.fullName,
    mobile: input.mobile,
    dateOfBirth: input.dateOfBirth,
  }
  const mayWrite = await mayWriteTo(ctx, input.email, null)
  const { email } = input
  const sent = await transaction(async (tx) => {
    await addAccount(tx, ctx, email, registration, browser)
    await addConsent(tx, ctx, input, browser)
    return ok(
      mayWrite
        ? await writeCode(tx, ctx, { email, purpose: 'verify_email', locale: browser.locale })
        : noCode(),
    )
  })
  if (!sent.ok) return sent
  const chain = await beginChain(ctx)
  await browser.keepPending({
    partnerId,
    purpose: 'verify_email',
    chain,
    email,
    askedAt: ctx.now,
    next: nextOf(input.next),
    registration,
    ...sent.value,
  })
  return ok({ goTo: '/verify' })
}

type Registration = { passwordHash: string; fullName: string; mobile: string; dateOfBirth: string }

/** Writes account and applicant unless the address is taken; of two at once, the database lets one in. */
async function addAccount(
  tx: Tx,
  ctx: Ctx<Visitor>,
  email: string,
  registration: Registration,
  browser: Browser,
): Promise<void> {
  const { partnerId } = ctx.actor
  const { mobile, dateOfBirth, fullName, passwordHash } = registration
  const [account] = await tx
    .insert(accounts)
    .values({
      partnerId,
      id: uuidv7(),
      kind: 'applicant',
      email,
      fullName,
      passwordHash,
      locale: browser.locale,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({ target: [accounts.partnerId, accounts.email] })
    .returning({ id: accounts.id })
  if (!account) return
  await tx.insert(applicants).values({ partnerId, accountId: account.id, mobile, dateOfBirth })
  await recordEvent(tx, ctx, 'account.registered', { detail: { accountId: account.id } })
  await enqueue(tx, findDuplicatesJob, { partnerId, accountId: account.id })
}

/** Keeps the consent with the version and language of the notice that was shown; a confirmed account has given its own already. */
async function addConsent(
  tx: Tx,
  ctx: Ctx<Visitor>,
  { email, noticeVersion }: RegisterInput,
  browser: Browser,
): Promise<void> {
  const { partnerId } = ctx.actor
  const [account] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.partnerId, partnerId), eq(accounts.email, email), isNull(accounts.emailVerifiedAt)),
    )
  if (!account) return
  await tx.insert(consents).values({
    partnerId,
    accountId: account.id,
    purpose: 'application',
    noticeVersion,
    language: browser.locale,
    givenAt: ctx.now,
  })
}
