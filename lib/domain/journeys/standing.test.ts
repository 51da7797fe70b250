import { describe, expect, test } from 'vitest'
import { assessmentFirst, paymentFirst, type JourneyDefinition } from './definition'
import type { JourneyFacts } from './facts'
import { planJourney } from './journey'
import { standingOf } from './standing'

const now = new Date('2026-11-10T10:00:00Z')
const begun: JourneyFacts = {
  now,
  emailVerified: true,
  intake: { opensAt: new Date('2026-11-01T00:00:00Z'), closesAt: new Date('2026-12-01T00:00:00Z') },
  form: { startedPages: 0, allComplete: false, submittedAt: null },
  fee: { paise: null, settledAt: null, waived: false, orderState: 'none' },
  assessment: { attempt: null, connectionHealthy: true },
  recommendations: { count: 0, acknowledgedAt: null },
  application: { state: 'draft', reviewStartedAt: null, decidedAt: null, withdrawnAt: null },
}
const attempt = {
  progress: 'completed',
  result: 'ready',
  lastErrorKind: null,
  launchedAt: now,
  lastAskedAt: now,
  nextAskAt: null,
} as const
const tested: JourneyFacts = {
  ...begun,
  assessment: { attempt, connectionHealthy: true },
  recommendations: { count: 3, acknowledgedAt: null },
}
const submitted = { startedPages: 6, allComplete: true, submittedAt: now }
const stands = (definition: JourneyDefinition, facts: JourneyFacts) =>
  standingOf(planJourney(definition, facts), facts)

describe('with the assessment first', () => {
  test('who has just begun is to take the assessment', () =>
    expect(stands(assessmentFirst, begun)).toBe('assessment_due'))

  test('who has a result stands before the courses until the form is begun', () => {
    expect(stands(assessmentFirst, tested)).toBe('courses_waiting')
    expect(stands(assessmentFirst, { ...tested, form: { ...begun.form, startedPages: 1 } })).toBe('form')
  })

  test('a finished test without its result waits for the provider', () => {
    const facts = {
      ...begun,
      assessment: { attempt: { ...attempt, result: 'pending' as const }, connectionHealthy: true },
    }
    expect(stands(assessmentFirst, facts)).toBe('result_awaited')
  })

  test('after the form nothing is left but the review, looked at the courses or not', () =>
    expect(
      stands(assessmentFirst, {
        ...tested,
        form: submitted,
        application: { ...begun.application, state: 'submitted' },
      }),
    ).toBe('review_due'))

  test('a closed intake is said, not the step behind it', () =>
    expect(stands(assessmentFirst, { ...begun, now: new Date('2027-01-01T00:00:00Z') })).toBe('closed'))
})

describe('with the fee first', () => {
  const form = { ...begun, form: submitted, fee: { ...begun.fee, paise: 100_000 } }
  const fee = (orderState: JourneyFacts['fee']['orderState']) =>
    stands(paymentFirst, { ...form, fee: { ...form.fee, orderState } })

  test('the form comes first', () => expect(stands(paymentFirst, { ...begun, fee: form.fee })).toBe('form'))
  test('then the fee is due, at the bank, or wrong', () =>
    expect([fee('none'), fee('open'), fee('checking'), fee('mismatch')]).toEqual([
      'fee_due',
      'fee_due',
      'fee_checking',
      'fee_mismatch',
    ]))
  test('a settled fee leads to the assessment', () =>
    expect(stands(paymentFirst, { ...form, fee: { ...form.fee, settledAt: now } })).toBe('assessment_due'))
  test('recommended courses do not keep an application from its review', () =>
    expect(stands(paymentFirst, { ...tested, form: submitted, fee: { ...form.fee, settledAt: now } })).toBe(
      'review_due',
    ))
})

test('a review that has begun, a decision and a withdrawal speak before every step', () => {
  const as = (state: JourneyFacts['application']['state']) =>
    stands(assessmentFirst, { ...begun, application: { ...begun.application, state } })
  expect([as('in_review'), as('query_raised'), as('decided'), as('withdrawn')]).toEqual([
    'in_review',
    'in_review',
    'decided',
    'withdrawn',
  ])
})
