import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, sessions, staff } from '@/db/schema/accounts'
import { authenticators, recoveryCodes, staffInvitations } from '@/db/schema/staff'
import { deviceOf } from '@/lib/domain/applicants/device'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Staff } from '@/lib/platform/auth/actors'
import { sessionLimits } from '@/lib/platform/auth/session'

export type MemberRow = {
  accountId: string
  fullName: string
  email: string
  role: StaffRole
  deactivatedAt: Date | null
  /** Null until the authenticator is set up. */
  secondStepSince: Date | null
  recoveryCodesLeft: number
  lastSeenAt: Date | null
  openSessions: number
  /** The invitation that is still open. */
  invitation: { id: string; expiresAt: Date } | null
}

/** The partner's people by name, whoever was shut out last. A partner has dozens, so there are no pages. */
export const listMembers = (manager: Staff<'staff.manage'>, at = new Date()): Promise<MemberRow[]> =>
  membersWhere(manager, undefined, at)

/** One of the partner's people; null when there is no such account, or its invitation was taken back. */
export async function findMember(
  manager: Staff<'staff.manage'>,
  accountId: string,
  at = new Date(),
): Promise<MemberRow | null> {
  const [member] = await membersWhere(manager, accountId, at)
  return member ?? null
}

async function membersWhere(
  manager: Staff<'staff.manage'>,
  accountId: string | undefined,
  at: Date,
): Promise<MemberRow[]> {
  const rows = await database()
    .select({
      accountId: staff.accountId,
      fullName: accounts.fullName,
      email: accounts.email,
      role: staff.role,
      deactivatedAt: staff.deactivatedAt,
      secondStepSince: authenticators.confirmedAt,
      recoveryCodesLeft: sql<number>`(select count(*)::int from ${recoveryCodes} where ${recoveryCodes.partnerId} = ${staff.partnerId}
        and ${recoveryCodes.accountId} = ${staff.accountId} and ${recoveryCodes.usedAt} is null)`,
      lastSeenAt: sql<
        string | null
      >`(select max(${sessions.lastSeenAt}) from ${sessions} where ${sessions.partnerId} = ${staff.partnerId}
        and ${sessions.accountId} = ${staff.accountId} and ${sessions.secondStepAt} is not null)`,
      openSessions: sql<number>`(select count(*)::int from ${sessions} where ${sessions.partnerId} = ${staff.partnerId}
        and ${sessions.accountId} = ${staff.accountId} and ${isOpen(at)})`,
      invitationId: staffInvitations.id,
      invitationExpiresAt: staffInvitations.expiresAt,
    })
    .from(staff)
    .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
    .leftJoin(
      authenticators,
      and(eq(authenticators.partnerId, staff.partnerId), eq(authenticators.accountId, staff.accountId)),
    )
    .leftJoin(
      staffInvitations,
      and(
        eq(staffInvitations.partnerId, staff.partnerId),
        eq(staffInvitations.accountId, staff.accountId),
        isNull(staffInvitations.acceptedAt),
        isNull(staffInvitations.revokedAt),
      ),
    )
    .where(
      and(
        eq(staff.partnerId, manager.partnerId),
        accountId ? eq(staff.accountId, accountId) : undefined,
        sql`not exists (select 1 from ${staffInvitations} w where w.partner_id = ${staff.partnerId}
          and w.account_id = ${staff.accountId} and w.revoked_at is not null)`,
      ),
    )
    .orderBy(sql`${staff.deactivatedAt} is not null`, asc(accounts.fullName), asc(staff.accountId))
  return rows.map(({ invitationId, invitationExpiresAt, lastSeenAt, ...row }) => ({
    ...row,
    lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt),
    invitation:
      invitationId && invitationExpiresAt ? { id: invitationId, expiresAt: invitationExpiresAt } : null,
  }))
}

export type StaffSessionRow = {
  sessionId: string
  accountId: string
  fullName: string
  device: { browser: string; system: string } | null
  signedInAt: Date
  lastSeenAt: Date
  isThisOne: boolean
}

/** Every open session of the partner's staff, last used first. */
export const listStaffSessions = (
  manager: Staff<'staff.manage'>,
  at = new Date(),
): Promise<StaffSessionRow[]> => openSessions(manager, undefined, at)

/** One's own open sessions, last used first. */
export const listOwnSessions = (member: Staff, at = new Date()): Promise<StaffSessionRow[]> =>
  openSessions(member, member.accountId, at)

/** How many recovery codes of one's own are left, and since when the authenticator is set up. */
export async function getOwnSecondStep(member: Staff): Promise<{ since: Date | null; codesLeft: number }> {
  const [row] = await database()
    .select({
      since: authenticators.confirmedAt,
      codesLeft: sql<number>`(select count(*)::int from ${recoveryCodes} where ${recoveryCodes.partnerId} = ${authenticators.partnerId}
        and ${recoveryCodes.accountId} = ${authenticators.accountId} and ${recoveryCodes.usedAt} is null)`,
    })
    .from(authenticators)
    .where(
      and(eq(authenticators.partnerId, member.partnerId), eq(authenticators.accountId, member.accountId)),
    )
  return row ?? { since: null, codesLeft: 0 }
}

async function openSessions(
  member: Staff,
  accountId: string | undefined,
  at: Date,
): Promise<StaffSessionRow[]> {
  const rows = await database()
    .select({ session: sessions, fullName: accounts.fullName })
    .from(sessions)
    .innerJoin(staff, and(eq(staff.partnerId, sessions.partnerId), eq(staff.accountId, sessions.accountId)))
    .innerJoin(accounts, and(eq(accounts.partnerId, sessions.partnerId), eq(accounts.id, sessions.accountId)))
    .where(
      and(
        eq(sessions.partnerId, member.partnerId),
        accountId ? eq(sessions.accountId, accountId) : undefined,
        isOpen(at),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt))
    .limit(200)
  return rows.map(({ session, fullName }) => ({
    sessionId: session.id,
    accountId: session.accountId,
    fullName,
    device: deviceOf(session.userAgent),
    signedInAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    isThisOne: session.id === member.sessionId,
  }))
}

/** Past both steps, not ended, neither idle nor too old. */
const isOpen = (at: Date) =>
  and(
    isNull(sessions.revokedAt),
    sql`${sessions.secondStepAt} is not null`,
    gt(sessions.expiresAt, at),
    gt(sessions.lastSeenAt, secondsAfter(at, -sessionLimits.staff.idleSeconds)),
  )
