import type { Progress, ResultState, StatusDetail } from './attempt'

/** Who concluded the present progress: the provider, or our clock because the provider said nothing for too long. */
export const statusReasons = ['provider', 'clock'] as const
type StatusReason = (typeof statusReasons)[number]

const byProvider: StatusReason = 'provider'
const byClock: StatusReason = 'clock'

/** What we hold of one attempt. `lastProgressAt` is when progress or result last moved; `launchedAt` the latest start link. */
export type AttemptView = {
  progress: Progress
  result: ResultState
  /** One of `statusReasons`, or null before anybody concluded anything. */
  statusReason: string | null
  rawStatus: string | null
  externalId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  durationMinutes: number | null
  launchedAt: Date | null
  lastProgressAt: Date | null
  /** What the provider added to its status; it goes with the progress it was said of. */
  statusDetail?: StatusDetail | null
}

/** What a provider has just said, in our words. `unknown` and null mean: keep what we hold. */
export type AttemptNews = {
  progress: Progress | 'unknown'
  result: ResultState
  rawStatus: string | null
  externalId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  durationMinutes: number | null
  statusDetail?: StatusDetail | null
}

export type AttemptEvent = {
  kind:
    | 'attempt.started'
    | 'attempt.completed'
    | 'attempt.abandoned'
    | 'attempt.expired'
    | 'attempt.failed'
    | 'attempt.result_pending'
    | 'attempt.result_partial'
    | 'attempt.result_ready'
    | 'attempt.result_unavailable'
    | 'attempt.status_unknown'
  from: string
  to: string
}

export type AttemptChange = { changes: Partial<AttemptView>; events: AttemptEvent[] }

/**
 * Takes in what the provider says. Only forwards: completed is final, a result never shrinks, a missing field erases
 * nothing, the same news twice changes nothing. `changes` is empty when there is nothing to write.
 */
export function applyReport(attempt: AttemptView, news: AttemptNews, now: Date): AttemptChange {
  const progress = nextProgress(attempt, news)
  const result = nextResult(attempt.result, news.result, progress)
  // News of an earlier stage that comes late fills gaps but replaces nothing.
  const isCurrent = news.progress === progress
  const isProvidersWord = isCurrent && (progress !== attempt.progress || attempt.statusReason === byClock)
  const hasMoved = progress !== attempt.progress || result !== attempt.result
  const after: AttemptView = {
    ...attempt,
    progress,
    result,
    statusReason: isProvidersWord ? byProvider : attempt.statusReason,
    rawStatus: news.rawStatus ?? attempt.rawStatus,
    statusDetail: isCurrent ? (news.statusDetail ?? null) : (attempt.statusDetail ?? null),
    externalId: attempt.externalId ?? news.externalId,
    startedAt: earlier(attempt.startedAt, news.startedAt),
    ...(isCurrent ? newerOf(news, attempt) : newerOf(attempt, news)),
    lastProgressAt: hasMoved ? now : attempt.lastProgressAt,
  }
  return {
    changes: differences(attempt, after),
    events: [...eventsBetween(attempt, after), ...puzzleIn(attempt, news)],
  }
}

/**
 * Stops waiting at the horizon: a sitting never begun is expired, one never finished abandoned, a result that never
 * came unavailable. All but a finished sitting may still be corrected by the provider.
 */
export function giveUp(attempt: AttemptView, now: Date): AttemptChange {
  const progress =
    attempt.progress === 'not_started'
      ? 'expired'
      : attempt.progress === 'in_progress'
        ? 'abandoned'
        : attempt.progress
  const result = progress === 'completed' && attempt.result !== 'ready' ? 'unavailable' : attempt.result
  if (progress === attempt.progress && result === attempt.result) return { changes: {}, events: [] }
  const statusReason = progress === attempt.progress ? attempt.statusReason : byClock
  const after: AttemptView = { ...attempt, progress, result, statusReason, lastProgressAt: now }
  return { changes: differences(attempt, after), events: eventsBetween(attempt, after) }
}

// Two answers that cross in flight can arrive in either order: the further one wins, whichever comes last.
const progressRank: Record<Progress, number> = {
  not_started: 0,
  in_progress: 1,
  expired: 2,
  abandoned: 3,
  failed: 4,
  completed: 5,
}
const resultRank: Record<ResultState, number> = { none: 0, pending: 1, partial: 2, unavailable: 3, ready: 4 }

function nextProgress(attempt: AttemptView, news: AttemptNews): Progress {
  if (news.progress === 'unknown') return attempt.progress
  if (reopens(attempt, news)) return news.progress
  return progressRank[news.progress] > progressRank[attempt.progress] ? news.progress : attempt.progress
}

/**
 * An ending of our own clock, or one the applicant has overtaken by launching again, gives way to a sitting under way;
 * but not to the very word we had already given up on.
 */
function reopens(attempt: AttemptView, news: AttemptNews): boolean {
  if (news.progress !== 'in_progress') return false
  const launchedSince =
    attempt.launchedAt !== null &&
    attempt.lastProgressAt !== null &&
    attempt.launchedAt > attempt.lastProgressAt
  if (attempt.progress === 'abandoned')
    return launchedSince || (attempt.statusReason === byClock && isNewSign(attempt, news))
  return attempt.progress === 'expired' && attempt.statusReason === byClock
}

const isNewSign = (attempt: AttemptView, news: AttemptNews): boolean =>
  (news.rawStatus !== null && news.rawStatus !== attempt.rawStatus) ||
  (news.durationMinutes !== null && news.durationMinutes !== attempt.durationMinutes)

/** `unavailable` is ours alone to conclude, and only a ready result ends it. A finished sitting owes a result. */
function nextResult(held: ResultState, sent: ResultState, progress: Progress): ResultState {
  const said = sent === 'unavailable' ? 'none' : sent
  const further = resultRank[said] > resultRank[held] ? said : held
  return progress === 'completed' && further === 'none' ? 'pending' : further
}

function eventsBetween(before: AttemptView, after: AttemptView): AttemptEvent[] {
  const events: AttemptEvent[] = []
  const begun = after.progress === 'in_progress' ? 'started' : after.progress
  if (begun !== 'not_started' && after.progress !== before.progress)
    events.push({ kind: `attempt.${begun}`, from: before.progress, to: after.progress })
  if (after.result !== 'none' && after.result !== before.result)
    events.push({ kind: `attempt.result_${after.result}`, from: before.result, to: after.result })
  return events
}

/** A status word nobody has mapped is told once, not at every ask. */
const puzzleIn = (attempt: AttemptView, news: AttemptNews): AttemptEvent[] =>
  news.progress === 'unknown' && news.rawStatus !== null && news.rawStatus !== attempt.rawStatus
    ? [{ kind: 'attempt.status_unknown', from: attempt.progress, to: news.rawStatus }]
    : []

function differences(before: AttemptView, after: AttemptView): Partial<AttemptView> {
  const changes: Partial<AttemptView> = {}
  const take = <Key extends keyof AttemptView>(key: Key) => {
    if (!isSame(before[key] ?? null, after[key] ?? null)) changes[key] = after[key]
  }
  const fields = [
    'progress',
    'result',
    'statusReason',
    'rawStatus',
    'externalId',
    'startedAt',
    'finishedAt',
    'durationMinutes',
    'lastProgressAt',
    'statusDetail',
  ] as const
  fields.forEach(take)
  return changes
}

const isSame = (a: unknown, b: unknown) =>
  a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime())

type Finish = Pick<AttemptView, 'finishedAt' | 'durationMinutes'>

const newerOf = (newer: Finish, older: Finish): Finish => ({
  finishedAt: newer.finishedAt ?? older.finishedAt,
  durationMinutes: newer.durationMinutes ?? older.durationMinutes,
})

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))
