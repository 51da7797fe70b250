import { and, asc, eq, isNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions } from '@/db/schema/decisions'
import { events } from '@/db/schema/events'
import { partners } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import { canConfirm } from '@/lib/domain/decisions/can'
import { loadDecision } from '@/lib/features/decisions/queries'
import { resetWorld, seedWhenEmpty } from './seed-world'

useFreshDatabase()

let partnerId: string
let staff: Map<string, string>

beforeAll(async () => {
  await resetWorld()
  const [partner] = await database().select().from(partners).where(eq(partners.slug, 'greenfield'))
  partnerId = partner?.id ?? ''
  const people = await database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.kind, 'staff')))
  staff = new Map(people.map(({ email, id }) => [email.split('@')[0] ?? '', id]))
})

const ids = (...names: string[]) => names.map((name) => staff.get(name))

async function application(number: string) {
  const [found] = await database()
    .select()
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.number, number)))
  if (!found) throw new Error(`no ${number}`)
  return found
}

const eventsOf = async (number: string) =>
  (
    await database()
      .select({ name: events.name, at: events.at, actorKind: events.actorKind })
      .from(events)
      .where(and(eq(events.partnerId, partnerId), eq(events.applicationId, (await application(number)).id)))
      .orderBy(asc(events.at))
  ).filter(({ actorKind }) => actorKind === 'staff')

test('a fresh demo has somebody to score blind, and somebody with a scorecard before the panel', async () => {
  expect(await application('APP-27-GAVR12')).toMatchObject({
    state: 'in_review',
    reviewerIds: ids('reviewer'),
    reviewScore: null,
    decisionKind: null,
  })
  const before = await application('APP-27-N1KH17')
  expect(before.reviewerIds.toSorted()).toEqual(ids('reviewer', 'reviewer2').toSorted())
  expect(before.reviewScore).toBe(77)
  expect(before.stageId).not.toBe((await application('APP-27-GAVR12')).stageId)
  expect((await eventsOf('APP-27-N1KH17')).map(({ name }) => name)).toEqual([
    'application.review_started',
    'review.assigned',
    'review.submitted',
    'review.stage_moved',
    'review.assigned',
    'review.assigned',
  ])
})

test('one proposal waits for a second person, one confirmed place on the waitlist for its release', async () => {
  expect(await application('APP-27-KAVYA2')).toMatchObject({
    reviewerIds: [],
    decisionKind: 'admit',
    decisionState: 'provisional',
  })
  const loaded = await loadDecision(database(), partnerId, { number: 'APP-27-KAVYA2' }, { now: new Date() })
  if (!loaded) throw new Error('no decision')
  expect(canConfirm(loaded.facts, staff.get('officer') ?? '').ok).toBe(false)
  expect(canConfirm(loaded.facts, staff.get('admin') ?? '').ok).toBe(true)
  expect(await application('APP-27-TANV12')).toMatchObject({
    decisionKind: 'waitlist',
    decisionState: 'confirmed',
    offerState: null,
  })
  const told = (await eventsOf('APP-27-TANV12')).map(({ name }) => name)
  expect(told.slice(-2)).toEqual(['decision.proposed', 'decision.confirmed'])
})

test('a world that is there already is not told a second time', async () => {
  const live = () => database().select().from(decisions).where(isNull(decisions.endedAt))
  expect(await live()).toHaveLength(2)
  await seedWhenEmpty()
  expect(await live()).toHaveLength(2)
})
