import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts, launches } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { countEnded, isOpenedByStaff, mayLaunch, mintingSeconds } from '@/lib/domain/assessments/can'
import { mayStartAssessment } from '@/lib/domain/journeys/journey'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { integrationIo, markConnection } from '@/lib/features/partners/commands'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type ProviderError, outcomeOf, providerRefusal } from '@/lib/platform/provider-error'
import type { Capabilities, Started } from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { extraTimeOf } from '../queries/extra-time'
import type { LaunchInput } from '../schema'
import { type AttemptRow, findLatestAttempt, lockAttempt, nextAskOf } from './attempt-row'
import { openProvider } from './open-provider'
import { startInputOf } from './start-input'
import { hashOf } from './addresses'
import { claimSitting } from './own-sitting'
import { agreeToNotice } from './agree-to-notice'
import { tellOutage, tellRecovery } from './tell-outage'

/** A second click so soon after a link was minted is the same click. Seconds. */
const sameClickSeconds = 4

/**
 * Mints one start link for this click and returns it; it is kept nowhere. A failing provider is a refusal that keeps the
 * place: the attempt stays, the applicant is told, and the worker asks until the provider is back.
 */
export async function launchAssessment(
  ctx: Ctx<Applicant>,
  { number, origin, hasConsented = false }: LaunchInput,
): Promise<Result<{ url: string }>> {
  const agreed = await agreeToNotice(ctx, { number, hasConsented })
  if (!agreed.ok) return agreed
  const opened = await transaction((tx) => openLaunch(tx, ctx, number))
  if (!opened.ok) return opened
  const { attempt, launchId } = opened.value
  const { partnerId, connectionId, applicationId } = attempt
  const io = integrationIo(ctx, {
    connectionId,
    purpose: 'mint_start_link',
    applicationId,
    attemptId: attempt.id,
  })
  const started = performance.now()
  const outcome = await outcomeOf(async () => {
    const provider = await openProvider(partnerId, connectionId)
    return provider.startAttempt(await startInputOf(attempt, provider.id, origin), io)
  })
  const after = { ...ctx, now: new Date(ctx.now.getTime() + performance.now() - started) }
  const click = { number, attemptId: attempt.id, launchId }
  const minted =
    'error' in outcome
      ? outcome
      : await outcomeOf(async () => ({
          url: outcome.answer.link.url,
          noted: await transaction((tx) => noteMinted(tx, after, click, outcome.answer)),
        }))
  if ('error' in minted) {
    const { error } = minted
    await transaction((tx) => noteFailed(tx, after, click, error))
    await io.conclude(`No start link (${error.kind}: ${error.message}); the place is kept`)
    return { ok: false, refusal: providerRefusal(error) }
  }
  const { url, noted } = minted.answer
  await io.conclude(
    noted.ok
      ? 'One start link was minted and handed to the browser; it is kept nowhere'
      : 'Came too late: a newer click went ahead',
  )
  return noted.ok ? ok({ url }) : noted
}

type Click = { number: string; attemptId: string; launchId: string }

/** Decides under the application's lock which attempt this click uses, and notes the click before anybody is called. */
async function openLaunch(
  tx: Tx,
  ctx: Ctx<Applicant>,
  number: string,
): Promise<Result<{ attempt: AttemptRow; launchId: string }>> {
  const journey = await ownJourney(tx, ctx, number)
  if (!journey) return refuse('not_found')
  const allowed = mayStartAssessment(journey.definition, journey.facts)
  if (!allowed.ok) return allowed
  const { partnerId } = ctx.actor
  const latest = await findLatestAttempt(tx, partnerId, journey.application.id)
  const last = latest && (await findLatestLaunch(tx, latest))
  const mintingSince = last?.outcome === 'minting' ? last.clickedAt : null
  const capabilities = await capabilitiesOf(tx, partnerId, latest?.connectionId ?? null)
  const resumesAfterLeaving = capabilities?.resumesAfterLeaving ?? true
  const plan = mayLaunch({
    attempt: latest && {
      no: latest.attemptNo,
      progress: latest.progress,
      mintingSince,
      hasOpenVerification: latest.verification === 'ordered',
      isOpenedByStaff: isOpenedByStaff(latest.reason),
    },
    resumesAfterLeaving,
    ended: countEnded(await listSittings(tx, partnerId, journey.application.id), resumesAfterLeaving),
    allowed: journey.intake.attemptsAllowed,
    now: ctx.now,
  })
  if (!plan.ok) return plan
  const isSameClick = last?.mintedAt && ctx.now < secondsAfter(last.mintedAt, sameClickSeconds)
  if (isSameClick && !plan.value.isNew) return refuse('launch_in_progress')
  const attempt =
    plan.value.isNew || !latest ? await beginAttempt(tx, ctx, journey, plan.value.attemptNo, latest) : latest
  if (!attempt) return refuse('provider_misconfigured', { waitsFor: 'staff' })
  await closeLostMints(tx, ctx, attempt)
  const [launch] = await tx
    .insert(launches)
    .values({ partnerId, attemptId: attempt.id, clickedAt: ctx.now })
    .returning({ id: launches.id })
  if (!launch) throw new Error('the launch row was not returned')
  return ok({ attempt, launchId: launch.id })
}

const ownJourney = (tx: Tx, ctx: Ctx<Applicant>, number: string): Promise<LoadedJourney | null> =>
  loadJourney(
    tx,
    ctx.actor.partnerId,
    { number },
    { applicantId: ctx.actor.accountId, lock: true, now: ctx.now },
  )

/** The candidate is frozen here: results are looked up by what was first sent. Null when the intake has no assessment connection. */
async function beginAttempt(
  tx: Tx,
  ctx: Ctx,
  { application, intake, applicant }: LoadedJourney,
  attemptNo: number,
  before: AttemptRow | null,
): Promise<AttemptRow | null> {
  if (!intake.assessmentConnectionId) return null
  const [row] = await tx
    .insert(attempts)
    .values({
      partnerId: ctx.actor.partnerId,
      applicationId: application.id,
      connectionId: intake.assessmentConnectionId,
      attemptNo,
      // A retake that ran out unbegun is begun anew as what it was: allowed by staff, beside a result that stays.
      ...(before && isOpenedByStaff(before.reason)
        ? { reason: 'retake' as const, reasonNote: before.reasonNote, orderedBy: before.orderedBy }
        : { reason: attemptNo === 1 ? ('first' as const) : ('again' as const) }),
      testId: intake.assessmentTestId,
      extraTimePercent: await extraTimeOf(tx, ctx.actor.partnerId, application.id),
      email: applicant.email,
      fullName: applicant.fullName,
      mobile: applicant.mobile,
      createdAt: ctx.now,
    })
    .returning()
  return row ?? null
}

async function capabilitiesOf(
  tx: Tx,
  partnerId: string,
  connectionId: string | null,
): Promise<Capabilities | null> {
  if (!connectionId) return null
  const [connection] = await tx
    .select({ provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.capabilities ?? null
}

const listSittings = (tx: Tx, partnerId: string, applicationId: string) =>
  tx
    .select({ progress: attempts.progress, reason: attempts.reason })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, applicationId)))

const findLatestLaunch = async (tx: Tx, { partnerId, id }: AttemptRow) => {
  const [launch] = await tx
    .select()
    .from(launches)
    .where(
      and(
        eq(launches.partnerId, partnerId),
        eq(launches.attemptId, id),
        inArray(launches.outcome, ['minting', 'minted']),
      ),
    )
    .orderBy(desc(launches.clickedAt), desc(launches.id))
    .limit(1)
  return launch ?? null
}

/** A mint whose process died stays open in the table; whoever clicks next closes it. */
async function closeLostMints(tx: Tx, ctx: Ctx, { partnerId, id }: AttemptRow): Promise<void> {
  await tx
    .update(launches)
    .set({ outcome: 'failed', errorKind: 'interrupted' })
    .where(
      and(
        eq(launches.partnerId, partnerId),
        eq(launches.attemptId, id),
        eq(launches.outcome, 'minting'),
        lt(launches.clickedAt, secondsAfter(ctx.now, -mintingSeconds)),
      ),
    )
}

async function noteMinted(
  tx: Tx,
  ctx: Ctx<Applicant>,
  click: Click,
  { link, externalId, memo, expectedMinutes }: Started,
): Promise<Result<void>> {
  const held = await hold(tx, ctx, click)
  const [minted] = await tx
    .update(launches)
    .set({ outcome: 'minted', mintedAt: ctx.now, linkExpiresAt: link.expiresAt })
    .where(
      and(
        eq(launches.partnerId, ctx.actor.partnerId),
        eq(launches.id, click.launchId),
        eq(launches.outcome, 'minting'),
      ),
    )
    .returning({ id: launches.id })
  if (!minted) return refuse('launch_in_progress')
  const { journey, row } = held
  if (externalId && !row.externalId) await claimSitting(tx, ctx, row, externalId)
  const next = {
    ...row,
    launchedAt: ctx.now,
    asks: 0,
    failures: 0,
    lastErrorKind: null,
    outageToldAt: null,
    externalId: row.externalId ?? externalId,
    memo: memo ? { ...row.memo, ...memo } : row.memo,
    expectedMinutes: expectedMinutes ?? row.expectedMinutes,
    callbackTokenHash: hashOf('callback', row.id),
    returnTokenHash: hashOf('return', row.id),
  }
  await keep(tx, row, { ...next, nextAskAt: nextAskOf(next, ctx.now) })
  await recordEvent(tx, ctx, 'assessment.launched', {
    applicationId: row.applicationId,
    detail: { attemptNo: row.attemptNo },
  })
  await tellRecovery(tx, ctx, journey, row, true)
  await markConnection(tx, ctx, row.connectionId, 'healthy')
  return ok()
}

async function noteFailed(
  tx: Tx,
  ctx: Ctx<Applicant>,
  click: Click,
  error: ProviderError,
): Promise<Result<void>> {
  const { journey, row } = await hold(tx, ctx, click)
  await tx
    .update(launches)
    .set({ outcome: 'failed', errorKind: error.kind })
    .where(and(eq(launches.partnerId, ctx.actor.partnerId), eq(launches.id, click.launchId)))
  const next = { ...row, failures: row.failures + 1, lastErrorKind: error.kind, lastAskedAt: ctx.now }
  const nextAskAt = nextAskOf(next, ctx.now, error.info.retryAfterSeconds ?? null)
  const told = await tellOutage(tx, ctx, journey, row, { kind: error.kind, isSeen: true })
  await keep(tx, row, { ...next, ...told, nextAskAt })
  const detail = { attemptNo: row.attemptNo, kind: error.info.isLinkRefused ? 'link_refused' : error.kind }
  await recordEvent(tx, ctx, 'assessment.launch_failed', { applicationId: row.applicationId, detail })
  if (error.kind === 'config')
    await markConnection(
      tx,
      ctx,
      row.connectionId,
      'unhealthy',
      error.info.status ? `HTTP ${error.info.status}` : error.message,
    )
  return ok()
}

async function hold(
  tx: Tx,
  ctx: Ctx<Applicant>,
  click: Click,
): Promise<{ journey: LoadedJourney; row: AttemptRow }> {
  const journey = await ownJourney(tx, ctx, click.number)
  const row = await lockAttempt(tx, ctx.actor.partnerId, click.attemptId)
  if (!journey || !row) throw new Error('an attempt lost its application')
  return { journey, row }
}

async function keep(tx: Tx, { partnerId, id }: AttemptRow, columns: Partial<AttemptRow>): Promise<void> {
  const { id: _id, partnerId: _partner, ...kept } = columns
  await tx
    .update(attempts)
    .set(kept)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
}
