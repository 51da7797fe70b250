import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { attemptReports, attempts, staffTasks } from '@/db/schema/assessments'
import { useFreshDatabase } from '@/db/testing'
import { namedSections } from '@/lib/domain/assessments/can-staff'
import type { Staff } from '@/lib/platform/auth/actors'
import { createTestPartnershipSimulator } from '@/lib/providers/assessments/test-partnership/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { getAttemptTruth } from '../queries/attempt-truth'
import { listExtraTime } from '../queries/staff-extra-time'
import { listStaffTasks, listTasksOf } from '../queries/staff-tasks'
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
} from '../testing'
import { closeStaffTask } from './close-staff-task'
import { downloadReport } from './download-report'
import { fetchReports } from './fetch-reports'
import { grantExtraTime } from './grant-extra-time'
import { launchAssessment } from './launch'
import { orderRetake } from './order-retake'
import { orderVerification } from './order-verification'
import { resetSection } from './reset-section'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let vendor: SimulatorServer
let road: Road
let partner: TestPartner

beforeAll(async () => {
  vendor = await serveSimulator(createTestPartnershipSimulator())
  road = await aRoadTo(vendor.url)
  partner = await aPartner(road.url, {
    provider: 'test-partnership',
    settings: { projectAccessKey: 'GREENFIELD-APTITUDE', timeoutMs: 5_000 },
  })
})
beforeEach(() => road.repair())
afterAll(async () => {
  await road.close()
  await vendor.close()
})

const note = 'The power went during this section'
const member = async <Actor extends Staff>(seconds = 600) => ({
  ...(await aStaffMember<Actor>(partner, 'admissions_officer')),
  now: portalAt(partner, seconds).now,
})
const officer = () => member<Staff<'assessments.manage'>>()
const tasksOf = ({ applicationId }: TestApplicant) =>
  fresh().db.select().from(staffTasks).where(eq(staffTasks.applicationId, applicationId))
const inOrder = async (who: TestApplicant) =>
  (await attemptsOf(who)).sort((a, b) => a.attemptNo - b.attemptNo)
const callsFor = async (who: TestApplicant, path: string) =>
  (await callsOf(who)).filter((call) => call.path?.includes(path))

describe('resetting a section', () => {
  test('the earlier attempt keeps its result for ever; the same sitting goes on under a new number', async () => {
    const asha = await whoFinished()
    const [before] = await inOrder(asha)
    const staff = await officer()
    expect(await resetSection(staff, await sectionOf(asha))).toEqual({ ok: true })
    const [first, second] = await inOrder(asha)
    expect(first).toEqual({ ...before, frozenAt: staff.now, nextAskAt: null })
    expect(second).toMatchObject({
      attemptNo: 2,
      reason: 'section_reset',
      reasonNote: note,
      orderedBy: staff.actor.accountId,
      progress: 'not_started',
      externalId: before?.externalId,
      memo: before?.memo,
      testId: before?.testId,
      scores: null,
    })
    expect((await eventsOf(asha)).slice(-2)).toEqual(['assessment.reset_asked', 'assessment.section_reset'])
    expect(await mailOf(asha)).toContain('section_reset')
    expect(await tasksOf(asha)).toMatchObject([{ kind: 'reset_unclear', detail: { finding: 'done' } }])
  })

  test('the applicant sits the section again, and its result comes to the new attempt only', async () => {
    const asha = await whoFinished()
    await resetSection(await officer(), await sectionOf(asha))
    const [kept] = await inOrder(asha)
    await sit(await launched(asha, 700))
    await sync(asha, 900)
    const [first, second] = await inOrder(asha)
    expect(first).toEqual(kept)
    expect(second).toMatchObject({ progress: 'completed', result: 'ready' })
  })

  test('a double click sends it once', async () => {
    const asha = await whoFinished()
    const [staff, section] = [await officer(), await sectionOf(asha)]
    const clicks = await Promise.all([1, 2, 3].map(() => resetSection(staff, section)))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await callsFor(asha, 'resetassessmentsection')).toHaveLength(1)
    expect(await attemptsOf(asha)).toHaveLength(2)
  })

  test('a lost answer never repeats it: nothing changes here, and a task asks staff to look', async () => {
    const asha = await whoFinished()
    const [staff, section] = [await officer(), await sectionOf(asha)]
    const before = await attemptsOf(asha)
    road.loseAnswersOf('resetassessmentsection')
    const refused = (code: string) => ({ ok: false, refusal: { code } })
    expect(await resetSection(staff, section)).toMatchObject(refused('reset_unanswered'))
    road.repair()
    expect(await resetSection(staff, section)).toMatchObject(refused('asked_just_now'))
    const later = { ...staff, now: portalAt(partner, 6000).now }
    expect(await resetSection(later, section)).toMatchObject(refused('call_unclear'))
    expect(await orderRetake(later, { ...section })).toMatchObject(refused('call_unclear'))
    expect(await callsFor(asha, 'resetassessmentsection')).toHaveLength(1)
    expect(await attemptsOf(asha)).toEqual(before)
    expect(await tasksOf(asha)).toMatchObject([{ kind: 'reset_unclear', doneAt: null }])
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.reset_unclear')
  })

  test('a task closed with “it happened” makes the new attempt; with “it did not” it may be sent again', async () => {
    const [asha, riya] = [await whoFinished(), await whoFinished()]
    const staff = await officer()
    road.loseAnswersOf('resetassessmentsection')
    await resetSection(staff, await sectionOf(asha))
    road.loseCallsTo('resetassessmentsection')
    await resetSection(staff, await sectionOf(riya))
    road.repair()
    const taskOf = async (who: TestApplicant) => (await tasksOf(who))[0]?.id ?? ''
    const unsaid = await closeStaffTask(staff, { taskId: await taskOf(asha), note })
    expect(unsaid).toMatchObject({ ok: false, refusal: { code: 'finding_missing' } })
    await closeStaffTask(staff, { taskId: await taskOf(asha), note, finding: 'happened' })
    expect(await inOrder(asha)).toMatchObject([
      { frozenAt: staff.now },
      { attemptNo: 2, reason: 'section_reset' },
    ])
    await closeStaffTask(staff, { taskId: await taskOf(riya), note, finding: 'did_not' })
    expect(await inOrder(riya)).toMatchObject([{ frozenAt: null }])
    expect((await resetSection(staff, await sectionOf(riya))).ok).toBe(true)
    expect((await eventsOf(asha)).at(-1)).toBe('staff_task.closed')
  })

  test('a clear refusal changes nothing and leaves nothing to do', async () => {
    const asha = await whoFinished()
    const [staff, section] = [await officer(), await sectionOf(asha)]
    const before = await attemptsOf(asha)
    vendor.setFault('400')
    expect(await resetSection(staff, section)).toMatchObject({
      ok: false,
      refusal: { code: 'outside_refused' },
    })
    vendor.setFault(null)
    expect(await attemptsOf(asha)).toEqual(before)
    expect((await tasksOf(asha)).filter(({ doneAt }) => doneAt === null)).toEqual([])
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.reset_refused')
    expect((await resetSection(staff, section)).ok).toBe(true)
  })

  test('another partner’s staff find nothing, and no section of another sitting can be named', async () => {
    const asha = await whoFinished()
    const section = await sectionOf(asha)
    const foreign = await aStaffMember<Staff<'assessments.manage'>>(await aPartner(vendor.url), 'admin')
    for (const refused of [
      await resetSection(foreign, section),
      await resetSection(await officer(), { ...section, sectionId: '999999' }),
    ])
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect(await callsFor(asha, 'resetassessmentsection')).toEqual([])
  })
})

describe('ordering a verification test', () => {
  test('opens the finished test once more, tells the applicant, and leaves the result alone', async () => {
    const asha = await whoFinished()
    const [before] = await inOrder(asha)
    expect(await orderVerification(await officer(), await sectionOf(asha))).toEqual({ ok: true })
    expect(await inOrder(asha)).toEqual([{ ...before, verification: 'ordered' }])
    expect((await eventsOf(asha)).at(-1)).toBe('assessment.verification_ordered')
    expect(await mailOf(asha)).toContain('verification_ordered')
    const link = await launched(asha, 700)
    // A return that is lost must not lose the answer: the sweep asks as well.
    expect((await attemptOf(asha)).nextAskAt).not.toBeNull()
    await sit(link)
    await sync(asha, 900)
    expect(await attemptOf(asha)).toMatchObject({
      verification: 'answered',
      result: 'ready',
      nextAskAt: null,
    })
  })

  test('a second one of the same section is refused by the provider and said so', async () => {
    const asha = await whoFinished()
    const [staff, section] = [await officer(), await sectionOf(asha)]
    await orderVerification(staff, section)
    await fresh()
      .db.update(attempts)
      .set({ verification: 'answered' })
      .where(eq(attempts.applicationId, asha.applicationId))
    expect(await orderVerification(staff, section)).toMatchObject({
      ok: false,
      refusal: { code: 'verification_exists' },
    })
    expect(await attemptOf(asha)).toMatchObject({ verification: 'answered' })
  })

  test('a lost answer never repeats it; what staff find decides', async () => {
    const asha = await whoFinished()
    const [staff, section] = [await officer(), await sectionOf(asha)]
    road.loseAnswersOf('/verification/')
    expect(await orderVerification(staff, section)).toMatchObject({
      ok: false,
      refusal: { code: 'verification_unanswered' },
    })
    road.repair()
    expect(await attemptOf(asha)).toMatchObject({ verification: 'unclear' })
    expect((await orderVerification(staff, section)).ok).toBe(false)
    expect(await callsFor(asha, '/verification/')).toHaveLength(1)
    const [task] = await tasksOf(asha)
    await closeStaffTask(staff, { taskId: task?.id ?? '', note, finding: 'happened' })
    expect(await attemptOf(asha)).toMatchObject({ verification: 'ordered' })
    expect((await mailOf(asha)).filter((template) => template === 'verification_ordered')).toHaveLength(1)
  })
})

describe('reports', () => {
  test('are kept with us, once, and only staff of the partner may take them; each reading is noted', async () => {
    const asha = await whoFinished()
    const fetched = await fetchReports(await officer(), { ...asha, attemptNo: 1 })
    expect(fetched.ok && fetched.value.files).toBeGreaterThan(0)
    const kept = await fresh()
      .db.select()
      .from(attemptReports)
      .where(eq(attemptReports.attemptId, (await attemptOf(asha)).id))
    expect((await attemptOf(asha)).hasReports).toBe(true)
    const [report] = kept
    if (!report) throw new Error('no report')
    const reviewer = await aStaffMember<Staff<'reports.read'>>(partner, 'reviewer')
    const opened = await downloadReport(reviewer, report)
    if (!opened.ok) throw new Error(opened.refusal.code)
    const bytes = Buffer.from(await new Response(opened.value.body).arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.byteLength).toBe(report.bytes)
    expect(await eventsOf(asha)).toContain('report.downloaded')
    const foreign = await aStaffMember<Staff<'reports.read'>>(await aPartner(vendor.url), 'admin')
    expect(await downloadReport(foreign, report)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
  })

  test('a press right after the first asks the provider only once', async () => {
    const asha = await whoFinished()
    const staff = await officer()
    const press = () => fetchReports(staff, { ...asha, attemptNo: 1 })
    const [one, other] = await Promise.all([press(), press()])
    expect([one, other].filter(({ ok }) => ok)).toHaveLength(1)
    expect(await callsFor(asha, '/reports/')).toHaveLength(1)
  })

  test.each([
    ['empty-zip', 'reports_not_ready'],
    ['not-pdf', 'outside_unreadable'],
    ['json-zip', 'outside_refused'],
  ])('%s is told as %s and keeps nothing', async (fault, code) => {
    const asha = await whoFinished()
    vendor.setFault(fault)
    const refused = await fetchReports(await officer(), { ...asha, attemptNo: 1 })
    vendor.setFault(null)
    expect(refused).toMatchObject({ ok: false, refusal: { code } })
    const rows = await fresh()
      .db.select()
      .from(attemptReports)
      .where(eq(attemptReports.attemptId, (await attemptOf(asha)).id))
    expect(rows).toEqual([])
  })
})

describe('extra time at a provider that takes it', () => {
  const grant = async (who: TestApplicant, percent = 50) =>
    grantExtraTime(await member<Staff<'accommodations.manage'>>(), { ...who, percent, reason: 'Dyslexia' })

  test('travels with the next start', async () => {
    const asha = await anApplicant(partner)
    expect(await grant(asha)).toEqual({ ok: true, value: { route: 'next_start' } })
    await launched(asha, 700)
    expect(await attemptOf(asha)).toMatchObject({ extraTimePercent: 50 })
    expect((await callsFor(asha, '/api/candidate'))[0]?.requestBody).toContain('"FactorPercentage":"•••"')
    expect(await tasksOf(asha)).toEqual([])
  })

  test('travels with a retake that is waiting for its first start', async () => {
    const asha = await whoFinished()
    await orderRetake(await officer(), { ...asha, attemptNo: 1, note })
    expect(await grant(asha)).toEqual({ ok: true, value: { route: 'next_start' } })
    expect(await inOrder(asha)).toMatchObject([{ extraTimePercent: null }, { extraTimePercent: 50 }])
  })

  test('comes too late for a sitting that is made already: then it is a task', async () => {
    const asha = await anApplicant(partner)
    await launched(asha, 0)
    expect(await grant(asha)).toEqual({ ok: true, value: { route: 'by_hand_already_created' } })
    expect(await attemptOf(asha)).toMatchObject({ extraTimePercent: null })
    expect(await tasksOf(asha)).toMatchObject([{ kind: 'extra_time_at_provider', doneAt: null }])
  })
})

test('the panel, the tasks and the extra time are for the partner’s own staff', async () => {
  const asha = await whoFinished()
  const arranger = await member<Staff<'accommodations.manage'>>()
  await grantExtraTime(arranger, { ...asha, percent: 25, reason: 'Dyslexia' })
  road.loseAnswersOf('resetassessmentsection')
  const manager = await officer()
  await resetSection(manager, await sectionOf(asha))
  const reader = await aStaffMember<Staff<'applications.read'>>(partner, 'finance')
  const [truth] = await getAttemptTruth(reader.actor, asha.applicationId)
  expect(truth).toMatchObject({ isNewest: true, counting: null, reports: null })
  expect(truth?.sections.length).toBeGreaterThan(0)
  expect(truth?.verdicts.retake).toMatchObject({ refusal: { code: 'call_unclear' } })
  expect(await listTasksOf(manager.actor, asha.applicationId)).toMatchObject([
    { kind: 'reset_unclear', needsFinding: true, note, provider: 'Test Partnership' },
  ])
  expect(await listExtraTime(arranger.actor, asha.applicationId)).toMatchObject([
    { percent: 25, reason: 'Dyslexia', grantedBy: 'Asha Verma' },
  ])
  const college = await aPartner(vendor.url)
  const abroad = async <Actor extends Staff>() => (await aStaffMember<Actor>(college, 'admin')).actor
  const strangers = await abroad<Staff<'assessments.manage'>>()
  expect([
    await getAttemptTruth(await abroad<Staff<'applications.read'>>(), asha.applicationId),
    await listTasksOf(strangers, asha.applicationId),
    (await listStaffTasks(strangers)).open,
    await listExtraTime(await abroad<Staff<'accommodations.manage'>>(), asha.applicationId),
  ]).toEqual([[], [], [], []])
})

async function launched(who: TestApplicant, seconds: number): Promise<string> {
  const result = await launchAssessment(who.at(seconds), who)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.url
}

const sync = async (who: TestApplicant, seconds: number) =>
  syncAttempt(portalAt(partner, seconds), { attemptId: (await attemptOf(who)).id })

async function whoFinished(): Promise<TestApplicant> {
  const asha = await anApplicant(partner)
  await sit(await launched(asha, 0))
  await sync(asha, 300)
  return asha
}

async function sectionOf(who: TestApplicant) {
  const { scores, attemptNo } = await attemptOf(who)
  const [section] = namedSections(scores)
  if (!section) throw new Error('no section')
  return { number: who.number, attemptNo, note, sectionId: section.id }
}

const openPage = (url: string, form?: Record<string, string>) =>
  fetch(url, { redirect: 'manual', ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) })

/** Opens the start link, sits every section there is, and hands in. */
async function sit(link: string): Promise<void> {
  const page = new URL((await openPage(link)).headers.get('location') ?? '', vendor.url).href
  for (const button of [/I agree/, /Start section/, /Finish section/, /Submit assessment/]) {
    const isSection = button.source.includes('section')
    if (button.source === 'Finish section') continue
    while (await press(page, button)) if (isSection) await press(page, /Finish section/)
  }
}

async function press(page: string, button: RegExp): Promise<boolean> {
  const html = await (await openPage(page)).text()
  const buttons = [...html.matchAll(/<button[^>]*name="do" value="([^"]+)"[^>]*>([^<]+)</g)]
  const value = buttons.find(([, , said]) => button.test(said ?? ''))?.[1]
  if (value) await openPage(page, { n1: '2', n2: '3', v1: '1', v2: '3', do: value })
  return value !== undefined
}

type Road = {
  url: string
  /** The vendor still gets such calls and does what they ask; its answer never arrives. */
  loseAnswersOf: (path: string) => void
  /** Such calls never reach the vendor; from here the two look the same. */
  loseCallsTo: (path: string) => void
  repair: () => void
  close: () => Promise<void>
}

/** A road to the vendor on which answers can be lost. */
async function aRoadTo(vendorUrl: string): Promise<Road> {
  let lost: { path: string; before: boolean } | null = null
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', async () => {
      const { method, url = '/' } = incoming
      const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined
      const isLost = lost !== null && url.includes(lost.path)
      if (isLost && lost?.before) return incoming.socket.destroy()
      const type = incoming.headers['content-type']
      const answer = await fetch(vendorUrl + url, {
        method,
        body,
        headers: type ? { 'content-type': type } : {},
        redirect: 'manual',
      })
      if (isLost) return incoming.socket.destroy()
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
      outgoing.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswersOf: (path) => void (lost = { path, before: false }),
    loseCallsTo: (path) => void (lost = { path, before: true }),
    repair: () => void (lost = null),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
