import { createHash, randomBytes } from 'node:crypto'
import type { Candidate, StartInput } from '@/lib/providers/assessments/contract'
import type { DemographicFact, TestPartnershipSettings } from './config'

/** Every documented field of the create call, the access token aside; what is undefined is not sent. */
export type CandidateRequest = {
  ProjectAccessKey: string
  Username: string
  Password?: string
  FirstName: string
  LastName: string
  Email: string
  RedirectURL?: string
  HasExtraTime?: true
  FactorPercentage?: number
  HideInstructions?: boolean
  DemographicData?: Record<string, string>
}

/** The address to which Test Partnership sends no mail. */
export const silentEmail = 'anonymous@testpartnership.com'

/** Of the guide's field table, version 2.00. */
const most = { name: 30, email: 60, redirect: 1_000, answer: 200 }

/** What we tell Test Partnership when an attempt is first begun. `projectAccessKey`: of the intake, else of the connection. */
export function candidateRequest(settings: TestPartnershipSettings, input: StartInput): CandidateRequest {
  const demographics = settings.sendDemographicData ? demographicsOf(settings, input) : {}
  return {
    ProjectAccessKey: projectOf(settings, input),
    Username: usernameFor(input.attemptId),
    ...(settings.ownPassword ? { Password: randomBytes(18).toString('base64url') } : {}),
    ...identityOf(settings, input.candidate),
    ...(isWebAddress(input.returnUrl) ? { RedirectURL: input.returnUrl } : {}),
    ...extraTimeOf(input.extraTimePercent),
    ...(settings.hideInstructions ? { HideInstructions: true } : {}),
    ...(Object.keys(demographics).length > 0 ? { DemographicData: demographics } : {}),
  }
}

export const projectOf = (settings: TestPartnershipSettings, input: Pick<StartInput, 'testId'>): string =>
  input.testId ?? settings.projectAccessKey

/**
 * The candidate's name at Test Partnership: always the same for one attempt, and never that of another. A repeated create
 * is refused instead of making (and billing) a second candidate, and a lost answer can be looked up.
 */
export const usernameFor = (attemptId: string): string =>
  /^[\w-]{1,52}$/.test(attemptId)
    ? `pravesh-${attemptId}`
    : `pravesh-${createHash('sha256').update(attemptId).digest('hex').slice(0, 40)}`

function identityOf({ identity }: TestPartnershipSettings, { fullName, email }: Candidate) {
  if (identity === 'anonymous')
    return { FirstName: 'AnonymousFirstName', LastName: 'AnonymousLastName', Email: silentEmail }
  const plain = email.trim()
  // A cut address would be somebody else's.
  const isSent = identity === 'real' && plain.length <= most.email && !/\s/.test(plain) && plain !== ''
  return { ...splitName(fullName), Email: isSent ? plain : silentEmail }
}

/** Two names of at most 30 characters each; both are mandatory there, and many people have one. */
export function splitName(fullName: string): { FirstName: string; LastName: string } {
  const parts = fullName.normalize('NFC').trim().split(/\s+/u)
  const last = parts.length > 1 ? (parts.pop() ?? '') : ''
  return { FirstName: shortened(parts.join(' ')) || '-', LastName: shortened(last) || '-' }
}

/** Whole letters only: a Devanagari letter is several code points, and half of one is another letter. */
function shortened(name: string): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)) {
    if (kept.length + segment.length > most.name) break
    kept += segment
  }
  return kept.trim()
}

/** 25 % has a switch of its own; any other share is told in percent. Whatever lies beyond their limits is not silently cut. */
function extraTimeOf(percent: number | null): Pick<CandidateRequest, 'HasExtraTime' | 'FactorPercentage'> {
  if (percent === null || percent <= 0) return {}
  return percent === 25 ? { HasExtraTime: true } : { FactorPercentage: Math.round(percent) }
}

/** Answers to the questions set up in the client portal; personal ones only as far as the identity setting lets them out. */
function demographicsOf(settings: TestPartnershipSettings, input: StartInput): Record<string, string> {
  const { candidate, attemptId, attemptNo } = input
  const { identity } = settings
  const facts: Record<DemographicFact, string | null> = {
    attemptId,
    attemptNo: String(attemptNo),
    fullName: identity === 'anonymous' ? null : candidate.fullName.trim(),
    email: identity === 'real' ? candidate.email.trim() : null,
    mobile: identity === 'real' ? candidate.mobileE164 : null,
  }
  return Object.fromEntries(
    Object.entries(settings.demographicFields).flatMap(([question, fact]) => {
      const answer = facts[fact]
      return answer ? [[question, answer.slice(0, most.answer)]] : []
    }),
  )
}

/** Anything else would send the applicant to the vendor's home page, which leaving it out does as well. */
const isWebAddress = (url: string) => /^https?:\/\//.test(url) && url.length <= most.redirect
