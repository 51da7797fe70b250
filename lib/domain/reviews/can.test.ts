import { describe, expect, test } from 'vitest'
import { canAssign, canMoveStage, canRaiseQuery, canReopenReview, canReview, maySeeOthers } from './can'

const inReview = { state: 'in_review', intakeId: 'ug', stageId: 'screening' } as const
const panel = { id: 'panel', intakeId: 'ug', position: 2, isRetired: false }
const code = (verdict: ReturnType<typeof canMoveStage>) => (verdict.ok ? 'ok' : verdict.refusal.code)

describe('which stage an application may go to', () => {
  test.each([
    ['draft', 'submission_first'],
    ['submitted', 'review_not_begun'],
    ['in_review', 'ok'],
    ['query_raised', 'query_open'],
    ['decided', 'application_over'],
    ['withdrawn', 'application_over'],
  ] as const)('%s: %s', (state, expected) => {
    expect(code(canMoveStage({ ...inReview, state }, panel))).toBe(expected)
    expect(code(canRaiseQuery({ state }))).toBe(expected)
  })
  test('only to a stage of its own intake that still takes applications', () => {
    expect(code(canMoveStage(inReview, { ...panel, intakeId: 'pg' }))).toBe('stage_not_here')
    expect(code(canMoveStage(inReview, null))).toBe('stage_not_here')
    expect(code(canMoveStage(inReview, { ...panel, isRetired: true }))).toBe('stage_retired')
  })
})

test('an application is given to people who may review, who have not declined it, while it is reviewed', () => {
  const someone = { mayReview: true, own: null }
  expect(code(canAssign(inReview, someone))).toBe('ok')
  expect(code(canAssign({ ...inReview, state: 'query_raised' }, someone))).toBe('ok')
  expect(code(canAssign({ ...inReview, stageId: null }, someone))).toBe('no_stage')
  expect(code(canAssign(inReview, { ...someone, mayReview: false }))).toBe('reviewer_not_allowed')
  expect(code(canAssign(inReview, { ...someone, own: 'declined' }))).toBe('reviewer_declined')
  expect(code(canAssign(inReview, { ...someone, own: 'removed' }))).toBe('ok')
})

describe('one’s own scorecard', () => {
  const own = (state: 'open' | 'done' | 'closed', stageId = 'screening') => ({
    application: inReview,
    assignment: { state, stageId },
  })
  test('is written while the task is open in the present stage', () => {
    expect(code(canReview(own('open')))).toBe('ok')
    expect(code(canReview(own('done')))).toBe('review_submitted')
    expect(code(canReview(own('open', 'earlier')))).toBe('review_closed')
    expect(code(canReview({ application: inReview, assignment: null }))).toBe('not_your_review')
  })
  test('is taken back until the stage closes', () => {
    expect(code(canReopenReview(own('done')))).toBe('ok')
    expect(code(canReopenReview(own('done', 'earlier')))).toBe('review_closed')
    expect(code(canReopenReview(own('open')))).toBe('review_closed')
  })
  test('comes before those of colleagues', () => {
    expect(maySeeOthers({ state: 'draft' })).toBe(false)
    expect(maySeeOthers({ state: 'submitted' })).toBe(true)
    expect(maySeeOthers(null)).toBe(true)
  })
})
