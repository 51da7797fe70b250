import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Tx, database } from '@/db/client'
import { accounts, consents, sessions, staff } from '@/db/schema/accounts'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Ctx } from '../context'
import { recordEvent } from '../events'
import type { Applicant, Staff } from './actors'
import { openCookie, sessionCookie } from './cookies'

/** Whoever a session belongs to. Made here and nowhere else. */
export type SignedIn = Applicant | Staff

type AccountKind = 'applicant' | 'staff'

/** How long a session lives unused, and at the longest, in seconds. */
export const sessionLimits: Record<AccountKind, { idleSeconds: number; longestSeconds: number }> = {
  applicant: { idleSeconds: 2 * 60 * 60, longestSeconds: 14 * 24 * 60 * 60 },
  staff: { idleSeconds: 45 * 60, longestSeconds: 12 * 60 * 60 },
}

const touchEverySeconds = 60
/** How long somebody may stand between the password and the second step. */
const betweenStepsSeconds = 15 * 60

/** A member of staff whose password was right and whose second step is not taken yet: nobody, to every page but one. */
export type BetweenSteps = {
  partnerId: string
  accountId: string
  sessionId: string
  fullName: string
  email: string
  locale: 'en' | 'hi'
}

/** Whoever this request's session cookie stands for at this partner; null when nobody, expired or revoked. */
export async function findSignedIn(partnerId: string): Promise<SignedIn | null> {
  const id = await sessionIdOfRequest()
  return id ? findHolder(partnerId, id) : null
}

/** The owner of this request's session when it ran out by idleness or age; null when live, revoked, forged or absent. */
export async function ownerOfExpiredSession(
  partnerId: string,
): Promise<{ partnerId: string; accountId: string } | null> {
  const id = await sessionIdOfRequest()
  return id ? findExpiredHolder(partnerId, id) : null
}

/**
 * The holder of a session row: one query by partner and id, so that another partner's session is nobody here.
 * Expiry counts by the machine's clock, never the sandbox's. Marks the session as used, at most once a minute.
 */
export async function findHolder(
  partnerId: string,
  sessionId: string,
  at = new Date(),
): Promise<SignedIn | null> {
  const row = await findRow(partnerId, sessionId)
  if (!row || row.revokedAt || hasRunOut(row, at)) return null
  if (row.lastSeenAt < secondsAfter(at, -touchEverySeconds)) await touch(partnerId, sessionId, at)
  return holderOf(partnerId, sessionId, row)
}

/** Whoever stands between the two steps in this session; null when nobody does. */
export async function findBetweenSteps(
  partnerId: string,
  sessionId: string,
  at = new Date(),
): Promise<BetweenSteps | null> {
  const row = await findRow(partnerId, sessionId)
  if (!row || row.revokedAt || hasRunOut(row, at) || !isBetweenSteps(row) || !mayWork(row)) return null
  const { accountId, fullName, email, locale } = row
  return { partnerId, accountId, sessionId, fullName, email, locale }
}

/** The second step was right: from here on the session opens the console. */
export async function passSecondStep(tx: Tx, who: BetweenSteps, at = new Date()): Promise<void> {
  await tx
    .update(sessions)
    .set({ secondStepAt: at, lastSeenAt: at })
    .where(and(ofAccount(who), eq(sessions.id, who.sessionId), isNull(sessions.revokedAt)))
}

/** See `ownerOfExpiredSession`; by row id. */
export async function findExpiredHolder(partnerId: string, sessionId: string, at = new Date()) {
  const row = await findRow(partnerId, sessionId)
  return row && !row.revokedAt && hasRunOut(row, at) ? { partnerId, accountId: row.accountId } : null
}

/** Opens a new session inside the caller's transaction and returns its id. Every sign-in opens its own. */
export async function createSession(
  tx: Tx,
  owner: { partnerId: string; accountId: string; kind: AccountKind },
  userAgent: string | null,
  at = new Date(),
): Promise<string> {
  const [row] = await tx
    .insert(sessions)
    .values({
      partnerId: owner.partnerId,
      accountId: owner.accountId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: secondsAfter(at, sessionLimits[owner.kind].longestSeconds),
      userAgent: userAgent?.slice(0, 300) ?? null,
    })
    .returning({ id: sessions.id })
  if (!row) throw new Error('the session row was not returned')
  return row.id
}

/** Opens a session for someone who has proved who they are, and leaves the event. Returns the session's id. */
export async function admit(
  tx: Tx,
  ctx: Ctx,
  owner: { partnerId: string; accountId: string; kind: AccountKind },
  userAgent: string | null,
): Promise<string> {
  const sessionId = await createSession(tx, owner, userAgent)
  await recordEvent(tx, ctx, 'account.signed_in', {
    actorKind: owner.kind,
    actorId: owner.accountId,
    detail: { accountId: owner.accountId, sessionId },
  })
  return sessionId
}

/** Ends one session of one account; the owner is part of the condition. Returns whether there was one to end. */
export async function revokeSession(
  tx: Tx,
  owner: { partnerId: string; accountId: string },
  sessionId: string,
  at = new Date(),
) {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(ofAccount(owner), eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return ended.length > 0
}

/** Ends every session of one account, save `exceptId` when given. Returns how many. */
export async function revokeAllSessions(
  tx: Tx,
  owner: { partnerId: string; accountId: string },
  exceptId: string | null = null,
  at = new Date(),
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(
      and(ofAccount(owner), isNull(sessions.revokedAt), exceptId ? ne(sessions.id, exceptId) : undefined),
    )
    .returning({ id: sessions.id })
  return ended.length
}

/** The session id in this request's cookie, checked for shape only; the row decides what it is worth. */
export async function sessionIdOfRequest(): Promise<string | null> {
  return sessionIdIn(await openCookie(sessionCookie))
}

/** The session id in an opened session token. */
export const sessionIdIn = (token: Record<string, unknown> | null): string | null =>
  z.uuid().safeParse(token?.sid).data ?? null

type SessionRow = NonNullable<Awaited<ReturnType<typeof findRow>>>

/** Consent to today's notice; of an older one it says nothing. */
const hasAgreedInSql = sql<boolean>`exists (select 1 from ${consents}
  where ${consents.partnerId} = ${sessions.partnerId} and ${consents.accountId} = ${sessions.accountId}
    and ${consents.purpose} = 'application' and ${consents.noticeVersion} = ${noticeVersion})`

async function findRow(partnerId: string, sessionId: string) {
  const [row] = await database()
    .select({
      accountId: sessions.accountId,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      revokedAt: sessions.revokedAt,
      secondStepAt: sessions.secondStepAt,
      kind: accounts.kind,
      fullName: accounts.fullName,
      email: accounts.email,
      locale: accounts.locale,
      emailVerifiedAt: accounts.emailVerifiedAt,
      role: staff.role,
      deactivatedAt: staff.deactivatedAt,
      hasAgreed: hasAgreedInSql,
    })
    .from(sessions)
    .innerJoin(accounts, and(eq(accounts.partnerId, sessions.partnerId), eq(accounts.id, sessions.accountId)))
    .leftJoin(staff, and(eq(staff.partnerId, sessions.partnerId), eq(staff.accountId, sessions.accountId)))
    .where(and(eq(sessions.partnerId, partnerId), eq(sessions.id, sessionId)))
  return row
}

const isBetweenSteps = (row: SessionRow) => row.kind === 'staff' && row.secondStepAt === null

const mayWork = (row: SessionRow) => row.role !== null && row.deactivatedAt === null

const hasRunOut = (row: SessionRow, at: Date) =>
  at >= row.expiresAt ||
  at >=
    secondsAfter(
      row.lastSeenAt,
      isBetweenSteps(row) ? betweenStepsSeconds : sessionLimits[row.kind].idleSeconds,
    )

async function touch(partnerId: string, sessionId: string, at: Date) {
  await database()
    .update(sessions)
    .set({ lastSeenAt: sql`greatest(${sessions.lastSeenAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(sessions.partnerId, partnerId), eq(sessions.id, sessionId), lt(sessions.lastSeenAt, at)))
}

/** The only place where an actor is made from a row; staff without a role, shut out, or before the second step are nobody. */
function holderOf(partnerId: string, sessionId: string, row: SessionRow): SignedIn | null {
  const { accountId, fullName, email, locale } = row
  const known = { partnerId, accountId, sessionId, fullName, email, locale }
  if (row.kind === 'applicant')
    return {
      ...known,
      kind: 'applicant',
      isEmailVerified: row.emailVerifiedAt !== null,
      hasAgreed: row.hasAgreed,
    } as Applicant
  if (!row.role || !mayWork(row) || isBetweenSteps(row)) return null
  return { ...known, kind: 'staff', role: row.role } as Staff
}

const ofAccount = (owner: { partnerId: string; accountId: string }) =>
  and(eq(sessions.partnerId, owner.partnerId), eq(sessions.accountId, owner.accountId))
