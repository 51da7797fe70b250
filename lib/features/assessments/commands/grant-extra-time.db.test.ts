import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extraTimes, staffTasks } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
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
  eventsOf,
  mailOf,
  sitTest,
  portalAt,
} from '../testing'
import { closeStaffTask } from './close-staff-task'
import { eraseAtProvider } from './erase-at-provider'
import { grantExtraTime } from './grant-extra-time'
import { launchAssessment } from './launch'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  partner = await aPartner(studyhq.url)
})
afterAll(() => studyhq.close())

const member = async <Actor extends Staff>() => ({
  ...(await aStaffMember<Actor>(partner, 'admissions_officer')),
  now: portalAt(partner, 30).now,
})
const officer = () => member<Staff<'accommodations.manage'>>()
const reason = 'Certified dyslexia, see the letter of 3 March'
const grantsOf = ({ applicationId }: TestApplicant) =>
  fresh().db.select().from(extraTimes).where(eq(extraTimes.applicationId, applicationId))
const tasksOf = ({ applicationId }: TestApplicant) =>
  fresh().db.select().from(staffTasks).where(eq(staffTasks.applicationId, applicationId))

describe('extra time', () => {
  test('is kept with its reason encrypted; its event and its task tell neither percent nor reason', async () => {
    const asha = await anApplicant(partner)
    const staff = await officer()
    expect(await grantExtraTime(staff, { ...asha, percent: 25, reason })).toEqual({
      ok: true,
      value: { route: 'by_hand_provider_cannot' },
    })
    const [grant] = await grantsOf(asha)
    expect(grant).toMatchObject({ percent: 25, grantedBy: staff.actor.accountId })
    expect(grant?.reason).toMatch(/^v1\./)
    expect(await eventsOf(asha)).toEqual(['assessment.extra_time_arranged'])
    const told = await fresh().db.select().from(events).where(eq(events.applicationId, asha.applicationId))
    expect(told.map(({ detail }) => detail)).toEqual([{}])
    const tasks = await tasksOf(asha)
    expect(tasks).toMatchObject([{ kind: 'extra_time_at_provider', doneAt: null }])
    expect(tasks.map(({ detail }) => JSON.stringify(detail)).join()).not.toMatch(/25|dyslexia/)
    expect(await mailOf(asha)).toEqual([])
  })

  test('a double click is one; a change opens no second task while the first is open', async () => {
    const asha = await anApplicant(partner)
    const staff = await officer()
    await Promise.all([1, 2, 3].map(() => grantExtraTime(staff, { ...asha, percent: 25, reason })))
    expect(await grantsOf(asha)).toHaveLength(1)
    await grantExtraTime(staff, { ...asha, percent: 50, reason })
    expect((await grantsOf(asha)).map(({ percent }) => percent).sort()).toEqual([25, 50])
    expect(await tasksOf(asha)).toHaveLength(1)
  })

  test('is taken back by 0 percent, once', async () => {
    const asha = await anApplicant(partner)
    const staff = await officer()
    const takeBack = () => grantExtraTime(staff, { ...asha, percent: 0, reason: 'Granted by mistake' })
    expect(await takeBack()).toMatchObject({ ok: false, refusal: { code: 'extra_time_none' } })
    await grantExtraTime(staff, { ...asha, percent: 25, reason })
    expect((await takeBack()).ok).toBe(true)
    expect(await takeBack()).toMatchObject({ ok: false, refusal: { code: 'extra_time_none' } })
    expect(await eventsOf(asha)).toEqual([
      'assessment.extra_time_arranged',
      'assessment.extra_time_taken_back',
    ])
  })

  test('another partner’s staff find nothing', async () => {
    const asha = await anApplicant(partner)
    const foreign = await aStaffMember<Staff<'accommodations.manage'>>(await aPartner(studyhq.url), 'admin')
    expect(await grantExtraTime(foreign, { ...asha, percent: 25, reason })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect([await grantsOf(asha), await eventsOf(asha)]).toEqual([[], []])
  })
})

describe('a task for staff', () => {
  test('erasure at a provider that cannot be told opens one, once, and closing it needs only a note', async () => {
    const asha = await anApplicant(partner)
    const launched = await launchAssessment(asha.at(0), asha)
    if (!launched.ok) throw new Error(launched.refusal.code)
    const staff = await member<Staff<'assessments.manage'>>()
    const erase = () => eraseAtProvider(staff, { ...asha, attemptNo: 1 })
    expect(await erase()).toMatchObject({ ok: false, refusal: { code: 'attempt_under_way' } })
    await sitTest(launched.value.url)
    await syncAttempt(portalAt(partner, 20), { attemptId: (await attemptOf(asha)).id })
    expect(await Promise.all([erase(), erase()])).toEqual([
      { ok: true, value: { by: 'task' } },
      { ok: true, value: { by: 'task' } },
    ])
    const [task, ...others] = await tasksOf(asha)
    expect(others).toEqual([])
    if (!task) throw new Error('no task')
    const foreign = await aStaffMember<Staff<'assessments.manage'>>(await aPartner(studyhq.url), 'admin')
    const closing = { taskId: task.id, note: 'StudyHQ confirmed by mail' }
    expect(await closeStaffTask(foreign, closing)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await closeStaffTask(staff, closing)).toEqual({ ok: true, value: { number: asha.number } })
    expect(await closeStaffTask(staff, closing)).toMatchObject({
      ok: false,
      refusal: { code: 'task_closed' },
    })
    expect(await tasksOf(asha)).toMatchObject([
      { doneBy: staff.actor.accountId, detail: { closingNote: 'StudyHQ confirmed by mail' } },
    ])
    expect((await eventsOf(asha)).slice(-2)).toEqual(['assessment.erasure_asked', 'staff_task.closed'])
  })
})
