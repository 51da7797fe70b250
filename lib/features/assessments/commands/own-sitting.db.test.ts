import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/db/client'
import { useFreshDatabase } from '@/db/testing'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { connections, intakes } from '@/db/schema/partners'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { sealSettings, unsealSettings } from '@/lib/features/partners/commands'
import { imochaSimulator } from '@/lib/providers/assessments/imocha/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  anApplicant,
  attemptOf,
  attemptsOf,
  callsOf,
} from '../testing'
import { launchAssessment } from './launch'

useFreshDatabase()
let vendor: SimulatorServer

beforeAll(async () => {
  vendor = await serveSimulator(imochaSimulator)
})
afterAll(() => vendor.close())

const aCollege = () =>
  aPartner(vendor.url, { provider: 'imocha', settings: { apiVersion: 'v3', timeoutMs: 5_000 } })
const anEmail = () => `asha-${randomBytes(4).toString('hex')}@sandbox.test`
const click = (who: TestApplicant, seconds = 0) => launchAssessment(who.at(seconds), who)
const kept = { ok: false, refusal: { code: 'provider_refused' } }

test('two colleges with one account: a sitting that waits for one of them is never lent to the other', async () => {
  const email = anEmail()
  const [here, there] = [
    await anApplicant(await aCollege(), email),
    await anApplicant(await aCollege(), email),
  ]
  expect((await click(here)).ok).toBe(true)
  expect(await click(there)).toMatchObject(kept)
  expect(await attemptsOf(there)).toMatchObject([
    { progress: 'not_started', externalId: null, lastErrorKind: 'conflict' },
  ])
  expect((await callsOf(there)).at(-1)?.conclusion).toContain('that of another application')
})

test('two applications of one person that are started at the same moment never share a sitting', async () => {
  const college = await aCollege()
  const first = await anApplicant(college, anEmail())
  const second = await anotherApplication(college, first)
  const clicks = await Promise.all([click(first), click(second)])
  expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
  const ids = [await attemptOf(first), await attemptOf(second)].map(({ externalId }) => externalId)
  expect(ids.filter((id) => id !== null)).toHaveLength(1)
})

test('a second connection to the same account knows the sittings of the first', async () => {
  const college = await aCollege()
  const first = await anApplicant(college, anEmail())
  const second = await anotherApplication(college, first, await anotherConnection(college))
  expect((await click(first)).ok).toBe(true)
  expect(await click(second)).toMatchObject(kept)
  expect((await attemptOf(second)).externalId).toBeNull()
})

test('an invitation that ran out and is opened again belongs to the new attempt; the old one is left alone', async () => {
  const asha = await anApplicant(await aCollege(), anEmail())
  await click(asha)
  const [old] = await attemptsOf(asha)
  await database()
    .update(attempts)
    .set({ progress: 'expired' })
    .where(eq(attempts.applicationId, asha.applicationId))
  expect((await click(asha, 30)).ok).toBe(true)
  const rows = (await attemptsOf(asha)).sort((one, other) => one.attemptNo - other.attemptNo)
  expect(rows.map(({ externalId }) => externalId)).toEqual([old?.externalId, old?.externalId])
  expect(rows.map(({ frozenAt }) => frozenAt !== null)).toEqual([true, false])
})

/** The same person applies to another intake of the college, whose test may be reached by another connection. */
async function anotherApplication(
  college: TestPartner,
  who: TestApplicant,
  connectionId = college.connectionId,
): Promise<TestApplicant> {
  const [intake] = await database().select().from(intakes).where(eq(intakes.id, college.intakeId))
  if (!intake) throw new Error('no intake')
  const intakeId = uuidv7()
  await database()
    .insert(intakes)
    .values({ ...intake, id: intakeId, code: 'UG28', assessmentConnectionId: connectionId })
  const applicationId = uuidv7()
  const number = applicationNumber(2027, randomBytes(8))
  await database().insert(applications).values({
    partnerId: college.id,
    id: applicationId,
    number,
    intakeId,
    applicantId: who.applicant.accountId,
  })
  return { ...who, applicationId, number }
}

async function anotherConnection(college: TestPartner): Promise<string> {
  const [first] = await database().select().from(connections).where(eq(connections.id, college.connectionId))
  if (!first) throw new Error('no connection')
  const id = uuidv7()
  const settings = sealSettings(id, 'assessment', 'imocha', unsealSettings(first))
  await database()
    .insert(connections)
    .values({ ...first, ...settings, id, label: 'iMocha, second' })
  return id
}
