import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Permission } from '@/lib/domain/partners/permissions'
import { roleMay } from '@/lib/domain/partners/permissions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { requestPartner } from '../request'
import type { Applicant, Staff, Visitor } from './actors'
import { agreePath, secondStepPath } from './addresses'
import {
  type BetweenSteps,
  type SignedIn,
  findBetweenSteps,
  findSignedIn,
  ownerOfExpiredSession,
  sessionIdOfRequest,
} from './session'

/** Nobody in particular, at the partner of this request's host. */
export async function visitor(): Promise<Visitor> {
  return { kind: 'visitor', partnerId: (await requestPartner()).id }
}

/** Whoever is signed in at this partner, applicant or staff; null for a visitor. One lookup per request. */
export const signedIn = cache(async (): Promise<SignedIn | null> => findSignedIn((await requestPartner()).id))

/** The signed-in applicant, or a `signed_out` / `not_allowed` / `notice_not_agreed` refusal. */
export async function findApplicant(): Promise<Result<Applicant>> {
  const who = await signedIn()
  if (!who) return refuse('signed_out')
  if (who.kind !== 'applicant') return refuse('not_allowed')
  return who.hasAgreed ? ok(who) : refuse('notice_not_agreed')
}

/** The signed-in member of staff when their role holds the permission, or a refusal. */
export async function findStaff<P extends Permission>(permission: P): Promise<Result<Staff<P>>> {
  const who = await signedIn()
  if (!who) return refuse('signed_out')
  if (who.kind !== 'staff' || !roleMay(who.role, permission))
    return refuse('not_allowed', { waitsFor: 'staff' })
  return ok(who as Staff<P>)
}

/** For pages: the applicant, or off to sign-in or to the privacy notice and back to `path`. Staff get a 403. */
export async function requireApplicant(path: string): Promise<Applicant> {
  const applicant = await findApplicant()
  if (applicant.ok) return applicant.value
  if (applicant.refusal.code === 'signed_out') redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  if (applicant.refusal.code === 'notice_not_agreed')
    redirect(`${agreePath}?next=${encodeURIComponent(path)}`)
  forbidden()
}

/** For pages: staff with the permission, or off to sign-in and back to `path`. Everyone else gets a 403. */
export async function requireStaff<P extends Permission>(permission: P, path: string): Promise<Staff<P>> {
  const member = await findStaff(permission)
  if (member.ok) return member.value
  if (member.refusal.code === 'signed_out')
    redirect(`${(await betweenSteps()) ? secondStepPath : '/sign-in'}?next=${encodeURIComponent(path)}`)
  forbidden()
}

/** The member of staff of this browser whose password was right and whose second step is not taken yet; null otherwise. */
export async function betweenSteps(): Promise<BetweenSteps | null> {
  const id = await sessionIdOfRequest()
  return id ? findBetweenSteps((await requestPartner()).id, id) : null
}

/**
 * Whose form was posted although they may not post it just now: their session ran out by idleness or age, or they have the
 * privacy notice to agree to first. Null when the session was revoked, forged or absent.
 */
export async function findShutOut(): Promise<{ partnerId: string; accountId: string } | null> {
  const who = await signedIn()
  if (who?.kind === 'applicant' && !who.hasAgreed) return who
  return ownerOfExpiredSession((await requestPartner()).id)
}
