import { uuidv7 } from 'uuidv7'
import { codeRules } from '@/lib/domain/applicants/email-code'
import { localPath } from '@/lib/domain/shared/local-path'
import { secondStepPath } from '@/lib/platform/auth/addresses'
import type { Browser } from '@/lib/platform/auth/browser'
import type { Ctx } from '@/lib/platform/context'
import { takeTry } from '@/lib/platform/rate-limit'

/** Where the browser goes after a command. */
export type GoTo = { goTo: string }

/** A page of ours that somebody was on the way to, or null. */
export const nextOf = (typed: string | null | undefined): string | null => localPath(typed ?? null)

/** Where someone whose password was right goes: on their way, else to their start page; staff to the second step first. */
export const startPage = (kind: 'applicant' | 'staff', next: string | null): string => {
  if (kind === 'applicant') return next ?? '/applications'
  return next ? `${secondStepPath}?next=${encodeURIComponent(next)}` : secondStepPath
}

/** Leaves the signed-in state in the browser: session, a mark that it is known, the account's language. */
export async function welcome(
  browser: Browser,
  account: { accountId: string; locale: 'en' | 'hi' },
  sessionId: string,
): Promise<void> {
  await browser.keepSession(sessionId, account.accountId)
  await browser.dropPending()
  await browser.speak(account.locale)
}

/** Starts a new asking for codes and counts its first one. Returns the name of the chain. */
export async function beginChain(ctx: Ctx): Promise<string> {
  const chain = uuidv7()
  await mayAskAgain(ctx, chain)
  return chain
}

/** Whether this browser may be sent another code now. */
export async function mayAskAgain(ctx: Ctx, chain: string): Promise<boolean> {
  const { partnerId } = ctx.actor
  if (!(await takeTry(partnerId, `code_wait:${chain}`, { tries: 1, seconds: codeRules.resendAfterSeconds })))
    return false
  return takeTry(partnerId, `code_hour:${chain}`, { tries: codeRules.resendsPerHour + 1, seconds: 3600 })
}
