import { secondsAfter } from '../shared/india-time'
import type { Progress, ResultState } from './attempt'

/** When to ask the provider again. Seconds, except the horizon. Quick while somebody looks, then ever slower. */
export const askLadder = {
  /** While the applicant's tab looks: this often for the first asks, then slower. */
  watchedSeconds: 15,
  watchedQuickAsks: 4,
  watchedSlowSeconds: 60,
  /** A tab that has not been seen for this long no longer looks. */
  watchedForSeconds: 90,
  /** When nobody looks, counted from the launch or the last movement; afterwards daily. */
  backgroundSeconds: [5 * 60, 15 * 60, 3600, 6 * 3600, 24 * 3600],
  /** A finished test whose result is pending is asked for this soon, before the background rungs. */
  pendingSeconds: 60,
  /** After a failed ask, doubled with each further failure up to the longest. */
  failureSeconds: 30,
  longestFailureSeconds: 6 * 3600,
  horizonDays: 14,
} as const

const daySeconds = 24 * 3600

export type AskFacts = {
  /** Latest start link; null: never launched. */
  launchedAt: Date | null
  /** When progress or result last moved; the background rungs start again there. */
  lastProgressAt?: Date | null
  lastAskedAt: Date | null
  /** Asks since the latest launch or movement. */
  asks: number
  /** Failed asks in a row. */
  failures: number
  /** What the provider demanded at the last ask (HTTP 429). */
  retryAfterSeconds: number | null
  /** When the applicant's tab last looked. */
  watchedAt: Date | null
  /** When the scheduler finds the next ask worth its call; absent or null: the background rungs decide. */
  worthwhileAt?: Date | null
  progress: Progress
  result: ResultState
  now: Date
  horizonDays?: number
}

/**
 * When to ask next, never before `now`; null when there is nothing more to ask, or the horizon is past and the attempt
 * is to be given up. A provider's "retry after" and the pause after failures are floors that nothing undercuts.
 */
export function nextAsk(facts: AskFacts): Date | null {
  const { launchedAt, now } = facts
  if (!launchedAt || isAnswered(facts) || isPastHorizon(launchedAt, now, facts.horizonDays)) return null
  const wanted = wantedAt(facts, launchedAt)
  const lastChance = horizonOf(launchedAt, facts.horizonDays)
  return latest(now, floorOf(facts), wanted < lastChance ? wanted : lastChance)
}

/** Whether waiting for this attempt has lasted so long that it is given up (`giveUp`). */
export const isPastHorizon = (
  launchedAt: Date,
  now: Date,
  horizonDays: number = askLadder.horizonDays,
): boolean => now >= horizonOf(launchedAt, horizonDays)

const horizonOf = (launchedAt: Date, horizonDays: number = askLadder.horizonDays): Date =>
  secondsAfter(launchedAt, horizonDays * daySeconds)

function wantedAt(facts: AskFacts, launchedAt: Date): Date {
  const { worthwhileAt = null } = facts
  if (!isWatched(facts)) return worthwhileAt ?? backgroundRung(facts, launchedAt)
  const rung = watchedRung(facts, launchedAt)
  return worthwhileAt && worthwhileAt < rung ? worthwhileAt : rung
}

/** An expired or failed sitting is followed by a new attempt; an abandoned one may be resumed, so it is still asked for. */
function isAnswered({ progress, result }: AskFacts): boolean {
  if (progress === 'completed') return result === 'ready' || result === 'unavailable'
  return progress === 'expired' || progress === 'failed'
}

/** Whether the applicant's tab looks just now. */
export const isWatched = ({ watchedAt, now }: Pick<AskFacts, 'watchedAt' | 'now'>): boolean =>
  watchedAt !== null && now < secondsAfter(watchedAt, askLadder.watchedForSeconds)

function watchedRung({ asks, lastAskedAt }: AskFacts, launchedAt: Date): Date {
  const pause = asks < askLadder.watchedQuickAsks ? askLadder.watchedSeconds : askLadder.watchedSlowSeconds
  return secondsAfter(latest(launchedAt, lastAskedAt), pause)
}

/** The first rung after the last ask, so that quick asks of a watching tab never use up the slow ones. */
function backgroundRung(facts: AskFacts, launchedAt: Date): Date {
  const start = latest(launchedAt, facts.lastProgressAt ?? null)
  const last = latest(start, facts.lastAskedAt)
  const first = facts.progress === 'completed' ? [askLadder.pendingSeconds] : []
  const rungs = [...first, ...askLadder.backgroundSeconds].map((seconds) => secondsAfter(start, seconds))
  return rungs.find((rung) => rung > last) ?? secondsAfter(last, daySeconds)
}

function floorOf({ lastAskedAt, failures, retryAfterSeconds, now }: AskFacts): Date {
  const asked = lastAskedAt ?? now
  const pause =
    failures > 0
      ? Math.min(askLadder.failureSeconds * 2 ** (failures - 1), askLadder.longestFailureSeconds)
      : 0
  return secondsAfter(asked, Math.max(pause, retryAfterSeconds ?? 0))
}

const latest = (first: Date, ...others: (Date | null)[]): Date =>
  others.reduce<Date>((late, other) => (other && other > late ? other : late), first)
