import { beforeAll, describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import {
  type Office,
  type TestPartner,
  aPartner,
  aPlannedRelease,
  anApplicantInReview,
  anApprovedRelease,
  applicationOf,
  decided,
  decisionsOf,
  eventsOf,
  itemsOf,
  lettersOf,
  mailOf,
  noon,
  offerOf,
  officeEvents,
  poolOf,
  portal,
  releaseOf,
  setCapacity,
  theOffice,
  worker,
} from '../testing'
import { acceptOffer } from './answer-offer'
import { carryOutReleases } from './carry-out'
import { takeBackDecision } from './confirm'
import { approveRelease, createRelease, dryRunRelease } from './prepare-release'
import { releaseNext } from './release-next'
import { closeRelease, resumeRelease, scheduleRelease, startRelease, stopRelease } from './run-release'
import { undoItem, undoRelease } from './undo-release'

const fresh = useFreshDatabase()
let partner: TestPartner
let office: Office
let cse: string
const refused = (code: string) => ({ ok: false, refusal: { code } })
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** A college of its own for each test: a release takes every confirmed decision of its intake. */
async function aCollege(seats = 5) {
  partner = await aPartner(seats)
  office = await theOffice(partner)
  cse = partner.programmes.cse
}
const anAdmission = async () => {
  const who = await anApplicantInReview(partner)
  await decided(office, who, { programmeId: cse })
  return who
}
const ranDry = async (releaseId: string) => {
  const dry = await dryRunRelease(office.releaser, { releaseId })
  if (!dry.ok) throw new Error(dry.refusal.code)
  return dry.value.fingerprint
}

beforeAll(() => aCollege())

describe('approving a release', () => {
  test('takes a second person, who approves exactly what they have read', async () => {
    await aCollege()
    await anAdmission()
    const releaseId = await aPlannedRelease(office, partner)
    const fingerprint = await ranDry(releaseId)
    const self = {
      ...office.confirmer,
      actor: { ...office.confirmer.actor, accountId: office.releaser.actor.accountId },
    }
    expect(await approveRelease(self, { releaseId, fingerprint })).toMatchObject(
      refused('release_by_another'),
    )
    await anAdmission()
    expect(await approveRelease(office.confirmer, { releaseId, fingerprint })).toMatchObject(
      refused('release_changed'),
    )
    const again = await ranDry(releaseId)
    expect(again).not.toBe(fingerprint)
    expect(await approveRelease(office.confirmer, { releaseId, fingerprint: again })).toEqual({ ok: true })
    expect(await releaseOf(partner, releaseId)).toMatchObject({
      state: 'approved',
      approvedBy: office.confirmer.actor.accountId,
      approvedFingerprint: again,
    })
    expect((await itemsOf(releaseId)).map(({ batch, state }) => [batch, state])).toEqual([
      ['first', 'pending'],
      ['rest', 'pending'],
    ])
    expect(await officeEvents(partner)).toEqual([
      'release.created',
      'release.dry_run',
      'release.dry_run',
      'release.approved',
    ])
  })

  test('what is confirmed after the approval waits for another release', async () => {
    await aCollege()
    const asha = await anAdmission()
    const releaseId = await anApprovedRelease(office, partner, { holdMinutes: 0 })
    const late = await anAdmission()
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    expect((await applicationOf(asha)).state).toBe('decided')
    expect((await applicationOf(late)).state).toBe('in_review')
  })

  test('another dry run takes the approval back', async () => {
    await aCollege()
    const asha = await anAdmission()
    const releaseId = await anApprovedRelease(office, partner)
    expect(await takeBackDecision(office.proposer, asha)).toMatchObject(refused('decision_in_release'))
    await ranDry(releaseId)
    expect(await releaseOf(partner, releaseId)).toMatchObject({ state: 'dry_run', approvedBy: null })
    expect(await startRelease(office.releaser, { releaseId })).toMatchObject(refused('release_not_now'))
    expect(await takeBackDecision(office.proposer, asha)).toEqual({ ok: true })
  })

  test('more admissions than seats block it', async () => {
    await aCollege(1)
    await anAdmission()
    await anAdmission()
    const releaseId = await aPlannedRelease(office, partner)
    const fingerprint = await ranDry(releaseId)
    expect(await approveRelease(office.confirmer, { releaseId, fingerprint })).toMatchObject(
      refused('release_blocked'),
    )
  })

  test('a kind without a published letter blocks it, and so does a withdrawn applicant', async () => {
    await aCollege()
    const asha = await anAdmission()
    const releaseId = await aPlannedRelease(office, partner)
    await fresh().sql`update applications set state = 'withdrawn' where id = ${asha.applicationId}`
    let fingerprint = await ranDry(releaseId)
    expect(await approveRelease(office.confirmer, { releaseId, fingerprint })).toMatchObject(
      refused('release_blocked'),
    )
    await fresh().sql`update applications set state = 'in_review' where id = ${asha.applicationId}`
    await fresh().sql`update letter_templates set state = 'draft' where partner_id = ${partner.id}`
    fingerprint = await ranDry(releaseId)
    expect(await approveRelease(office.confirmer, { releaseId, fingerprint })).toMatchObject(
      refused('release_blocked'),
    )
  })

  test('a last day for answering that is past is refused', async () => {
    expect(
      await createRelease(office.releaser, {
        name: 'Too late',
        intakeId: partner.intakeId,
        programmeId: null,
        kinds: ['admit'],
        firstBatchSize: 1,
        holdMinutes: 5,
        respondBy: noon(1),
      }),
    ).toMatchObject(refused('respond_by_past'))
  })
})

describe('carrying a release out', () => {
  test('a first batch reaches its applicants, nobody is written to until the hold has passed, then the rest follows', async () => {
    await aCollege()
    const [first, second, third] = [await anAdmission(), await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner, { firstBatchSize: 1, holdMinutes: 10 })
    expect(await startRelease(office.releaser, { releaseId })).toEqual({ ok: true })
    await worker(partner, releaseId)
    expect((await releaseOf(partner, releaseId)).state).toBe('holding')
    const out = (await itemsOf(releaseId)).filter(({ state }) => state === 'released')
    expect(out).toHaveLength(1)
    const all = [first, second, third]
    const shown = await Promise.all(all.map(applicationOf))
    expect(shown.filter(({ state }) => state === 'decided')).toHaveLength(1)
    expect((await poolOf(partner, cse)).taken).toBe(1)
    for (const who of all) expect(await mailOf(who)).toEqual([])

    await worker(partner, releaseId, later(9))
    expect((await releaseOf(partner, releaseId)).state).toBe('holding')
    await worker(partner, releaseId, later(11))
    expect((await releaseOf(partner, releaseId)).state).toBe('released')
    for (const who of all) {
      expect(await applicationOf(who)).toMatchObject({
        state: 'decided',
        decisionKind: 'admit',
        decisionState: 'released',
        offerState: 'open',
      })
      expect(await mailOf(who)).toEqual(['decision_released'])
      expect(await lettersOf(who)).toHaveLength(1)
      expect((await eventsOf(who)).at(-1)).toBe('decision.released')
    }
    expect((await poolOf(partner, cse)).taken).toBe(3)
    expect((await officeEvents(partner)).slice(-4)).toEqual([
      'release.started',
      'release.holding',
      'release.went_on',
      'release.finished',
    ])
  })

  test('letter, decision and recipient are one record', async () => {
    await aCollege()
    const asha = await anAdmission()
    const [decision] = await decisionsOf(asha)
    const releaseId = await anApprovedRelease(office, partner, { holdMinutes: 0 })
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    const [letter] = await lettersOf(asha)
    expect(letter).toMatchObject({
      decisionId: decision?.id,
      applicationId: asha.applicationId,
      locale: 'en',
      content: {
        number: letter?.number,
        recipient: { name: 'Asha Verma', applicationNumber: asha.number },
        en: { subject: 'Letter: admit' },
        hi: { subject: 'पत्र: admit' },
      },
    })
    expect(letter?.number).toMatch(/^LTR-27-[0-9A-Z]{8}$/)
    expect(letter?.content.en.body).toContain('Dear Asha Verma,')
  })

  test('several workers at once release each decision once', async () => {
    await aCollege(40)
    const everyone = []
    for (let n = 0; n < 20; n++) everyone.push(await anAdmission())
    const releaseId = await anApprovedRelease(office, partner, { firstBatchSize: 20, holdMinutes: 0 })
    await startRelease(office.releaser, { releaseId })
    await Promise.all([1, 2, 3, 4].map(() => worker(partner, releaseId)))
    await worker(partner, releaseId)
    expect((await releaseOf(partner, releaseId)).state).toBe('released')
    expect((await poolOf(partner, cse)).taken).toBe(20)
    for (const who of everyone) {
      expect(await lettersOf(who)).toHaveLength(1)
      expect(await mailOf(who)).toEqual(['decision_released'])
      expect((await eventsOf(who)).filter((name) => name === 'decision.released')).toHaveLength(1)
    }
  })

  test('a worker killed in the middle of a decision leaves no half of it, and the next one goes on', async () => {
    await aCollege()
    const everyone = [await anAdmission(), await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner, { firstBatchSize: 3, holdMinutes: 0 })
    await startRelease(office.releaser, { releaseId })
    await releaseNext(portal(partner), releaseId)
    // The connection of a killed process: its transaction is cut off after the seat was taken, before the letter.
    await fresh().sql.unsafe(`
      create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
      create trigger killed before insert on letters for each row execute function cut_off()`)
    await expect(releaseNext(portal(partner), releaseId)).rejects.toThrow()
    await fresh().sql.unsafe('drop trigger killed on letters; drop function cut_off')
    expect((await poolOf(partner, cse)).taken).toBe(1)
    expect((await itemsOf(releaseId)).map(({ state }) => state)).toEqual(['released', 'pending', 'pending'])
    await carryOutReleases()
    expect((await releaseOf(partner, releaseId)).state).toBe('released')
    expect((await poolOf(partner, cse)).taken).toBe(3)
    for (const who of everyone) expect(await lettersOf(who)).toHaveLength(1)
  })

  test('scheduled, it begins by itself at its moment and not before', async () => {
    await aCollege()
    await anAdmission()
    const releaseId = await anApprovedRelease(office, partner)
    expect(await scheduleRelease(office.releaser, { releaseId, at: noon(1) })).toMatchObject(
      refused('release_time_past'),
    )
    expect(await scheduleRelease(office.releaser, { releaseId, at: later(60) })).toEqual({ ok: true })
    await carryOutReleases()
    expect((await releaseOf(partner, releaseId)).state).toBe('scheduled')
    await fresh().sql`update releases set scheduled_for = now() - interval '1 second' where id = ${releaseId}`
    await carryOutReleases()
    expect((await releaseOf(partner, releaseId)).state).toBe('holding')
  })

  test('who withdrew or was asked something since is held back, the others go', async () => {
    await aCollege()
    const [asha, ravi] = [await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner, { holdMinutes: 0 })
    await fresh().sql`update applications set state = 'withdrawn' where id = ${asha.applicationId}`
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    const [decision] = await decisionsOf(asha)
    const item = (await itemsOf(releaseId)).find(({ decisionId }) => decisionId === decision?.id)
    expect(item).toMatchObject({ state: 'held_back', heldBackCode: 'decision_application_withdrawn' })
    expect(await lettersOf(asha)).toEqual([])
    expect((await applicationOf(ravi)).state).toBe('decided')
    expect((await poolOf(partner, cse)).taken).toBe(1)
  })
})

describe('the last seat', () => {
  test('two staff release it at once: one release begins, the other is told, and nobody is admitted twice', async () => {
    for (let round = 0; round < 5; round++) {
      await aCollege(1)
      const first = await anAdmission()
      const one = await anApprovedRelease(office, partner)
      const second = await anAdmission()
      // Its own confirmed list holds both; the first is in the other release, so it is planned apart.
      await fresh()
        .sql`update decisions set kind = 'waitlist', waitlist_rank = 1 where application_id = ${second.applicationId}`
      const other = await anApprovedRelease(office, partner, { kinds: ['waitlist'] })
      await fresh()
        .sql`update decisions set kind = 'admit', waitlist_rank = null where application_id = ${second.applicationId}`
      const presses = await Promise.all([
        startRelease(office.releaser, { releaseId: one }),
        startRelease({ ...office.releaser }, { releaseId: other }),
      ])
      const lost = presses.filter((press) => !press.ok)
      expect(lost).toHaveLength(1)
      expect(lost[0]).toMatchObject({
        refusal: { code: 'seats_short', params: { programme: 'cse', category: 'any', left: 1, wanted: 2 } },
      })
      await carryOutReleases()
      expect((await poolOf(partner, cse)).taken).toBe(1)
      const offers = await Promise.all([first, second].map(offerOf))
      expect(offers.filter(Boolean)).toHaveLength(1)
    }
  })

  test('should a seat vanish after the start, the decision is held back with the reason and stays confirmed', async () => {
    await aCollege(1)
    const asha = await anAdmission()
    const releaseId = await anApprovedRelease(office, partner, { holdMinutes: 0 })
    await startRelease(office.releaser, { releaseId })
    await setCapacity(partner, cse, 'any', 0)
    await worker(partner, releaseId)
    expect((await itemsOf(releaseId))[0]).toMatchObject({ state: 'held_back', heldBackCode: 'seats_full' })
    expect(await applicationOf(asha)).toMatchObject({ state: 'in_review', decisionState: 'confirmed' })
    expect(await lettersOf(asha)).toEqual([])
    expect((await eventsOf(asha)).at(-1)).toBe('decision.held_back')
  })
})

describe('stopping and undoing', () => {
  test('a stopped release sends nothing more; it can go on, through the whole hold again', async () => {
    await aCollege()
    const [, second] = [await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner)
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    expect(await stopRelease(office.releaser, { releaseId })).toEqual({ ok: true })
    await worker(partner, releaseId, later(60))
    expect((await itemsOf(releaseId)).filter(({ state }) => state === 'released')).toHaveLength(1)
    expect(await resumeRelease(office.releaser, { releaseId })).toEqual({ ok: true })
    expect((await releaseOf(partner, releaseId)).state).toBe('holding')
    await worker(partner, releaseId, later(11))
    expect((await releaseOf(partner, releaseId)).state).toBe('released')
    expect((await applicationOf(second)).state).toBe('decided')
  })

  test('closed instead, the rest is left out and stays confirmed, and who was reached is written to', async () => {
    await aCollege()
    await anAdmission()
    await anAdmission()
    const releaseId = await anApprovedRelease(office, partner)
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    await stopRelease(office.releaser, { releaseId })
    expect(await closeRelease(office.releaser, { releaseId })).toEqual({ ok: true })
    await worker(partner, releaseId)
    expect((await releaseOf(partner, releaseId)).state).toBe('released')
    const items = await itemsOf(releaseId)
    expect(items.map(({ state }) => state)).toEqual(['released', 'left_out'])
    expect(items[0]?.mailedAt).not.toBeNull()
  })

  test('undone within the hold, everything stands as before: seat free, letter revoked and kept, event left', async () => {
    await aCollege()
    const asha = await anAdmission()
    const releaseId = await anApprovedRelease(office, partner)
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    await acceptOffer(asha.ctx, asha)
    expect(await undoRelease(office.releaser, { releaseId })).toEqual({ ok: true, value: { undone: 1 } })
    expect(await applicationOf(asha)).toMatchObject({
      state: 'in_review',
      decidedAt: null,
      decisionKind: 'admit',
      decisionState: 'confirmed',
      offerState: null,
    })
    expect((await poolOf(partner, cse)).taken).toBe(0)
    expect(await offerOf(asha)).toBeNull()
    const [letter, ...none] = await lettersOf(asha)
    expect(none).toEqual([])
    expect(letter?.revokedAt).not.toBeNull()
    expect((await eventsOf(asha)).at(-1)).toBe('decision.release_undone')
    expect((await releaseOf(partner, releaseId)).state).toBe('undone')
    await worker(partner, releaseId, later(60))
    expect((await applicationOf(asha)).state).toBe('in_review')

    const again = await anApprovedRelease(office, partner, { holdMinutes: 0 })
    await startRelease(office.releaser, { releaseId: again })
    await worker(partner, again)
    expect(await lettersOf(asha)).toHaveLength(2)
    expect((await applicationOf(asha)).state).toBe('decided')
  })

  test('one of the first batch is undone, the release goes on without it', async () => {
    await aCollege()
    const everyone = [await anAdmission(), await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner, { firstBatchSize: 2 })
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    const [wrong] = await itemsOf(releaseId)
    const decisionId = wrong?.decisionId ?? ''
    expect(await undoItem(office.releaser, { releaseId, decisionId })).toEqual({ ok: true })
    await worker(partner, releaseId, later(11))
    const states = (await Promise.all(everyone.map(applicationOf))).map(({ state }) => state)
    expect(states.filter((state) => state === 'decided')).toHaveLength(2)
    expect((await itemsOf(releaseId)).map(({ state }) => state)).toEqual(['undone', 'released', 'released'])
    expect(await undoItem(office.releaser, { releaseId, decisionId })).toMatchObject(
      refused('release_undo_over'),
    )
    expect(await undoRelease(office.releaser, { releaseId })).toMatchObject(refused('release_undo_over'))
  })

  test('an undo cut off half way is finished by the worker', async () => {
    await aCollege()
    const everyone = [await anAdmission(), await anAdmission()]
    const releaseId = await anApprovedRelease(office, partner, { firstBatchSize: 2 })
    await startRelease(office.releaser, { releaseId })
    await worker(partner, releaseId)
    await fresh().sql`update releases set state = 'undone', undone_at = now() where id = ${releaseId}`
    await carryOutReleases()
    for (const who of everyone) expect((await applicationOf(who)).state).toBe('in_review')
    expect((await poolOf(partner, cse)).taken).toBe(0)
  })
})

test('another partner’s staff find no release of ours, whatever they press', async () => {
  await aCollege()
  await anAdmission()
  const releaseId = await anApprovedRelease(office, partner)
  const before = await releaseOf(partner, releaseId)
  const foreign = await theOffice(await aPartner())
  const presses = [
    dryRunRelease(foreign.releaser, { releaseId }),
    approveRelease(foreign.confirmer, { releaseId, fingerprint: before.approvedFingerprint ?? '' }),
    scheduleRelease(foreign.releaser, { releaseId, at: later(5) }),
    startRelease(foreign.releaser, { releaseId }),
    stopRelease(foreign.releaser, { releaseId }),
    resumeRelease(foreign.releaser, { releaseId }),
    closeRelease(foreign.releaser, { releaseId }),
    undoRelease(foreign.releaser, { releaseId }),
    undoItem(foreign.releaser, { releaseId, decisionId: (await itemsOf(releaseId))[0]?.decisionId ?? '' }),
  ]
  for (const press of presses) expect(await press).toMatchObject(refused('not_found'))
  expect(await releaseOf(partner, releaseId)).toEqual(before)
})
