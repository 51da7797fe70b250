import { refuse, type Refusal } from '../shared/result'
import type { JourneyFacts } from './facts'

const troubles: Record<string, Refusal> = {
  rate_limited: refuse('provider_busy', { waitsFor: 'provider' }).refusal,
  transient: refuse('provider_unreachable', { waitsFor: 'provider' }).refusal,
  config: refuse('provider_misconfigured', { waitsFor: 'staff' }).refusal,
  contract: refuse('provider_answer_unreadable', { waitsFor: 'provider' }).refusal,
  invalid: refuse('provider_refused', { waitsFor: 'staff' }).refusal,
  conflict: refuse('provider_refused', { waitsFor: 'staff' }).refusal,
  refused_by_provider: refuse('provider_refused', { waitsFor: 'staff' }).refusal,
}

/**
 * What goes wrong between us and the assessment provider for this applicant, or null. The attempt's own last failure
 * speaks before the state of the connection. An error kind we do not know is read as "not answering".
 */
export function providerTrouble({
  assessment: { attempt, connectionHealthy },
}: JourneyFacts): Refusal | null {
  const kind = attempt?.lastErrorKind ?? null
  // "No record" is an answer: the applicant has not begun yet.
  const failure =
    kind === null || kind === 'not_found' ? null : (troubles[kind] ?? troubles.transient ?? null)
  if (failure) return failure
  return connectionHealthy ? null : (troubles.config ?? null)
}
