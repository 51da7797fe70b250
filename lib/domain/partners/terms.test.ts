import { describe, expect, test } from 'vitest'
import { paymentFirst } from '../journeys/definition'
import { standings } from '../journeys/standing'
import { missingTerms } from './missing-terms'
import { changedTerms, isInFlight, moveVerdict } from './term-changes'
import { type IntakeTerms, feeFor } from './terms'
import { readTypedTerms, toTypedTerms } from './typed-terms'

const terms = (given: Partial<IntakeTerms> = {}): IntakeTerms => ({
  name: { en: 'Undergraduate 2027', hi: 'स्नातक 2027' },
  opensAt: '2026-11-01T03:30:00.000Z',
  closesAt: '2026-11-30T18:29:59.000Z',
  assessmentUntil: null,
  journey: { id: paymentFirst.id, steps: [...paymentFirst.steps] },
  feePaise: 100_000,
  feeRules: [
    { by: 'category', value: 'sc', paise: 0 },
    { by: 'programme', value: 'cse', paise: 150_050 },
  ],
  refundPolicy: { en: 'None', hi: 'नहीं' },
  assessmentConnectionId: 'studyhq',
  assessmentTestId: null,
  attemptsAllowed: 3,
  countingAttempt: 'latest',
  ruleSetId: null,
  paymentConnectionId: 'razorpay',
  programmeIds: ['cse', 'bba'],
  ...given,
})
const world = {
  assessmentConnections: ['studyhq'],
  paymentConnections: ['razorpay'],
  ruleSets: [],
  programmes: ['cse', 'bba'],
}

describe('the fee', () => {
  test('is that of the first rule that fits, else the intake’s', () => {
    expect(feeFor(terms(), { programmeId: 'bba', category: 'general' })).toBe(100_000)
    expect(feeFor(terms(), { programmeId: 'cse', category: 'general' })).toBe(150_050)
    expect(feeFor(terms(), { programmeId: 'cse', category: 'sc' })).toBeNull()
    expect(feeFor(terms(), { programmeId: null, category: null })).toBe(100_000)
  })
})

describe('terms as they are typed', () => {
  test('come back as they were', () => {
    const read = readTypedTerms(toTypedTerms(terms()))
    expect(read).toEqual({ ok: true, terms: terms() })
  })
  test('a date is India time, whatever the device says', () => {
    const read = readTypedTerms({ ...toTypedTerms(terms()), closesAt: '2026-12-15T23:59' })
    expect(read.ok && read.terms.closesAt).toBe('2026-12-15T18:29:00.000Z')
  })
  test('rupees become paise, groups and all', () => {
    const read = readTypedTerms({ ...toTypedTerms(terms()), fee: '₹ 1,250.5' })
    expect(read.ok && read.terms.feePaise).toBe(125_050)
  })
  test('what cannot be read is told at its control', () => {
    const read = readTypedTerms({
      ...toTypedTerms(terms()),
      fee: 'a thousand',
      closesAt: '2026-02-31T10:00',
      'rule-3': 'category:st',
      attemptsAllowed: '0',
      'place-cse': 'first',
    })
    expect(read).toEqual({
      ok: false,
      complaints: {
        fee: 'fee_unreadable',
        closesAt: 'date_unreadable',
        'ruleFee-3': 'rule_fee_missing',
        attemptsAllowed: 'attempts_range',
        'place-cse': 'place_unreadable',
      },
    })
  })
})

describe('what is missing before terms can be published', () => {
  test('nothing of whole ones', () => expect(missingTerms(terms(), world)).toEqual({}))
  test.each<[Partial<IntakeTerms>, string, string]>([
    [{ paymentConnectionId: null }, 'paymentConnectionId', 'payment_missing'],
    [{ assessmentConnectionId: null }, 'connectionId', 'connection_missing'],
    [{ assessmentConnectionId: 'elsewhere' }, 'connectionId', 'connection_unusable'],
    [{ journey: { id: 'own', steps: ['verify_email', 'review', 'form'] } }, 'step-1', 'journey_unreadable'],
    [{ journey: { id: 'own', steps: ['verify_email', 'form', 'review'] } }, 'fee', 'fee_without_step'],
    [{ programmeIds: [], feeRules: [] }, 'programmes', 'programmes_missing'],
    [{ programmeIds: ['bba'] }, 'rule-2', 'rule_not_offered'],
    [{ assessmentUntil: '2026-11-15T00:00:00.000Z' }, 'assessmentUntil', 'until_before_closing'],
    [{ refundPolicy: { en: 'None', hi: '' } }, 'refundHi', 'refund_missing'],
  ])('%j: %s %s', (given, field, complaint) => {
    expect(missingTerms(terms(given), world)).toMatchObject({ [field]: complaint })
  })
})

describe('who goes over to a new version', () => {
  const extended = terms({ closesAt: '2026-12-31T18:29:59.000Z' })
  const move = (to: IntakeTerms, standing: (typeof standings)[number], reaches = ['dates' as const]) =>
    moveVerdict({ from: terms({ feeRules: [] }), to: { ...to, feeRules: [] }, reaches }, standing)

  test('everybody in flight, when it only closes later', () => {
    for (const standing of standings)
      expect(move(extended, standing).moves, standing).toBe(isInFlight(standing))
  })
  test('nobody, when it was not said to reach them', () => {
    for (const standing of standings)
      expect(moveVerdict({ from: terms(), to: extended, reaches: [] }, standing).moves).toBe(false)
  })
  test('whoever still has to pay stays when the fee changes with it, and hears why', () => {
    const dearer = { ...extended, feePaise: 150_000 }
    expect(move(dearer, 'form')).toEqual({ moves: false, because: ['fee'] })
    expect(move(dearer, 'fee_due').moves).toBe(false)
    expect(move(dearer, 'assessment_due').moves).toBe(true)
    expect(move(dearer, 'review_due').moves).toBe(true)
  })
  test('whoever was not asked a fee is not asked one afterwards', () => {
    const free = terms({ feePaise: null, feeRules: [] })
    const verdict = moveVerdict({ from: free, to: extended, reaches: ['dates'] }, 'assessment_due')
    expect(verdict.moves).toBe(false)
  })
  test('an earlier closing date takes time from nobody who has begun', () => {
    expect(move(terms({ closesAt: '2026-11-20T00:00:00.000Z' }), 'form').moves).toBe(false)
  })
  test('another connection reaches those who have not begun their test only where that is chosen', () => {
    const other = { ...extended, assessmentConnectionId: 'imocha' }
    expect(move(other, 'fee_due')).toEqual({ moves: false, because: ['assessment'] })
    expect(
      moveVerdict(
        { from: terms(), to: { ...terms(), assessmentConnectionId: 'imocha' }, reaches: ['assessment'] },
        'fee_due',
      ).moves,
    ).toBe(true)
    expect(move(other, 'assessment_under_way').moves).toBe(true)
  })
  test('another order of steps never reaches anybody', () => {
    const shorter = terms({ journey: { id: 'own', steps: ['verify_email', 'form'] } })
    for (const standing of standings)
      expect(
        moveVerdict({ from: terms(), to: shorter, reaches: ['dates', 'assessment', 'payment'] }, standing)
          .moves,
      ).toBe(false)
  })
})

test('differences are told by what they are about', () => {
  expect(changedTerms(terms(), terms({ feePaise: 120_000, countingAttempt: 'best' }))).toEqual([
    'fee',
    'counting',
  ])
  expect(changedTerms(terms(), terms({ opensAt: '2026-11-01T09:00:00+05:30' }))).toEqual([])
})

test('milliseconds that no control keeps are no difference', () => {
  expect(changedTerms(terms({ opensAt: '2026-11-01T03:30:00.123Z' }), terms())).toEqual([])
})
