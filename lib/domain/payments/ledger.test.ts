import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paymentStates, reduceOrder, type Order, type PaymentFact, type PaymentState } from './ledger'

const order: Order = { paise: 100_000, currency: 'INR' }
const opened = Date.UTC(2026, 10, 21, 5, 0, 0)

const fact = (
  gatewayPaymentId: string,
  state: PaymentState,
  more: Partial<PaymentFact> = {},
): PaymentFact => ({
  gatewayPaymentId,
  state,
  paise: 100_000,
  currency: 'INR',
  method: 'upi',
  reason: state === 'failed' ? 'payment_cancelled' : null,
  at: new Date(opened),
  ...more,
})

describe('one payment', () => {
  test('money captured after a failure settles the order: a late success', () => {
    const view = reduceOrder(order, [fact('pay_1', 'failed'), fact('pay_1', 'captured')])
    expect(view).toMatchObject({ state: 'settled', settledBy: 'pay_1', lastFailure: null })
  })

  test('an old failure that arrives after the capture changes nothing', () => {
    const view = reduceOrder(order, [
      fact('pay_1', 'captured'),
      fact('pay_1', 'failed'),
      fact('pay_1', 'created'),
    ])
    expect(view).toMatchObject({ state: 'settled', settledBy: 'pay_1' })
    expect(view.payments.map((payment) => payment.state)).toEqual(['captured'])
  })

  test('authorised is not captured: the order waits for the bank', () => {
    expect(reduceOrder(order, [fact('pay_1', 'authorized')])).toMatchObject({
      state: 'checking',
      settledBy: null,
    })
  })

  test('a failed try leaves the order open and says why', () => {
    const view = reduceOrder(order, [fact('pay_1', 'failed', { reason: 'insufficient_funds' })])
    expect(view.state).toBe('open')
    expect(view.lastFailure).toEqual({
      gatewayPaymentId: 'pay_1',
      reason: 'insufficient_funds',
      at: new Date(opened),
    })
  })

  test('a refund of the settling payment does not unsettle the order', () => {
    const view = reduceOrder(order, [fact('pay_1', 'refunded'), fact('pay_1', 'captured')])
    expect(view).toMatchObject({ state: 'settled', settledBy: 'pay_1', toRefund: [] })
    expect(view.payments.map((payment) => payment.state)).toEqual(['refunded'])
  })

  test('money that the bank gave back before it was captured settles nothing', () => {
    expect(reduceOrder(order, [fact('pay_1', 'authorized'), fact('pay_1', 'refunded')])).toMatchObject({
      state: 'open',
      settledBy: null,
      toRefund: [],
    })
  })
})

describe('several payments', () => {
  test('the capture that the gateway dates first settles; the second is to be refunded', () => {
    const later = fact('pay_a', 'captured', { at: new Date(opened + 60_000) })
    const view = reduceOrder(order, [later, fact('pay_b', 'captured')])
    expect(view.settledBy).toBe('pay_b')
    expect(view.secondCaptures.map((payment) => payment.gatewayPaymentId)).toEqual(['pay_a'])
    expect(view.toRefund.map((payment) => payment.gatewayPaymentId)).toEqual(['pay_a'])
  })

  test('the payment recorded as settling stays, even when an earlier one is learnt of', () => {
    const later = fact('pay_a', 'captured', { at: new Date(opened + 60_000) })
    const view = reduceOrder({ ...order, settledBy: 'pay_a' }, [later, fact('pay_b', 'captured')])
    expect(view.settledBy).toBe('pay_a')
    expect(view.toRefund.map((payment) => payment.gatewayPaymentId)).toEqual(['pay_b'])
  })

  test('a second capture already refunded is shown but not refunded again', () => {
    const view = reduceOrder({ ...order, settledBy: 'pay_a' }, [
      fact('pay_a', 'captured'),
      fact('pay_b', 'captured'),
      fact('pay_b', 'refunded'),
    ])
    expect(view.secondCaptures).toHaveLength(1)
    expect(view.toRefund).toEqual([])
  })

  test.each([
    ['a rupee too little', { paise: 99_900 }],
    ['a paisa too much', { paise: 100_001 }],
    ['dollars', { currency: 'USD' }],
  ])('%s never settles and goes back', (_, wrong) => {
    const view = reduceOrder(order, [fact('pay_1', 'captured', wrong)])
    expect(view).toMatchObject({ state: 'mismatch', settledBy: null })
    expect(view.toRefund).toMatchObject([{ gatewayPaymentId: 'pay_1', ...wrong }])
  })

  test('once the wrong amount went back, the right one can still be paid', () => {
    const wrong = [fact('pay_1', 'captured', { paise: 100 }), fact('pay_1', 'refunded', { paise: 100 })]
    expect(reduceOrder(order, wrong).state).toBe('open')
    expect(reduceOrder(order, [...wrong, fact('pay_2', 'captured')])).toMatchObject({ settledBy: 'pay_2' })
  })

  test('a payment that the gateway reports with two amounts settles nothing', () => {
    const view = reduceOrder(order, [fact('pay_1', 'captured'), fact('pay_1', 'captured', { paise: 100 })])
    expect(view).toMatchObject({ state: 'mismatch', settledBy: null })
  })
})

const ids = ['pay_1', 'pay_2', 'pay_3', 'pay_4']
const anyFact: fc.Arbitrary<PaymentFact> = fc.record({
  gatewayPaymentId: fc.constantFrom(...ids),
  state: fc.constantFrom(...paymentStates),
  paise: fc.constantFrom(100_000, 100_000, 100_000, 100, 100_001),
  currency: fc.constantFrom('INR', 'INR', 'INR', 'USD'),
  method: fc.constantFrom('upi', 'card', null),
  reason: fc.constantFrom('payment_cancelled', 'insufficient_funds', null),
  at: fc.integer({ min: 0, max: 3 }).map((minutes) => new Date(opened + minutes * 60_000)),
})
/** Histories as a real gateway tells them: a payment's amount and time never change. */
const honestFacts = fc.array(anyFact, { maxLength: 20 }).map((facts) =>
  facts.map((one) => ({
    ...one,
    ...facts.find((first) => first.gatewayPaymentId === one.gatewayPaymentId),
    state: one.state,
  })),
)
const anyFacts = fc.array(anyFact, { maxLength: 20 })
const isRightCapture = (one: PaymentFact) =>
  one.state === 'captured' && one.paise === 100_000 && one.currency === 'INR'

describe('any history', () => {
  test('the order of arrival and repetition never change the answer', () => {
    const shuffled = anyFacts.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        again: fc.shuffledSubarray([...facts, ...facts], { minLength: 0 }),
        mixed: fc.shuffledSubarray(facts, { minLength: facts.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ facts, mixed, again }) => {
        expect(reduceOrder(order, [...again, ...mixed, ...mixed])).toEqual(reduceOrder(order, facts))
      }),
      { numRuns: 500 },
    )
  })

  test('settled if and only if a capture of exactly the right amount is known', () => {
    fc.assert(
      fc.property(honestFacts, (facts) => {
        const view = reduceOrder(order, facts)
        expect(view.settledBy !== null).toBe(facts.some(isRightCapture))
        expect(view.state === 'settled').toBe(view.settledBy !== null)
      }),
      { numRuns: 500 },
    )
  })

  test('one more fact never takes a payment back, nor a settled order', () => {
    fc.assert(
      fc.property(honestFacts, (facts) => {
        const known = new Map<string, number>()
        let settledBy: string | null = null
        for (let seen = 1; seen <= facts.length; seen += 1) {
          const view = reduceOrder({ ...order, settledBy }, facts.slice(0, seen))
          if (settledBy !== null) expect(view).toMatchObject({ state: 'settled', settledBy })
          settledBy = view.settledBy
          for (const payment of view.payments) {
            const rank = paymentStates.indexOf(payment.state)
            expect(rank).toBeGreaterThanOrEqual(known.get(payment.gatewayPaymentId) ?? 0)
            known.set(payment.gatewayPaymentId, rank)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('every captured payment either settles, or is a second one, or is a mismatch: never two of these', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(null, ...ids), (facts, settledBy) => {
        const view = reduceOrder({ ...order, settledBy }, facts)
        const captured = new Set(
          facts.filter((one) => one.state === 'captured').map((one) => one.gatewayPaymentId),
        )
        const placed = [...view.secondCaptures, ...view.mismatched].map((payment) => payment.gatewayPaymentId)
        if (view.settledBy !== null && captured.has(view.settledBy)) placed.push(view.settledBy)
        expect(placed.sort()).toEqual([...captured].sort())
        expect(view.toRefund.map((payment) => payment.gatewayPaymentId)).not.toContain(view.settledBy)
      }),
      { numRuns: 500 },
    )
  })

  test('no paisa is lost: money kept is the fee, money beyond it is queued to go back', () => {
    fc.assert(
      fc.property(honestFacts, (facts) => {
        const view = reduceOrder(order, facts)
        const sum = (paise: number[]) => paise.reduce((total, one) => total + one, 0)
        const held = sum(
          view.payments.filter((payment) => payment.state === 'captured').map((one) => one.paise),
        )
        const settling = view.payments.find((payment) => payment.gatewayPaymentId === view.settledBy)
        const fee = settling?.state === 'captured' ? order.paise : 0
        expect(held).toBe(fee + sum(view.toRefund.map((one) => one.paise)))
      }),
      { numRuns: 500 },
    )
  })
})
