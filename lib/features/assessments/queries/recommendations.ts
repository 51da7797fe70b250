import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { database } from '@/db/client'
import { type applications, preferences } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { type Localised, programmes, ruleSets, ruleVersions } from '@/db/schema/partners'
import { countingAttempt } from '@/lib/domain/assessments/counting'
import type { HeldMark } from '@/lib/domain/assessments/recommend'
import { scoreLevels, type ScoreSheet, scoreScales } from '@/lib/domain/assessments/scores'
import type { StepKind } from '@/lib/domain/journeys/definition'
import { type PlannedStep, mayChangePreferences } from '@/lib/domain/journeys/journey'
import type { Refusal } from '@/lib/domain/shared/result'
import { type LoadedJourney, readJourneyOf } from '@/lib/features/applications/queries'
import { readerLocale } from '@/lib/features/partners/queries'
import { listOffered } from '@/lib/features/partners/queries/terms'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { findProviderLabel, ownJourney } from './applicant'

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
  /** Recommended by a rule of the partner: why, in its sentence, and what that rests on. */
  reason: string | null
  marks: HeldMark[]
  band: string | null
}

export type RecommendationsPage = {
  number: string
  provider: string
  step: PlannedStep
  cards: CourseCard[]
  /** Only part of the result is here; more courses may follow. */
  isPartial: boolean
  /** Made by the partner's rules, not sent by the provider: by which version, and when. */
  made: { ruleSet: string; version: number; at: Date } | null
  /** Whom the marks compare with, in the provider's words. */
  norm: string | null
  /** The list rests on a test that ended early. */
  restsOnPart: boolean
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
  const { cards, version, scores } = await listCards(journey)
  return {
    number,
    provider: await findProviderLabel(application.partnerId, intake.assessmentConnectionId),
    step,
    cards,
    isPartial: facts.assessment.attempt?.result === 'partial',
    made: cards.length > 0 ? version : await findEmptyList(application),
    norm: scores?.norm ?? null,
    restsOnPart: version !== null && (scores?.isPartial ?? false),
    closed: verdict.ok ? null : verdict.refusal,
    isSubmitted: application.submittedAt !== null,
    next: journey.plan.next?.kind ?? null,
  }
}

/** The same list as staff read it: of which attempt, why each course stands on it, and whom the marks compare with. */
export type StaffRecommendations = Pick<CountedList, 'cards' | 'version' | 'attemptNo'> & {
  norm: string | null
}

/** What was recommended to one applicant of the partner and why; null when there is no such application. */
export async function findStaffRecommendations(
  staff: Staff<'applications.read'>,
  number: string,
): Promise<StaffRecommendations | null> {
  const journey = await readJourneyOf(staff.partnerId, { number }, { now: await currentTime() })
  if (!journey) return null
  const { cards, version, scores, attemptNo } = await listCards(journey)
  return {
    cards,
    version: version ?? (attemptNo === null ? null : await findEmptyList(journey.application)),
    norm: scores?.norm ?? null,
    attemptNo,
  }
}

type CountedList = {
  cards: CourseCard[]
  version: RecommendationsPage['made']
  scores: ScoreSheet | null
  attemptNo: number | null
}

/**
 * Courses of the attempt that counts among all of them; a result that is in and recommended nothing is an empty list. Only
 * where the one that counts has no result yet, those of an earlier one that brought some.
 */
async function listCards({ application, intake }: LoadedJourney): Promise<CountedList> {
  const [locale, all, rows, terms] = await Promise.all([
    readerLocale(),
    listSittings(application),
    listCourseRows(application),
    listOffered(database(), application),
  ])
  const counting = countingAttempt(all, intake.countingAttempt)
  const brought = all.filter(({ attemptNo }) => rows.some((row) => row.attemptNo === attemptNo))
  const counted = counting?.result === 'ready' ? counting : countingAttempt(brought, intake.countingAttempt)
  const offered = new Set(terms.map(({ id }) => id))
  const ofCounted = rows.filter(({ attemptNo }) => attemptNo === counted?.attemptNo)
  const [first] = ofCounted
  const { ruleSet, version } = first ?? {}
  return {
    cards: ofCounted.map((row) => toCard(row, locale, offered)),
    version: first && ruleSet && version ? { ruleSet, version, at: first.course.createdAt } : null,
    scores: counted?.scores ?? null,
    attemptNo: counted?.attemptNo ?? null,
  }
}

type Application = typeof applications.$inferSelect

const listSittings = ({ partnerId, id }: Application) =>
  database()
    .select({
      attemptNo: attempts.attemptNo,
      progress: attempts.progress,
      result: attempts.result,
      connectionId: attempts.connectionId,
      testId: attempts.testId,
      scores: attempts.scores,
    })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, id)))

const listCourseRows = ({ partnerId, id }: Application) =>
  database()
    .select({
      course: recommendations,
      attemptNo: attempts.attemptNo,
      code: programmes.code,
      name: programmes.name,
      preferred: preferences.position,
      version: ruleVersions.version,
      ruleSet: ruleSets.name,
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
      preferences,
      and(
        eq(preferences.partnerId, recommendations.partnerId),
        eq(preferences.applicationId, id),
        eq(preferences.programmeId, recommendations.programmeId),
      ),
    )
    .leftJoin(
      ruleVersions,
      and(
        eq(ruleVersions.partnerId, recommendations.partnerId),
        eq(ruleVersions.id, recommendations.ruleVersionId),
      ),
    )
    .leftJoin(
      ruleSets,
      and(eq(ruleSets.partnerId, ruleVersions.partnerId), eq(ruleSets.id, ruleVersions.ruleSetId)),
    )
    .where(and(eq(recommendations.partnerId, partnerId), eq(attempts.applicationId, id)))
    .orderBy(desc(attempts.attemptNo), asc(recommendations.position))

type CardRow = {
  course: typeof recommendations.$inferSelect
  code: string | null
  name: Localised | null
  preferred: number | null
}

function toCard(
  { course, code, name, preferred }: CardRow,
  locale: keyof Localised,
  offered: ReadonlySet<string>,
): CourseCard {
  const isRuled = course.matchedBy === 'rule'
  const rests = isRuled ? restsOn.parse(course.raw) : { marks: [], band: null }
  return {
    id: course.id,
    position: course.position,
    courseName: (isRuled && name?.[locale]) || course.courseName,
    score: course.score,
    words: isRuled ? [] : wordsOf(course.raw),
    programme: code && name ? { code, name: name[locale] } : null,
    isOffered: course.programmeId !== null && offered.has(course.programmeId),
    isFirstChoice: preferred === 1,
    reason: course.reason?.[locale] ?? null,
    ...rests,
  }
}

/** What `recommendByRules` wrote down of the marks; one that cannot be read is not shown. */
const restsOn = z.object({
  marks: z
    .array(
      z.object({
        level: z.enum(scoreLevels),
        name: z.string(),
        within: z.string().nullable(),
        reportType: z.string().nullable(),
        score: z.object({ scale: z.enum(scoreScales), value: z.number(), outOf: z.number().nullable() }),
      }),
    )
    .catch([]),
  band: z.string().nullable().catch(null),
})

/** Rules that recommended nothing leave no row, only their event. */
async function findEmptyList({
  partnerId,
  id,
}: typeof applications.$inferSelect): Promise<RecommendationsPage['made']> {
  const [made] = await database()
    .select({ detail: events.detail, at: events.at })
    .from(events)
    .where(
      and(
        eq(events.partnerId, partnerId),
        eq(events.applicationId, id),
        inArray(events.name, ['recommendations.made', 'recommendations.made_again']),
      ),
    )
    .orderBy(desc(events.at), desc(events.id))
    .limit(1)
  const { ruleSet, version } = made?.detail ?? {}
  return made && typeof ruleSet === 'string' && typeof version === 'number'
    ? { ruleSet, version, at: made.at }
    : null
}

/** `{ CourseName: 'BBA', matchScore: 92 }` → `[['Course name', 'BBA'], ['match score', '92']]`: labels as sent, only spaced. */
const wordsOf = (raw: Record<string, unknown>): CourseCard['words'] =>
  Object.entries(raw).flatMap(([key, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    return value === null || text === ''
      ? []
      : [{ label: key.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), text }]
  })
