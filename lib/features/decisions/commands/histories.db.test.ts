import { and, eq, inArray, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { applications } from '@/db/schema/applications'
import { decisions, letters, offers, releaseItems, releases, seatPools } from '@/db/schema/decisions'
import { useFreshDatabase } from '@/db/testing'
import {
  type Office,
  type TestApplicant,
  type TestPartner,
  aPartner,
  anApplicantInReview,
  aPlannedRelease,
  decided,
  portal,
  theOffice,
  worker,
} from '../testing'
import { acceptOffer, declineOffer, lapseOffer } from './answer-offer'
import { confirmDecision, takeBackDecision } from './confirm'
import { moveUpByItself } from './move-up'
import { approveRelease, dryRunRelease } from './prepare-release'
import { proposeDecision } from './propose'
import { closeRelease, resumeRelease, startRelease, stopRelease } from './run-release'
import { undoItem, undoRelease } from './undo-release'

const fresh = useFreshDatabase()

/** A small generator with a seed, so that a history that fails can be run again. */
function chanceOf(seed: number) {
  let state = seed * 2654435761 + 1
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296
  }
  return { pick: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T, next }
}

type World = { partner: TestPartner; office: Office; people: TestApplicant[]; releases: string[] }
type Chance = ReturnType<typeof chanceOf>

/** What somebody may do at any moment, whether or not it is the moment for it; what is refused is refused. */
const deeds: Array<(world: World, chance: Chance) => Promise<unknown>> = [
  ({ office, partner, people }, chance) =>
    proposeDecision(office.proposer, {
      number: chance.pick(people).number,
      kind: chance.pick(['admit', 'admit', 'waitlist', 'deny'] as const),
      programmeId: partner.programmes.cse,
      category: null,
      reason: 'As it comes',
      waitlistRank: undefined,
    }),
  ({ office, people }, chance) => confirmDecision(office.confirmer, chance.pick(people)),
  ({ office, people }, chance) => confirmDecision(office.confirmer, chance.pick(people)),
  ({ office, people }, chance) => takeBackDecision(office.proposer, chance.pick(people)),
  aRelease,
  aRelease,
  (world, chance) => onSome(world, chance, (releaseId) => worker(world.partner, releaseId)),
  (world, chance) =>
    onSome(world, chance, (releaseId) => worker(world.partner, releaseId, new Date(Date.now() + 3_600_000))),
  (world, chance) => onSome(world, chance, (releaseId) => undoRelease(world.office.releaser, { releaseId })),
  (world, chance) =>
    onSome(world, chance, async (releaseId) => {
      const items = await fresh().db.select().from(releaseItems).where(eq(releaseItems.releaseId, releaseId))
      if (items.length > 0)
        await undoItem(world.office.releaser, { releaseId, decisionId: chance.pick(items).decisionId })
    }),
  (world, chance) => onSome(world, chance, (releaseId) => stopRelease(world.office.releaser, { releaseId })),
  (world, chance) =>
    onSome(world, chance, (releaseId) => resumeRelease(world.office.releaser, { releaseId })),
  (world, chance) => onSome(world, chance, (releaseId) => closeRelease(world.office.releaser, { releaseId })),
  ({ people }, chance) => answer(chance.pick(people), acceptOffer),
  ({ people }, chance) => answer(chance.pick(people), declineOffer),
  ({ partner, people }, chance) =>
    lapseOffer(portal(partner, new Date(Date.now() + 60 * 86_400_000)), chance.pick(people).applicationId),
  ({ partner }) =>
    moveUpByItself(portal(partner), {
      partnerId: partner.id,
      intakeId: partner.intakeId,
      programmeId: partner.programmes.cse,
      category: 'any',
      cause: 'seat_declined',
    }),
]

const answer = (who: TestApplicant, how: typeof acceptOffer) => how({ ...who.ctx, now: new Date() }, who)

async function onSome(
  { releases: made }: World,
  chance: Chance,
  deed: (releaseId: string) => Promise<unknown>,
) {
  if (made.length > 0) await deed(chance.pick(made))
}

async function aRelease({ office, partner, releases: made }: World, chance: Chance) {
  const releaseId = await aPlannedRelease(office, partner, {
    firstBatchSize: chance.pick([1, 2, 5]),
    holdMinutes: chance.pick([0, 10]),
  })
  const dry = await dryRunRelease(office.releaser, { releaseId })
  if (!dry.ok) return
  const approved = await approveRelease(office.confirmer, { releaseId, fingerprint: dry.value.fingerprint })
  if (!approved.ok) return
  made.push(releaseId)
  await startRelease(office.releaser, { releaseId })
  if (chance.next() < 0.7) await worker(partner, releaseId)
}

async function aHistory(seed: number): Promise<World> {
  const chance = chanceOf(seed)
  const partner = await aPartner(chance.pick([1, 2, 3]))
  const office = await theOffice(partner)
  const people = []
  for (let n = 0; n < 5; n++) people.push(await anApplicantInReview(partner))
  const world: World = { partner, office, people, releases: [] }
  for (const who of people.slice(0, 4))
    await decided(office, who, {
      kind: chance.pick(['admit', 'admit', 'waitlist'] as const),
      programmeId: partner.programmes.cse,
    })
  await Promise.all(
    [1, 2, 3].map(async (lane) => {
      const own = chanceOf(seed * 10 + lane)
      for (let step = 0; step < 9; step++) await own.pick(deeds)(world, own)
    }),
  )
  return world
}

/** Whatever happened, the rows agree with each other. */
async function expectAgreement({ partner, people }: World): Promise<number> {
  const { db } = fresh()
  const [live, kept, given, pools, rows] = await Promise.all([
    db
      .select()
      .from(decisions)
      .where(and(eq(decisions.partnerId, partner.id), isNull(decisions.endedAt))),
    db.select().from(letters).where(eq(letters.partnerId, partner.id)),
    db.select().from(offers).where(eq(offers.partnerId, partner.id)),
    db.select().from(seatPools).where(eq(seatPools.partnerId, partner.id)),
    db.select().from(applications).where(eq(applications.partnerId, partner.id)),
  ])
  const holding = given.filter(({ state }) => state === 'open' || state === 'accepted')
  for (const pool of pools) {
    const held = holding.filter((offer) => offer.programmeId === pool.programmeId).length
    expect(pool.taken).toBe(held)
    expect(pool.taken).toBeLessThanOrEqual(pool.capacity)
  }
  const released = live.filter(({ state }) => state === 'released')
  const valid = kept.filter(({ revokedAt, replacedAt }) => !revokedAt && !replacedAt)
  expect(valid.map(({ decisionId }) => decisionId).sort()).toEqual(released.map(({ id }) => id).sort())
  for (const letter of valid)
    expect(released.find(({ id }) => id === letter.decisionId)?.applicationId).toBe(letter.applicationId)
  const standing = given.filter(({ state }) => state !== 'withdrawn')
  expect(standing.map(({ decisionId }) => decisionId).sort()).toEqual(
    released
      .filter(({ kind }) => kind === 'admit')
      .map(({ id }) => id)
      .sort(),
  )
  for (const { applicationId } of people) {
    const own = live.filter((decision) => decision.applicationId === applicationId)
    const shown = own.find(({ state }) => state !== 'released') ?? own[0]
    const isOut = own.some(({ state }) => state === 'released')
    expect(rows.find(({ id }) => id === applicationId)).toMatchObject({
      state: isOut ? 'decided' : 'in_review',
      decisionKind: shown?.kind ?? null,
      decisionState: shown?.state ?? null,
      offerState: standing.find((offer) => offer.applicationId === applicationId)?.state ?? null,
    })
  }
  return released.length
}

test('after 100 random histories in parallel, seats never exceed their number and letters are the released decisions', async () => {
  let out = 0
  for (let seed = 1; seed <= 100; seed += 5) {
    const worlds = await Promise.all([0, 1, 2, 3, 4].map((one) => aHistory(seed + one)))
    for (const world of worlds) out += await expectAgreement(world)
  }
  // Histories in which nothing is ever released would prove nothing.
  expect(out).toBeGreaterThan(60)
  const undone = await fresh().db.select().from(releaseItems).where(eq(releaseItems.state, 'undone'))
  expect(undone.length).toBeGreaterThan(10)
  const ended = await fresh()
    .db.select()
    .from(releases)
    .where(inArray(releases.state, ['released', 'undone']))
  expect(ended.length).toBeGreaterThan(30)
}, 400_000)
