import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { isPastHorizon } from '@/lib/domain/assessments/ladder'
import { type AttemptChange, type AttemptView, applyReport, giveUp } from '@/lib/domain/assessments/machine'
import { keptSheet } from '@/lib/domain/assessments/scores'
import { formatInstant } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { integrationIo, markConnection } from '@/lib/features/partners/commands'
import { writeMessage } from '@/lib/features/messages/commands'
import type { CallClass } from '@/lib/platform/budget/budget'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type ProviderError, outcomeOf } from '@/lib/platform/provider-error'
import type { AttemptReport } from '@/lib/providers/assessments/contract'
import { type AttemptRow, lockAttempt, nextAskOf } from './attempt-row'
import { type KeptCourses, keepRecommendations } from './keep-recommendations'
import { openProvider } from './open-provider'
import { listKnownIds } from './own-sitting'
import { recommendByRules } from './recommend-by-rules'
import { tellOutage, tellRecovery } from './tell-outage'

/** `error`: the provider did not answer; the place in the journey is kept all the same. */
export type SyncOutcome = { error: ProviderError | null }

export type SyncInput = {
  attemptId: string
  /** Nothing is asked when somebody has asked at or after that instant: the hint is answered already. */
  unlessAskedSince?: Date
  /** Who waits for the answer, where that is not plain from who asks. */
  callClass?: CallClass
}

/**
 * Asks the provider about one attempt and takes in what it says, forwards only. The ask happens outside any transaction;
 * row, events, recommendations and mail are one. Any number of asks may run at once: each change is told once.
 */
export async function syncAttempt(
  ctx: Ctx,
  { attemptId, unlessAskedSince, callClass }: SyncInput,
): Promise<Result<SyncOutcome>> {
  const { partnerId } = ctx.actor
  const [row] = await database()
    .select()
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, attemptId)))
  if (!row) return refuse('not_found')
  // A later attempt took over this sitting at the provider: asking would copy its marks to the earlier one.
  if (row.frozenAt) return ok({ error: null })
  if (unlessAskedSince && row.lastAskedAt && row.lastAskedAt >= unlessAskedSince) return ok({ error: null })
  const { connectionId, applicationId, email, externalId, lastProgressAt, memo, testId } = row
  const io = integrationIo(ctx, {
    connectionId,
    purpose: 'fetch_result',
    applicationId,
    attemptId,
    callClass,
  })
  const started = performance.now()
  const outcome = await outcomeOf(async () => {
    const provider = await openProvider(partnerId, connectionId)
    const knownExternalIds = externalId === null ? await listKnownIds(row) : []
    const ref = {
      ...{ attemptId, email, externalId, memo, testId, lastProgressAt, knownExternalIds },
      since: row.createdAt,
    }
    return provider.fetchAttempt(ref, io)
  })
  // The answer is dated when it came, in the context's time: a slow provider's word is not older than a later click.
  const now = new Date(ctx.now.getTime() + performance.now() - started)
  const heard: Ctx = { ...ctx, actor: { kind: 'system', partnerId }, now }
  const conclusion = await database().transaction((tx) =>
    'error' in outcome
      ? noteFailure(
          tx,
          heard,
          { applicationId, attemptId, askedAt: ctx.now },
          outcome.error,
          ctx.actor.kind === 'applicant',
        )
      : noteReport(
          tx,
          heard,
          { applicationId, attemptId, askedAt: ctx.now },
          outcome.answer,
          ctx.actor.kind === 'applicant',
        ),
  )
  await io.conclude(conclusion)
  return ok({ error: 'error' in outcome ? outcome.error : null })
}

/** What an answer brings besides progress and result; what it does not mention stays. */
function keptBeside(row: AttemptRow, report: AttemptReport): Partial<AttemptRow> {
  const scores = keptSheet(row.scores, report.scores ?? null)
  const isVerified = scores?.lines.some(({ isVerification, verdict }) => isVerification && verdict !== null)
  return {
    scores,
    hasReports: row.hasReports || (report.hasReports ?? false),
    expectedMinutes: report.expectedMinutes ?? row.expectedMinutes,
    memo: report.memo ? { ...row.memo, ...report.memo } : row.memo,
    verification: row.verification === 'ordered' && isVerified ? 'answered' : row.verification,
  }
}

type Asked = { applicationId: string; attemptId: string; askedAt: Date }

/** Application first, then attempt: every command takes the two locks in this order. */
async function hold(
  tx: Tx,
  ctx: Ctx,
  { applicationId, attemptId }: Asked,
): Promise<{ journey: LoadedJourney; row: AttemptRow }> {
  const { partnerId } = ctx.actor
  const journey = await loadJourney(tx, partnerId, { id: applicationId }, { lock: true, now: ctx.now })
  const row = await lockAttempt(tx, partnerId, attemptId)
  if (!journey || !row) throw new Error('an attempt lost its application')
  return { journey, row }
}

async function noteReport(
  tx: Tx,
  ctx: Ctx,
  asked: Asked,
  report: AttemptReport,
  isHere: boolean,
): Promise<string> {
  const { journey, row } = await hold(tx, ctx, asked)
  if (row.frozenAt) return 'Came too late: a later attempt has taken over this sitting; nothing was kept'
  const change = followedByHorizon(row, applyReport(row, report, ctx.now), ctx.now)
  const next: AttemptRow = {
    ...row,
    ...change.changes,
    ...freshness(row, asked, change),
    lastAnsweredAt: ctx.now,
    failures: 0,
    // A status word nobody knows is an answer we could not read: the applicant is told so, and staff see it as an error.
    lastErrorKind: report.progress === 'unknown' && report.rawStatus !== null ? 'contract' : null,
    outageToldAt: null,
  }
  if (report.rawStatus !== null && report.rawStatus !== row.rawStatus) next.rawStatusAt = ctx.now
  Object.assign(next, keptBeside(row, report))
  next.nextAskAt = nextAskOf(next, ctx.now)
  await keepAttempt(tx, next)
  const kept =
    (await recommendByRules(tx, ctx, journey, row, next)) ??
    (await keepRecommendations(tx, row, report.recommendations, next.result))
  await tellChange(tx, ctx, journey, row, next, kept)
  await tellRecovery(tx, ctx, journey, row, isHere)
  await markConnection(tx, ctx, row.connectionId, 'healthy')
  return concluded(row, next, report, kept)
}

async function noteFailure(
  tx: Tx,
  ctx: Ctx,
  asked: Asked,
  error: ProviderError,
  isHere: boolean,
): Promise<string> {
  const { journey, row } = await hold(tx, ctx, asked)
  if (row.frozenAt) return 'Came too late: a later attempt has taken over this sitting'
  const change = followedByHorizon(row, { changes: {}, events: [] }, ctx.now)
  const next: AttemptRow = {
    ...row,
    ...change.changes,
    ...freshness(row, asked, change),
    failures: row.failures + 1,
    lastErrorKind: error.kind,
  }
  next.nextAskAt = nextAskOf(next, ctx.now, error.info.retryAfterSeconds ?? null)
  const isWatched = isHere || (row.watchedAt !== null && ctx.now.getTime() - row.watchedAt.getTime() < 60_000)
  Object.assign(next, await tellOutage(tx, ctx, journey, next, { kind: error.kind, isSeen: isWatched }))
  await keepAttempt(tx, next)
  await tellChange(tx, ctx, journey, row, next, { courses: 0, offered: 0 })
  if (error.kind === 'config') await markConnection(tx, ctx, row.connectionId, 'unhealthy', reasonOf(error))
  return `${error.kind} (${reasonOf(error)}): the place is kept at ${next.progress}; ${askAgain(next)}`
}

/** Past the horizon waiting ends, whether or not the provider answered. */
function followedByHorizon(before: AttemptView, change: AttemptChange, now: Date): AttemptChange {
  const after = { ...before, ...change.changes }
  if (!after.launchedAt || !isPastHorizon(after.launchedAt, now)) return change
  const given = giveUp(after, now)
  return { changes: { ...change.changes, ...given.changes }, events: [...change.events, ...given.events] }
}

/** Asks are counted anew from every movement, as the ladder counts them. */
function freshness(
  row: AttemptRow,
  { askedAt }: Asked,
  { changes }: AttemptChange,
): Pick<AttemptRow, 'asks' | 'lastAskedAt'> {
  const lastAskedAt = row.lastAskedAt && row.lastAskedAt > askedAt ? row.lastAskedAt : askedAt
  return { asks: changes.lastProgressAt ? 0 : row.asks + 1, lastAskedAt }
}

async function keepAttempt(tx: Tx, { partnerId, id, ...columns }: AttemptRow): Promise<void> {
  await tx
    .update(attempts)
    .set(columns)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
}

async function tellChange(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  before: AttemptRow,
  after: AttemptRow,
  kept: KeptCourses,
) {
  const { applicationId } = after
  const by = after.statusReason === 'clock' ? {} : { actorKind: 'provider' as const }
  const hasResultMoved = after.result !== before.result
  const isPartOfResult = hasResultMoved && after.result === 'partial'
  if (after.progress !== before.progress || isPartOfResult) {
    const progress = after.progress === before.progress ? after.result : after.progress
    await recordEvent(tx, ctx, 'assessment.progressed', {
      applicationId,
      ...by,
      detail: { attemptNo: after.attemptNo, from: before.progress, progress, result: after.result },
    })
  }
  if (hasResultMoved && after.result === 'unavailable') {
    await recordEvent(tx, ctx, 'assessment.result_given_up', {
      applicationId,
      detail: { attemptNo: after.attemptNo },
    })
  }
  if (!hasResultMoved || after.result !== 'ready') return
  await recordEvent(tx, ctx, 'assessment.result_arrived', {
    applicationId,
    actorKind: 'provider',
    detail: { attemptNo: after.attemptNo, recommendations: kept.courses, offered: kept.offered },
  })
  await writeMessage(tx, ctx, {
    template: 'result_ready',
    to: journey.applicant.email,
    locale: journey.applicant.locale,
    params: { applicationNumber: journey.application.number },
    applicationId,
    dedupeKey: `result_ready:${after.id}`,
  })
}

/** For the integration log, which staff read: what this answer meant. */
function concluded(before: AttemptRow, after: AttemptRow, report: AttemptReport, kept: KeptCourses): string {
  const moved = (from: string, to: string) => (from === to ? to : `${from} → ${to}`)
  const puzzle = report.progress === 'unknown' ? 'Unknown status word, nothing changed by it. ' : ''
  const courses =
    kept.courses > 0 ? `; ${kept.courses} courses recommended, ${kept.offered} offered here` : ''
  return `${puzzle}Progress ${moved(before.progress, after.progress)}, result ${moved(before.result, after.result)}${courses}; ${askAgain(after)}`
}

const askAgain = ({ nextAskAt }: AttemptRow) =>
  nextAskAt ? `next ask ${formatInstant(nextAskAt)}` : 'no further ask'

const reasonOf = (error: ProviderError) => (error.info.status ? `HTTP ${error.info.status}` : error.message)
