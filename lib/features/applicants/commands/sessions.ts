import { and, eq, ne } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff, Visitor } from '@/lib/platform/auth/actors'
import type { Browser } from '@/lib/platform/auth/browser'
import { findBetweenSteps, findHolder, revokeAllSessions, revokeSession } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { Locale } from '@/lib/platform/i18n/locales'
import type { SignOutDeviceInput } from '../schema'
import type { GoTo } from './ways'

/** Ends this browser's session, whoever's it is; a browser without one is simply sent to the start page. */
export async function signOut(ctx: Ctx<Visitor>, _input: object, browser: Browser): Promise<Result<GoTo>> {
  const holder = browser.sessionId ? await findHolder(ctx.actor.partnerId, browser.sessionId) : null
  if (holder) {
    await transaction(async (tx) => {
      await revokeSession(tx, holder, holder.sessionId)
      await recordEvent(tx, { ...ctx, actor: holder }, 'account.signed_out', {
        detail: { sessionId: holder.sessionId },
      })
      return ok()
    })
  }
  const between = browser.sessionId ? await findBetweenSteps(ctx.actor.partnerId, browser.sessionId) : null
  if (between) await database().transaction((tx) => revokeSession(tx, between, between.sessionId))
  await browser.dropSession()
  await browser.dropPending()
  return ok({ goTo: '/' })
}

/** Ends one of the applicant's own sessions; anybody else's is not found. */
export const signOutDevice = (
  ctx: Ctx<Applicant>,
  { sessionId }: SignOutDeviceInput,
): Promise<Result<GoTo>> =>
  transaction(async (tx) => {
    if (!(await revokeSession(tx, ctx.actor, sessionId))) return refuse('not_found')
    await recordEvent(tx, ctx, 'account.signed_out', { detail: { sessionId } })
    return ok({ goTo: sessionId === ctx.actor.sessionId ? '/sign-in' : '/profile' })
  })

/** Ends every session of the applicant, this one too. */
export const signOutEverywhere = (ctx: Ctx<Applicant>): Promise<Result<GoTo>> =>
  transaction(async (tx) => {
    const ended = await revokeAllSessions(tx, ctx.actor)
    await recordEvent(tx, ctx, 'account.signed_out_everywhere', { detail: { sessionsEnded: ended } })
    return ok({ goTo: '/sign-in' })
  })

/** Keeps the language that somebody signed in has chosen; their next sign-in and every mail will speak it. */
export const rememberLocale = (ctx: Ctx<Applicant | Staff>, locale: Locale): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const changed = await tx
      .update(accounts)
      .set({ locale })
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId), ne(accounts.locale, locale)))
      .returning({ id: accounts.id })
    if (changed.length > 0) await recordEvent(tx, ctx, 'account.language_chosen', { detail: { locale } })
    return ok()
  })
