import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reduceOrder } from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError, type ProviderErrorKind } from '@/lib/platform/provider-error'
import { serveSimulator, type Delivery, type SimulatorServer } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import type { CheckoutInput, GatewayEvent } from '../contract'
import { paymentGateways } from '../registry'
import { getOrder } from './client'
import type { RazorpaySettings } from './config'
import { registerWebhook } from './simulator-memory'

const { razorpay } = paymentGateways
const noon = new Date('2026-11-21T06:30:00Z')
const webhookUrl = 'http://greenfield.localhost/api/webhooks/razorpay'

let gateway: SimulatorServer
let settings: RazorpaySettings
let calls: ProviderCall[]
let clock: Date
let io: ProviderIo

beforeEach(async () => {
  gateway = await serveSimulator(simulators.razorpay)
  clock = noon
  gateway.setNow(noon)
  calls = []
  io = { fetch, now: () => clock, record: (call) => void calls.push(call) }
  settings = razorpay.config.parse({
    baseUrl: gateway.url,
    keyId: 'rzp_test_greenfield',
    keySecret: 'greenfield key secret',
    webhookSecret: 'greenfield webhook secret',
    allowInsecure: true,
  })
  await registerWebhook(gateway.store, { ...settings, url: webhookUrl })
})
afterEach(() => gateway.close())

const passSeconds = (seconds: number) => gateway.setNow((clock = secondsAfter(clock, seconds)))
const anOrder = (receipt = 'APP-27-7K3M9Q-1') =>
  razorpay.createOrder(settings, { receipt, paise: 100_000, notes: { application: 'APP-27-7K3M9Q' } }, io)
const factsOf = (orderId: string) => razorpay.fetchFacts(settings, orderId, io)
const viewOf = async (orderId: string) =>
  reduceOrder({ paise: 100_000, currency: 'INR' }, await factsOf(orderId))
const read = (delivery: Delivery, by = settings) =>
  razorpay.readWebhook(by, Buffer.from(delivery.body), new Headers(delivery.headers))
const events = () =>
  gateway.deliveries
    .map((delivery) => read(delivery))
    .filter((event): event is GatewayEvent => event !== null)
const kindOf = (work: Promise<unknown>): Promise<ProviderErrorKind> =>
  work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error: unknown) => (error instanceof ProviderError ? error.kind : Promise.reject(error)),
  )

describe('orders', () => {
  test('an order is made for exactly the amount asked, and known by its receipt', async () => {
    const order = await anOrder()
    expect(order).toEqual({ gatewayOrderId: expect.stringMatching(/^order_\w{14}$/), paise: 100_000 })
    expect(await getOrder(settings, order.gatewayOrderId, io)).toMatchObject({
      amount: 100_000,
      receipt: 'APP-27-7K3M9Q-1',
    })
    expect(await viewOf(order.gatewayOrderId)).toMatchObject({ state: 'open', payments: [] })
  })

  test('asking again with the same receipt gives the same order', async () => {
    expect(await anOrder()).toEqual(await anOrder())
    expect(await gateway.store.list('order')).toHaveLength(1)
  })

  test('an order whose answer came too late is found again: one order, no second one', async () => {
    gateway.setFault('slow-create')
    settings = { ...settings, timeoutMs: 1_000 }
    const order = await anOrder()
    expect(await gateway.store.list('order')).toHaveLength(1)
    gateway.setFault(null)
    expect(await anOrder()).toEqual(order)
    expect(calls.map((call) => call.errorKind)).toContain('timed_out')
  })

  test('a receipt is never reused for another amount', async () => {
    await anOrder()
    const other = razorpay.createOrder(settings, { receipt: 'APP-27-7K3M9Q-1', paise: 50_000, notes: {} }, io)
    expect(await kindOf(other)).toBe('conflict')
  })

  test("another business's order cannot be read", async () => {
    const { gatewayOrderId } = await anOrder()
    const other = { ...settings, keyId: 'rzp_test_sandbox', keySecret: 'sandbox_key_secret' }
    expect(await kindOf(razorpay.fetchFacts(other, gatewayOrderId, io))).toBe('not_found')
  })
})

describe('when the gateway does not do as asked', () => {
  test.each<[string, ProviderErrorKind]>([
    ['401-api', 'config'],
    ['429-api', 'rate_limited'],
    ['500-api', 'transient'],
    ['slow-api', 'transient'],
    ['html-api', 'contract'],
  ])('%s is told as %s', async (fault, kind) => {
    if (fault === 'slow-api') settings = { ...settings, timeoutMs: 300 }
    gateway.setFault(fault)
    expect(await kindOf(anOrder())).toBe(kind)
    expect(calls.at(-1)).toMatchObject({ path: '/v1/orders?receipt=APP-27-7K3M9Q-1' })
  })

  test('a busy gateway says when to come back', async () => {
    gateway.setFault('429-api')
    await expect(anOrder()).rejects.toMatchObject({ info: { retryAfterSeconds: 30 } })
  })

  test('a wrong secret is a matter for staff, an amount below one rupee a refusal', async () => {
    expect(await kindOf(razorpay.fetchFacts({ ...settings, keySecret: 'wrong' }, 'order_x', io))).toBe(
      'config',
    )
    expect(await kindOf(razorpay.createOrder(settings, { receipt: 'small', paise: 99, notes: {} }, io))).toBe(
      'invalid',
    )
  })

  test('the log holds no secret, and no address or account of the payer', async () => {
    const order = await anOrder()
    await press(order.gatewayOrderId, 'Pay by UPI')
    await factsOf(order.gatewayOrderId)
    const kept = JSON.stringify(calls)
    expect(kept).toContain('captured')
    for (const secret of ['greenfield key secret', 'asha@sandbox.test', '9876543210', 'payer@testbank'])
      expect(kept).not.toContain(secret)
  })
})

describe('each button of the checkout page', () => {
  test.each(['Pay by UPI', 'Pay by card', 'Pay by netbanking'])(
    '%s: paid, returned, and told in webhooks',
    async (label) => {
      const { gatewayOrderId } = await anOrder()
      const back = await press(gatewayOrderId, label)
      const view = await viewOf(gatewayOrderId)
      expect(view).toMatchObject({
        state: 'settled',
        payments: [{ state: 'captured', paise: 100_000, currency: 'INR' }],
      })
      expect(claimOf(gatewayOrderId, back)).toEqual({
        gatewayPaymentId: view.settledBy,
        failedReason: null,
        signatureGiven: true,
        signatureHolds: true,
      })
      expect(
        events()
          .map((event) => event.type)
          .sort(),
      ).toEqual(['order.paid', 'payment.authorized', 'payment.captured'])
      expect(new Set(events().map((event) => event.gatewayOrderId))).toEqual(new Set([gatewayOrderId]))
      expect(viewFrom(events())).toMatchObject({ settledBy: view.settledBy, state: 'settled' })
    },
  )

  test('Fail the payment: the chosen reason comes back and the order stays open for another try', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = await press(gatewayOrderId, 'Fail the payment', { reason: 'insufficient_funds' })
    const view = await viewOf(gatewayOrderId)
    expect(view).toMatchObject({ state: 'open', lastFailure: { reason: 'insufficient_funds' } })
    expect(claimOf(gatewayOrderId, back)).toEqual({
      gatewayPaymentId: view.payments[0]?.gatewayPaymentId,
      failedReason: 'insufficient_funds',
      signatureGiven: false,
      signatureHolds: false,
    })
    expect(events()).toMatchObject([
      { type: 'payment.failed', facts: [{ state: 'failed', reason: 'insufficient_funds' }] },
    ])
    await press(gatewayOrderId, 'Pay by card')
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'settled' })
  })

  test('Abandon this tab: nothing is told, and the try fails after ten minutes', async () => {
    const { gatewayOrderId } = await anOrder()
    expect(await press(gatewayOrderId, 'Abandon this tab')).toBeNull()
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'checking' })
    expect(gateway.deliveries).toMatchObject([{ afterSeconds: 600 }])
    passSeconds(601)
    expect(await viewOf(gatewayOrderId)).toMatchObject({
      state: 'open',
      lastFailure: { reason: 'payment_timed_out' },
    })
  })

  test('Stay pending, then succeed: an undecided return, captured 20 seconds later', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = await press(gatewayOrderId, 'Stay pending, then succeed')
    expect(claimOf(gatewayOrderId, back)).toMatchObject({ failedReason: null, signatureGiven: false })
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'checking' })
    expect(gateway.deliveries.map((delivery) => delivery.afterSeconds)).toEqual([20, 20, 20])
    passSeconds(20)
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'settled' })
  })

  test('Fail now, succeed late: the money that a failure announced arrives after all', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = await press(gatewayOrderId, 'Fail now, succeed late')
    expect(claimOf(gatewayOrderId, back)).toMatchObject({ failedReason: 'payment_cancelled' })
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'open' })
    passSeconds(30)
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'settled', lastFailure: null })
    expect(viewFrom(events())).toMatchObject({ state: 'settled' })
  })

  test.each([
    ['Pay, return lost', false, 3],
    ['Pay, webhook lost', true, 0],
    ['Pay, return and webhook lost', false, 0],
  ])('%s: the gateway itself knows', async (label, returns, deliveries) => {
    const { gatewayOrderId } = await anOrder()
    expect((await press(gatewayOrderId, label)) !== null).toBe(returns)
    expect(gateway.deliveries).toHaveLength(deliveries)
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'settled' })
  })

  test('Pay, webhook five times at once: five deliveries of each of three events', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay, webhook five times at once')
    expect(gateway.deliveries).toHaveLength(15)
    expect(new Set(events().map((event) => event.eventId)).size).toBe(3)
  })

  test('Pay twice: one settles, the other is to be refunded', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = await press(gatewayOrderId, 'Pay twice')
    const view = await viewOf(gatewayOrderId)
    expect(view).toMatchObject({
      state: 'settled',
      secondCaptures: [{ paise: 100_000 }],
      toRefund: [{ state: 'captured' }],
    })
    expect(claimOf(gatewayOrderId, back).gatewayPaymentId).toBe(view.settledBy)
    expect(viewFrom(events())).toEqual(view)
  })

  test('Forge a success: neither the return nor the webhook is believed, and the gateway knows no payment', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = await press(gatewayOrderId, 'Forge a success')
    expect(claimOf(gatewayOrderId, back)).toMatchObject({
      gatewayPaymentId: expect.any(String),
      signatureGiven: true,
      signatureHolds: false,
    })
    expect(gateway.deliveries.map((delivery) => read(delivery))).toEqual([null])
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'open', payments: [] })
  })

  test('Pay a different amount: captured, but it never settles', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay a different amount')
    expect(await viewOf(gatewayOrderId)).toMatchObject({
      state: 'mismatch',
      settledBy: null,
      toRefund: [{ paise: 100 }],
    })
    expect(events().map((event) => event.type)).not.toContain('order.paid')
  })

  test.each([
    ['Pay, then the API fails for a minute', 'asha@sandbox.test'],
    ['Pay, then the API is slow for a minute', 'asha@sandbox.test'],
    ['Pay by UPI', 'asha+gateway500@sandbox.test'],
  ])('%s (%s): no answer for a minute, then the truth', async (label, email) => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, label, { email })
    expect(await kindOf(razorpay.fetchFacts({ ...settings, timeoutMs: 300 }, gatewayOrderId, io))).toBe(
      'transient',
    )
    passSeconds(60)
    expect(await viewOf(gatewayOrderId)).toMatchObject({ state: 'settled' })
  })

  test('a double click pays once', async () => {
    const { gatewayOrderId } = await anOrder()
    const address = await openCheckout(gatewayOrderId)
    const [first, second] = await Promise.all([submit(address, 'Pay by UPI'), submit(address, 'Pay by UPI')])
    expect(second).toEqual(first)
    expect(await factsOf(gatewayOrderId)).toHaveLength(1)
    expect(gateway.deliveries).toHaveLength(3)
  })

  test('with its webhooks down the gateway tells nobody', async () => {
    const { gatewayOrderId } = await anOrder()
    gateway.setFault('webhook-down')
    await press(gatewayOrderId, 'Pay by UPI')
    expect(gateway.deliveries).toEqual([])
  })
})

describe('the checkout page', () => {
  test('names the business, the amount and the order, says that no money moves, and shows nothing unescaped', async () => {
    const { gatewayOrderId } = await anOrder()
    const address = await openCheckout(gatewayOrderId, { partnerName: '<script>alert(1)</script> College' })
    const response = await fetch(address)
    const html = await response.text()
    expect(html).toContain('₹1,000.00')
    expect(html).toContain(gatewayOrderId)
    expect(html).toContain('Test payments: no money moves')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; College')
    expect(html).not.toContain('<script>alert')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://greenfield.localhost;",
    )
  })

  test('an order that is paid cannot be paid again', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay by UPI')
    const html = await (await fetch(await openCheckout(gatewayOrderId))).text()
    expect(html).toContain('This order is already paid')
    expect(html).not.toContain('<button')
  })

  test.each([
    ['another amount', { amount: '100' }],
    ['an order of nobody', { order_id: 'order_unknown' }],
    ['another key', { key_id: 'rzp_test_sandbox' }],
    ['a script in place of an address', { callback_url: 'javascript:alert(1)' }],
  ])('a form with %s is refused', async (_, wrong) => {
    const { gatewayOrderId } = await anOrder()
    const { action, fields } = razorpay.checkout(settings, checkoutInput(gatewayOrderId))
    const response = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, ...wrong }),
      redirect: 'manual',
    })
    expect(response.status).toBe(400)
  })
})

describe('signatures', () => {
  test('a return is believed only for the order on our own row', async () => {
    const { gatewayOrderId } = await anOrder()
    const back = (await press(gatewayOrderId, 'Pay by UPI')) ?? {}
    expect(claimOf(gatewayOrderId, back).signatureHolds).toBe(true)
    expect(claimOf('order_another', back).signatureHolds).toBe(false)
    expect(claimOf(gatewayOrderId, { ...back, razorpay_payment_id: 'pay_another' }).signatureHolds).toBe(
      false,
    )
    expect(claimOf(gatewayOrderId, { ...back, razorpay_signature: 'not hex' }).signatureHolds).toBe(false)
    expect(claimOf(gatewayOrderId, {})).toEqual({
      gatewayPaymentId: null,
      failedReason: null,
      signatureGiven: false,
      signatureHolds: false,
    })
  })

  test('a webhook is believed only for the bytes that were signed', async () => {
    await press((await anOrder()).gatewayOrderId, 'Pay by UPI')
    const [delivery] = gateway.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    expect(read(delivery)).not.toBeNull()
    expect(read({ ...delivery, body: delivery.body.replace('100000', '100001') })).toBeNull()
    expect(read({ ...delivery, body: `${delivery.body} ` })).toBeNull()
    expect(read({ ...delivery, headers: { ...delivery.headers, 'x-razorpay-signature': '' } })).toBeNull()
    expect(read(delivery, { ...settings, webhookSecret: settings.keySecret })).toBeNull()
  })

  test('while the webhook secret changes, events under the old one are still believed', async () => {
    await press((await anOrder()).gatewayOrderId, 'Pay by UPI')
    const [delivery] = gateway.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    const changed = { ...settings, webhookSecret: 'the new secret' }
    expect(read(delivery, changed)).toBeNull()
    expect(read(delivery, { ...changed, previousWebhookSecret: settings.webhookSecret })).not.toBeNull()
  })

  test.each([
    [
      'an event of a type we do not know',
      '{"event":"payment.dispute.created","payload":{}}',
      'payment.dispute.created',
    ],
    ['an event that cannot be read', 'not json', 'unreadable'],
  ])('%s is kept under its id and tells nothing', (_, body, type) => {
    const headers = new Headers({
      'x-razorpay-event-id': 'evt_1',
      'x-razorpay-signature': createHmac('sha256', settings.webhookSecret).update(body).digest('hex'),
    })
    const event = razorpay.readWebhook(settings, Buffer.from(body), headers)
    expect(event).toEqual({ eventId: 'evt_1', type, gatewayOrderId: null, facts: [] })
  })
})

describe('refunds', () => {
  test('a refund asked twice with one key is made once, and the payment ends refunded', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay by UPI')
    const gatewayPaymentId = (await viewOf(gatewayOrderId)).settledBy ?? ''
    const ask = () =>
      razorpay.refund(settings, { gatewayPaymentId, paise: 100_000, idempotencyKey: 'refund-0000001' }, io)
    const first = await ask()
    expect(first).toEqual({ gatewayRefundId: expect.stringMatching(/^rfnd_/), state: 'pending' })
    expect(await ask()).toEqual(first)
    passSeconds(30)
    expect(await ask()).toEqual({ ...first, state: 'processed' })
    expect(await factsOf(gatewayOrderId)).toMatchObject([{ state: 'refunded' }])
    const told = events().filter((event) => event.type.startsWith('refund.'))
    expect(told.map((event) => event.type).sort()).toEqual(['refund.created', 'refund.processed'])
    expect(told.flatMap((event) => event.facts.map((fact) => fact.state))).toEqual(['refunded', 'refunded'])
    // The settled order stays settled: the capture was seen.
    expect(viewFrom(events())).toMatchObject({ state: 'settled', settledBy: gatewayPaymentId })
  })

  test('what was not captured, was refunded already, or is another amount under the same key, is refused', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Fail the payment')
    await press(gatewayOrderId, 'Pay by UPI')
    const [captured, failed] = await factsOf(gatewayOrderId)
    const ask = (gatewayPaymentId = '', paise = 100_000, idempotencyKey = 'refund-0000001') =>
      razorpay.refund(settings, { gatewayPaymentId, paise, idempotencyKey }, io)
    expect(await kindOf(ask(failed?.gatewayPaymentId))).toBe('conflict')
    await ask(captured?.gatewayPaymentId, 40_000)
    expect(await factsOf(gatewayOrderId)).toMatchObject([{ state: 'captured' }, { state: 'failed' }])
    expect(await kindOf(ask(captured?.gatewayPaymentId, 50_000))).toBe('invalid')
    expect(await kindOf(ask(captured?.gatewayPaymentId, 100_000, 'refund-0000002'))).toBe('invalid')
    await ask(captured?.gatewayPaymentId, 60_000, 'refund-0000003')
    expect(await kindOf(ask(captured?.gatewayPaymentId, 100, 'refund-0000004'))).toBe('conflict')
  })
})

describe("the gateway's own book", () => {
  const range = { from: secondsAfter(noon, -3600), to: secondsAfter(noon, 3600) }

  test('lists every payment and refund of a range, and nothing of another business', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Fail the payment')
    await press(gatewayOrderId, 'Pay by UPI')
    const paid = (await viewOf(gatewayOrderId)).settledBy ?? ''
    await razorpay.refund(
      settings,
      { gatewayPaymentId: paid, paise: 40_000, idempotencyKey: 'by-hand-000001' },
      io,
    )
    const listed = await razorpay.listPayments(settings, range, io)
    expect(listed.map(({ state }) => state).sort()).toEqual(['captured', 'failed'])
    expect(listed.find(({ state }) => state === 'captured')).toEqual({
      ...{ gatewayPaymentId: paid, gatewayOrderId, state: 'captured', paise: 100_000 },
      ...{ refundedPaise: 40_000, at: noon },
    })
    expect(await razorpay.listRefunds(settings, range, io)).toEqual([
      {
        ...{ gatewayRefundId: expect.stringMatching(/^rfnd_/), gatewayPaymentId: paid },
        ...{ state: 'pending', paise: 40_000, at: noon },
      },
    ])
    const before = { from: secondsAfter(noon, -7200), to: noon }
    expect(await razorpay.listPayments(settings, before, io)).toEqual([])
    const other = { ...settings, keyId: 'rzp_test_sandbox', keySecret: 'sandbox_key_secret' }
    expect(await razorpay.listPayments(other, range, io)).toEqual([])
  })

  test('more than one page is read to its end', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay by UPI')
    const [order] = await gateway.store.list<{ id: string; payments: { id: string }[] }>('order')
    const many = Array.from({ length: 230 }, (_, at) => ({ ...order?.payments[0], id: `pay_many${at}` }))
    await gateway.store.update('order', order?.id ?? '', () => ({ ...order, payments: many }))
    expect(await razorpay.listPayments(settings, range, io)).toHaveLength(230)
  })

  test('two days after the money the payout says what came, what it cost and what the bank calls it', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay by UPI')
    const paid = (await viewOf(gatewayOrderId)).settledBy ?? ''
    expect(await razorpay.fetchSettlements(settings, '2026-11-23', io)).toEqual([])
    passSeconds(2 * 86_400)
    const lines = await razorpay.fetchSettlements(settings, '2026-11-23', io)
    expect(lines).toEqual([
      {
        ...{ gatewayId: paid, kind: 'payment', gatewayPaymentId: paid, gatewayOrderId },
        ...{ settlementId: expect.stringMatching(/^setl_/), utr: expect.stringMatching(/^SBXN\d{12}$/) },
        ...{ paise: 100_000, fee: 2_360, tax: 360, net: 97_640 },
        settledAt: new Date('2026-11-23T05:30:00Z'),
      },
    ])
    expect(await razorpay.fetchSettlements(settings, '2026-11-22', io)).toEqual([])
  })

  test('a payout that keeps something back is told as it is, an unreadable one is never guessed', async () => {
    const { gatewayOrderId } = await anOrder()
    await press(gatewayOrderId, 'Pay by UPI')
    passSeconds(2 * 86_400)
    gateway.setFault('settles-short')
    expect(await razorpay.fetchSettlements(settings, '2026-11-23', io)).toMatchObject([{ net: 92_640 }])
    gateway.setFault('settles-nothing')
    expect(await razorpay.fetchSettlements(settings, '2026-11-23', io)).toEqual([])
    gateway.setFault('settles-unreadable')
    expect(await kindOf(razorpay.fetchSettlements(settings, '2026-11-23', io))).toBe('contract')
  })

  test.each<[string, ProviderErrorKind]>([
    ['401-api', 'config'],
    ['429-api', 'rate_limited'],
    ['500-api', 'transient'],
    ['html-api', 'contract'],
  ])('while it answers %s the book is not read: %s', async (fault, kind) => {
    gateway.setFault(fault)
    expect(await kindOf(razorpay.fetchSettlements(settings, '2026-11-23', io))).toBe(kind)
    expect(await kindOf(razorpay.listPayments(settings, range, io))).toBe(kind)
  })
})

test('a connection refuses plain http and this machine unless it is a sandbox', () => {
  const keys = { keyId: 'rzp_live_1', keySecret: 'x', webhookSecret: 'y' }
  expect(razorpay.config.parse(keys)).toMatchObject({
    baseUrl: 'https://api.razorpay.com',
    allowInsecure: false,
  })
  for (const baseUrl of [
    'http://api.razorpay.com',
    'https://localhost:3000',
    'https://127.0.0.1',
    'nonsense',
  ])
    expect(razorpay.config.safeParse({ ...keys, baseUrl }).success).toBe(false)
})

// A browser without JavaScript, in a few lines: it posts forms, follows one redirect and reads what the page says.

const checkoutInput = (gatewayOrderId: string, more: Partial<CheckoutInput> = {}): CheckoutInput => ({
  gatewayOrderId,
  paise: 100_000,
  partnerName: 'Greenfield College',
  description: 'Application fee',
  prefill: { name: 'Asha Rao', email: 'asha@sandbox.test', contact: '+919876543210' },
  returnUrl: 'http://greenfield.localhost/applications/APP-27-7K3M9Q/payment/return',
  cancelUrl: 'http://greenfield.localhost/applications/APP-27-7K3M9Q/payment',
  ...more,
})

async function openCheckout(gatewayOrderId: string, more: Partial<CheckoutInput> = {}): Promise<string> {
  const { action, fields } = razorpay.checkout(settings, checkoutInput(gatewayOrderId, more))
  const response = await fetch(action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '', action).href
}

async function submit(
  address: string,
  label: string,
  reason = 'payment_cancelled',
): Promise<Record<string, string> | null> {
  const html = await (await fetch(address)).text()
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(html) ?? []
  const button = [...html.matchAll(/<button type="submit" name="outcome" value="(\w+)"[^>]*>([^<]+)</g)].find(
    ([, , text]) => text === label,
  )
  if (!button?.[1]) throw new Error(`no button "${label}"`)
  const body = new URLSearchParams({ outcome: button[1], reason })
  const answer = await (await fetch(new URL(action, address), { method: 'POST', body })).text()
  if (!answer.includes('Return to Greenfield College')) return null
  const inputs = answer.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, value?.replaceAll('&quot;', '"')]))
}

/** Presses one button on a fresh checkout page; the fields it brings back, or null when the tab ends there. */
async function press(gatewayOrderId: string, label: string, by: { reason?: string; email?: string } = {}) {
  const prefill = { name: 'Asha Rao', email: by.email ?? 'asha@sandbox.test', contact: '+919876543210' }
  return submit(await openCheckout(gatewayOrderId, { prefill }), label, by.reason)
}

const claimOf = (gatewayOrderId: string, fields: Record<string, string> | null) =>
  razorpay.readReturn(settings, gatewayOrderId, fields ?? {})
const viewFrom = (told: GatewayEvent[]) =>
  reduceOrder(
    { paise: 100_000, currency: 'INR' },
    told.flatMap((event) => event.facts),
  )
