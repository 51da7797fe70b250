import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import {
  aReviewingPartner,
  aStaffMember,
  anApplicationInReview,
  anAssignedApplication,
  assignmentsOf,
  eventsOf,
  rowOf,
} from '../testing'
import { assignReviewers } from './assign'
import { declineReview, unassignReviewer } from './end-assignment'
import { moveStage } from './move-stage'
import { sweepUnassigned } from './sweep-unassigned'

useFreshDatabase()

const code = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code

describe('assigning a reviewer by hand', () => {
  test('opens a task with its date, shows in the lists and leaves an event; done again it changes nothing', async () => {
    const world = await aReviewingPartner()
    const { officer, reviewer, ...who } = await anAssignedApplication(world)
    const { accountId } = reviewer.actor
    expect((await rowOf(who)).reviewerIds).toEqual([accountId])
    expect(await assignmentsOf(who)).toMatchObject([
      { state: 'open', way: 'by_hand', stageId: world.screening, assignedBy: officer.actor.accountId },
    ])
    const [task] = await assignmentsOf(who)
    expect(task?.dueAt.getTime()).toBe(officer.now.getTime() + 7 * 86_400_000)
    const again = { number: who.number, way: 'by_hand' as const, reviewerIds: [accountId] }
    expect(await assignReviewers(officer, again)).toEqual({ ok: true, value: { added: 0 } })
    expect(await eventsOf(who)).toEqual(['review.assigned'])
  })

  test('takes nobody whose role does not review, nobody of another partner, and no application of one', async () => {
    const world = await aReviewingPartner()
    const who = await anApplicationInReview(world)
    const officer = await aStaffMember(world.partner, 'admissions_officer')
    const finance = await aStaffMember(world.partner, 'finance')
    const elsewhere = await aStaffMember((await aReviewingPartner()).partner, 'reviewer')
    for (const stranger of [finance, elsewhere]) {
      const input = { number: who.number, way: 'by_hand' as const, reviewerIds: [stranger.actor.accountId] }
      expect(code(await assignReviewers(officer, input))).toBe('reviewer_not_allowed')
      expect(code(await assignReviewers(elsewhere, input))).toBe('not_found')
    }
    expect(await assignmentsOf(who)).toEqual([])
  })

  test('is taken back, and given again', async () => {
    const { officer, reviewer, ...who } = await anAssignedApplication(await aReviewingPartner())
    const { accountId: reviewerId } = reviewer.actor
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await unassignReviewer(foreign, { number: who.number, reviewerId }))).toBe('not_found')
    await unassignReviewer(officer, { number: who.number, reviewerId })
    await unassignReviewer(officer, { number: who.number, reviewerId })
    expect((await rowOf(who)).reviewerIds).toEqual([])
    await assignReviewers(officer, { number: who.number, way: 'by_hand', reviewerIds: [reviewerId] })
    expect(await assignmentsOf(who)).toMatchObject([{ state: 'open' }])
    expect(await eventsOf(who)).toEqual(['review.assigned', 'review.unassigned', 'review.assigned'])
  })

  test('whoever knows the applicant declines, and gets this application never again', async () => {
    const { officer, reviewer, ...who } = await anAssignedApplication(await aReviewingPartner())
    const { accountId } = reviewer.actor
    expect(code(await declineReview(officer, { number: who.number }))).toBe('not_your_review')
    await declineReview(reviewer, { number: who.number })
    expect((await rowOf(who)).reviewerIds).toEqual([])
    expect(
      code(await assignReviewers(officer, { number: who.number, way: 'by_hand', reviewerIds: [accountId] })),
    ).toBe('reviewer_declined')
    const evenly = { number: who.number, way: 'evenly' as const, reviewerIds: [] }
    expect(await assignReviewers(officer, evenly)).toEqual({ ok: true, value: { added: 0 } })
  })
})

describe('sharing out evenly', () => {
  test('two officers who share out ten applications at once leave two reviewers with ten each', async () => {
    const world = await aReviewingPartner({ reviewersWanted: 2 })
    const people = [
      await aStaffMember(world.partner, 'reviewer', 'Anil Kumar'),
      await aStaffMember(world.partner, 'reviewer', 'Bina Shah'),
    ]
    const officers = [
      await aStaffMember(world.partner, 'admissions_officer', 'Leela Rao'),
      await aStaffMember(world.partner, 'admissions_officer', 'Omar Khan'),
    ]
    const all = await Promise.all(Array.from({ length: 10 }, () => anApplicationInReview(world)))
    await Promise.all(
      all.flatMap(({ number }) =>
        officers.map((officer) => assignReviewers(officer, { number, way: 'evenly', reviewerIds: [] })),
      ),
    )
    const tasks = (await Promise.all(all.map(assignmentsOf))).flat()
    const held = people.map(
      ({ actor }) => tasks.filter(({ reviewerId }) => reviewerId === actor.accountId).length,
    )
    expect(held).toEqual([10, 10])
  })

  test('from one each, nobody ends with more than one above anybody else', async () => {
    const world = await aReviewingPartner()
    const people = await Promise.all(
      ['Anil', 'Bina', 'Cyrus'].map((name) => aStaffMember(world.partner, 'reviewer', name)),
    )
    const officer = await aStaffMember(world.partner, 'admissions_officer')
    const all = await Promise.all(Array.from({ length: 7 }, () => anApplicationInReview(world)))
    await Promise.all(
      all.map(({ number }) => assignReviewers(officer, { number, way: 'evenly', reviewerIds: [] })),
    )
    const tasks = (await Promise.all(all.map(assignmentsOf))).flat()
    const held = people.map(
      ({ actor }) => tasks.filter(({ reviewerId }) => reviewerId === actor.accountId).length,
    )
    expect(tasks).toHaveLength(7)
    expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1)
  })

  test('a stage that shares out by itself is found by the worker', async () => {
    const world = await aReviewingPartner({ way: 'evenly' })
    const who = await anApplicationInReview(world)
    await sweepUnassigned()
    expect(await assignmentsOf(who)).toEqual([])
    const reviewer = await aStaffMember(world.partner, 'reviewer')
    await sweepUnassigned()
    await sweepUnassigned()
    expect(await assignmentsOf(who)).toMatchObject([
      { reviewerId: reviewer.actor.accountId, way: 'evenly', assignedBy: null },
    ])
  })
})

describe('moving to another stage', () => {
  test('closes what was open in the stage it leaves, and leaves an event; the same stage again is fine', async () => {
    const world = await aReviewingPartner()
    const { officer, ...who } = await anAssignedApplication(world)
    const move = { number: who.number, stageId: world.panel }
    await moveStage(officer, move)
    expect(await moveStage(officer, move)).toEqual({ ok: true, value: undefined })
    expect(await rowOf(who)).toMatchObject({ stageId: world.panel, reviewerIds: [] })
    expect(await assignmentsOf(who)).toMatchObject([{ state: 'closed' }])
    expect(await eventsOf(who)).toEqual(['review.assigned', 'review.stage_moved'])
  })

  test('leads to no stage of another intake, and nobody of another partner moves it', async () => {
    const world = await aReviewingPartner()
    const other = await aReviewingPartner()
    const { officer, ...who } = await anAssignedApplication(world)
    const foreign = await aStaffMember(other.partner, 'admin')
    expect(code(await moveStage(officer, { number: who.number, stageId: other.panel }))).toBe(
      'stage_not_here',
    )
    expect(code(await moveStage(foreign, { number: who.number, stageId: other.panel }))).toBe('not_found')
    expect((await rowOf(who)).stageId).toBe(world.screening)
  })
})
