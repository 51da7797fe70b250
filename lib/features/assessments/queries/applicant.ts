import { and, desc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import type { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import type {
  AttemptReason,
  CountingRule,
  Progress,
  ResultState,
  StatusDetail,
} from '@/lib/domain/assessments/attempt'
import { countEnded, endsEarly, isOpenedByStaff, mayLaunch } from '@/lib/domain/assessments/can'
import { type CountableAttempt, countingAttempt } from '@/lib/domain/assessments/counting'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import { isAssessmentDone } from '@/lib/domain/journeys/facts'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import type { StepKind } from '@/lib/domain/journeys/definition'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Refusal } from '@/lib/domain/shared/result'
import { type LoadedJourney, readJourneyOf } from '@/lib/features/applications/queries'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { Disclosure } from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { findStartTerms } from './start-terms'
import type { AssessmentState } from '../schema'

export type AttemptOnPage = {
  no: number
  reason?: AttemptReason
  statusDetail?: StatusDetail | null
  /** Staff ordered a supervised repeat of a section, still to be sat. */
  hasOpenVerification?: boolean
  progress: Progress
  result: ResultState
  launchedAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  durationMinutes: number | null
  lastAskedAt: Date | null
  lastAnsweredAt: Date | null
  nextAskAt: Date | null
}

/** What the assessment page draws. `shows` is which of its faces; `next` the step to go on with, when there is one. */
export type AssessmentPage = {
  number: string
  intakeName: string
  provider: string
  shows: 'locked' | 'start' | 'waiting' | 'done'
  step: PlannedStep
  /** First launch, a fresh link for the same sitting, or a new sitting after one that expired or failed. */
  launch: 'start' | 'continue' | 'again'
  /** What the provider is sent: frozen at the first launch. */
  candidate: { fullName: string; email: string; mobile: string }
  /** Newest first. */
  attempts: AttemptOnPage[]
  /** The attempt whose result counts, with its marks; null before the first. */
  counted?: (AttemptOnPage & { scores: ScoreSheet | null }) | null
  /** Which one counts, where there may be several. */
  countingRule?: CountingRule | null
  /** The step is done, and staff have opened another sitting. */
  isOpenAgain?: boolean
  /** Why no start link would be minted although the step is open; null when one would. */
  launchRefusal?: Refusal | null
  /** What the provider is told about the applicant. */
  details?: Disclosure['details']
  /** The provider's own notice is skipped, so ours must be agreed to before the first start. */
  consent?: 'needed' | 'given' | null
  /** More time that travels with the start, in percent. */
  extraTimePercent?: number | null
  next: StepKind | null
  /** The next ask is due within a minute or overdue. */
  asksSoon: boolean
  version: string
}

/** The assessment page of the applicant's own application; null when there is none, or its journey has no assessment. */
export async function findAssessmentPage(
  applicant: Applicant,
  number: string,
): Promise<AssessmentPage | null> {
  const journey = await ownJourney(applicant, number)
  const step = journey?.plan.steps.find(({ kind }) => kind === 'assessment')
  if (!journey || !step) return null
  const { application, intake, facts } = journey
  const [rows, provider, locale, start] = await Promise.all([
    listAttemptsOf(application),
    findProviderLabel(application.partnerId, intake.assessmentConnectionId),
    readerLocale(),
    findStartTerms(applicant, journey),
  ])
  const [latest] = rows
  const resumesAfterLeaving = start.capabilities?.resumesAfterLeaving ?? true
  const isOpenAgain = isAssessmentDone(facts) && Boolean(facts.assessment.another)
  return {
    number,
    intakeName: intake.name[locale],
    provider,
    shows: facePage(step, latest, resumesAfterLeaving),
    step,
    launch: launchWord(latest, resumesAfterLeaving),
    candidate: latest ?? journey.applicant,
    attempts: rows,
    counted: countingAttempt(rows, intake.countingAttempt),
    countingRule: rows.length > 1 || intake.attemptsAllowed > 1 ? intake.countingAttempt : null,
    isOpenAgain,
    launchRefusal: step.canAct || isOpenAgain ? launchRefusalOf(journey, rows, resumesAfterLeaving) : null,
    details: start.disclosure.details,
    consent: start.consent,
    extraTimePercent: start.extraTimePercent,
    next: journey.plan.next?.kind ?? null,
    asksSoon: latest?.nextAskAt ? latest.nextAskAt < secondsAfter(facts.now, 60) : false,
    version: versionOf(journey, step),
  }
}

function launchWord(
  latest: AttemptOnPage | undefined,
  resumesAfterLeaving: boolean,
): AssessmentPage['launch'] {
  if (latest && isOver(latest, resumesAfterLeaving)) return 'again'
  if (latest?.launchedAt) return 'continue'
  return latest && latest.no > 1 ? 'again' : 'start'
}

const isOver = ({ progress }: AttemptOnPage, resumesAfterLeaving: boolean): boolean =>
  progress === 'expired' || endsEarly(progress, resumesAfterLeaving)

/** What `launchAssessment` would say of the attempts; a click that is minting just now is no refusal to show. */
function launchRefusalOf(
  { intake, facts }: LoadedJourney,
  rows: readonly AttemptOnPage[],
  resumesAfterLeaving: boolean,
): Refusal | null {
  const [latest] = rows
  const verdict = mayLaunch({
    attempt: latest
      ? {
          no: latest.no,
          progress: latest.progress,
          mintingSince: null,
          hasOpenVerification: latest.hasOpenVerification,
          isOpenedByStaff: isOpenedByStaff(latest.reason ?? 'first'),
        }
      : null,
    resumesAfterLeaving,
    ended: countEnded(rows, resumesAfterLeaving),
    allowed: intake.attemptsAllowed,
    now: facts.now,
  })
  return verdict.ok ? null : verdict.refusal
}

function facePage(
  { state }: PlannedStep,
  latest: AttemptOnPage | undefined,
  resumesAfterLeaving: boolean,
): AssessmentPage['shows'] {
  if (state === 'done' || state === 'skipped') return 'done'
  if (state === 'locked') return 'locked'
  const isUnderWay = latest?.launchedAt && !isOver(latest, resumesAfterLeaving)
  return state === 'waiting' || isUnderWay ? 'waiting' : 'start'
}

/** Our state of the assessment for the waiting page to compare with what it shows; null when it is not the applicant's. */
export async function findAssessmentState(
  applicant: Applicant,
  number: string,
): Promise<AssessmentState | null> {
  const journey = await ownJourney(applicant, number)
  const step = journey?.plan.steps.find(({ kind }) => kind === 'assessment')
  if (!journey || !step) return null
  const { facts } = journey
  // A sitting that staff have opened is waited for although the step is done.
  const isSettled = isAssessmentDone(facts) && !facts.assessment.another
  return { version: versionOf(journey, step), isSettled }
}

/** Changes whenever the page would read differently, the times it shows included. */
function versionOf({ facts }: LoadedJourney, step: PlannedStep): string {
  const { attempt, another } = facts.assessment
  const parts = [
    step.state,
    step.reason?.code,
    step.trouble?.code,
    attempt?.progress,
    attempt?.result,
    another?.progress,
    another?.result,
    facts.recommendations.count,
  ]
  const times = [attempt?.launchedAt, attempt?.lastAskedAt, another?.launchedAt, another?.lastAskedAt].map(
    (at) => at?.getTime(),
  )
  return [...parts, ...times].map((part) => part ?? '').join('|')
}

/** The journey of the applicant's own application; null for any other. */
export const ownJourney = async (applicant: Applicant, number: string): Promise<LoadedJourney | null> =>
  readJourneyOf(
    applicant.partnerId,
    { number },
    { applicantId: applicant.accountId, now: await currentTime() },
  )

type OwnAttempt = AttemptOnPage &
  CountableAttempt & { reason: AttemptReason; fullName: string; email: string; mobile: string }

const listAttemptsOf = ({ partnerId, id }: typeof applications.$inferSelect): Promise<OwnAttempt[]> =>
  database()
    .select({
      no: attempts.attemptNo,
      attemptNo: attempts.attemptNo,
      reason: attempts.reason,
      statusDetail: attempts.statusDetail,
      hasOpenVerification: sql<boolean>`coalesce(${attempts.verification} = 'ordered', false)`,
      connectionId: attempts.connectionId,
      testId: attempts.testId,
      scores: attempts.scores,
      progress: attempts.progress,
      result: attempts.result,
      launchedAt: attempts.launchedAt,
      startedAt: attempts.startedAt,
      finishedAt: attempts.finishedAt,
      durationMinutes: attempts.durationMinutes,
      lastAskedAt: attempts.lastAskedAt,
      lastAnsweredAt: attempts.lastAnsweredAt,
      nextAskAt: attempts.nextAskAt,
      fullName: attempts.fullName,
      email: attempts.email,
      mobile: attempts.mobile,
    })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, id)))
    .orderBy(desc(attempts.attemptNo))

/** What the provider behind a connection is called; empty without one. */
export async function findProviderLabel(partnerId: string, connectionId: string | null): Promise<string> {
  if (!connectionId) return ''
  const [connection] = await database()
    .select({ provider: connections.provider, label: connections.label })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.label ?? connection?.label ?? ''
}
