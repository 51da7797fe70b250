import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { attempts } from '@/db/schema/assessments'
import { sandboxSettings } from '@/db/schema/sandbox'
import { useFreshDatabase } from '@/db/testing'
import { setBudget } from '@/lib/platform/budget/budget'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  anApplicant,
  attemptOf,
  callsOf,
  sitTest,
} from '../testing'
import { knownFinishes, learnAgain } from './finish-knowledge'
import { launchAssessment } from './launch'
import { sweepDueAttempts } from './sweep-due'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
})
afterAll(() => studyhq.close())

async function launched(who: TestApplicant): Promise<string> {
  const result = await launchAssessment(who.at(0), who)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.url
}

const people = async (partner: TestPartner, count: number): Promise<TestApplicant[]> => {
  const all: TestApplicant[] = []
  for (let one = 0; one < count; one++) all.push(await anApplicant(partner))
  return all
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** Puts attempts into a state that would take an hour to reach. */
const put = (who: TestApplicant[], columns: Partial<typeof attempts.$inferInsert>) =>
  fresh()
    .db.update(attempts)
    .set(columns)
    .where(
      inArray(
        attempts.applicationId,
        who.map(({ applicationId }) => applicationId),
      ),
    )

const fetched = async (who: TestApplicant) =>
  (await callsOf(who)).filter(({ purpose }) => purpose === 'fetch_result')

/** Nobody else's attempts are due. */
const quiet = () => fresh().db.update(attempts).set({ nextAskAt: null })

/** Has the sandbox clock go ahead, for as long as `work` takes. */
async function later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  await fresh().db.insert(sandboxSettings).values({ id: 1, clockOffsetSeconds: seconds })
  try {
    return await work()
  } finally {
    await fresh().db.delete(sandboxSettings)
  }
}

describe('whom the sweep asks about', () => {
  test('with few calls left the one who came back is asked about before those who wait longer', async () => {
    const partner = await aPartner(studyhq.url)
    const crowd = await people(partner, 4)
    for (const who of crowd) await sitTest(await launched(who), 'go on')
    const [hinted, ...others] = crowd
    if (!hinted) throw new Error('nobody')
    await quiet()
    await put(others, { launchedAt: ago(80), expectedMinutes: 60, nextAskAt: ago(30) })
    await put([hinted], { launchedAt: ago(10), expectedMinutes: 60, nextAskAt: ago(0), hintedAt: ago(0) })
    const key = { partnerId: partner.id, connectionId: partner.connectionId }
    // Launching has used four; one more is all there is.
    await setBudget(key, { calls: 5, windowSeconds: 86_400 })
    await sweepDueAttempts()
    expect(await fetched(hinted)).toHaveLength(1)
    for (const who of others) expect(await fetched(who)).toHaveLength(0)
    for (const who of others) expect((await attemptOf(who)).nextAskAt).not.toBeNull()
  })

  test('a test that has just begun is not worth a call, and is looked at when it may be over', async () => {
    const partner = await aPartner(studyhq.url)
    const [asha, ravi] = await people(partner, 2)
    if (!asha || !ravi) throw new Error('nobody')
    for (const who of [asha, ravi]) await sitTest(await launched(who), 'go on')
    await quiet()
    await put([asha], { launchedAt: ago(0.1), expectedMinutes: 60, nextAskAt: ago(0) })
    await put([ravi], { launchedAt: ago(75), expectedMinutes: 60, nextAskAt: ago(0) })
    await sweepDueAttempts()
    expect(await fetched(asha)).toHaveLength(0)
    expect((await attemptOf(asha)).nextAskAt?.getTime()).toBeGreaterThan(Date.now() + 30_000)
    expect(await fetched(ravi)).toHaveLength(1)
  })

  test('a slow connection does not hold up another', async () => {
    const dead = await serveSimulator(createStudyHqSimulator())
    const [slow, quick] = [
      await aPartner(dead.url, { settings: { timeoutMs: 5_000 } }),
      await aPartner(studyhq.url),
    ]
    const [waiting, asha] = [await anApplicant(slow), await anApplicant(quick)]
    await launched(waiting)
    await sitTest(await launched(asha))
    await quiet()
    await put([waiting, asha], { nextAskAt: ago(1) })
    dead.setFault('slow')
    const sweep = sweepDueAttempts()
    await vi.waitFor(async () => expect(await attemptOf(asha)).toMatchObject({ result: 'ready' }), 4_000)
    expect((await attemptOf(waiting)).lastAnsweredAt).toBeNull()
    const ravi = await anApplicant(quick)
    await sitTest(await launched(ravi))
    await put([ravi], { nextAskAt: ago(1) })
    await vi.waitFor(async () => expect(await attemptOf(ravi)).toMatchObject({ result: 'ready' }), 4_500)
    dead.setFault(null)
    expect(await sweep).toBe(3)
    await dead.close()
  })

  test('a sitting that a later one took over is never asked about', async () => {
    const partner = await aPartner(studyhq.url)
    const asha = await anApplicant(partner)
    await sitTest(await launched(asha))
    await quiet()
    await put([asha], { nextAskAt: ago(5), frozenAt: ago(5) })
    expect(await sweepDueAttempts()).toBe(0)
    expect(await fetched(asha)).toHaveLength(0)
  })
})

describe('with every callback and return lost', () => {
  test('each result is found by the sweep, for tests of known and of unknown length', async () => {
    const partner = await aPartner(studyhq.url)
    const crowd = await people(partner, 6)
    for (const who of crowd) await sitTest(await launched(who))
    await quiet()
    await put(crowd.slice(0, 3), { expectedMinutes: 30, launchedAt: ago(0), nextAskAt: ago(0) })
    await put(crowd.slice(3), { launchedAt: ago(0), nextAskAt: ago(0) })
    for (const minutes of [1, 20, 40, 65]) await later(minutes * 60, sweepDueAttempts)
    for (const who of crowd)
      expect(await attemptOf(who)).toMatchObject({ progress: 'completed', result: 'ready', hintedAt: null })
    const calls = await Promise.all(crowd.map(fetched))
    expect(calls.flat().length).toBeLessThanOrEqual(2 * crowd.length)
  })
})

describe('what the past teaches', () => {
  test('finishes of the same test at the same connection make the looks come when people finish', async () => {
    const partner = await aPartner(studyhq.url)
    const crowd = await people(partner, 21)
    for (const who of crowd) await launched(who)
    const [asha, ...past] = crowd
    if (!asha) throw new Error('nobody')
    const same = {
      partnerId: partner.id,
      connectionId: partner.connectionId,
      testId: null,
      expectedMinutes: null,
    }
    await learnAgain(same, new Date())
    expect(knownFinishes(same).model).toBeNull()
    await put(past, {
      progress: 'completed',
      result: 'ready',
      startedAt: ago(100),
      finishedAt: ago(80),
      nextAskAt: null,
    })
    await learnAgain(same, new Date())
    expect(knownFinishes(same).model).toBeNull()
    await learnAgain(same, new Date(Date.now() + 301_000))
    expect(knownFinishes(same).model?.endSeconds).toBeGreaterThan(1190)
    expect(knownFinishes(same).model?.endSeconds).toBeLessThan(1300)
    const other = await aPartner(studyhq.url)
    const foreign = { ...same, partnerId: other.id, connectionId: other.connectionId }
    await learnAgain(foreign, new Date())
    expect(knownFinishes(foreign).model).toBeNull()
    const [row] = await fresh()
      .db.select()
      .from(attempts)
      .where(eq(attempts.applicationId, asha.applicationId))
    expect(row?.testId).toBeNull()
  })
})
