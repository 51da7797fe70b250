import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discountOn, priceOf, readCouponCode } from './fees'
import { compareBooks, expectedNet, type Books, type TheirPayment } from './reconciliation'
import { canRefund, committedPaise, refundAmount, refundStates, refundablePaise } from './refunds'
import { readRupees } from '../shared/paise'

const paise = fc.integer({ min: 100, max: 10_000_000 })
const discount = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percentOff) => ({ percentOff, paiseOff: null })),
  fc.integer({ min: 1, max: 20_000_000 }).map((paiseOff) => ({ percentOff: null, paiseOff })),
)

test('a coupon never takes off more than the fee, and what is left can be paid at the gateway or is nothing', () => {
  fc.assert(
    fc.property(paise, discount, (fee, coupon) => {
      const off = discountOn(fee, coupon)
      const price = priceOf(fee, { paise: off, state: 'held', heldUntil: null }, new Date())
      expect(Number.isSafeInteger(price)).toBe(true)
      expect(price + off).toBe(fee)
      expect(price === 0 || price >= 100).toBe(true)
    }),
  )
})

test('a use that ran out or was given back lowers nothing', () => {
  const now = new Date()
  const use = { paise: 100, heldUntil: now }
  expect(priceOf(1_000, { ...use, state: 'held' }, now)).toBe(1_000)
  expect(priceOf(1_000, { ...use, state: 'released' }, now)).toBe(1_000)
  expect(priceOf(1_000, { ...use, state: 'used' }, now)).toBe(900)
})

test('over any history of refunds asked for, refused and failed, never more goes back than came', () => {
  const step = fc.record({
    rule: fc.constantFrom('full' as const, 'part' as const),
    asked: fc.integer({ min: -5_000, max: 300_000 }),
    becomes: fc.constantFrom(...refundStates),
  })
  fc.assert(
    fc.property(paise, fc.array(step, { maxLength: 12 }), (captured, steps) => {
      const kept: { paise: number; state: (typeof refundStates)[number] }[] = []
      for (const { rule, asked, becomes } of steps) {
        const amount = refundAmount(rule, refundablePaise(captured, kept), asked)
        if (amount === null || !canRefund({ paise: captured, isCaptured: true }, kept, amount).ok) continue
        kept.push({ paise: amount, state: becomes })
        const left = refundablePaise(captured, kept)
        expect(committedPaise(kept)).toBeLessThanOrEqual(captured)
        expect(left + committedPaise(kept)).toBe(captured)
        expect(left === 0 || left >= 100).toBe(true)
      }
    }),
  )
})

test('nothing of a payment that was never captured goes back', () => {
  expect(canRefund({ paise: 100_000, isCaptured: false }, [], 100)).toMatchObject({
    refusal: { code: 'refund_not_captured' },
  })
})

const at = new Date('2026-11-20T06:00:00Z')
const theirs = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        gatewayPaymentId: fc.constant(`pay_${id}`),
        gatewayOrderId: fc.constant(`order_${id}`),
        state: fc.constantFrom('created' as const, 'failed' as const, 'captured' as const),
        paise,
        refundedPaise: fc.constant(0),
        at: fc.constant(at),
      }),
    ),
  ),
)

/** Our book as it would be if it had learnt everything from theirs. */
function sameBooks(payments: readonly TheirPayment[]): Books {
  const captured = payments.filter(({ state }) => state === 'captured')
  return {
    from: new Date(at.getTime() - 1000),
    to: new Date(at.getTime() + 1000),
    theirs: payments,
    theirRefunds: [],
    lines: captured.map(({ gatewayPaymentId, gatewayOrderId, paise }) => {
      const fee = Math.round(paise * 0.0236)
      return {
        ...{ gatewayId: gatewayPaymentId, kind: 'payment' as const, settlementId: 'setl', utr: null },
        ...{ gatewayPaymentId, gatewayOrderId, paise, fee, tax: 0, net: paise - fee, settledAt: at },
      }
    }),
    ours: captured.map(({ gatewayPaymentId, paise }) => ({
      ...{ gatewayPaymentId, orderId: 'o', applicationId: 'a', isCaptured: true, paise, at },
    })),
    ourOrders: [],
    ourRefunds: [],
  }
}

test('two books that agree have no exception', () => {
  fc.assert(
    fc.property(theirs, (payments) => {
      expect(compareBooks(sameBooks(payments))).toEqual([])
    }),
  )
})

test('each single thing that is wrong in one of the books is found, once, by its own kind', () => {
  fc.assert(
    fc.property(theirs, fc.nat(), (payments, pick) => {
      const books = sameBooks(payments)
      const wrong = books.ours[pick % Math.max(1, books.ours.length)]
      if (!wrong) return
      const id = wrong.gatewayPaymentId
      const others = books.ours.filter((our) => our !== wrong)
      const kinds = (changed: Partial<Books>) =>
        compareBooks({ ...books, ...changed }).map(({ kind, subject }) => `${kind} ${subject}`)
      expect(kinds({ ours: others })).toEqual([`unknown_here ${id}`])
      const missing = books.theirs.filter((their) => their.gatewayPaymentId !== id)
      expect(kinds({ theirs: missing })).toEqual([`unknown_there ${id}`])
      const more = { ...wrong, paise: wrong.paise + 100 }
      expect(kinds({ ours: [...others, more], lines: [] })).toEqual([`amount_differs ${id}`])
      const short = books.lines.map((line) => (line.gatewayId === id ? { ...line, net: line.net - 1 } : line))
      expect(kinds({ lines: short })).toEqual([`settled_differs ${id}`])
      const refund = {
        gatewayRefundId: 'rfnd_1',
        gatewayPaymentId: id,
        state: 'processed' as const,
        paise: 100,
        at,
      }
      expect(kinds({ theirRefunds: [refund] })).toEqual(['refund_unknown rfnd_1'])
      const unnamed = { gatewayRefundId: null, gatewayPaymentId: id, isUnnamed: true }
      expect(kinds({ theirRefunds: [refund], ourRefunds: [unnamed] })).toEqual([])
    }),
  )
})

test('what a payout should bring: the amount less the fee that holds its tax, and a refund takes', () => {
  expect(expectedNet({ kind: 'payment', paise: 100_000, fee: 2_360 })).toBe(97_640)
  expect(expectedNet({ kind: 'refund', paise: 100_000, fee: 0 })).toBe(-100_000)
})

test.each([
  ['1000', 100_000],
  ['₹1,000.50', 100_050],
  ['0.5', 50],
  ['0', null],
  ['-5', null],
  ['1e3', null],
  ['10.005', null],
])('an amount typed as %s is %s paise', (typed, expected) => expect(readRupees(typed)).toBe(expected))

test('a code is read however it is typed', () => {
  expect(readCouponCode(' early bird-27 ')).toBe('EARLYBIRD-27')
  expect(readCouponCode('ab')).toBeNull()
  expect(readCouponCode('=HYPERLINK')).toBeNull()
})
