import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, sessions } from '@/db/schema/accounts'
import { sandboxSettings } from '@/db/schema/sandbox'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { recordEvent } from '@/lib/platform/events'
import type { chooseFaultInput, endSessionsInput, moveClockInput } from '../schema'
import { resetWorld } from './seed-world'

type Panel = Ctx<Staff<'sandbox.use'>>

/** Moves the sandbox's present forward; it never goes back, so nothing that happened un-happens. */
export const moveClock = (ctx: Panel, { seconds }: z.output<typeof moveClockInput>): Promise<Result<void>> =>
  inSandbox(() =>
    transaction(async (tx) => {
      await tx
        .update(sandboxSettings)
        .set({ clockOffsetSeconds: sql`${sandboxSettings.clockOffsetSeconds} + ${seconds}` })
        .where(eq(sandboxSettings.id, 1))
      await recordEvent(tx, ctx, 'sandbox.clock_moved', { detail: { seconds } })
      return ok()
    }),
  )

/** Makes a simulator fail in the chosen way for everybody; an empty fault heals it. */
export const chooseFault = (
  ctx: Panel,
  { simulator, fault }: z.output<typeof chooseFaultInput>,
): Promise<Result<void>> =>
  inSandbox(() =>
    transaction(async (tx) => {
      const next =
        fault === ''
          ? sql`${sandboxSettings.faults} - ${simulator}::text`
          : sql`${sandboxSettings.faults} || jsonb_build_object(${simulator}::text, ${fault}::text)`
      await tx.update(sandboxSettings).set({ faults: next }).where(eq(sandboxSettings.id, 1))
      await recordEvent(tx, ctx, 'sandbox.fault_chosen', { detail: { simulator, fault } })
      return ok()
    }),
  )

/** Begins the demo world afresh; everybody is signed out, the caller too. */
export const beginAfresh = (_ctx: Panel): Promise<Result<void>> =>
  inSandbox(async () => {
    await resetWorld()
    return ok()
  })

/**
 * Lets the sessions of one applicant, or of all of this partner's, run out now as if they had been away: for trying what
 * a form does then. Refuses `not_found` when nobody here has that address.
 */
export const endApplicantSessions = (
  ctx: Panel,
  { email }: z.output<typeof endSessionsInput>,
): Promise<Result<void>> =>
  inSandbox(() =>
    transaction(async (tx) => {
      const { partnerId } = ctx.actor
      const away = await tx
        .select({ id: accounts.id })
        .from(accounts)
        .where(
          and(
            eq(accounts.partnerId, partnerId),
            eq(accounts.kind, 'applicant'),
            email ? eq(accounts.email, email) : undefined,
          ),
        )
      if (email && away.length === 0) return refuse('not_found')
      const ids = away.map(({ id }) => id)
      await tx
        .update(sessions)
        .set({ lastSeenAt: sql`now() - interval '7 days'` })
        .where(
          and(
            eq(sessions.partnerId, partnerId),
            isNull(sessions.revokedAt),
            inArray(sessions.accountId, ids),
          ),
        )
      return ok()
    }),
  )

const inSandbox = async (work: () => Promise<Result<void>>): Promise<Result<void>> =>
  env().SANDBOX ? work() : refuse('not_allowed', { waitsFor: 'staff' })
