import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, applicants, sessions } from '@/db/schema/accounts'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import { deviceOf } from '@/lib/domain/applicants/device'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Applicant, Visitor } from '@/lib/platform/auth/actors'
import { type Browser, type Pending, thisBrowser } from '@/lib/platform/auth/browser'
import { sessionLimits } from '@/lib/platform/auth/session'
import { env } from '@/lib/platform/env'
import type { Locale } from '@/lib/platform/i18n/locales'

/** What the page that asks for a code shows. `delivery` is `hidden` where it would tell whether an account exists. */
export type PendingCodeView = {
  email: string
  askedAt: Date
  delivery: { state: 'queued' | 'failed' } | { state: 'sent'; at: Date } | { state: 'hidden' }
  /** In a sandbox nobody gets mail, so the code stands on the page. */
  sandboxCode: string | null
}

/** The code this browser was sent for one purpose; null when it has not asked for any. */
export async function findPendingCode(
  visitor: Visitor,
  purpose: Pending['purpose'],
  given?: Browser,
): Promise<PendingCodeView | null> {
  const { pending } = given ?? (await thisBrowser())
  if (!pending || pending.partnerId !== visitor.partnerId || pending.purpose !== purpose) return null
  const mail = pending.messageId ? await findMail(visitor.partnerId, pending.messageId) : null
  return {
    email: pending.email,
    askedAt: pending.askedAt,
    delivery: purpose === 'verify_email' && mail ? deliveryOf(mail) : { state: 'hidden' },
    sandboxCode: mail?.isSandbox && env().SANDBOX && pending.accountId ? codeIn(mail.body) : null,
  }
}

export type ProfileView = {
  fullName: string
  email: string
  mobile: string
  dateOfBirth: string
  locale: Locale
}

/** What an applicant's profile shows of themselves; `mobile` in E.164, `dateOfBirth` as `YYYY-MM-DD`. */
export async function getProfile(applicant: Applicant): Promise<ProfileView> {
  const [profile] = await database()
    .select({
      fullName: accounts.fullName,
      email: accounts.email,
      mobile: applicants.mobile,
      dateOfBirth: applicants.dateOfBirth,
      locale: accounts.locale,
    })
    .from(accounts)
    .innerJoin(
      applicants,
      and(eq(applicants.partnerId, accounts.partnerId), eq(applicants.accountId, accounts.id)),
    )
    .where(and(eq(accounts.partnerId, applicant.partnerId), eq(accounts.id, applicant.accountId)))
  if (!profile) throw new Error('an applicant without a row in applicants')
  return profile
}

export type DeviceView = {
  sessionId: string
  device: { browser: string; system: string } | null
  signedInAt: Date
  lastSeenAt: Date
  isThisOne: boolean
}

/** The applicant's devices that are signed in now, last used first. */
export async function listDevices(applicant: Applicant, at = new Date()): Promise<DeviceView[]> {
  const rows = await database()
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.partnerId, applicant.partnerId),
        eq(sessions.accountId, applicant.accountId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, at),
        gt(sessions.lastSeenAt, secondsAfter(at, -sessionLimits.applicant.idleSeconds)),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt))
    .limit(50)
  return rows.map((row) => ({
    sessionId: row.id,
    device: deviceOf(row.userAgent),
    signedInAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    isThisOne: row.id === applicant.sessionId,
  }))
}

async function findMail(partnerId: string, messageId: string) {
  const [mail] = await database()
    .select({
      state: messages.state,
      sentAt: messages.sentAt,
      body: messages.body,
      isSandbox: partners.isSandbox,
    })
    .from(messages)
    .innerJoin(partners, eq(partners.id, messages.partnerId))
    .where(and(eq(messages.partnerId, partnerId), eq(messages.id, messageId)))
  return mail ?? null
}

const deliveryOf = (mail: {
  state: 'queued' | 'sent' | 'failed'
  sentAt: Date | null
}): PendingCodeView['delivery'] =>
  mail.state === 'sent' && mail.sentAt
    ? { state: 'sent', at: mail.sentAt }
    : { state: mail.state === 'failed' ? 'failed' : 'queued' }

const codeIn = (body: string) => /(?<!\d)\d{6}(?!\d)/.exec(body)?.[0] ?? null
