import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { revokeAllSessions, revokeSession } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { EndSessionInput } from '../schema'

/** Ends one of one's own sessions; anybody else's is not found. */
export const endOwnSession = (ctx: Ctx<Staff>, { sessionId }: EndSessionInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    if (!(await revokeSession(tx, ctx.actor, sessionId))) return refuse('not_found')
    await recordEvent(tx, ctx, 'account.signed_out', { detail: { sessionId } })
    return ok()
  })

/** Ends every session of one's own but this one. */
export const endOtherSessions = (ctx: Ctx<Staff>): Promise<Result<void>> =>
  transaction(async (tx) => {
    const sessionsEnded = await revokeAllSessions(tx, ctx.actor, ctx.actor.sessionId)
    await recordEvent(tx, ctx, 'account.signed_out_everywhere', { detail: { sessionsEnded } })
    return ok()
  })
