import type { Permission, StaffRole } from '@/lib/domain/partners/permissions'

/** Only lib/platform/auth makes a proof; whoever holds an actor has been checked. */
declare const proof: unique symbol

/** Someone nobody has signed in; their partner is known from the host. */
export type Visitor = { kind: 'visitor'; partnerId: string }

/** A signed-in applicant of one partner. */
export type Applicant = {
  kind: 'applicant'
  partnerId: string
  accountId: string
  sessionId: string
  fullName: string
  email: string
  isEmailVerified: boolean
  /** Has agreed to the privacy notice as it stands today; before that, no page of an application opens. */
  hasAgreed: boolean
  locale: 'en' | 'hi'
  readonly [proof]: 'applicant'
}

/** A signed-in member of staff whose role holds permission `P`. */
export type Staff<P extends Permission = Permission> = {
  kind: 'staff'
  partnerId: string
  accountId: string
  sessionId: string
  fullName: string
  email: string
  role: StaffRole
  locale: 'en' | 'hi'
  readonly [proof]: P
}

/** The portal itself: a job, a webhook being handled, the seed. Bound to one partner. */
export type System = { kind: 'system'; partnerId: string }

export type Actor = Visitor | Applicant | Staff | System
