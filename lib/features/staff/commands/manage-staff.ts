import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts, sessions, staff } from '@/db/schema/accounts'
import { authenticators, recoveryCodes, staffInvitations } from '@/db/schema/staff'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { revokeAllSessions, revokeSession } from '@/lib/platform/auth/session'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ChangeRoleInput, EndSessionInput, MemberInput } from '../schema'

type Manager = Ctx<Staff<'staff.manage'>>
type Member = { accountId: string; role: StaffRole; deactivatedAt: Date | null }

/** Gives a colleague another role; it holds from their next click. Refuses `not_on_oneself`, `last_admin`, `not_found`. */
export const changeRole = (ctx: Manager, { accountId, role }: ChangeRoleInput): Promise<Result<void>> =>
  onColleague(ctx, accountId, async (tx, member) => {
    if (member.role === role) return ok()
    if (member.role === 'admin' && (await isLastAdmin(tx, ctx, accountId))) return refuse('last_admin')
    await tx.update(staff).set({ role }).where(byAccount(ctx, accountId))
    await recordEvent(tx, ctx, 'staff.role_changed', { detail: { accountId, from: member.role, to: role } })
    return ok()
  })

/**
 * Shuts a colleague out: every session ends now, none begins; what they did stays theirs. Refuses `not_on_oneself`,
 * `last_admin`, `not_found`.
 */
export const shutOut = (ctx: Manager, { accountId }: MemberInput): Promise<Result<void>> =>
  onColleague(ctx, accountId, async (tx, member) => {
    if (member.deactivatedAt) return ok()
    if (member.role === 'admin' && (await isLastAdmin(tx, ctx, accountId))) return refuse('last_admin')
    await tx.update(staff).set({ deactivatedAt: ctx.now }).where(byAccount(ctx, accountId))
    const sessionsEnded = await revokeAllSessions(tx, { partnerId: ctx.actor.partnerId, accountId })
    await recordEvent(tx, ctx, 'staff.shut_out', { detail: { accountId, sessionsEnded } })
    return ok()
  })

/** Lets a colleague in again who was shut out. */
export const letInAgain = (ctx: Manager, { accountId }: MemberInput): Promise<Result<void>> =>
  onColleague(ctx, accountId, async (tx, member) => {
    if (!member.deactivatedAt) return ok()
    // An invitation that was withdrawn has given its address up: it is not opened again, somebody is invited anew.
    if (await wasWithdrawn(tx, ctx, accountId)) return refuse('not_found')
    await tx.update(staff).set({ deactivatedAt: null }).where(byAccount(ctx, accountId))
    await recordEvent(tx, ctx, 'staff.let_in_again', { detail: { accountId } })
    return ok()
  })

/** Ends every session of a colleague. */
export const endSessionsOf = (ctx: Manager, { accountId }: MemberInput): Promise<Result<void>> =>
  onColleague(ctx, accountId, async (tx) => {
    const sessionsEnded = await revokeAllSessions(tx, { partnerId: ctx.actor.partnerId, accountId })
    await recordEvent(tx, ctx, 'staff.sessions_ended', { detail: { accountId, sessionsEnded } })
    return ok()
  })

/** Takes a colleague's lost authenticator away and signs them out: the next sign-in sets up a new one. */
export const resetSecondStep = (ctx: Manager, { accountId }: MemberInput): Promise<Result<void>> =>
  onColleague(ctx, accountId, async (tx) => {
    const { partnerId } = ctx.actor
    await tx
      .delete(authenticators)
      .where(and(eq(authenticators.partnerId, partnerId), eq(authenticators.accountId, accountId)))
    await tx
      .delete(recoveryCodes)
      .where(and(eq(recoveryCodes.partnerId, partnerId), eq(recoveryCodes.accountId, accountId)))
    const sessionsEnded = await revokeAllSessions(tx, { partnerId, accountId })
    await recordEvent(tx, ctx, 'staff.second_step_reset', { detail: { accountId, sessionsEnded } })
    return ok()
  })

/** Ends one session of any of the partner's staff. Refuses `not_found`. */
export const endSession = (ctx: Manager, { sessionId }: EndSessionInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [session] = await tx
      .select({ accountId: sessions.accountId })
      .from(sessions)
      .innerJoin(staff, and(eq(staff.partnerId, sessions.partnerId), eq(staff.accountId, sessions.accountId)))
      .where(and(eq(sessions.partnerId, partnerId), eq(sessions.id, sessionId)))
    if (!session) return refuse('not_found')
    if (await revokeSession(tx, { partnerId, accountId: session.accountId }, sessionId))
      await recordEvent(tx, ctx, 'staff.sessions_ended', {
        detail: { accountId: session.accountId, sessionsEnded: 1 },
      })
    return ok()
  })

/** Runs a change on a colleague whose row is held. Nobody does this to their own account. */
const onColleague = (
  ctx: Manager,
  accountId: string,
  change: (tx: Tx, member: Member) => Promise<Result<void>>,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    if (accountId === ctx.actor.accountId) return refuse('not_on_oneself')
    // All administrators are held, in one order: two who demote each other at once wait for one another.
    await tx
      .select({ accountId: staff.accountId })
      .from(staff)
      .where(and(eq(staff.partnerId, ctx.actor.partnerId), eq(staff.role, 'admin')))
      .orderBy(staff.accountId)
      .for('update')
    const [member] = await tx
      .select({ accountId: staff.accountId, role: staff.role, deactivatedAt: staff.deactivatedAt })
      .from(staff)
      .where(byAccount(ctx, accountId))
      .for('update')
    return member ? change(tx, member) : refuse('not_found')
  })

/** Whether nobody else could still administer: an administrator counts who has confirmed their address and is not shut out. */
async function isLastAdmin(tx: Tx, ctx: Manager, accountId: string): Promise<boolean> {
  const [other] = await tx
    .select({ id: staff.accountId })
    .from(staff)
    .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
    .where(
      and(
        eq(staff.partnerId, ctx.actor.partnerId),
        eq(staff.role, 'admin'),
        ne(staff.accountId, accountId),
        isNull(staff.deactivatedAt),
        sql`${accounts.emailVerifiedAt} is not null`,
      ),
    )
    .limit(1)
  return !other
}

async function wasWithdrawn(tx: Tx, ctx: Manager, accountId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: staffInvitations.id })
    .from(staffInvitations)
    .where(
      and(
        eq(staffInvitations.partnerId, ctx.actor.partnerId),
        eq(staffInvitations.accountId, accountId),
        sql`${staffInvitations.revokedAt} is not null`,
      ),
    )
  return Boolean(row)
}

const byAccount = (ctx: Manager, accountId: string) =>
  and(eq(staff.partnerId, ctx.actor.partnerId), eq(staff.accountId, accountId))
