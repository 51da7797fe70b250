import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { connections, intakes } from '@/db/schema/partners'
import { paymentFacts, paymentOrders } from '@/db/schema/payments'
import { useFreshDatabase } from '@/db/testing'
import { applicationStates } from '@/lib/domain/applications/machine'
import { progressStates, resultStates } from '@/lib/domain/assessments/attempt'
import { countingAttempt } from '@/lib/domain/assessments/counting'
import { type ScoreSheet, overallLine, scoreOn } from '@/lib/domain/assessments/scores'
import { paymentStates } from '@/lib/domain/payments/ledger'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { and, eq, sql } from 'drizzle-orm'
import { addUpFacets, rebuildCards } from '../commands/rebuild-cards'
import { type TestPartner, aPartner, noon } from '../testing'
import { countFacets } from './facets'
import { countMatching, walkMatching } from './matching'

const fresh = useFreshDatabase()

let partner: TestPartner
let connectionId: string
const ids: string[] = []

beforeAll(async () => {
  partner = await aPartner()
  connectionId = uuidv7()
  await database().insert(connections).values({
    partnerId: partner.id,
    id: connectionId,
    kind: 'assessment',
    provider: 'studyhq',
    label: 'StudyHQ',
    settings: {},
    secrets: '-',
  })
  for (let place = 0; place < 24; place++) ids.push(await begin(place))
})

test('a card is there with the commit that made the application, and says what the application says', async () => {
  const id = await begin(500)
  await expect(cardOf(id)).resolves.toMatchObject({ full_name: 'Person 500', step: 'form', fee_state: 'due' })
  await database().transaction(async (tx) => {
    await tx.update(applications).set({ state: 'withdrawn' }).where(ofPartner(id))
    await tx.update(applications).set({ state: 'draft', hasOpenQuery: true }).where(ofPartner(id))
  })
  await expect(cardOf(id)).resolves.toMatchObject({ state: 'draft', has_open_query: true })
  await database()
    .update(accounts)
    .set({ fullName: 'Asha Rao' })
    .where(eq(accounts.id, await applicantOf(id)))
  await expect(cardOf(id)).resolves.toMatchObject({ full_name: 'Asha Rao', name_key: 'asha rao' })
})

test('what a transaction took back leaves card and counts as they were', async () => {
  const [id = ''] = ids
  const before = [await cardOf(id), await counted()]
  const failing = database().transaction(async (tx) => {
    await tx.update(applications).set({ state: 'decided' }).where(ofPartner(id))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([await cardOf(id), await counted()]).toEqual(before)
  expect(await fresh().sql`select * from application_cards_due`).toHaveLength(0)
})

describe('counts', () => {
  test('are those of the rows after many changes at once, before and after they are added up', async () => {
    const changes = fc.sample(aChange, { numRuns: 400, seed: 4 })
    const workers = Array.from({ length: 8 }, (_, worker) =>
      changes.filter((_, place) => place % 8 === worker),
    )
    const foldings = (async () => {
      for (let turn = 0; turn < 12; turn++) await addUpFacets(50)
    })()
    await Promise.all([
      foldings,
      ...workers.map(async (own) => {
        for (const change of own) await apply(change)
      }),
    ])
    await expectTrue()
    while ((await addUpFacets(1000)) > 0) continue
    expect(await fresh().sql`select * from application_facet_changes`).toHaveLength(0)
    await expectTrue()
  }, 120_000)

  test('and cards that somebody damaged are repaired, and only those', async () => {
    const { sql: raw } = fresh()
    expect(await rebuildCards(partner.id)).toBe(0)
    await raw.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update application_cards set state = 'decided', full_name = 'Nobody' where application_id = ${ids[1] ?? ''}`
      await tx`delete from application_cards where application_id = ${ids[2] ?? ''}`
      await tx`update application_facets set count = count + 7`
      await tx`update application_facet_sums set count = count + 5`
    })
    expect(await rebuildCards(partner.id)).toBe(2)
    await expectTrue()
  })

  test('say the number of rows that the filter walks, for facets and for everything else', async () => {
    const filters = [
      {},
      { states: ['draft' as const] },
      { steps: ['fee_due' as const, 'form' as const] },
      { fees: ['none' as const, 'due' as const], assessments: ['ready' as const] },
      { programmes: [partner.programmes.cse, 'none'], states: ['draft' as const] },
      { search: 'person 1' },
      { reviewers: ['none'], score: { min: 40 } },
      { created: { from: '2026-11-02', to: '2026-11-20' } },
    ]
    for (const filter of filters) {
      const walked = await walkAll(filter)
      expect(await countMatching(partner.id, filter, noon(21))).toEqual({
        count: walked.length,
        isExact: true,
      })
      expect(new Set(walked).size).toBe(walked.length)
    }
  })

  test('of another partner are its own', async () => {
    const other = await aPartner()
    expect(await countFacets(other.id, { by: ['state'], now: noon(21) })).toEqual([])
    expect(await walkMatching(other.id, {}, { size: 10, now: noon(21) })).toEqual([])
  })
})

test('a try at paying moves the counts to “checking” while it lasts, and back when it is over', async () => {
  const id = await begin(900)
  const at = noon(20)
  await database().update(applications).set({ submittedAt: at, state: 'submitted' }).where(ofPartner(id))
  const fees = async (now: Date) =>
    Object.fromEntries(
      (await countFacets(partner.id, { by: ['fee'], now })).map(({ fee, count }) => [fee, count]),
    )
  const before = await fees(at)
  await order(id, at)
  const after = { ...before, due: (before.due ?? 0) - 1 }
  const during = await fees(new Date(at.getTime() + 60_000))
  expect(during.checking).toBe((before.checking ?? 0) + 1)
  expect(
    await walkAll({ fees: ['checking'], steps: ['fee_checking'] }, new Date(at.getTime() + 60_000)),
  ).toContain(id)
  expect(await fees(new Date(at.getTime() + 200_000))).toEqual({ ...after, open: (before.open ?? 0) + 1 })
})

test('the mark in the list is that of the attempt that counts by the intake’s rule', async () => {
  const rules = ['latest', 'best', 'first'] as const
  const given = fc.sample(fc.array(anAttempt, { minLength: 1, maxLength: 4 }), { numRuns: 24, seed: 9 })
  for (const [place, list] of given.entries()) {
    const id = await begin(2000 + place)
    const rule = rules[place % 3] ?? 'latest'
    await database().update(intakes).set({ countingAttempt: rule }).where(eq(intakes.partnerId, partner.id))
    const rows = list.map((each, turn) => ({ ...each, attemptNo: turn + 1, connectionId, testId: null }))
    for (const row of rows)
      await database()
        .insert(attempts)
        .values({
          ...row,
          partnerId: partner.id,
          applicationId: id,
          email: 'x@y.test',
          fullName: 'X',
          mobile: '1',
        })
    const sheet = countingAttempt(rows, rule)?.scores ?? null
    const line = sheet && overallLine(sheet)
    const percent = line && scoreOn(line, 'percent')?.value
    const points = line && scoreOn(line, 'points')
    const share = points?.outOf ? Math.round((10_000 * points.value) / points.outOf) / 100 : null
    expect((await cardOf(id)).score_percent, JSON.stringify(rows)).toBe(percent ?? share)
  }
}, 60_000)

const aMark = fc.constantFrom(20, 40, 55.5, 80)
const anAttempt = fc.record({
  progress: fc.constantFrom(...progressStates, 'completed' as const, 'completed' as const),
  result: fc.constantFrom(...resultStates, 'ready' as const, 'ready' as const),
  scores: fc.option(
    fc
      .record({ percent: fc.option(aMark), points: fc.option(aMark), percentile: fc.option(aMark) })
      .map(sheetOf),
  ),
})

function sheetOf(marks: {
  percent: number | null
  points: number | null
  percentile: number | null
}): ScoreSheet {
  const scores = (['percentile', 'percent', 'points'] as const).flatMap((scale) => {
    const value = marks[scale]
    return value === null ? [] : [{ scale, value, outOf: scale === 'points' ? 80 : null }]
  })
  const line = {
    id: null,
    name: '',
    within: null,
    reportType: null,
    state: null,
    verdict: null,
    minutes: null,
  }
  return {
    lines: [
      {
        ...line,
        level: 'overall',
        isVerification: true,
        scores: [{ scale: 'percent', value: 1, outOf: null }],
      },
      { ...line, level: 'overall', isVerification: false, scores },
    ],
    band: null,
    norm: null,
    isPartial: false,
  }
}

const aChange = fc.record({
  of: fc.nat(23),
  what: fc.oneof(
    fc.record({ state: fc.constantFrom(...applicationStates) }),
    fc.record({ feeSettledAt: fc.option(fc.constant(noon(3))) }),
    fc.record({ hasOpenQuery: fc.boolean() }),
    fc.record({ attempt: anAttempt }),
    fc.record({ order: fc.constantFrom(...paymentStates) }),
    fc.record({ prefers: fc.constantFrom('cse' as const, 'bba' as const) }),
    fc.record({ page: fc.constantFrom('personal', 'contact') }),
    fc.record({ rename: fc.constantFrom('Asha', 'Kabir') }),
  ),
})
type Change = typeof aChange extends fc.Arbitrary<infer T> ? T : never

/** One transaction, that may change two applications: their cards are always written in one order. */
async function apply({ of, what }: Change): Promise<void> {
  const applicationId = ids[of] ?? ''
  const own = { partnerId: partner.id, applicationId }
  await database().transaction(async (tx) => {
    if ('state' in what || 'feeSettledAt' in what || 'hasOpenQuery' in what) {
      await tx.update(applications).set(what).where(ofPartner(applicationId))
      // Two applications in any order: their rows are not locked by this, their cards are.
      for (const one of [applicationId, ids[(of * 7) % 24] ?? ''])
        await tx.insert(events).values({
          partnerId: partner.id,
          applicationId: one,
          name: 'application.started',
          actorKind: 'system',
          source: 'test',
          detail: {},
          at: noon(6),
        })
    }
    if ('attempt' in what)
      await tx
        .insert(attempts)
        .values({
          ...own,
          ...what.attempt,
          connectionId,
          attemptNo: 1,
          email: 'x@y.test',
          fullName: 'X',
          mobile: '1',
        })
        .onConflictDoUpdate({
          target: [attempts.partnerId, attempts.applicationId, attempts.attemptNo],
          set: what.attempt,
        })
    if ('prefers' in what) {
      await tx.delete(preferences).where(eq(preferences.applicationId, applicationId))
      await tx
        .insert(preferences)
        .values({ ...own, position: 1, programmeId: partner.programmes[what.prefers] })
        .onConflictDoNothing()
    }
    if ('page' in what)
      await tx
        .insert(applicationPages)
        .values({ ...own, page: what.page, answers: {}, savedAt: noon(2) })
        .onConflictDoNothing()
    if ('rename' in what)
      await tx
        .update(accounts)
        .set({ fullName: what.rename })
        .where(eq(accounts.id, sql`(select applicant_id from applications where id = ${applicationId})`))
  })
  if ('order' in what) await order(applicationId, noon(5), what.order)
}

async function order(applicationId: string, at: Date, state?: (typeof paymentStates)[number]): Promise<void> {
  const id = uuidv7()
  await database().transaction(async (tx) => {
    await tx.insert(paymentOrders).values({
      partnerId: partner.id,
      id,
      applicationId,
      connectionId,
      receipt: id,
      paise: 100_000,
      state: state ? 'closed' : 'open',
      returnTokenHash: id,
      refundPolicy: { en: '-', hi: '-' },
      sentToGatewayAt: at,
    })
    if (state)
      await tx.insert(paymentFacts).values({
        partnerId: partner.id,
        orderId: id,
        gatewayPaymentId: id,
        state,
        paise: 100_000,
        currency: 'INR',
        gatewayAt: at,
        source: 'poll',
        receivedAt: at,
      })
  })
}

/** Cards say what their source says; counts are those of the cards. */
async function expectTrue(): Promise<void> {
  await expectSums()
  const { sql: raw } = fresh()
  const [{ wrong } = { wrong: -1 }] =
    await raw`select count(c.application_id)::int as wrong from application_cards c
    join application_card_source s using (partner_id, application_id)
    where (c.facet, c.full_name, c.step, c.fee_state, c.checking_until, c.score_percent, c.updated_at, c.review_score)
      is distinct from (s.facet, s.full_name, s.step, s.fee_state, s.checking_until, s.score_percent, s.updated_at, s.review_score)`
  expect(wrong).toBe(0)
  expect(await counted()).toEqual(
    (
      await raw`select facet::text, count(facet)::int from application_cards where partner_id = ${partner.id} group by 1 order by 1`
    ).map((row) => ({ ...row })),
  )
}

/** The sums without the programme say the same as the counts with it. */
async function expectSums(): Promise<void> {
  const at = { now: noon(21) }
  const apart = await countFacets(partner.id, { ...at, by: ['programme', 'state', 'fee', 'standing'] })
  const together = await countFacets(partner.id, { ...at, by: ['state', 'fee', 'standing'] })
  const sums = new Map<string, number>()
  const keyOf = (group: (typeof together)[number]) => `${group.state} ${group.fee} ${group.standing}`
  for (const group of apart) sums.set(keyOf(group), (sums.get(keyOf(group)) ?? 0) + group.count)
  expect(new Map(together.map((group) => [keyOf(group), group.count]))).toEqual(sums)
}

const counted = async () =>
  (
    await fresh().sql`select facet::text, sum(count)::int as count from (
      select partner_id, facet, count from application_facets union all select partner_id, facet, count from application_facet_changes) as f
    where partner_id = ${partner.id} group by 1 having sum(count) <> 0 order by 1`
  ).map((row) => ({ ...row }))

async function walkAll(filter: Parameters<typeof walkMatching>[1], now = noon(21)): Promise<string[]> {
  const found: string[] = []
  for (;;) {
    const batch = await walkMatching(partner.id, filter, { after: found.at(-1), size: 7, now })
    if (batch.length === 0) return found
    found.push(...batch.map(({ id }) => id))
  }
}

const ofPartner = (id: string) => and(eq(applications.partnerId, partner.id), eq(applications.id, id))

async function cardOf(id: string): Promise<Record<string, unknown>> {
  const [card] = await fresh().sql`select * from application_cards where application_id = ${id}`
  return { ...card }
}

async function applicantOf(id: string): Promise<string> {
  const [row] = await database()
    .select({ of: applications.applicantId })
    .from(applications)
    .where(ofPartner(id))
  return row?.of ?? ''
}

async function begin(place: number): Promise<string> {
  const accountId = uuidv7()
  const id = uuidv7()
  await database().transaction(async (tx) => {
    await tx.insert(accounts).values({
      partnerId: partner.id,
      id: accountId,
      kind: 'applicant',
      email: `person${place}@sandbox.test`,
      fullName: `Person ${place}`,
      passwordHash: '-',
      emailVerifiedAt: noon(2),
    })
    await tx
      .insert(applicants)
      .values({ partnerId: partner.id, accountId, mobile: '+919810000001', dateOfBirth: '2008-02-11' })
    await tx.insert(applications).values({
      partnerId: partner.id,
      id,
      applicantId: accountId,
      intakeId: partner.intakeId,
      number: applicationNumber(2027, Uint8Array.of(place % 32, (place / 32) % 32, place / 1024, 2, 3, 4)),
      createdAt: noon(1 + (place % 25)),
    })
  })
  return id
}
