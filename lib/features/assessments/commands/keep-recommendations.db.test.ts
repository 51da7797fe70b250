import { afterAll, beforeAll, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import type { ResultState } from '@/lib/domain/assessments/attempt'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { type TestApplicant, aPartner, anApplicant, attemptOf, coursesOf } from '../testing'
import { keepRecommendations } from './keep-recommendations'
import { launchAssessment } from './launch'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
beforeAll(async () => void (studyhq = await serveSimulator(createStudyHqSimulator())))
afterAll(() => studyhq.close())

/** The provider sends `names` while we held result `before`, and the result is `after` with it. */
async function send(
  who: TestApplicant,
  before: ResultState,
  after: ResultState,
  names: string[] | null,
): Promise<string[]> {
  const row = { ...(await attemptOf(who)), result: before }
  const courses = names?.map((courseName) => ({ courseName, score: null, rank: null, raw: {} })) ?? null
  await fresh().db.transaction((tx) => keepRecommendations(tx, row, courses, after))
  return (await coursesOf(who)).map(({ courseName }) => courseName)
}

test('a list may grow while the result is partial, the ready result’s list is final, and nothing sent erases nothing', async () => {
  const asha = await anApplicant(await aPartner(studyhq.url))
  await launchAssessment(asha.at(0), asha)
  expect(await send(asha, 'none', 'partial', ['BBA', 'BCA'])).toEqual(['BBA', 'BCA'])
  expect(await send(asha, 'partial', 'partial', ['BBA'])).toEqual(['BBA', 'BCA'])
  expect(await send(asha, 'partial', 'partial', null)).toEqual(['BBA', 'BCA'])
  expect(await send(asha, 'partial', 'ready', ['BFA', 'BBA'])).toEqual(['BFA', 'BBA'])
  expect(await send(asha, 'ready', 'ready', ['BFA', 'BBA', 'BCA'])).toEqual(['BFA', 'BBA'])
  expect(await send(asha, 'ready', 'ready', [])).toEqual(['BFA', 'BBA'])
})
