import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import { applicationStates } from '@/lib/domain/applications/machine'
import { progressStates, resultStates } from '@/lib/domain/assessments/attempt'
import { decisionKinds, decisionStates, offerStates } from '@/lib/domain/decisions/decision'
import { assessmentFirst, paymentFirst } from '@/lib/domain/journeys/definition'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { listApplications } from '@/lib/features/applications/queries/staff-list'
import { type TestPartner, aPartner, aReviewer } from '@/lib/features/applications/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { PagePlace } from '@/lib/platform/keyset'
import { figuresAsCsv } from './as-csv'
import { listDays, listStretches } from './course-of-time'
import { type Counted, getFigures } from './figures'

useFreshDatabase()

const aFate = fc.record({
  state: fc.constantFrom(...applicationStates),
  daysAgo: fc.integer({ min: 0, max: 45 }),
  submitted: fc.boolean(),
  settled: fc.boolean(),
  waived: fc.boolean(),
  query: fc.boolean(),
  mine: fc.boolean(),
  isVerified: fc.boolean(),
  decisionKind: fc.option(fc.constantFrom(...decisionKinds)),
  decisionState: fc.constantFrom(...decisionStates),
  offerState: fc.option(fc.constantFrom(...offerStates)),
  attempt: fc.option(
    fc.record({
      progress: fc.constantFrom(...progressStates),
      result: fc.constantFrom(...resultStates),
      lastErrorKind: fc.option(fc.constantFrom('server_error')),
    }),
  ),
})
type Fate = typeof aFate extends fc.Arbitrary<infer T> ? T : never

const ago = (days: number) => new Date(Date.now() - days * 86_400_000 - 60_000)

type Reader = Parameters<typeof listApplications>[0]

let worlds: { partner: TestPartner; staff: Reader }[] = []

beforeAll(async () => {
  for (const [seed, journey] of [assessmentFirst, paymentFirst].entries()) {
    const partner = await aPartner({ journey })
    const staff: Staff = await aReviewer(partner)
    const connectionId = uuidv7()
    await database().insert(connections).values({
      partnerId: partner.id,
      id: connectionId,
      kind: 'assessment',
      provider: 'studyhq',
      label: 'StudyHQ',
      settings: {},
      secrets: '-',
    })
    for (const [place, fate] of fc.sample(aFate, { numRuns: 120, seed }).entries())
      await write(partner, connectionId, staff.accountId, place, fate)
    worlds = [...worlds, { partner, staff: staff as Reader }]
  }
})

async function write(
  partner: TestPartner,
  connectionId: string,
  reviewerId: string,
  place: number,
  fate: Fate,
) {
  const [accountId, id] = [uuidv7(), uuidv7()]
  const own = { partnerId: partner.id }
  await database().transaction(async (tx) => {
    await tx.insert(accounts).values({
      ...own,
      id: accountId,
      kind: 'applicant',
      email: `person${place}@sandbox.test`,
      fullName: `Person ${place}`,
      passwordHash: '-',
      emailVerifiedAt: fate.isVerified ? ago(50) : null,
    })
    await tx
      .insert(applicants)
      .values({ ...own, accountId, mobile: '+919810000001', dateOfBirth: '2008-02-11' })
    await tx.insert(applications).values({
      ...own,
      id,
      applicantId: accountId,
      intakeId: partner.intakeId,
      number: applicationNumber(2027, Uint8Array.of(place % 32, (place / 32) % 32, 1, 2, 3, 4)),
      state: fate.state,
      createdAt: ago(fate.daysAgo + 1),
      submittedAt: fate.submitted ? ago(fate.daysAgo) : null,
      feeSettledAt: fate.settled ? ago(fate.daysAgo / 2) : null,
      feeWaivedAt: fate.waived ? ago(1) : null,
      hasOpenQuery: fate.query,
      reviewerIds: fate.mine ? [reviewerId] : [],
      decisionKind: fate.decisionKind,
      decisionState: fate.decisionKind && fate.decisionState,
      offerState: fate.offerState,
    })
    if (fate.attempt)
      await tx.insert(attempts).values({
        ...own,
        applicationId: id,
        connectionId,
        attemptNo: 1,
        email: 'x@y.test',
        fullName: 'X',
        mobile: '1',
        ...fate.attempt,
      })
  })
}

/** Every row that the list of a number shows, page by page. */
async function rowsOf(staff: Reader, filter: Counted['filter']): Promise<number> {
  let place: PagePlace | null = {}
  let rows = 0
  while (place) {
    const page: Awaited<ReturnType<typeof listApplications>> = await listApplications(
      staff,
      filter,
      place,
      37,
    )
    rows += page.rows.length
    place = page.next
  }
  return rows
}

test('every number of the dashboard is that of the list which it opens', async () => {
  for (const { staff } of worlds) {
    const { funnels, intakes, work } = await getFigures(staff)
    const numbers: [string, Counted][] = [
      ...funnels.flatMap(({ steps, closed, withdrawn }) => [
        ...steps.flatMap(({ step, reached, here }): [string, Counted][] => [
          [`${step} reached`, reached],
          [`${step} here`, here],
        ]),
        ['closed', closed] as [string, Counted],
        ['withdrawn', withdrawn] as [string, Counted],
      ]),
      ...intakes.flatMap(({ figures }) => Object.entries(figures)),
      ...work.map((line): [string, Counted] => [line.id, line]),
    ]
    expect(numbers.length).toBeGreaterThan(30)
    for (const [name, { count, filter }] of numbers)
      expect([name, count]).toEqual([name, await rowsOf(staff, filter)])
    expect(numbers.filter(([, { count }]) => count > 0).length).toBeGreaterThan(15)
  }
})

test('each day’s numbers are those of that day’s lists', async () => {
  for (const { staff } of worlds) {
    const days = await listDays(staff)
    expect(days).toHaveLength(30)
    for (const { day, begun, submitted } of days) {
      expect([day, begun]).toEqual([day, await rowsOf(staff, { created: { from: day, to: day } })])
      expect([day, submitted]).toEqual([day, await rowsOf(staff, { submitted: { from: day, to: day } })])
    }
    expect(days.reduce((sum, { begun }) => sum + begun, 0)).toBeGreaterThan(20)
  }
})

test('those who came to the first step are all but the closed and the withdrawn', async () => {
  for (const { staff } of worlds) {
    const { funnels, intakes } = await getFigures(staff)
    const all = intakes.reduce((sum, { figures }) => sum + figures.all.count, 0)
    const told = funnels.reduce(
      (sum, { steps, closed, withdrawn }) =>
        sum + (steps[0]?.reached.count ?? 0) + closed.count + withdrawn.count,
      0,
    )
    expect([all, told]).toEqual([120, 120])
  }
})

test('the time in a step is told of those who finished it, and every table is a file', async () => {
  const [world] = worlds
  if (!world) throw new Error('no world')
  const stretches = await listStretches(world.staff)
  const form = stretches.find(({ step }) => step === 'form')
  expect(form?.people).toBeGreaterThan(10)
  expect(Math.round((form?.median ?? 0) / 86_400)).toBe(1)
  for (const table of ['work', 'funnel', 'intakes', 'days', 'stretches', 'deadlines'])
    expect((await figuresAsCsv(world.staff, table))?.split('\r\n').length).toBeGreaterThan(1)
  expect(await figuresAsCsv(world.staff, 'constructor')).toBeNull()
})
