import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants, staff as staffTable } from '@/db/schema/accounts'
import { applicationPages, applications } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { connections, intakes, partners } from '@/db/schema/partners'
import { paymentFacts, paymentOrders, payments, receipts, refunds } from '@/db/schema/payments'
import { intakeVersions } from '@/db/schema/versions'
import { useFreshDatabase } from '@/db/testing'
import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import { applicationStates } from '@/lib/domain/applications/machine'
import { type SortField, type SortKey, sortFields } from '@/lib/domain/applications/sort'
import { progressStates, resultStates } from '@/lib/domain/assessments/attempt'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import { assessmentFirst, paymentFirst } from '@/lib/domain/journeys/definition'
import { type Standing, standingOf, standings } from '@/lib/domain/journeys/standing'
import { paymentStates } from '@/lib/domain/payments/ledger'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Staff } from '@/lib/platform/auth/actors'
import { staffActor } from '@/lib/platform/auth/testing'
import type { PagePlace } from '@/lib/platform/keyset'
import { readJourneyOf } from '../queries'
import { type ApplicationListRow, listApplications } from './staff-list'

useFreshDatabase()

const now = new Date()
const text = (words: string) => ({ en: words, hi: words })
const people = ['Asha Verma', 'Kabir Khan', 'ज़ोया शेख़', "Maria D'Souza", 'Asha Rao']

type World = {
  staff: Staff<'applications.read'>
  partnerId: string
  intakeIds: string[]
  connectionId: string
  /** Of the first intake: another journey, another fee, other dates. */
  versionId: string
}
let greenfield: World
let sunrise: World

/** What may be true of one application; everything independent of everything else, but that a form is submitted once its state says so. */
const anApplication = fc.record({
  intake: fc.nat(3),
  emailVerified: fc.boolean(),
  state: fc.constantFrom(...applicationStates, 'draft' as const, 'submitted' as const, 'submitted' as const),
  reviewStarted: fc.oneof(fc.constant(false), fc.constant(false), fc.boolean()),
  feeSettled: fc.boolean(),
  coursesSeen: fc.boolean(),
  pages: fc.nat(2),
  courses: fc.nat(2),
  attempt: fc.option(
    fc.record({
      progress: fc.constantFrom(...progressStates, 'completed' as const),
      result: fc.constantFrom(...resultStates),
      launched: fc.boolean(),
    }),
  ),
  order: fc.option(
    fc.record({
      sentSecondsAgo: fc.option(fc.constantFrom(30, 170, 190, 5000)),
      returnedSecondsAgo: fc.option(fc.constantFrom(10, 100, 9000)),
      facts: fc.array(
        fc.record({
          payment: fc.constantFrom('a', 'b'),
          state: fc.constantFrom(...paymentStates),
          paise: fc.constantFrom(100_000, 100),
          secondsAgo: fc.constantFrom(20, 178, 184, 1100, 1300, 4000),
        }),
        { maxLength: 4 },
      ),
    }),
  ),
})
type Given = typeof anApplication extends fc.Arbitrary<infer T> ? T : never

beforeAll(async () => {
  greenfield = await aPartner('greenfield')
  sunrise = await aPartner('sunrise')
  const given = fc.sample(anApplication, { numRuns: 220, seed: 27 })
  for (const [place, one] of given.entries()) await write(greenfield, one, place)
  await write(sunrise, given[0] as Given, 0)
})

test('the step in the list is the step of the journey plan, for every kind of application', async () => {
  const rows = await allPages({})
  const seen = new Set<Standing>()
  for (const row of rows) {
    const journey = await readJourneyOf(greenfield.partnerId, { id: row.id }, { now: new Date() })
    if (!journey) throw new Error('the application is gone')
    const standing = standingOf(journey.plan, journey.facts)
    expect({ number: row.number, standing: row.standing }).toEqual({ number: row.number, standing })
    seen.add(standing)
  }
  // The generated rows reach every word, so none of them agrees by never occurring.
  expect(standings.filter((word) => !seen.has(word))).toEqual([])
})

test('a filter by step finds exactly the applications that stand there', async () => {
  const everything = await allPages({})
  for (const step of new Set(everything.map((row) => row.standing))) {
    const found = await allPages({ steps: [step] })
    expect(found.map((row) => row.id)).toEqual(
      everything.filter((row) => row.standing === step).map((row) => row.id),
    )
  }
})

test('filters by intake and by the provider’s answer narrow together', async () => {
  const everything = await allPages({})
  const [intake] = greenfield.intakeIds
  const found = await allPages({ intakes: [intake ?? ''], assessments: ['result_awaited'] })
  const wanted = everything.filter(
    ({ attempt, intakeName }) =>
      intakeName.en === 'intake 0' &&
      attempt?.progress === 'completed' &&
      ['none', 'pending', 'partial'].includes(attempt.result),
  )
  expect(found.map((row) => row.id)).toEqual(wanted.map((row) => row.id))
  expect(found.length).toBeGreaterThan(0)
})

describe('pages', () => {
  test('neither skip nor repeat applications that began in the same instant', async () => {
    const ids = (await allPages({}, 7)).map((row) => row.id)
    expect(ids).toHaveLength(220)
    expect(new Set(ids).size).toBe(220)
    expect(
      (await allPages({ sort: [{ by: 'created', isDescending: false }] }, 7)).map((row) => row.id),
    ).toEqual(ids.toReversed())
  })

  test('lead back the way they came', async () => {
    const first = await listApplications(greenfield.staff, {}, {}, 10)
    const second = await listApplications(greenfield.staff, {}, first.next ?? {}, 10)
    const third = await listApplications(greenfield.staff, {}, second.next ?? {}, 10)
    const back = await listApplications(greenfield.staff, {}, third.previous ?? {}, 10)
    expect(back.rows).toEqual(second.rows)
    const backAgain = await listApplications(greenfield.staff, {}, back.previous ?? {}, 10)
    expect(backAgain.rows).toEqual(first.rows)
    expect([first.previous, backAgain.previous]).toEqual([null, null])
  })
})

describe('sorted by up to three keys, each in either direction', () => {
  const aSort = fc.uniqueArray(
    fc.record({ by: fc.constantFrom(...sortFields), isDescending: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 3,
      selector: ({ by }) => by,
    },
  )

  test('the pages forward are the sorted list, and the pages back are its reverse', async () => {
    const everything = await allPages({}, 300)
    const given = fc.sample(fc.record({ sort: aSort, size: fc.constantFrom(9, 23, 70) }), {
      numRuns: 40,
      seed: 11,
    })
    for (const { sort, size } of given) {
      const wanted = [...everything].sort(inOrderOf(sort)).map((row) => row.id)
      const forward = await allPages({ sort }, size)
      expect(
        forward.map((row) => row.id),
        JSON.stringify(sort),
      ).toEqual(wanted)
      expect(await allPagesBack({ sort }, wanted.at(-1) ?? '', size), JSON.stringify(sort)).toEqual(
        wanted.slice(0, -1),
      )
    }
  }, 120_000)

  test('a filter keeps the order of what it leaves', async () => {
    const sort: SortKey[] = [
      { by: 'review_score', isDescending: true },
      { by: 'name', isDescending: false },
    ]
    const filter = { sort, states: ['draft' as const, 'submitted' as const], score: { min: 20 } }
    const wanted = (await allPages({ sort }, 300)).filter(
      (row) => ['draft', 'submitted'].includes(row.state) && (row.scorePercent ?? 0) >= 20,
    )
    expect((await allPages(filter, 5)).map((row) => row.id)).toEqual(wanted.map((row) => row.id))
    expect(wanted.length).toBeGreaterThan(10)
  })
})

/** As a registrar would sort on paper: nothing is the smallest, alike rows by their id in the last key's direction. */
function inOrderOf(sort: SortKey[]): (a: ApplicationListRow, b: ApplicationListRow) => number {
  const valueOf: Record<SortField, (row: ApplicationListRow) => string | number> = {
    created: (row) => row.createdAt.getTime(),
    submitted: (row) => row.submittedAt?.getTime() ?? -Infinity,
    updated: (row) => row.updatedAt.getTime(),
    name: (row) => row.fullName.toLowerCase(),
    number: (row) => row.number,
    score: (row) => row.scorePercent ?? -Infinity,
    review_score: (row) => row.reviewScore ?? -Infinity,
  }
  const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)
  return (a, b) => {
    for (const { by, isDescending } of sort) {
      const sign = compare(valueOf[by](a), valueOf[by](b))
      if (sign !== 0) return isDescending ? -sign : sign
    }
    return sort.at(-1)?.isDescending ? compare(b.id, a.id) : compare(a.id, b.id)
  }
}

async function allPagesBack(filter: ApplicationFilter, from: string, size: number): Promise<string[]> {
  const ids: string[] = []
  let place: PagePlace | null = { before: from }
  while (place) {
    const page: Awaited<ReturnType<typeof listApplications>> = await listApplications(
      greenfield.staff,
      filter,
      place,
      size,
    )
    ids.unshift(...page.rows.map((row) => row.id))
    place = page.previous
  }
  return ids
}

describe('search', () => {
  const found = async (search: string) => (await listApplications(greenfield.staff, { search }, {}, 500)).rows

  test('finds a name by the beginning of any of its words, in any script', async () => {
    expect(new Set((await found('verma')).map((row) => row.fullName))).toEqual(new Set(['Asha Verma']))
    expect(new Set((await found('ash')).map((row) => row.fullName))).toEqual(
      new Set(['Asha Verma', 'Asha Rao']),
    )
    expect(new Set((await found('rao ASHA')).map((row) => row.fullName))).toEqual(new Set(['Asha Rao']))
    expect(new Set((await found('शेख़')).map((row) => row.fullName))).toEqual(new Set(['ज़ोया शेख़']))
    expect(new Set((await found("d'souza")).map((row) => row.fullName))).toEqual(new Set(["Maria D'Souza"]))
  })

  test('finds e-mail, mobile and application number as people type them', async () => {
    const [{ number, email, mobile }] = (await found('person17@')) as [ApplicationListRow]
    expect((await found(email.toUpperCase())).map((row) => row.number)).toEqual([number])
    expect((await found(`0${mobile.slice(3, 8)} ${mobile.slice(8)}`)).map((row) => row.number)).toEqual([
      number,
    ])
    expect((await found(number.toLowerCase().replaceAll('-', ' '))).map((row) => row.number)).toEqual([
      number,
    ])
    expect((await found(number.slice(0, 8))).map((row) => row.number)).toContain(number)
  })

  test('finds what a provider, a gateway or a bank calls it, and a receipt’s number', async () => {
    const [{ id }] = (await found('person17@')) as [ApplicationListRow]
    const typed = await writeIds(greenfield, id)
    for (const one of typed)
      expect(
        (await found(one)).map((row) => row.id),
        one,
      ).toEqual([id])
    expect((await listApplications(sunrise.staff, { search: typed[0] })).rows).toEqual([])
  })

  test.each(["' | x", '%', '_', '\u0000', '\\', "a' & b:*"])('%j is harmless', async (typed) => {
    await expect(found(typed)).resolves.toBeInstanceOf(Array)
  })

  test('a percent sign is a percent sign', async () => expect(await found('%@')).toEqual([]))
})

test('another partner’s staff sees none of it, neither by search nor by page', async () => {
  const [theirs] = (await listApplications(greenfield.staff, {}, {}, 5)).rows
  expect((await listApplications(sunrise.staff)).rows).toHaveLength(1)
  expect((await listApplications(sunrise.staff, { search: theirs?.number })).rows).toEqual([])
  expect((await listApplications(sunrise.staff, {}, { after: theirs?.id })).rows).toEqual([])
})

async function allPages(
  filter: Parameters<typeof listApplications>[1],
  size = 50,
): Promise<ApplicationListRow[]> {
  const rows: ApplicationListRow[] = []
  let place: PagePlace | null = {}
  while (place) {
    const page: Awaited<ReturnType<typeof listApplications>> = await listApplications(
      greenfield.staff,
      filter,
      place,
      size,
    )
    rows.push(...page.rows)
    place = page.next
  }
  return rows
}

async function aPartner(slug: string): Promise<World> {
  const db = database()
  const partnerId = uuidv7()
  await db.insert(partners).values({
    id: partnerId,
    slug,
    name: text(slug),
    tagline: text(slug),
    brand: '#0f766e',
    hosts: [`${slug}.localhost`],
    supportEmail: `help@${slug}.test`,
    grievanceOfficer: 'Dr. Rao',
  })
  const accountId = uuidv7()
  await db.insert(accounts).values({
    partnerId,
    id: accountId,
    kind: 'staff',
    email: `reviewer@${slug}.test`,
    fullName: 'Anil Kumar',
    passwordHash: '-',
  })
  await db.insert(staffTable).values({ partnerId, accountId, role: 'reviewer' })
  const connectionId = uuidv7()
  await db.insert(connections).values({
    partnerId,
    id: connectionId,
    kind: 'assessment',
    provider: 'studyhq',
    label: 'StudyHQ',
    settings: {},
    secrets: '-',
  })
  const days = (count: number) => secondsAfter(now, count * 86_400)
  const dates = [
    [-9, 9],
    [-9, 9],
    [-90, -9],
    [9, 90],
  ] as const
  const intakeIds: string[] = []
  for (const [place, [opens, closes]] of dates.entries()) {
    const id = uuidv7()
    intakeIds.push(id)
    const { id: journeyId, steps } = place % 2 === 0 ? paymentFirst : assessmentFirst
    await db.insert(intakes).values({
      partnerId,
      id,
      code: `I-${place}`,
      name: text(`intake ${place}`),
      sessionYear: 2027,
      opensAt: days(opens),
      closesAt: days(closes),
      journey: { id: journeyId, steps: [...steps] },
      feePaise: place === 1 ? null : 100_000,
      refundPolicy: text('-'),
      assessmentConnectionId: connectionId,
    })
  }
  const versionId = uuidv7()
  await db.insert(intakeVersions).values({
    partnerId,
    id: versionId,
    intakeId: intakeIds[0] ?? '',
    version: 1,
    state: 'retired',
    publishedAt: now,
    content: {
      name: text('older terms'),
      opensAt: days(-40).toISOString(),
      closesAt: days(-1).toISOString(),
      assessmentUntil: null,
      journey: { id: assessmentFirst.id, steps: [...assessmentFirst.steps] },
      feePaise: null,
      feeRules: [],
      refundPolicy: text('-'),
      assessmentConnectionId: connectionId,
      assessmentTestId: null,
      attemptsAllowed: 3,
      countingAttempt: 'latest',
      ruleSetId: null,
      paymentConnectionId: null,
      programmeIds: [],
    },
  })
  return {
    partnerId,
    versionId,
    intakeIds,
    connectionId,
    staff: await staffActor<'applications.read'>(partnerId, accountId),
  }
}

const markOf = (value: number): ScoreSheet => ({
  lines: [
    {
      level: 'overall',
      id: null,
      name: '',
      within: null,
      reportType: null,
      scores: [{ scale: 'percent', value, outOf: null }],
      state: null,
      isVerification: false,
      verdict: null,
      minutes: null,
    },
  ],
  band: null,
  norm: null,
  isPartial: false,
})

const ago = (seconds: number) => secondsAfter(now, -seconds)

async function write(
  { partnerId, intakeIds, connectionId, versionId }: World,
  given: Given,
  place: number,
): Promise<void> {
  const db = database()
  const accountId = uuidv7()
  const id = uuidv7()
  const fullName = people[place % people.length] ?? ''
  const mobile = `+9198${String(10_000_000 + place)}`
  await db.insert(accounts).values({
    partnerId,
    id: accountId,
    kind: 'applicant',
    email: `person${place}@sandbox.test`,
    fullName,
    passwordHash: '-',
    emailVerifiedAt: given.emailVerified || place % 5 ? now : null,
  })
  await db.insert(applicants).values({ partnerId, accountId, mobile, dateOfBirth: '2008-02-11' })
  await db.insert(applications).values({
    partnerId,
    id,
    applicantId: accountId,
    intakeId: intakeIds[given.intake] ?? '',
    state: given.state,
    number: applicationNumber(2027, Uint8Array.of(place % 32, place / 32, 1, 2, 3, 4)),
    submittedAt: given.state === 'draft' ? null : ago(600),
    intakeVersionId: place % 7 === 2 && given.intake === 0 ? versionId : null,
    reviewStartedAt: given.reviewStarted ? now : null,
    reviewScore: place % 3 === 0 ? (place % 4) * 25 : null,
    feeSettledAt: given.feeSettled ? now : null,
    feeWaivedAt: place % 11 === 5 ? now : null,
    recommendationsSeenAt: given.coursesSeen ? now : null,
    // Twenty to an instant, so that a page ends in the middle of one.
    createdAt: ago(Math.floor(place / 20) * 60),
  })
  for (const page of ['personal', 'contact'].slice(0, given.pages))
    await db
      .insert(applicationPages)
      .values({ partnerId, applicationId: id, page, answers: {}, savedAt: now })
  if (given.attempt) {
    const attemptId = uuidv7()
    const { progress, result, launched } = given.attempt
    await db.insert(attempts).values({
      partnerId,
      id: attemptId,
      applicationId: id,
      connectionId,
      attemptNo: 1,
      email: 'x@sandbox.test',
      fullName,
      mobile,
      progress,
      result,
      launchedAt: launched ? now : null,
      scores: place % 2 === 0 ? markOf((place % 5) * 20) : null,
    })
    for (let position = 1; position <= given.courses; position++)
      await db.insert(recommendations).values({ partnerId, attemptId, position, courseName: 'BBA', raw: {} })
  }
  if (given.order) await writeOrder(partnerId, id, connectionId, given.order)
}

/** A sitting, an order with a payment, a refund and a receipt, and money outside the gateway; returns what each is called. */
async function writeIds({ partnerId, connectionId }: World, applicationId: string): Promise<string[]> {
  const db = database()
  const own = { partnerId, applicationId }
  const orderId = uuidv7()
  const sitting = { ...own, connectionId, attemptNo: 9, email: 'x@sandbox.test', fullName: 'X', mobile: '1' }
  await db.insert(attempts).values({ ...sitting, externalId: '41288731' })
  await db.insert(paymentOrders).values({
    ...own,
    id: orderId,
    connectionId,
    receipt: 'rcpt_17_a',
    gatewayOrderId: 'order_9A33XWu170gUtm',
    paise: 100_000,
    state: 'settled',
    returnTokenHash: 'ids',
    refundPolicy: text('-'),
  })
  const gatewayPaymentId = 'pay_29QQoUBi66xm2f'
  const money = { paise: 100_000, gatewayPaymentId, orderId }
  await db
    .insert(payments)
    .values({ ...money, partnerId, state: 'captured', currency: 'INR', gatewayAt: now })
  await db.insert(receipts).values({ ...own, ...money, number: 'RCP-26-4T8ZK1WB', issuedAt: now })
  await db
    .insert(refunds)
    .values({ ...own, ...money, reason: 'second_capture', gatewayRefundId: 'rfnd_FP8QHiV938haTz' })
  return [
    '41288731',
    'rcpt_17_a',
    'order_9A33XWu170gUtm',
    gatewayPaymentId,
    'rcp 26 4t8zk1wb',
    'rfnd_FP8QHiV938haTz',
  ]
}

async function writeOrder(
  partnerId: string,
  applicationId: string,
  connectionId: string,
  order: NonNullable<Given['order']>,
): Promise<void> {
  const orderId = uuidv7()
  const at = (seconds: number | null) => (seconds === null ? null : ago(seconds))
  await database()
    .insert(paymentOrders)
    .values({
      partnerId,
      id: orderId,
      applicationId,
      connectionId,
      receipt: orderId,
      paise: 100_000,
      state: 'open',
      returnTokenHash: orderId,
      refundPolicy: text('-'),
      sentToGatewayAt: at(order.sentSecondsAgo),
      returnedAt: at(order.returnedSecondsAgo),
    })
  for (const { payment, state, paise, secondsAgo } of order.facts)
    await database()
      .insert(paymentFacts)
      .values({
        partnerId,
        orderId,
        gatewayPaymentId: `${orderId}-${payment}`,
        state,
        paise,
        currency: 'INR',
        gatewayAt: ago(secondsAgo),
        source: 'poll',
        receivedAt: now,
      })
      .onConflictDoNothing()
}
