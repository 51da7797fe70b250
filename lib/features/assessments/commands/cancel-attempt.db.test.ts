import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { attemptReports, staffTasks } from '@/db/schema/assessments'
import { useFreshDatabase } from '@/db/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import { imochaSimulator } from '@/lib/providers/assessments/imocha/simulator'
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
  connectionOf,
  eventsOf,
  portalAt,
} from '../testing'
import { cancelAttempt } from './cancel-attempt'
import { eraseAtProvider } from './erase-at-provider'
import { fetchReports } from './fetch-reports'
import { launchAssessment } from './launch'
import { orderRetake } from './order-retake'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let vendor: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  vendor = await serveSimulator(imochaSimulator)
  partner = await anImochaCollege('v3')
})
beforeEach(() => vendor.setFault(null))
afterAll(() => vendor.close())

const officer = async (college = partner) => ({
  ...(await aStaffMember<Staff<'assessments.manage'>>(college, 'admissions_officer')),
  now: portalAt(college, 600).now,
})
const callsFor = async (who: TestApplicant, purpose: string) =>
  (await callsOf(who)).filter((call) => call.purpose === purpose)
const refused = (code: string) => ({ ok: false, refusal: { code } })

describe('cancelling an attempt that nobody has begun', () => {
  test('ends it at iMocha and here, and the applicant may begin anew', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    expect(await cancelAttempt(await officer(), { ...asha, attemptNo: 1 })).toEqual({ ok: true })
    expect(await attemptOf(asha)).toMatchObject({
      progress: 'expired',
      statusDetail: 'cancelled',
      statusReason: 'provider',
      nextAskAt: null,
    })
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.cancelled')
    expect(await callsFor(asha, 'cancel_attempt')).toMatchObject([{ status: 200, errorKind: null }])
    expect((await launchAssessment(asha.at(700), asha)).ok).toBe(true)
    expect(await attemptsOf(asha)).toHaveLength(2)
  })

  test('a double click asks iMocha once', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    const staff = await officer()
    const clicks = await Promise.all([1, 2].map(() => cancelAttempt(staff, { ...asha, attemptNo: 1 })))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await callsFor(asha, 'cancel_attempt')).toHaveLength(1)
  })

  test('an applicant who was quicker keeps their sitting', async () => {
    const asha = await anApplicant(partner)
    await fetch(await launched(asha), { method: 'POST', redirect: 'manual' })
    expect(await cancelAttempt(await officer(), { ...asha, attemptNo: 1 })).toMatchObject(
      refused('attempt_begun'),
    )
    expect(await attemptOf(asha)).toMatchObject({ progress: 'not_started', statusDetail: null })
    await sync(asha)
    expect(await attemptOf(asha)).toMatchObject({ progress: 'in_progress' })
    expect(await eventsOf(asha)).not.toContain('assessment.cancelled')
  })

  test('an iMocha that does not answer changes nothing here', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    vendor.setFault('500always')
    expect(await cancelAttempt(await officer(), { ...asha, attemptNo: 1 })).toMatchObject(
      refused('outside_unreachable'),
    )
    expect(await attemptOf(asha)).toMatchObject({ progress: 'not_started' })
  })

  test('a refused key marks the connection, and staff are told', async () => {
    const college = await anImochaCollege('v3')
    const asha = await anApplicant(college)
    await launched(asha)
    vendor.setFault('401')
    expect(await cancelAttempt(await officer(college), { ...asha, attemptNo: 1 })).toMatchObject(
      refused('outside_misconfigured'),
    )
    expect((await connectionOf(college)).health).toBe('unhealthy')
  })

  test('another partner’s staff find nothing, and iMocha is not asked', async () => {
    const asha = await anApplicant(partner)
    await launched(asha)
    const foreign = await officer(await aPartner(vendor.url))
    expect(await cancelAttempt(foreign, { ...asha, attemptNo: 1 })).toMatchObject(refused('not_found'))
    expect(await callsFor(asha, 'cancel_attempt')).toEqual([])
  })
})

describe('a finished test at iMocha', () => {
  test('gives its report as a file of ours', async () => {
    const asha = await whoFinished()
    expect(await fetchReports(await officer(), { ...asha, attemptNo: 1 })).toEqual({
      ok: true,
      value: { files: 1 },
    })
    const kept = await fresh()
      .db.select()
      .from(attemptReports)
      .where(eq(attemptReports.attemptId, (await attemptOf(asha)).id))
    expect(kept).toMatchObject([{ mediaType: 'application/pdf' }])
  })

  test.each(['hostile-pdf', 'broken-pdf'])('whose report is %s keeps no file', async (fault) => {
    const asha = await whoFinished()
    vendor.setFault(fault)
    expect(await fetchReports(await officer(), { ...asha, attemptNo: 1 })).toMatchObject({ ok: false })
    expect((await eventsOf(asha)).at(-1)).not.toBe('assessment.reports_fetched')
  })

  test('may be sat once more: the retake is an invitation of its own', async () => {
    const asha = await whoFinished()
    expect((await orderRetake(await officer(), { ...asha, attemptNo: 1, note: 'Fire alarm' })).ok).toBe(true)
    await launched(asha, 700)
    const ids = (await attemptsOf(asha)).map(({ externalId }) => externalId)
    expect(new Set(ids).size).toBe(2)
    expect(ids).not.toContain(null)
  })

  test('is forgotten there by one call, and the audit log says so', async () => {
    const asha = await whoFinished()
    expect(await eraseAtProvider(await officer(), { ...asha, attemptNo: 1 })).toEqual({
      ok: true,
      value: { by: 'provider' },
    })
    expect(await callsFor(asha, 'erase_candidate')).toMatchObject([{ status: 200 }])
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.erasure_asked')
  })

  test('over V2, which has no call for that, it becomes a task for staff', async () => {
    const college = await anImochaCollege('v2')
    const asha = await whoFinished(college)
    expect(await eraseAtProvider(await officer(college), { ...asha, attemptNo: 1 })).toEqual({
      ok: true,
      value: { by: 'task' },
    })
    const tasks = await fresh()
      .db.select()
      .from(staffTasks)
      .where(eq(staffTasks.applicationId, asha.applicationId))
    expect(tasks).toMatchObject([{ kind: 'erasure_at_provider', doneAt: null }])
  })
})

const anImochaCollege = (apiVersion: 'v2' | 'v3'): Promise<TestPartner> =>
  aPartner(vendor.url, { provider: 'imocha', settings: { apiVersion, timeoutMs: 5_000 } })

async function launched(who: TestApplicant, seconds = 0): Promise<string> {
  const result = await launchAssessment(who.at(seconds), who)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.url
}

const sync = async (who: TestApplicant, college = partner) =>
  syncAttempt(portalAt(college, 300), { attemptId: (await attemptOf(who)).id })

async function whoFinished(college = partner): Promise<TestApplicant> {
  const asha = await anApplicant(college)
  const post = (url: string, form: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const begun = await post(await launched(asha))
  const page = vendor.url + (begun.headers.get('location') ?? '')
  await post(page, { speed: 'speed0', power: 'power0', section: '0', do: 'next' })
  await post(page, { section: '1', next: 'next0', do: 'next' })
  await post(page, { section: '2', do: 'finish' })
  await sync(asha, college)
  if ((await attemptOf(asha)).progress !== 'completed') throw new Error('the sitting was not finished')
  return asha
}
