import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications, preferences } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { connections, intakeProgrammes, programmes } from '@/db/schema/partners'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import { isAssessmentDone } from '@/lib/domain/journeys/facts'
import { type PlannedStep, mayChangePreferences } from '@/lib/domain/journeys/journey'
import type { StepKind } from '@/lib/domain/journeys/definition'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Refusal } from '@/lib/domain/shared/result'
import { type LoadedJourney, readJourneyOf } from '@/lib/features/applications/queries'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { AssessmentState } from '../schema'

export type AttemptOnPage = {
  no: number
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
  /** Newest first; the first is the one that counts. */
  attempts: AttemptOnPage[]
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
  const { application, intake } = journey
  const [rows, provider, locale] = await Promise.all([
    listAttemptsOf(application),
    findProviderLabel(application.partnerId, intake.assessmentConnectionId),
    readerLocale(),
  ])
  const latest = rows[0]
  return {
    number,
    intakeName: intake.name[locale],
    provider,
    shows: facePage(step, latest),
    step,
    launch: !latest?.launchedAt
      ? 'start'
      : latest.progress === 'expired' || latest.progress === 'failed'
        ? 'again'
        : 'continue',
    candidate: latest ?? journey.applicant,
    attempts: rows,
    next: journey.plan.next?.kind ?? null,
    asksSoon: latest?.nextAskAt ? latest.nextAskAt < secondsAfter(journey.facts.now, 60) : false,
    version: versionOf(journey, step),
  }
}

function facePage({ state }: PlannedStep, latest: AttemptOnPage | undefined): AssessmentPage['shows'] {
  if (state === 'done' || state === 'skipped') return 'done'
  if (state === 'locked') return 'locked'
  const isUnderWay = latest?.launchedAt && latest.progress !== 'expired' && latest.progress !== 'failed'
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
  return { version: versionOf(journey, step), isSettled: isAssessmentDone(journey.facts) }
}

/** Changes whenever the page would read differently, the times it shows included. */
function versionOf({ facts }: LoadedJourney, step: PlannedStep): string {
  const { attempt } = facts.assessment
  const parts = [
    step.state,
    step.reason?.code,
    step.trouble?.code,
    attempt?.progress,
    attempt?.result,
    facts.recommendations.count,
  ]
  const times = [attempt?.launchedAt, attempt?.lastAskedAt].map((at) => at?.getTime())
  return [...parts, ...times].map((part) => part ?? '').join('|')
}

export type CourseCard = {
  id: string
  position: number
  courseName: string
  score: number | null
  /** The provider's own words about this course, as label and text. */
  words: { label: string; text: string }[]
  programme: { code: string; name: string } | null
  /** The programme can be asked for in this intake. */
  isOffered: boolean
  isFirstChoice: boolean
}

export type RecommendationsPage = {
  number: string
  provider: string
  step: PlannedStep
  cards: CourseCard[]
  /** Only part of the result is here; more courses may follow. */
  isPartial: boolean
  /** Why the preferences may not be changed any more, or null when they may. */
  closed: Refusal | null
  isSubmitted: boolean
  next: StepKind | null
}

/** The recommended courses of the applicant's own application in the provider's order; null when there is no such page. */
export async function findRecommendations(
  applicant: Applicant,
  number: string,
): Promise<RecommendationsPage | null> {
  const journey = await ownJourney(applicant, number)
  const step = journey?.plan.steps.find(({ kind }) => kind === 'recommendations')
  if (!journey || !step) return null
  const { application, intake, definition, facts } = journey
  const verdict = mayChangePreferences(definition, facts)
  return {
    number,
    provider: await findProviderLabel(application.partnerId, intake.assessmentConnectionId),
    step,
    cards: await listCards(journey),
    isPartial: facts.assessment.attempt?.result === 'partial',
    closed: verdict.ok ? null : verdict.refusal,
    isSubmitted: application.submittedAt !== null,
    next: journey.plan.next?.kind ?? null,
  }
}

/** Courses of the newest attempt that brought any. */
async function listCards({ application, intake }: LoadedJourney): Promise<CourseCard[]> {
  const { partnerId } = application
  const locale = await readerLocale()
  const rows = await database()
    .select({
      course: recommendations,
      attemptNo: attempts.attemptNo,
      code: programmes.code,
      name: programmes.name,
      offered: intakeProgrammes.position,
      preferred: preferences.position,
    })
    .from(recommendations)
    .innerJoin(
      attempts,
      and(eq(attempts.partnerId, recommendations.partnerId), eq(attempts.id, recommendations.attemptId)),
    )
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, recommendations.partnerId),
        eq(programmes.id, recommendations.programmeId),
      ),
    )
    .leftJoin(
      intakeProgrammes,
      and(
        eq(intakeProgrammes.partnerId, recommendations.partnerId),
        eq(intakeProgrammes.intakeId, intake.id),
        eq(intakeProgrammes.programmeId, recommendations.programmeId),
      ),
    )
    .leftJoin(
      preferences,
      and(
        eq(preferences.partnerId, recommendations.partnerId),
        eq(preferences.applicationId, application.id),
        eq(preferences.programmeId, recommendations.programmeId),
      ),
    )
    .where(and(eq(recommendations.partnerId, partnerId), eq(attempts.applicationId, application.id)))
    .orderBy(desc(attempts.attemptNo), asc(recommendations.position))
  return rows
    .filter(({ attemptNo }) => attemptNo === rows[0]?.attemptNo)
    .map(({ course, code, name, offered, preferred }) => ({
      id: course.id,
      position: course.position,
      courseName: course.courseName,
      score: course.score,
      words: wordsOf(course.raw),
      programme: code && name ? { code, name: name[locale] } : null,
      isOffered: offered !== null,
      isFirstChoice: preferred === 1,
    }))
}

/** `{ CourseName: 'BBA', matchScore: 92 }` → `[['Course name', 'BBA'], ['match score', '92']]`: labels as sent, only spaced. */
const wordsOf = (raw: Record<string, unknown>): CourseCard['words'] =>
  Object.entries(raw).flatMap(([key, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    return value === null || text === ''
      ? []
      : [{ label: key.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), text }]
  })

const ownJourney = async (applicant: Applicant, number: string): Promise<LoadedJourney | null> =>
  readJourneyOf(
    applicant.partnerId,
    { number },
    { applicantId: applicant.accountId, now: await currentTime() },
  )

type OwnAttempt = AttemptOnPage & { fullName: string; email: string; mobile: string }

const listAttemptsOf = ({ partnerId, id }: typeof applications.$inferSelect): Promise<OwnAttempt[]> =>
  database()
    .select({
      no: attempts.attemptNo,
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

async function findProviderLabel(partnerId: string, connectionId: string | null): Promise<string> {
  if (!connectionId) return ''
  const [connection] = await database()
    .select({ provider: connections.provider, label: connections.label })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.label ?? connection?.label ?? ''
}
