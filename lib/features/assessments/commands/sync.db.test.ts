import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { attempts } from '@/db/schema/assessments'
import { sandboxSettings } from '@/db/schema/sandbox'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicant,
  attemptOf,
  callsOf,
  connectionOf,
  coursesOf,
  eventsOf,
  mailOf,
  portalAt,
  sitTest,
  start,
} from '../testing'
import type { Staff } from '@/lib/platform/auth/actors'
import { checkNow } from './check-now'
import { launchAssessment } from './launch'
import { recordWatching } from './record-watching'
import { sweepDueAttempts } from './sweep-due'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  partner = await aPartner(studyhq.url)
})
afterAll(() => studyhq.close())

async function launched(who: TestApplicant, seconds = 0): Promise<string> {
  const result = await launchAssessment(who.at(seconds), who)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.url
}

const ask = async (who: TestApplicant, seconds: number, college = partner) =>
  syncAttempt(portalAt(college, seconds), { attemptId: (await attemptOf(who)).id })

describe('asking the provider', () => {
  test('a test begun, then finished: both axes move, courses are kept as worded, the applicant is mailed once', async () => {
    const asha = await anApplicant(partner)
    const link = await launched(asha)
    await sitTest(link, 'go on')
    await ask(asha, 15)
    expect(await attemptOf(asha)).toMatchObject({
      progress: 'in_progress',
      result: 'none',
      rawStatus: 'In Progress',
    })
    await sitTest(await launched(asha, 20))
    await ask(asha, 40)
    const attempt = await attemptOf(asha)
    expect(attempt).toMatchObject({
      progress: 'completed',
      result: 'ready',
      rawStatus: 'Completed',
      nextAskAt: null,
      failures: 0,
    })
    const courses = await coursesOf(asha)
    expect(courses.map(({ position }) => position)).toEqual(courses.map((_, at) => at + 1))
    expect(courses.find(({ courseName }) => courseName === 'BBA')).toMatchObject({
      programmeId: partner.programmeIds.BBA,
      matchedBy: 'code',
    })
    expect(courses.some(({ programmeId }) => programmeId === null)).toBe(true)
    expect(courses[0]?.score).toBeGreaterThan(0)
    expect(await eventsOf(asha)).toEqual([
      'assessment.launched',
      'assessment.progressed',
      'assessment.launched',
      'assessment.progressed',
      'assessment.result_arrived',
    ])
    expect(await mailOf(asha)).toEqual(['result_ready'])
    const jobs = await fresh().sql`select 1 from pgboss.job where name = 'messages.deliver'`
    expect(jobs.length).toBeGreaterThan(0)
    expect((await callsOf(asha)).at(-1)).toMatchObject({
      purpose: 'fetch_result',
      conclusion: expect.stringContaining('result none → ready'),
    })
  })

  test('ten asks at once tell each change once', async () => {
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha))
    await Promise.all(Array.from({ length: 10 }, () => ask(asha, 15)))
    expect(await eventsOf(asha)).toEqual([
      'assessment.launched',
      'assessment.progressed',
      'assessment.result_arrived',
    ])
    expect(await mailOf(asha)).toEqual(['result_ready'])
    const positions = (await coursesOf(asha)).map(({ position }) => position)
    expect(new Set(positions).size).toBe(positions.length)
  })

  test('a result that is here never goes back, whatever the provider says later', async () => {
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha))
    await ask(asha, 15)
    const [before, courses] = [await attemptOf(asha), await coursesOf(asha)]
    await studyhq.store.clear()
    await ask(asha, 30)
    expect(await attemptOf(asha)).toMatchObject({
      progress: 'completed',
      result: 'ready',
      finishedAt: before.finishedAt,
    })
    expect(await coursesOf(asha)).toEqual(courses)
    expect(await eventsOf(asha)).toHaveLength(3)
  })

  test('a finished test whose courses are late is waited for, and at the horizon given up with a sentence', async () => {
    const asha = await anApplicant(partner, 'asha+none@sandbox.test')
    await sitTest(await launched(asha))
    await ask(asha, 15)
    expect(await attemptOf(asha)).toMatchObject({ progress: 'completed', result: 'pending' })
    expect(await mailOf(asha)).toEqual([])
    const days = 24 * 3600
    await ask(asha, 13 * days)
    expect((await attemptOf(asha)).nextAskAt).not.toBeNull()
    await ask(asha, 14 * days + 60)
    expect(await attemptOf(asha)).toMatchObject({ result: 'unavailable', nextAskAt: null })
    expect(await eventsOf(asha)).toEqual([
      'assessment.launched',
      'assessment.progressed',
      'assessment.result_given_up',
    ])
  })

  test.each([
    ['429always', 'rate_limited'],
    ['500always', 'transient'],
    ['401', 'config'],
    ['html', 'contract'],
  ] as const)(
    '%s while a result is awaited keeps what is known and asks again later',
    async (fault, kind) => {
      const college = await aPartner(studyhq.url)
      const asha = await anApplicant(college)
      await sitTest(await launched(asha), 'go on')
      await ask(asha, 15, college)
      studyhq.setFault(fault)
      await ask(asha, 30, college).finally(() => studyhq.setFault(null))
      const attempt = await attemptOf(asha)
      expect(attempt).toMatchObject({ progress: 'in_progress', failures: 1, lastErrorKind: kind })
      expect(attempt.nextAskAt && attempt.lastAskedAt && attempt.nextAskAt > attempt.lastAskedAt).toBe(true)
      expect((await connectionOf(college)).health).toBe(kind === 'config' ? 'unhealthy' : 'healthy')
      expect(await mailOf(asha)).toEqual([])
      expect((await callsOf(asha)).at(-1)?.conclusion).toContain('the place is kept at in_progress')
      await ask(asha, 90, college)
      expect(await attemptOf(asha)).toMatchObject({ failures: 0, lastErrorKind: null })
      expect((await connectionOf(college)).health).toBe('healthy')
    },
  )

  test('an unknown status word changes nothing and is kept for staff', async () => {
    const asha = await anApplicant(partner, 'asha+unknown-status@sandbox.test')
    const link = await launched(asha)
    await sitTest(link, 'go on')
    await ask(asha, 15)
    await sitTest(await launched(asha, 20))
    await ask(asha, 40)
    expect(await attemptOf(asha)).toMatchObject({
      progress: 'in_progress',
      result: 'none',
      rawStatus: 'Marinating',
      lastErrorKind: 'contract',
      failures: 0,
    })
    expect((await callsOf(asha)).at(-1)?.conclusion).toContain('Unknown status word')
  })

  test('a test left is told, and one gone on with counts as under way again', async () => {
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha), 'leave')
    await ask(asha, 15)
    expect((await attemptOf(asha)).progress).toBe('abandoned')
    await sitTest(await launched(asha, 30), 'go on')
    await ask(asha, 45)
    expect((await attemptOf(asha)).progress).toBe('in_progress')
  })
})

describe('an outage is told once, and so is its end', () => {
  test('to everyone of the connection who was told, as soon as one of them gets an answer', async () => {
    const college = await aPartner(studyhq.url)
    const [asha, ravi] = [await anApplicant(college), await anApplicant(college)]
    studyhq.setFault('500always')
    for (const who of [asha, ravi]) await launchAssessment(who.at(0), who)
    studyhq.setFault(null)
    await ask(asha, 60, college)
    expect(await mailOf(asha)).toEqual(['provider_down', 'provider_back'])
    expect(await eventsOf(asha)).toContain('assessment.provider_back')
    const [job] = await fresh()
      .sql`select data from pgboss.job where name = 'assessments.sync_attempt' order by created_on desc limit 1`
    expect(job?.data).toEqual({ partnerId: college.id, attemptId: (await attemptOf(ravi)).id })
    await ask(ravi, 61, college)
    expect(await mailOf(ravi)).toEqual(['provider_down', 'provider_back'])
    expect(await attemptOf(ravi)).toMatchObject({ outageToldAt: null, lastErrorKind: null, nextAskAt: null })
  })

  test('one lost answer at night is no outage; three in a row are', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    studyhq.setFault('500always')
    for (const seconds of [300, 900]) await ask(asha, seconds)
    expect(await mailOf(asha)).toEqual([])
    for (const seconds of [1800, 3600]) await ask(asha, seconds)
    studyhq.setFault(null)
    expect(await mailOf(asha)).toEqual(['provider_down'])
  })
})

describe('asking at the right time', () => {
  test('the sweep asks about what is due, and two sweeps at once ask once', async () => {
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha))
    await fresh().db.update(attempts).set({ nextAskAt: null })
    await fresh()
      .db.update(attempts)
      .set({ nextAskAt: start })
      .where(eq(attempts.applicationId, asha.applicationId))
    const asked = await Promise.all([sweepDueAttempts(), sweepDueAttempts()])
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await attemptOf(asha)).toMatchObject({ progress: 'completed', result: 'ready' })
    expect((await callsOf(asha)).filter(({ purpose }) => purpose === 'fetch_result')).toHaveLength(1)
  })

  test('an attempt that one worker is asking about is not asked about by another, nor lost when that worker dies', async () => {
    const college = await aPartner(studyhq.url, { settings: { timeoutMs: 1_000 } })
    const asha = await anApplicant(college)
    await launched(asha)
    await fresh().db.update(attempts).set({ nextAskAt: null })
    await fresh()
      .db.update(attempts)
      .set({ nextAskAt: start })
      .where(eq(attempts.applicationId, asha.applicationId))
    studyhq.setFault('slow')
    const first = sweepDueAttempts()
    await vi.waitFor(async () => expect((await attemptOf(asha)).nextAskAt).not.toEqual(start))
    expect(await sweepDueAttempts()).toBe(0)
    expect((await attemptOf(asha)).nextAskAt?.getTime()).toBeGreaterThan(Date.now())
    studyhq.setFault(null)
    expect(await first).toBe(1)
  })

  test('nothing is asked before its time; the sandbox clock brings it', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    await sweepDueAttempts()
    expect((await attemptOf(asha)).asks).toBe(0)
    await fresh().db.insert(sandboxSettings).values({ id: 1, clockOffsetSeconds: 600 })
    await sweepDueAttempts()
    await fresh().db.delete(sandboxSettings)
    expect((await attemptOf(asha)).asks).toBe(1)
  })

  test('an open waiting page brings the next ask within 15 seconds, and a page of another applicant does not', async () => {
    const [asha, meera] = [await anApplicant(partner), await anApplicant(partner)]
    await launched(asha)
    const before = (await attemptOf(asha)).nextAskAt
    await recordWatching(meera.at(5), asha)
    expect(await attemptOf(asha)).toMatchObject({ watchedAt: null, nextAskAt: before })
    await recordWatching(asha.at(5), asha)
    const { nextAskAt, launchedAt } = await attemptOf(asha)
    expect((nextAskAt?.getTime() ?? 0) - (launchedAt?.getTime() ?? 0)).toBe(15_000)
  })

  test('a busy provider is not hurried by an open page', async () => {
    const asha = await anApplicant(partner, 'ravi+429always@sandbox.test')
    await launchAssessment(asha.at(0), asha)
    const before = (await attemptOf(asha)).nextAskAt
    await recordWatching(asha.at(5), asha)
    expect((await attemptOf(asha)).nextAskAt).toEqual(before)
  })
})

describe('check now', () => {
  test('asks within the request, leaves who asked, and a burst of clicks asks once', async () => {
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha))
    const checks = await Promise.all([1, 2, 3].map(() => checkNow(asha.at(10), asha)))
    expect(checks.map((check) => check.ok && check.value.asked).filter(Boolean)).toHaveLength(1)
    expect(await attemptOf(asha)).toMatchObject({ result: 'ready' })
    expect((await eventsOf(asha)).filter((name) => name === 'assessment.check_asked')).toHaveLength(1)
  })

  test('a failing provider is a refusal, and the applicant is told as an outage', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    studyhq.setFault('500always')
    expect(await checkNow(asha.at(10), asha)).toMatchObject({
      ok: false,
      refusal: { code: 'provider_unreachable' },
    })
    studyhq.setFault(null)
    expect(await mailOf(asha)).toEqual(['provider_down'])
  })

  test('is for its own applicant and its own partner’s staff', async () => {
    const [asha, meera] = [await anApplicant(partner), await anApplicant(partner)]
    await launched(asha)
    const own = await aStaffMember<Staff<'assessments.check'>>(partner, 'reviewer')
    const foreign = await aStaffMember<Staff<'assessments.check'>>(await aPartner(studyhq.url), 'admin')
    for (const ctx of [meera.at(10), foreign])
      expect(await checkNow(ctx, asha)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect((await attemptOf(asha)).asks).toBe(0)
    expect(await checkNow(own, asha)).toMatchObject({ ok: true, value: { asked: true } })
    expect(
      await syncAttempt(portalAt(await aPartner(studyhq.url), 10), { attemptId: (await attemptOf(asha)).id }),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
  })
})
