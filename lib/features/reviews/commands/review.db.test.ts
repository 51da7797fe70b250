import { describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { reviews } from '@/db/schema/reviews'
import { useFreshDatabase } from '@/db/testing'
import {
  type Reviewing,
  aReviewingPartner,
  aStaffMember,
  anAssignedApplication,
  assignmentsOf,
  eventsOf,
  rowOf,
} from '../testing'
import { assignReviewers } from './assign'
import { moveStage } from './move-stage'
import { reopenReview, saveReview, submitReview } from './review'

useFreshDatabase()

const code = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code
const reviewsOf = ({ applicationId }: { applicationId: string }) =>
  database().select().from(reviews).where(eq(reviews.applicationId, applicationId))
const scored = (world: Reviewing, number: string, academics = 8, statement = 5) => ({
  number,
  points: { [world.academics]: academics, [world.statement]: statement },
  verdict: 'admit' as const,
  comment: 'Solid marks',
})

describe('a scorecard', () => {
  test('is kept as far as it is, and says what lacks when it is submitted too early', async () => {
    const world = await aReviewingPartner()
    const { reviewer, ...who } = await anAssignedApplication(world)
    const half = { number: who.number, points: { [world.academics]: 8 }, verdict: null, comment: 'So far' }
    expect(await saveReview(reviewer, half)).toMatchObject({ ok: true, value: { percent: null } })
    expect(await submitReview(reviewer, { ...half, comment: 'More' })).toMatchObject({
      refusal: { code: 'review_incomplete', fields: { [world.statement]: 'missing', verdict: 'missing' } },
    })
    expect(await reviewsOf(who)).toMatchObject([
      { state: 'draft', comment: 'More', points: { [world.academics]: 8 } },
    ])
    expect((await rowOf(who)).reviewScore).toBeNull()
  })

  test('submitted it ends the task and gives the application its score', async () => {
    const world = await aReviewingPartner()
    const { reviewer, ...who } = await anAssignedApplication(world)
    expect(await submitReview(reviewer, scored(world, who.number))).toMatchObject({
      value: { percent: 88 },
    })
    expect(await rowOf(who)).toMatchObject({ reviewScore: 88, reviewerIds: [] })
    expect(await assignmentsOf(who)).toMatchObject([{ state: 'done' }])
    expect(await eventsOf(who)).toEqual(['review.assigned', 'review.submitted'])
  })

  test('pressed twice at once it is submitted once', async () => {
    const world = await aReviewingPartner()
    const { reviewer, ...who } = await anAssignedApplication(world)
    const pressed = await Promise.all([
      submitReview(reviewer, scored(world, who.number, 8)),
      submitReview(reviewer, scored(world, who.number, 3)),
    ])
    expect(pressed.map(code).sort()).toEqual(['ok', 'review_submitted'])
    expect((await eventsOf(who)).filter((name) => name === 'review.submitted')).toHaveLength(1)
  })

  test('two reviewers submitting at once both count in the mean', async () => {
    const world = await aReviewingPartner()
    const { officer, reviewer, ...who } = await anAssignedApplication(world)
    const bina = await aStaffMember(world.partner, 'reviewer', 'Bina Shah')
    await assignReviewers(officer, {
      number: who.number,
      way: 'by_hand',
      reviewerIds: [bina.actor.accountId],
    })
    await Promise.all([
      submitReview(reviewer, scored(world, who.number, 10, 5)),
      submitReview(bina, scored(world, who.number, 0, 0)),
    ])
    expect((await rowOf(who)).reviewScore).toBe(50)
  })

  test('is taken back and changed until the stage has gone on', async () => {
    const world = await aReviewingPartner()
    const { officer, reviewer, ...who } = await anAssignedApplication(world)
    await submitReview(reviewer, scored(world, who.number))
    await reopenReview(reviewer, who)
    expect(await rowOf(who)).toMatchObject({ reviewScore: null, reviewerIds: [reviewer.actor.accountId] })
    await submitReview(reviewer, scored(world, who.number, 10))
    await moveStage(officer, { number: who.number, stageId: world.panel })
    expect(code(await reopenReview(reviewer, who))).toBe('not_your_review')
    expect((await rowOf(who)).reviewScore).toBe(100)
    expect(await eventsOf(who)).toEqual([
      'review.assigned',
      'review.submitted',
      'review.reopened',
      'review.submitted',
      'review.stage_moved',
    ])
  })

  test('is nobody else’s: a colleague and another partner’s reviewer are refused', async () => {
    const world = await aReviewingPartner()
    const { officer, ...who } = await anAssignedApplication(world)
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'reviewer')
    expect(code(await submitReview(officer, scored(world, who.number)))).toBe('not_your_review')
    expect(code(await saveReview(officer, scored(world, who.number)))).toBe('not_your_review')
    expect(code(await submitReview(foreign, scored(world, who.number)))).toBe('not_found')
    expect(code(await reopenReview(foreign, who))).toBe('not_found')
    expect(await reviewsOf(who)).toEqual([])
  })
})
