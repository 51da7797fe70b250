import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { applications } from '@/db/schema/applications'
import { useFreshDatabase } from '@/db/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import {
  type Office,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicantInReview,
  anApprovedRelease,
  applicationOf,
  decided,
  decisionsOf,
  eventsOf,
  officeEvents,
  poolOf,
  releasedAtOnce,
  setCapacity,
  theOffice,
} from '../testing'
import { confirmDecision, takeBackDecision } from './confirm'
import { confirmMany, proposeMany } from './decide-many'
import { proposeDecision } from './propose'
import { setSeats } from './set-seats'

const fresh = useFreshDatabase()
let partner: TestPartner
let office: Office
let cse: string

beforeAll(async () => {
  partner = await aPartner(50)
  office = await theOffice(partner)
  cse = partner.programmes.cse
})

const admission = (number: string) => ({
  number,
  kind: 'admit' as const,
  programmeId: cse,
  category: null,
  reason: 'Good marks',
  waitlistRank: undefined,
})
const refused = (code: string) => ({ ok: false, refusal: { code } })

describe('proposing a decision', () => {
  test('keeps who proposed what and why, shows it on the list, and leaves an event', async () => {
    const asha = await anApplicantInReview(partner)
    expect(await proposeDecision(office.proposer, admission(asha.number))).toMatchObject({ ok: true })
    const [decision] = await decisionsOf(asha)
    expect(decision).toMatchObject({
      kind: 'admit',
      programmeId: cse,
      category: 'any',
      state: 'provisional',
      proposedBy: office.proposer.actor.accountId,
      reason: 'Good marks',
      confirmedBy: null,
    })
    expect(await applicationOf(asha)).toMatchObject({
      state: 'in_review',
      decisionKind: 'admit',
      decisionState: 'provisional',
      offerState: null,
      decidedAt: null,
    })
    expect(await eventsOf(asha)).toEqual(['decision.proposed'])
  })

  test('the same proposal twice is one; another one replaces it and the first stays readable', async () => {
    const asha = await anApplicantInReview(partner)
    const first = await proposeDecision(office.proposer, admission(asha.number))
    expect(await proposeDecision(office.proposer, admission(asha.number))).toEqual(first)
    await proposeDecision(office.proposer, { ...admission(asha.number), kind: 'waitlist' })
    const [old, current, ...others] = await decisionsOf(asha)
    expect(others).toEqual([])
    expect(old).toMatchObject({ kind: 'admit', end: 'changed', supersededBy: current?.id })
    expect(current).toMatchObject({ kind: 'waitlist', endedAt: null })
  })

  test('an applicant is admitted from the seats of their own category where there are some', async () => {
    await setCapacity(partner, cse, 'sc', 5)
    const [asha, ravi] = [
      await anApplicantInReview(partner, { category: 'sc' }),
      await anApplicantInReview(partner, { category: 'ews' }),
    ]
    for (const who of [asha, ravi]) await proposeDecision(office.proposer, admission(who.number))
    expect((await decisionsOf(asha))[0]?.category).toBe('sc')
    expect((await decisionsOf(ravi))[0]?.category).toBe('any')
  })

  test.each([
    ['draft', 'decision_submission_first'],
    ['submitted', 'decision_review_first'],
    ['query_raised', 'decision_query_open'],
    ['withdrawn', 'decision_application_withdrawn'],
  ] as const)('an application that is %s cannot be decided: %s', async (state, code) => {
    const asha = await anApplicantInReview(partner, { state })
    expect(await proposeDecision(office.proposer, admission(asha.number))).toMatchObject(refused(code))
    expect(await decisionsOf(asha)).toEqual([])
  })

  test('while a reviewer still has it, the decision waits and says for how many', async () => {
    const asha = await anApplicantInReview(partner)
    await fresh()
      .db.update(applications)
      .set({ reviewerIds: [office.proposer.actor.accountId] })
      .where(eq(applications.id, asha.applicationId))
    expect(await proposeDecision(office.proposer, admission(asha.number))).toMatchObject({
      refusal: { code: 'decision_review_unfinished', params: { count: 1 }, waitsFor: 'staff' },
    })
  })

  test('without a programme or its seats nobody is admitted', async () => {
    const asha = await anApplicantInReview(partner)
    const without = { ...admission(asha.number), programmeId: null }
    expect(await proposeDecision(office.proposer, without)).toMatchObject(
      refused('decision_programme_missing'),
    )
    const seatless = { ...admission(asha.number), programmeId: partner.programmes.bba }
    expect(await proposeDecision(office.proposer, seatless)).toMatchObject(refused('decision_no_seats_set'))
  })

  test('another partner’s staff find nothing', async () => {
    const asha = await anApplicantInReview(partner)
    const foreign = await theOffice(await aPartner())
    expect(await proposeDecision(foreign.proposer, admission(asha.number))).toMatchObject(
      refused('not_found'),
    )
    expect(await decisionsOf(asha)).toEqual([])
  })
})

describe('confirming a decision', () => {
  test('takes a second person', async () => {
    const asha = await anApplicantInReview(partner)
    await proposeDecision(office.proposer, admission(asha.number))
    const self = {
      ...office.confirmer,
      actor: { ...office.confirmer.actor, accountId: office.proposer.actor.accountId },
    }
    expect(await confirmDecision(self, asha)).toMatchObject(refused('decision_confirm_by_another'))
    expect(await confirmDecision(office.confirmer, asha)).toEqual({ ok: true })
    expect((await decisionsOf(asha))[0]).toMatchObject({
      state: 'confirmed',
      confirmedBy: office.confirmer.actor.accountId,
    })
    expect((await applicationOf(asha)).decisionState).toBe('confirmed')
    expect(await eventsOf(asha)).toEqual(['decision.proposed', 'decision.confirmed'])
  })

  test('the database itself refuses a decision confirmed by its proposer', async () => {
    const asha = await anApplicantInReview(partner)
    await proposeDecision(office.proposer, admission(asha.number))
    await expect(
      fresh()
        .sql`update decisions set state = 'confirmed', confirmed_by = proposed_by where application_id = ${asha.applicationId}`,
    ).rejects.toThrow('decisions_confirmed_by_another')
  })

  test('a question raised meanwhile stops it, and a double click confirms once', async () => {
    const asha = await anApplicantInReview(partner)
    await proposeDecision(office.proposer, admission(asha.number))
    await fresh()
      .db.update(applications)
      .set({ hasOpenQuery: true })
      .where(eq(applications.id, asha.applicationId))
    expect(await confirmDecision(office.confirmer, asha)).toMatchObject(refused('decision_query_open'))
    await fresh()
      .db.update(applications)
      .set({ hasOpenQuery: false })
      .where(eq(applications.id, asha.applicationId))
    const clicks = await Promise.all([1, 2, 3].map(() => confirmDecision(office.confirmer, asha)))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('another partner’s staff find nothing', async () => {
    const asha = await anApplicantInReview(partner)
    await proposeDecision(office.proposer, admission(asha.number))
    const foreign = await theOffice(await aPartner())
    expect(await confirmDecision(foreign.confirmer, asha)).toMatchObject(refused('not_found'))
    expect(await takeBackDecision(foreign.proposer, asha)).toMatchObject(refused('not_found'))
    expect((await decisionsOf(asha))[0]).toMatchObject({ state: 'provisional', endedAt: null })
  })
})

describe('taking a decision back', () => {
  test('ends it, keeps it, and the application has none', async () => {
    const asha = await anApplicantInReview(partner)
    await decided(office, asha, { programmeId: cse })
    expect(await proposeDecision(office.proposer, { ...admission(asha.number), kind: 'deny' })).toMatchObject(
      refused('decision_confirmed'),
    )
    expect(await takeBackDecision(office.proposer, asha)).toEqual({ ok: true })
    expect((await decisionsOf(asha))[0]).toMatchObject({ state: 'confirmed', end: 'taken_back' })
    expect(await applicationOf(asha)).toMatchObject({ decisionKind: null, decisionState: null })
    expect((await eventsOf(asha)).at(-1)).toBe('decision.taken_back')
    expect(await takeBackDecision(office.proposer, asha)).toMatchObject(refused('decision_nothing_open'))
  })

  test('not while an approved release has it on its list, and not once it is released', async () => {
    const asha = await anApplicantInReview(partner)
    await decided(office, asha, { programmeId: cse })
    await anApprovedRelease(office, partner)
    expect(await takeBackDecision(office.proposer, asha)).toMatchObject(refused('decision_in_release'))
    const riya = await anApplicantInReview(partner)
    const apart = await aPartner()
    const theirs = await theOffice(apart)
    const kabir = await anApplicantInReview(apart)
    await decided(theirs, kabir, { programmeId: apart.programmes.cse })
    await releasedAtOnce(theirs, apart)
    expect(await takeBackDecision(theirs.proposer, kabir)).toMatchObject(refused('decision_nothing_open'))
    expect(
      await proposeDecision(theirs.proposer, { ...admission(kabir.number), kind: 'deny' }),
    ).toMatchObject(refused('decision_already_released'))
    expect(await takeBackDecision(office.proposer, riya)).toMatchObject(refused('decision_nothing_open'))
  })
})

test('many at once: each is decided or says why not', async () => {
  const [asha, ravi, riya] = [
    await anApplicantInReview(partner),
    await anApplicantInReview(partner),
    await anApplicantInReview(partner, { state: 'withdrawn' }),
  ]
  const numbers = [asha, ravi, riya].map(({ number }) => number)
  const proposal = { kind: 'deny' as const, programmeId: null, category: null, reason: 'Below the cut-off' }
  expect(await proposeMany(office.proposer, { numbers, ...proposal })).toMatchObject({
    value: {
      done: 2,
      refused: [{ number: riya.number, refusal: { code: 'decision_application_withdrawn' } }],
    },
  })
  expect(await confirmMany(office.confirmer, { numbers })).toMatchObject({
    value: { done: 2, refused: [{ number: riya.number }] },
  })
})

describe('setting seats', () => {
  const seats = (capacity: number) => ({
    intakeId: partner.intakeId,
    programmeId: partner.programmes.ece,
    category: 'any' as const,
    capacity,
  })
  const admin = () => aStaffMember<Staff<'intakes.manage'>>(partner, 'admin')

  test('keeps the number and leaves an event; never fewer than offers hold', async () => {
    expect(await setSeats(await admin(), seats(3))).toEqual({ ok: true })
    expect(await poolOf(partner, partner.programmes.ece)).toMatchObject({ capacity: 3, taken: 0 })
    expect(await officeEvents(partner)).toContain('seats.set')
    await fresh().sql`update seat_pools set taken = 2 where programme_id = ${partner.programmes.ece}`
    expect(await setSeats(await admin(), seats(1))).toMatchObject({
      refusal: { code: 'seats_below_taken', params: { taken: 2 } },
    })
    await fresh().sql`update seat_pools set taken = 0 where programme_id = ${partner.programmes.ece}`
  })

  test('of another partner’s intake nobody sets any', async () => {
    const foreign = await aStaffMember<Staff<'intakes.manage'>>(await aPartner(), 'admin')
    expect(await setSeats(foreign, seats(9))).toMatchObject(refused('not_found'))
  })
})
