/** How one connection's circuit breaker stands. Instants in milliseconds; null: it has not happened. */
export type Breaker = {
  /** Failures in a row. */
  failures: number
  failingSince: number | null
  failedAt: number | null
  /** Since when calls are refused; null while the breaker is closed. */
  openedAt: number | null
  openUntil: number | null
  /** The one trial call of a half-open breaker, and until when it is waited for. */
  trialUntil: number | null
  trialLease: string | null
}

/** What a call told about the provider. A 4xx answer is `worked`; a 429 or a call we gave up ourselves tells nothing. */
export type Verdict = 'worked' | 'failed' | 'nothing'

/**
 * When the breaker opens: several failures in a row over some seconds (one applicant's bad luck is neither), or very many at
 * once (a dead provider would otherwise cost the whole ring, because a lost call keeps its slot). A pause in between ends a row.
 */
export const breakerRules = {
  failures: 5,
  overMs: 5_000,
  failuresAtOnce: 20,
  rowEndsAfterMs: 60_000,
  shortestPauseMs: 5_000,
  longestPauseMs: 30_000,
} as const

export const closedBreaker: Breaker = {
  failures: 0,
  failingSince: null,
  failedAt: null,
  openedAt: null,
  openUntil: null,
  trialUntil: null,
  trialLease: null,
}

export type BreakerState = 'closed' | 'open' | 'half_open'

/** `half_open`: the pause is over, and the one trial call may go or is on its way. */
export function breakerState({ openUntil }: Breaker, now: number): BreakerState {
  if (openUntil === null) return 'closed'
  return openUntil > now ? 'open' : 'half_open'
}

/**
 * Milliseconds for which this call is refused; 0 when it may go. A half-open breaker lets one trial go; a person who waits
 * need not sit out the pause: their call is the trial, one at a time like every other.
 */
export function shutForMs(breaker: Breaker, lease: string, now: number, isPerson = false): number {
  const { openUntil, trialUntil, trialLease } = breaker
  if (openUntil === null) return 0
  if (openUntil > now && !isPerson) return openUntil - now
  const isSomebodyTrying = trialUntil !== null && trialUntil > now && trialLease !== lease
  return isSomebodyTrying ? trialUntil - now : 0
}

/** The breaker once this call is the trial of a half-open one; should its process die, the next trial goes after `leaseMs`. */
export function withTrial(breaker: Breaker, lease: string, leaseMs: number, now: number): Breaker {
  if (breaker.openUntil === null) return breaker
  return { ...breaker, trialUntil: now + leaseMs, trialLease: lease }
}

/** The breaker after a call has told something. */
export function afterCall(breaker: Breaker, verdict: Verdict, lease: string, now: number): Breaker {
  if (verdict === 'worked') return closedBreaker
  const isTrial = breaker.trialLease === lease
  if (verdict === 'nothing') return isTrial ? { ...breaker, trialUntil: null, trialLease: null } : breaker
  if (breaker.openUntil === null) return afterFailure(breaker, now)
  // A call begun before the breaker opened says nothing new.
  return isTrial ? afterFailedTrial(breaker, now) : breaker
}

function afterFailure(breaker: Breaker, now: number): Breaker {
  const isFresh = breaker.failedAt === null || breaker.failedAt <= now - breakerRules.rowEndsAfterMs
  const failures = isFresh ? 1 : breaker.failures + 1
  const failingSince = isFresh ? now : (breaker.failingSince ?? now)
  const opens =
    failures >= breakerRules.failuresAtOnce ||
    (failures >= breakerRules.failures && now - failingSince >= breakerRules.overMs)
  const open = { openedAt: now, openUntil: now + breakerRules.shortestPauseMs }
  return { ...breaker, failures, failingSince, failedAt: now, ...(opens ? open : {}) }
}

/** As long again as it has been open already: 5 s, 10 s, 20 s … without a counter. */
function afterFailedTrial(breaker: Breaker, now: number): Breaker {
  const openFor = now - (breaker.openedAt ?? now)
  const pause = Math.min(Math.max(openFor, breakerRules.shortestPauseMs), breakerRules.longestPauseMs)
  return {
    ...breaker,
    failures: breaker.failures + 1,
    failedAt: now,
    openUntil: now + pause,
    trialUntil: null,
    trialLease: null,
  }
}
