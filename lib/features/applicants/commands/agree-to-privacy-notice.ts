import { and, eq } from 'drizzle-orm'
import { accounts, consents } from '@/db/schema/accounts'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { findHolder } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { AgreeInput } from '../schema'
import { type GoTo, nextOf, startPage } from './ways'

/**
 * Keeps the consent of a signed-in applicant who has not given one to today's notice: staff brought them in, or the notice
 * has changed since. Pressed twice it is kept once. Refuses `signed_out`, and `notice_changed` when a newer notice stands
 * there than the one that was shown.
 */
export async function agreeToPrivacyNotice(
  ctx: Ctx<Visitor>,
  input: AgreeInput,
  browser: Browser,
): Promise<Result<GoTo>> {
  const who = browser.sessionId ? await findHolder(ctx.actor.partnerId, browser.sessionId) : null
  if (who?.kind !== 'applicant') return refuse('signed_out')
  if (input.noticeVersion !== noticeVersion) return refuse('notice_changed')
  return keepConsent({ ...ctx, actor: who }, input, browser)
}

const keepConsent = (ctx: Ctx<Applicant>, input: AgreeInput, browser: Browser): Promise<Result<GoTo>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    // The account's row is held, so that of two presses the second sees the first's consent.
    await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId)))
      .for('update')
    const given = await tx
      .select({ id: consents.id })
      .from(consents)
      .where(
        and(
          eq(consents.partnerId, partnerId),
          eq(consents.accountId, accountId),
          eq(consents.purpose, 'application'),
          eq(consents.noticeVersion, noticeVersion),
        ),
      )
    if (given.length === 0) {
      await tx.insert(consents).values({
        ...{ partnerId, accountId, noticeVersion },
        ...{ purpose: 'application', language: browser.locale, givenAt: ctx.now },
      })
      await recordEvent(tx, ctx, 'account.notice_agreed', { detail: { accountId, noticeVersion } })
    }
    return ok({ goTo: startPage('applicant', nextOf(input.next)) })
  })
