import type { z } from 'zod'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import type { ProviderIo } from '@/lib/platform/http'

/** The person who sits the test, as frozen on the attempt when it was first launched. */
export type Candidate = { fullName: string; email: string; mobileE164: string }

/** A start link: handed to the browser by a 303 and forgotten; never stored, logged or mailed. */
export type StartLink = { url: string; expiresAt: Date | null }

/** One suggested course in the provider's own words and order; score and rank only where the provider sent them. */
export type RecommendedCourse = {
  courseName: string
  score: number | null
  rank: number | null
  raw: Record<string, unknown>
}

/** What the provider says about an attempt right now, in our words. `unknown` progress means: keep what we had. */
export type AttemptReport = {
  progress: Progress | 'unknown'
  result: ResultState
  rawStatus: string | null
  externalId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  durationMinutes: number | null
  /** null when the provider said nothing about recommendations (never erases what we hold). */
  recommendations: RecommendedCourse[] | null
}

export type Capabilities = {
  hasCallback: boolean
  hasRedirect: boolean
  startLinkSingleUse: boolean
  createIsIdempotent: boolean
  supportsCancel: boolean
  supportsRetake: boolean
  supportsExtraTime: boolean
  supportsErasure: boolean
  resultKey: 'attempt' | 'email'
  reports: 'url' | 'zip' | 'none'
  sendsRecommendations: boolean
}

/** Which sitting we ask about. `since` is when our attempt row was made: older sittings of the same person are not this one. */
export type AttemptRef = {
  attemptId: string
  email: string
  externalId: string | null
  since: Date
  lastProgressAt: Date | null
}

/**
 * One assessment system. `Settings` is what a partner fills in (parsed by `config`; secret fields named in `secretFields`
 * are stored encrypted). Functions throw ProviderError and nothing else on purpose.
 */
export interface AssessmentProvider<Settings> {
  label: string
  capabilities: Capabilities
  config: z.ZodType<Settings>
  secretFields: readonly (keyof Settings & string)[]
  /** Origins (scheme://host[:port]) a start link may lead to: for the launching page's CSP. Patterns like https://*.host are allowed. */
  linkOrigins(settings: Settings): string[]
  startAttempt(
    settings: Settings,
    input: { attemptId: string; candidate: Candidate },
    io: ProviderIo,
  ): Promise<StartLink>
  fetchAttempt(settings: Settings, ref: AttemptRef, io: ProviderIo): Promise<AttemptReport>
}
