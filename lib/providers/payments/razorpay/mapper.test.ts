import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toPaymentFact, toReason, toRefundState } from './mapper'
import { paymentsWire, paymentWire, webhookWire } from './wire'

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'))

test("a documented list of payments becomes facts in the portal's words", () => {
  expect(paymentsWire.parse(sample('order-payments.json')).items.map(toPaymentFact)).toEqual([
    {
      gatewayPaymentId: 'pay_RsLateBank0001',
      state: 'captured',
      paise: 100_000,
      currency: 'INR',
      method: 'upi',
      reason: null,
      at: new Date('2026-11-21T04:40:00Z'),
    },
    {
      gatewayPaymentId: 'pay_RsFailedTry002',
      state: 'failed',
      paise: 100_000,
      currency: 'INR',
      method: 'card',
      reason: 'payment_cancelled',
      at: new Date('2026-11-21T04:38:20Z'),
    },
    // A status word that nobody knows yet: unresolved, so it is asked about again.
    {
      gatewayPaymentId: 'pay_RsNewStatus003',
      state: 'created',
      paise: 100_000,
      currency: 'INR',
      method: null,
      reason: null,
      at: new Date('2026-11-21T04:36:40Z'),
    },
  ])
})

test('a documented webhook carries its payment and its order', () => {
  expect(webhookWire.parse(sample('webhook-order-paid.json'))).toMatchObject({
    event: 'order.paid',
    payload: {
      payment: { entity: { status: 'captured' } },
      order: { entity: { receipt: 'APP-27-7K3M9Q-1' } },
    },
  })
})

test.each([
  ['captured', null, 'captured'],
  ['captured', 'partial', 'captured'],
  ['captured', 'full', 'refunded'],
  ['refunded', 'full', 'refunded'],
  ['Authorized', undefined, 'authorized'],
])('a payment %s with refund status %s is %s', (status, refund_status, state) => {
  const payment = paymentWire.parse({
    id: 'pay_1',
    amount: '100000',
    currency: 'inr',
    status,
    refund_status,
    created_at: 1795236000,
  })
  expect(toPaymentFact(payment)).toMatchObject({ state, paise: 100_000, currency: 'INR' })
})

test('a payment with a broken amount is not read at all: money is never guessed', () => {
  for (const amount of [1000.5, -1, 'many', null, undefined, '', true, []])
    expect(
      paymentWire.safeParse({ id: 'pay_1', amount, currency: 'INR', status: 'captured', created_at: 1 })
        .success,
    ).toBe(false)
})

test('a reason is a short plain word or unknown', () => {
  expect(toReason('Payment Cancelled')).toBe('payment_cancelled')
  expect(toReason('<b>no</b>')).toBe('unknown')
  expect(toReason(undefined)).toBe('unknown')
})

test('a refund is on its way until the gateway says otherwise', () => {
  expect(
    ['processed', 'failed', 'pending', 'queued', null].map((status) =>
      toRefundState({ id: 'rfnd_1', status }),
    ),
  ).toEqual(['processed', 'failed', 'pending', 'pending', 'pending'])
})
