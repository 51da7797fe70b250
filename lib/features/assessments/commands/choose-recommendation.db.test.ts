import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { applications, preferences } from '@/db/schema/applications'
import { recommendations } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { intakes, programmes } from '@/db/schema/partners'
import { paymentFirst } from '@/lib/domain/journeys/definition'
import type { Staff } from '@/lib/platform/auth/actors'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { findAssessmentPage, findAssessmentState } from '../queries/applicant'
import { findRecommendations } from '../queries/recommendations'
import { getAttemptTruth } from '../queries/attempt-truth'
import { getProviderHealth, listAttempts, listUnmatchedCourses } from '../queries/staff'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicant,
  attemptOf,
  coursesOf,
  eventsOf,
  portalAt,
  sitTest,
} from '../testing'
import { aliasProgramme } from './alias-programme'
import { chooseRecommendation, continueWithoutChoosing } from './choose-recommendation'
import { launchAssessment } from './launch'
import { syncAttempt } from './sync'

vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  partner = await aPartner(studyhq.url)
})
afterAll(() => studyhq.close())

/** An applicant whose result is here. */
async function withCourses(college = partner): Promise<TestApplicant> {
  const who = await anApplicant(college)
  await takeTest(who, college)
  return who
}

async function takeTest(who: TestApplicant, college: TestPartner) {
  const launched = await launchAssessment(who.at(0), who)
  if (!launched.ok) throw new Error(launched.refusal.code)
  await sitTest(launched.value.url)
  await syncAttempt(portalAt(college, 15), { attemptId: (await attemptOf(who)).id })
}

const courseNamed = async (who: TestApplicant, name: string) => {
  const course = (await coursesOf(who)).find(({ courseName }) => courseName === name)
  if (!course) throw new Error(`${name} was not recommended`)
  return course
}
const unmatched = async (who: TestApplicant) => {
  const course = (await coursesOf(who)).find(({ programmeId }) => programmeId === null)
  if (!course) throw new Error('every course is offered')
  return course
}
const preferencesOf = async (who: TestApplicant) =>
  (
    await fresh()
      .db.select()
      .from(preferences)
      .where(eq(preferences.applicationId, who.applicationId))
      .orderBy(asc(preferences.position))
  ).map(({ programmeId }) => programmeId)

describe('choosing a recommended course', () => {
  test('puts its programme first and leaves who chose what', async () => {
    const asha = await withCourses()
    await fresh()
      .db.insert(preferences)
      .values({
        partnerId: partner.id,
        applicationId: asha.applicationId,
        position: 1,
        programmeId: partner.programmeIds.CSE ?? '',
      })
    const bba = await courseNamed(asha, 'BBA')
    expect(await chooseRecommendation(asha.at(60), { ...asha, recommendationId: bba.id })).toMatchObject({
      ok: true,
      value: { programmeCode: 'BBA', isSubmitted: false },
    })
    expect(await preferencesOf(asha)).toEqual([partner.programmeIds.BBA, partner.programmeIds.CSE])
    expect((await eventsOf(asha)).slice(-2)).toEqual(['recommendations.seen', 'recommendations.chosen'])
    const page = await findRecommendations(asha.applicant, asha.number)
    expect(page?.cards.find(({ courseName }) => courseName === 'BBA')).toMatchObject({
      isOffered: true,
      isFirstChoice: true,
      programme: { code: 'BBA' },
    })
    expect(page?.cards.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
  })

  test('a course without a programme, or of another intake, is not offered here', async () => {
    const asha = await withCourses()
    const stray = await unmatched(asha)
    expect(await chooseRecommendation(asha.at(60), { ...asha, recommendationId: stray.id })).toMatchObject({
      ok: false,
      refusal: { code: 'not_offered_here' },
    })
    const elsewhere = await fresh()
      .db.insert(programmes)
      .values({
        partnerId: partner.id,
        code: 'ELSE',
        name: { en: 'E', hi: 'E' },
        summary: { en: 'E', hi: 'E' },
      })
      .returning()
    await fresh()
      .db.update(recommendations)
      .set({ programmeId: elsewhere[0]?.id })
      .where(eq(recommendations.id, stray.id))
    expect(await chooseRecommendation(asha.at(60), { ...asha, recommendationId: stray.id })).toMatchObject({
      ok: false,
      refusal: { code: 'not_offered_here' },
    })
    expect(await preferencesOf(asha)).toEqual([])
    expect(await eventsOf(asha)).not.toContain('recommendations.seen')
  })

  test('nobody chooses for another, and another’s recommendation is none of mine', async () => {
    const [asha, meera] = [await withCourses(), await withCourses()]
    const hers = await courseNamed(asha, 'BBA')
    expect(await chooseRecommendation(meera.at(60), { ...asha, recommendationId: hers.id })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await chooseRecommendation(meera.at(60), { ...meera, recommendationId: hers.id })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await preferencesOf(meera)).toEqual([])
  })

  test('before the result there is nothing to choose or to pass over', async () => {
    const asha = await anApplicant(partner)
    expect(await continueWithoutChoosing(asha.at(0), asha)).toMatchObject({
      ok: false,
      refusal: { code: 'assessment_first' },
    })
  })

  test('going on without choosing is noted once', async () => {
    const asha = await withCourses()
    for (const seconds of [60, 70])
      expect((await continueWithoutChoosing(asha.at(seconds), asha)).ok).toBe(true)
    expect((await eventsOf(asha)).filter((name) => name === 'recommendations.seen')).toHaveLength(1)
  })

  test('after a submitted and paid form it may be chosen until review starts', async () => {
    const payFirst = await aPartner(studyhq.url, { journey: paymentFirst })
    await fresh().db.update(intakes).set({ feePaise: 100_000 }).where(eq(intakes.id, payFirst.intakeId))
    const riya = await anApplicant(payFirst)
    const become = (change: Partial<typeof applications.$inferInsert>) =>
      fresh().db.update(applications).set(change).where(eq(applications.id, riya.applicationId))
    await become({ state: 'submitted', submittedAt: new Date(), feeSettledAt: new Date() })
    await takeTest(riya, payFirst)
    const bba = await courseNamed(riya, 'BBA')
    expect(await chooseRecommendation(riya.at(60), { ...riya, recommendationId: bba.id })).toMatchObject({
      ok: true,
      value: { isSubmitted: true },
    })
    expect((await eventsOf(riya)).at(-1)).toBe('application.preferences_changed')
    await become({ state: 'in_review', reviewStartedAt: new Date() })
    expect(await chooseRecommendation(riya.at(90), { ...riya, recommendationId: bba.id })).toMatchObject({
      ok: false,
      refusal: { code: 'preferences_closed' },
    })
    expect((await findRecommendations(riya.applicant, riya.number))?.closed?.code).toBe('preferences_closed')
  })
})

describe('staff say what a course means here', () => {
  test('the alias matches what was stored before and what comes later, at this partner only, and leaves an event', async () => {
    const other = await aPartner(studyhq.url)
    const [asha, stranger] = [await withCourses(), await withCourses(other)]
    const { courseName } = await unmatched(asha)
    const clerk = await aStaffMember<Staff<'programmes.alias'>>(partner, 'admissions_officer')
    const reader = await aStaffMember<Staff<'applications.read'>>(partner, 'reviewer')
    expect((await listUnmatchedCourses(reader.actor)).map((course) => course.courseName)).toContain(
      courseName,
    )
    const programmeId = partner.programmeIds.DSC ?? ''
    const aliased = await aliasProgramme(clerk, { courseName, programmeId })
    expect(aliased.ok && aliased.value.matched).toBeGreaterThan(0)
    expect(await courseNamed(asha, courseName)).toMatchObject({ programmeId, matchedBy: 'alias' })
    expect(await courseNamed(stranger, courseName)).toMatchObject({ programmeId: null })
    expect((await listUnmatchedCourses(reader.actor)).map((course) => course.courseName)).not.toContain(
      courseName,
    )
    const told = await fresh()
      .db.select()
      .from(events)
      .where(and(eq(events.partnerId, partner.id), eq(events.name, 'programme.aliased')))
    expect(told).toMatchObject([{ actorKind: 'staff', detail: { course: courseName, programme: 'DSC' } }])
    expect(await courseNamed(await withCourses(), courseName)).toMatchObject({
      programmeId,
      matchedBy: 'alias',
    })
  })

  test('another partner’s programme is not found', async () => {
    const clerk = await aStaffMember<Staff<'programmes.alias'>>(await aPartner(studyhq.url), 'admin')
    expect(
      await aliasProgramme(clerk, { courseName: 'BFA', programmeId: partner.programmeIds.DSC ?? '' }),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
  })
})

describe('who sees what', () => {
  test('an applicant sees their own assessment and courses, and nobody else’s', async () => {
    const [asha, meera] = [await withCourses(), await anApplicant(partner)]
    const page = await findAssessmentPage(asha.applicant, asha.number)
    expect(page).toMatchObject({ provider: 'StudyHQ', shows: 'done', next: 'recommendations' })
    expect(await findAssessmentState(asha.applicant, asha.number)).toMatchObject({
      isSettled: true,
      version: page?.version,
    })
    expect([
      await findAssessmentPage(meera.applicant, asha.number),
      await findAssessmentState(meera.applicant, asha.number),
      await findRecommendations(meera.applicant, asha.number),
    ]).toEqual([null, null, null])
    expect(await findAssessmentPage(meera.applicant, meera.number)).toMatchObject({
      shows: 'start',
      launch: 'start',
    })
  })

  test('the state changes when the page would', async () => {
    const asha = await anApplicant(partner)
    const seen = async () => (await findAssessmentState(asha.applicant, asha.number))?.version
    const before = await seen()
    await launchAssessment(asha.at(0), asha)
    const after = await seen()
    expect(after).not.toBe(before)
    expect(await seen()).toBe(after)
  })

  test('staff see the truth of their own partner’s attempts: what was said, what we concluded, when we ask next', async () => {
    const college = await aPartner(studyhq.url)
    const asha = await withCourses(college)
    const own = (await aStaffMember<Staff<'applications.read'>>(college, 'reviewer')).actor
    const foreign = (await aStaffMember<Staff<'applications.read'>>(await aPartner(studyhq.url), 'admin'))
      .actor
    const [truth] = await getAttemptTruth(own, asha.applicationId)
    expect(truth).toMatchObject({
      provider: 'StudyHQ',
      connection: { health: 'healthy' },
      attempt: { progress: 'completed' },
    })
    expect(truth?.launches).toHaveLength(1)
    expect(truth?.calls.map(({ purpose }) => purpose)).toEqual(['fetch_result', 'mint_start_link'])
    expect(JSON.stringify(truth?.calls)).not.toMatch(/asha-\w+@|secret_sandbox|\/take\//)
    expect((await listAttempts(own)).rows).toMatchObject([{ number: asha.number, result: 'ready' }])
    expect((await listAttempts(own, { filter: { needs: 'failing' } })).rows).toEqual([])
    expect(await getProviderHealth(own)).toMatchObject([
      { label: 'StudyHQ', health: 'healthy', waiting: 0, failing: 0 },
    ])
    expect([
      await getAttemptTruth(foreign, asha.applicationId),
      (await listAttempts(foreign)).rows,
      await listUnmatchedCourses(foreign),
    ]).toEqual([[], [], []])
  })

  test('pages of the list of attempts follow each other without a gap', async () => {
    const college = await aPartner(studyhq.url)
    for (let at = 0; at < 3; at += 1) await launchAssessment(...(await clickOf(college, at)))
    const own = (await aStaffMember<Staff<'applications.read'>>(college, 'reviewer')).actor
    const first = await listAttempts(own, { size: 2 })
    const second = await listAttempts(own, { size: 2, after: first.next })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(3)
    expect(second.next).toBeNull()
  })
})

async function clickOf(college: TestPartner, seconds: number) {
  const who = await anApplicant(college)
  return [who.at(seconds), { number: who.number, origin: who.origin }] as const
}
