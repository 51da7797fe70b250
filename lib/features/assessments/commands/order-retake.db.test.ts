import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applications } from '@/db/schema/applications'
import { useFreshDatabase } from '@/db/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicant,
  attemptOf,
  attemptsOf,
  callsOf,
  eventsOf,
  mailOf,
  portalAt,
  sitTest,
} from '../testing'
import { cancelAttempt } from './cancel-attempt'
import { checkNow } from './check-now'
import { fetchReports } from './fetch-reports'
import { launchAssessment } from './launch'
import { orderRetake } from './order-retake'
import { orderVerification } from './order-verification'
import { resetSection } from './reset-section'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  partner = await aPartner(studyhq.url)
})
afterAll(() => studyhq.close())

const officer = async () => ({
  ...(await aStaffMember<Staff<'assessments.manage'>>(partner, 'admissions_officer')),
  now: portalAt(partner, 30).now,
})
const note = 'The connection broke in the middle'

/** Somebody who has finished the test and has a result. */
async function whoFinished(): Promise<TestApplicant> {
  const asha = await anApplicant(partner)
  const launched = await launchAssessment(asha.at(0), asha)
  if (!launched.ok) throw new Error(launched.refusal.code)
  await sitTest(launched.value.url)
  await syncAttempt(portalAt(partner, 20), { attemptId: (await attemptOf(asha)).id })
  return asha
}

describe('allowing a retake', () => {
  test('opens one more attempt with its reason, keeps the earlier result, and tells the applicant', async () => {
    const asha = await whoFinished()
    const [before] = await attemptsOf(asha)
    const staff = await officer()
    expect(await orderRetake(staff, { ...asha, attemptNo: 1, note })).toEqual({
      ok: true,
      value: { attemptNo: 2 },
    })
    const [first, second] = (await attemptsOf(asha)).sort((a, b) => a.attemptNo - b.attemptNo)
    expect(first).toEqual(before)
    expect(second).toMatchObject({
      attemptNo: 2,
      reason: 'retake',
      reasonNote: note,
      orderedBy: staff.actor.accountId,
      progress: 'not_started',
      result: 'none',
      externalId: null,
    })
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.retake_ordered')
    expect(await mailOf(asha)).toContain('retake_allowed')
  })

  test('the applicant can begin it at once, and its own result comes to it', async () => {
    const asha = await whoFinished()
    await orderRetake(await officer(), { ...asha, attemptNo: 1, note })
    const launched = await launchAssessment(asha.at(60), asha)
    if (!launched.ok) throw new Error(launched.refusal.code)
    await sitTest(launched.value.url)
    await syncAttempt(portalAt(partner, 90), { attemptId: (await attemptOf(asha)).id })
    const rows = await attemptsOf(asha)
    expect(rows.map(({ progress, result }) => [progress, result])).toEqual([
      ['completed', 'ready'],
      ['completed', 'ready'],
    ])
  })

  test('before its first start there is nothing to ask StudyHQ about it', async () => {
    const asha = await whoFinished()
    await orderRetake(await officer(), { ...asha, attemptNo: 1, note })
    const calls = await callsOf(asha)
    const checker = await aStaffMember<Staff<'assessments.check'>>(partner, 'reviewer')
    expect(await checkNow(checker, asha)).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_at_provider' },
    })
    expect(await callsOf(asha)).toEqual(calls)
  })

  test('a double click allows one', async () => {
    const asha = await whoFinished()
    const staff = await officer()
    const clicks = await Promise.all([1, 2, 3].map(() => orderRetake(staff, { ...asha, attemptNo: 1, note })))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    for (const click of clicks) if (!click.ok) expect(click.refusal.code).toBe('not_newest_attempt')
    expect(await attemptsOf(asha)).toHaveLength(2)
    expect((await mailOf(asha)).filter((template) => template === 'retake_allowed')).toHaveLength(1)
  })

  test('not while an attempt is open, not before there is one, not after the application is withdrawn', async () => {
    const asha = await anApplicant(partner)
    const staff = await officer()
    const refused = (code: string) => ({ ok: false, refusal: { code } })
    const retake = () => orderRetake(staff, { ...asha, attemptNo: 1, note })
    expect(await retake()).toMatchObject(refused('no_attempt_yet'))
    await launchAssessment(asha.at(0), asha)
    expect(await retake()).toMatchObject(refused('attempt_under_way'))
    const riya = await whoFinished()
    await fresh()
      .db.update(applications)
      .set({ state: 'withdrawn' })
      .where(eq(applications.id, riya.applicationId))
    expect(await orderRetake(staff, { ...riya, attemptNo: 1, note })).toMatchObject(
      refused('application_over'),
    )
    expect(await attemptsOf(riya)).toHaveLength(1)
  })

  test('another partner’s staff find nothing', async () => {
    const asha = await whoFinished()
    const foreign = await aStaffMember<Staff<'assessments.manage'>>(await aPartner(studyhq.url), 'admin')
    expect(await orderRetake(foreign, { ...asha, attemptNo: 1, note })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await attemptsOf(asha)).toHaveLength(1)
  })
})

describe('what StudyHQ cannot do is said, and StudyHQ is not asked', () => {
  test.each([
    ['provider_cannot_cancel', (ctx, who) => cancelAttempt(ctx, who)],
    ['provider_cannot_reset', (ctx, who) => resetSection(ctx, { ...who, note, sectionId: '1' })],
    ['provider_cannot_verify', (ctx, who) => orderVerification(ctx, { ...who, note, sectionId: '1' })],
    ['provider_has_no_reports', (ctx, who) => fetchReports(ctx, who)],
  ] satisfies [
    string,
    (
      ctx: Awaited<ReturnType<typeof officer>>,
      who: { number: string; attemptNo: number },
    ) => Promise<unknown>,
  ][])('%s', async (code, act) => {
    const asha = await whoFinished()
    const before = [await callsOf(asha), await eventsOf(asha), await attemptsOf(asha)]
    expect(await act(await officer(), { number: asha.number, attemptNo: 1 })).toMatchObject({
      ok: false,
      refusal: { code, waitsFor: 'staff' },
    })
    expect([await callsOf(asha), await eventsOf(asha), await attemptsOf(asha)]).toEqual(before)
  })

  test('a retake that nobody has opened yet is ours alone, so it can be cancelled all the same', async () => {
    const asha = await whoFinished()
    const staff = await officer()
    await orderRetake(staff, { ...asha, attemptNo: 1, note })
    const calls = await callsOf(asha)
    expect(await cancelAttempt(staff, { ...asha, attemptNo: 2 })).toEqual({ ok: true })
    expect(await attemptOf(asha)).toMatchObject({
      progress: 'expired',
      statusDetail: 'cancelled',
      nextAskAt: null,
    })
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.cancelled')
    expect(await callsOf(asha)).toEqual(calls)
    expect(await cancelAttempt(staff, { ...asha, attemptNo: 2 })).toMatchObject({
      ok: false,
      refusal: { code: 'attempt_begun' },
    })
  })
})
