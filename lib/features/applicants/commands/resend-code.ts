import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { type Ctx, transaction } from '@/lib/platform/context'
import { takeTry } from '@/lib/platform/rate-limit'
import { codeRules } from '@/lib/domain/applicants/email-code'
import { dropCode, mayWriteTo, pendingOf, writeCode } from './codes'
import { type GoTo, mayAskAgain } from './ways'

/** Sends this browser a new code in place of its last one, at most once in 30 seconds and five times an hour. */
export async function resendCode(ctx: Ctx<Visitor>, _input: object, browser: Browser): Promise<Result<GoTo>> {
  const pending = pendingOf(ctx, browser)
  if (!pending) return refuse('code_expired')
  const { email, purpose, accountId } = pending
  if (!(await mayAskAgain(ctx, pending.chain))) return refuse('too_many_tries')
  const known = accountId && browser.knows(accountId) ? accountId : null
  if (!(await mayWriteTo(ctx, email, known))) return refuse('too_many_tries')
  const sent = await transaction(async (tx) => {
    await dropCode(tx, ctx, pending)
    return ok(await writeCode(tx, ctx, { email, purpose, locale: browser.locale }))
  })
  if (!sent.ok) return sent
  if (!accountId) await spendTries(ctx, pending.codeId)
  await browser.keepPending({ ...pending, ...sent.value, askedAt: ctx.now })
  return ok({ goTo: purpose === 'verify_email' ? '/verify' : '/forgot-password/new-password' })
}

/** A replaced code is dead; one that never was must look as dead. */
async function spendTries(ctx: Ctx, codeId: string): Promise<void> {
  const limit = { tries: codeRules.tries, seconds: codeRules.minutes * 60 }
  while (await takeTry(ctx.actor.partnerId, `code:${codeId}`, limit));
}
