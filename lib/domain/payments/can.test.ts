import { describe, expect, test } from 'vitest'
import { secondsAfter } from '../shared/india-time'
import { canPay, payVerdict, type PayFacts } from './can'
import { nextCheckOnceSettled, nextPaymentCheck } from './checks'
import { reduceOrder, type PaymentFact, type PaymentState } from './ledger'

const now = new Date('2026-11-21T05:00:00Z')
const ago = (seconds: number) => secondsAfter(now, -seconds)
const payment = (state: PaymentState, at = ago(30), paise = 100_000): PaymentFact => ({
  gatewayPaymentId: `pay_${at.getTime()}`,
  state,
  paise,
  currency: 'INR',
  method: 'upi',
  reason: null,
  at,
})
const facts = (payments: PaymentFact[], more: Partial<PayFacts> = {}): PayFacts => ({
  order: reduceOrder({ paise: 100_000, currency: 'INR' }, payments),
  sentToGatewayAt: null,
  cameBackAt: null,
  now,
  ...more,
})

describe('may the applicant press Pay?', () => {
  test('yes, before any order exists', () => {
    expect(canPay({ order: null, sentToGatewayAt: null, cameBackAt: null, now })).toEqual({
      ok: true,
      value: undefined,
    })
  })

  test('yes, after a failed try', () => {
    expect(payVerdict(facts([payment('failed')], { sentToGatewayAt: ago(40), cameBackAt: ago(20) }))).toBe(
      'pay',
    )
  })

  test('no, once the fee is settled', () => {
    expect(canPay(facts([payment('captured')]))).toMatchObject({
      ok: false,
      refusal: { code: 'fee_settled' },
    })
  })

  test.each(['created', 'authorized'] as const)(
    'no, while a payment is only %s: we are checking with the bank',
    (state) => {
      const refusal = { code: 'payment_checking', waitsFor: 'bank' }
      expect(canPay(facts([payment(state)]))).toEqual({ ok: false, refusal })
    },
  )

  test('an authorised payment blocks for days, a created one only until the gateway must have given up', () => {
    expect(payVerdict(facts([payment('authorized', ago(2 * 86_400))]))).toBe('checking')
    expect(payVerdict(facts([payment('created', ago(19 * 60))]))).toBe('checking')
    expect(payVerdict(facts([payment('created', ago(20 * 60))]))).toBe('pay')
  })

  test('no, while the browser is at the gateway and nothing is known yet', () => {
    expect(payVerdict(facts([], { sentToGatewayAt: ago(179) }))).toBe('checking')
    expect(payVerdict(facts([], { sentToGatewayAt: ago(180) }))).toBe('pay')
  })

  test('a new visit to the gateway blocks again, although an earlier try failed', () => {
    const earlier = [payment('failed', ago(100))]
    expect(payVerdict(facts(earlier, { sentToGatewayAt: ago(20), cameBackAt: ago(90) }))).toBe('checking')
    expect(payVerdict(facts([...earlier, payment('failed', ago(10))], { sentToGatewayAt: ago(20) }))).toBe(
      'pay',
    )
  })

  test('a second visit a moment after a failed try blocks too: that try was of the visit before', () => {
    const failed = [payment('failed', ago(4))]
    expect(payVerdict(facts(failed, { sentToGatewayAt: ago(1), cameBackAt: ago(3) }))).toBe('checking')
    expect(
      payVerdict(facts([...failed, payment('failed', now)], { sentToGatewayAt: ago(1), cameBackAt: ago(3) })),
    ).toBe('pay')
  })

  test('coming back with Cancel makes Pay possible at once', () => {
    expect(payVerdict(facts([], { sentToGatewayAt: ago(20), cameBackAt: ago(5) }))).toBe('pay')
  })

  test('no, while money of a wrong amount waits to go back: staff must act', () => {
    const refusal = { code: 'payment_mismatch', waitsFor: 'staff' }
    expect(canPay(facts([payment('captured', ago(30), 100)]))).toEqual({ ok: false, refusal })
  })
})

test('an unsettled order is asked about quickly at first, hourly later, and not after four days', () => {
  const asked: number[] = []
  let age = 0
  for (let checks = 0; ; checks += 1) {
    const wait = nextPaymentCheck(age, checks)
    if (wait === null) break
    age += wait
    asked.push(age)
  }
  expect(asked.slice(0, 10)).toEqual([10, 30, 70, 130, 190, 250, 310, 370, 670, 1570])
  expect(asked.at(11)).toBe(1570 + 2 * 3600)
  expect(age).toBeGreaterThanOrEqual(4 * 86_400)
  expect(asked.length).toBeLessThan(110)
})

test('a settled order is asked about a few times more, for a second capture that nobody told us of, then never', () => {
  expect(nextCheckOnceSettled(30)).toBe(15 * 60)
  expect(nextCheckOnceSettled(16 * 60)).toBe(12 * 3600)
  expect(nextCheckOnceSettled(4 * 86_400)).toBeNull()
})
