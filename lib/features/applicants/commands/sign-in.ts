import { type Result, ok } from '@/lib/domain/shared/result'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { type CheckedAccount, checkSignIn } from '@/lib/platform/auth/check-sign-in'
import { admit, findHolder, revokeSession } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import type { SignInInput } from '../schema'
import { mayWriteTo, noCode, writeCode } from './codes'
import { type GoTo, beginChain, nextOf, startPage, welcome } from './ways'

/** Signs in an applicant or a member of staff with a new session. An unconfirmed address is asked for its code first. */
export async function signIn(ctx: Ctx<Visitor>, input: SignInInput, browser: Browser): Promise<Result<GoTo>> {
  const checked = await checkSignIn(ctx.actor.partnerId, input, browser)
  if (!checked.ok) return checked
  const account = checked.value
  const next = nextOf(input.next)
  if (!account.isEmailVerified) return askForCode(ctx, account, next, browser)
  const before = browser.sessionId ? await findHolder(account.partnerId, browser.sessionId) : null
  const admitted = await transaction(async (tx) => {
    // What this browser held before is worth nothing from here on.
    if (before) await revokeSession(tx, before, before.sessionId)
    return ok(await admit(tx, ctx, account, browser.userAgent))
  })
  if (!admitted.ok) return admitted
  await welcome(browser, account, admitted.value)
  return ok({ goTo: startPage(account.kind, next) })
}

async function askForCode(
  ctx: Ctx<Visitor>,
  account: CheckedAccount,
  next: string | null,
  browser: Browser,
): Promise<Result<GoTo>> {
  const { partnerId, email, locale } = account
  const mayWrite = await mayWriteTo(ctx, email, null)
  const sent = await transaction(async (tx) =>
    ok(mayWrite ? await writeCode(tx, ctx, { email, purpose: 'verify_email', locale }) : noCode()),
  )
  if (!sent.ok) return sent
  const chain = await beginChain(ctx)
  await browser.keepPending({
    partnerId,
    purpose: 'verify_email',
    chain,
    email,
    askedAt: ctx.now,
    next,
    registration: null,
    ...sent.value,
  })
  return ok({ goTo: '/verify' })
}
