import { beforeEach, describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { formatInstant } from '@/lib/domain/shared/india-time'
import {
  type Office,
  type TestPartner,
  aPartner,
  anApplicantInReview,
  applicationOf,
  decided,
  decisionsOf,
  eventsOf,
  lettersOf,
  mailOf,
  offerOf,
  poolOf,
  portal,
  releasedAtOnce,
  setCapacity,
  theOffice,
} from '../testing'
import { acceptOffer, declineOffer, lapseOffer } from './answer-offer'
import { confirmDecision } from './confirm'
import { moveUpByItself, moveUpWaitlist } from './move-up'

const fresh = useFreshDatabase()
let partner: TestPartner
let office: Office
let cse: string
const refused = (code: string) => ({ ok: false, refusal: { code } })

beforeEach(async () => {
  partner = await aPartner(1)
  office = await theOffice(partner)
  cse = partner.programmes.cse
})

const pool = () => ({ intakeId: partner.intakeId, programmeId: cse, category: 'any' as const })
const seatFreed = (cause: string) =>
  moveUpByItself(portal(partner), { ...pool(), partnerId: partner.id, cause })

async function anOffer() {
  const who = await anApplicantInReview(partner)
  await decided(office, who, { programmeId: cse })
  await releasedAtOnce(office, partner)
  return who
}
async function whoWaits() {
  const who = await anApplicantInReview(partner)
  await decided(office, who, { kind: 'waitlist', programmeId: cse })
  await releasedAtOnce(office, partner)
  return who
}

describe('answering an offer', () => {
  test('accepted, the seat is kept, it is confirmed by mail, and a second click changes nothing', async () => {
    const asha = await anOffer()
    expect(await acceptOffer(asha.ctx, asha)).toEqual({ ok: true })
    expect(await acceptOffer(asha.ctx, asha)).toEqual({ ok: true })
    expect((await offerOf(asha))?.state).toBe('accepted')
    expect((await applicationOf(asha)).offerState).toBe('accepted')
    expect((await poolOf(partner, cse)).taken).toBe(1)
    expect((await eventsOf(asha)).filter((name) => name === 'offer.accepted')).toHaveLength(1)
    expect(await mailOf(asha)).toEqual(['decision_released', 'offer_accepted'])
  })

  test('declined, before or after accepting, the seat is free at once', async () => {
    const asha = await anOffer()
    await acceptOffer(asha.ctx, asha)
    expect(await declineOffer(asha.ctx, asha)).toEqual({ ok: true })
    expect((await offerOf(asha))?.state).toBe('declined')
    expect((await poolOf(partner, cse)).taken).toBe(0)
    expect((await eventsOf(asha)).at(-1)).toBe('offer.declined')
    expect(await acceptOffer(asha.ctx, asha)).toMatchObject(refused('offer_declined'))
  })

  test('accept and decline pressed at once: one answer stands and the seats agree with it', async () => {
    const asha = await anOffer()
    await Promise.all([acceptOffer(asha.ctx, asha), declineOffer(asha.ctx, asha)])
    const held = (await offerOf(asha))?.state === 'accepted' ? 1 : 0
    expect((await poolOf(partner, cse)).taken).toBe(held)
  })

  test('until its last moment, not after; then it lapses, the seat is free and the applicant is told', async () => {
    const asha = await anOffer()
    const by = (await offerOf(asha))?.respondBy ?? new Date()
    const after = { ...asha.ctx, now: new Date(by.getTime() + 1) }
    expect(await acceptOffer(after, asha)).toMatchObject({
      refusal: { code: 'offer_lapsed', params: { by: formatInstant(by) } },
    })
    expect(await lapseOffer(portal(partner, by), asha.applicationId)).toEqual({ ok: true, value: false })
    expect(await lapseOffer(portal(partner, after.now), asha.applicationId)).toEqual({
      ok: true,
      value: true,
    })
    expect(await lapseOffer(portal(partner, after.now), asha.applicationId)).toEqual({
      ok: true,
      value: false,
    })
    expect((await offerOf(asha))?.state).toBe('lapsed')
    expect((await poolOf(partner, cse)).taken).toBe(0)
    expect((await eventsOf(asha)).at(-1)).toBe('offer.lapsed')
    expect(await mailOf(asha)).toContain('offer_lapsed')
  })

  test('nobody answers for another applicant, and without an offer there is nothing to answer', async () => {
    const asha = await anOffer()
    const ravi = await anApplicantInReview(partner)
    const foreign = await anApplicantInReview(await aPartner())
    for (const other of [ravi, foreign]) {
      expect(await acceptOffer(other.ctx, asha)).toMatchObject(refused('offer_none'))
      expect(await declineOffer(other.ctx, asha)).toMatchObject(refused('offer_none'))
    }
    expect(await acceptOffer(ravi.ctx, ravi)).toMatchObject(refused('offer_none'))
    expect((await offerOf(asha))?.state).toBe('open')
  })
})

describe('moving up from the waitlist', () => {
  test('a declined seat proposes it to the next in line, by itself, with the reason', async () => {
    const asha = await anOffer()
    const [ravi, riya] = [await whoWaits(), await whoWaits()]
    expect((await decisionsOf(riya))[0]?.waitlistRank).toBe(2)
    await declineOffer(asha.ctx, asha)
    const [job] = await fresh()
      .sql`select data from pgboss.job where name = 'decisions.move_up' order by created_on desc limit 1`
    expect(job?.data).toMatchObject({ programmeId: cse, cause: 'seat_declined' })
    expect(await seatFreed('seat_declined')).toEqual({ ok: true, value: { proposed: 1 } })
    expect(await seatFreed('seat_declined')).toEqual({ ok: true, value: { proposed: 0 } })
    const [waits, moves] = await decisionsOf(ravi)
    expect(moves).toMatchObject({
      kind: 'admit',
      state: 'provisional',
      proposedBy: null,
      movedUpFrom: waits?.id,
      moveCause: 'seat_declined',
    })
    expect(await decisionsOf(riya)).toHaveLength(1)
  })

  test('until its release the applicant still waits; then the admission takes the place of the waiting', async () => {
    const asha = await anOffer()
    const ravi = await whoWaits()
    await declineOffer(asha.ctx, asha)
    await seatFreed('seat_declined')
    await confirmDecision(office.confirmer, ravi)
    expect((await decisionsOf(ravi))[0]).toMatchObject({ kind: 'waitlist', state: 'released', endedAt: null })
    await releasedAtOnce(office, partner)
    const [waited, admitted] = await decisionsOf(ravi)
    expect(waited).toMatchObject({ end: 'superseded', supersededBy: admitted?.id })
    expect(admitted).toMatchObject({ kind: 'admit', state: 'released' })
    const [first, second] = await lettersOf(ravi)
    expect(first?.replacedAt).not.toBeNull()
    expect(second).toMatchObject({ decisionId: admitted?.id, revokedAt: null, replacedAt: null })
    expect((await offerOf(ravi))?.state).toBe('open')
    expect((await poolOf(partner, cse)).taken).toBe(1)
  })

  test('staff move up as many as there are new seats, in order, and nobody twice', async () => {
    const [ravi, riya, kabir] = [await whoWaits(), await whoWaits(), await whoWaits()]
    await setCapacity(partner, cse, 'any', 2)
    const presses = await Promise.all([1, 2].map(() => moveUpWaitlist(office.proposer, pool())))
    expect(presses.reduce((sum, press) => sum + (press.ok ? press.value.proposed : 0), 0)).toBe(2)
    expect((await applicationOf(ravi)).decisionKind).toBe('admit')
    expect((await applicationOf(riya)).decisionKind).toBe('admit')
    expect((await applicationOf(kabir)).decisionKind).toBe('waitlist')
    expect((await eventsOf(ravi)).at(-1)).toBe('decision.proposed')
  })

  test('another partner’s staff move nobody up', async () => {
    const ravi = await whoWaits()
    await setCapacity(partner, cse, 'any', 2)
    const foreign = await theOffice(await aPartner())
    expect(await moveUpWaitlist(foreign.proposer, pool())).toEqual({ ok: true, value: { proposed: 0 } })
    expect(await decisionsOf(ravi)).toHaveLength(1)
  })
})
