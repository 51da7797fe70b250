import { eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { events, providerCalls } from '@/db/schema/events'
import { callBudgets } from '@/db/schema/connections'
import { messages } from '@/db/schema/messages'
import { connections, intakes } from '@/db/schema/partners'
import {
  paymentFacts,
  paymentOrders,
  payments,
  receipts,
  refunds,
  webhookDeliveries,
} from '@/db/schema/payments'
import { useFreshDatabase } from '@/db/testing'
import {
  type FactSource,
  type PaymentFact,
  type PaymentState,
  paymentStates,
} from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { messageJobs } from '@/lib/features/messages/jobs'
import type { Staff } from '@/lib/platform/auth/actors'
import { installQueues } from '@/lib/platform/jobs/worker'
import { registerWebhook } from '@/lib/providers/payments/razorpay/simulator-memory'
import { type Delivery, type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import { acceptReturn } from './commands/accept-return'
import { acceptWebhook, findWebhookConnection } from './commands/accept-webhook'
import { checkPayment } from './commands/check-payment'
import { recordFacts } from './commands/record-facts'
import { runRefund } from './commands/run-refund'
import { settleOrder } from './commands/settle-order'
import { startPayment } from './commands/start-payment'
import { sweepDueOrders } from './commands/sweep-due-orders'
import { sweepQueuedRefunds } from './commands/sweep-queued-refunds'
import { paymentJobs } from './jobs'
import { getPaymentPage, getReceipt } from './queries/applicant'
import { findCheckout, returnTokenOf } from './queries/checkout'
import { countPaidButNotUnlocked, findPayment, getFeeCounts, listPayments } from './queries/staff'
import {
  type MustPay,
  type PartnerWithFee,
  aPartnerWithFee,
  anApplicantWhoMustPay,
  applicantCtx,
  keptOf,
  systemCtx,
} from './testing'

vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async () => (key: string) => key,
}))

const fresh = useFreshDatabase()
const keys = {
  keyId: 'rzp_test_greenfield',
  keySecret: 'greenfield key secret',
  webhookSecret: 'greenfield webhook secret',
}

let gateway: SimulatorServer
let partner: PartnerWithFee
let riya: MustPay

beforeAll(async () => {
  gateway = await serveSimulator(simulators.razorpay)
  await registerWebhook(gateway.store, { ...keys, url: 'http://greenfield.localhost/api/webhooks/razorpay' })
  await installQueues(fresh().url, [...paymentJobs, ...messageJobs])
  partner = await aPartnerWithFee(gateway.url, keys)
})
afterAll(() => gateway.close())

beforeEach(async () => {
  gateway.setFault(null)
  gateway.setNow(null)
  gateway.deliveries.length = 0
  await database().update(paymentOrders).set({ nextCheckAt: null })
  riya = await anApplicantWhoMustPay(partner)
})

describe('pressing Pay', () => {
  test('makes one order at our side and one at the gateway, for the fee to the paisa, and says so once', async () => {
    const started = await pay()
    expect(started).toEqual({ ok: true, value: { path: `/applications/${riya.number}/payment/checkout` } })
    const { orders, events: told } = await keptOf(riya)
    expect(orders).toMatchObject([
      { state: 'open', paise: 100_000, gatewayOrderId: expect.stringMatching(/^order_/), checks: 0 },
    ])
    expect(orders[0]?.receipt.length).toBeLessThanOrEqual(40)
    expect(orders[0]?.nextCheckAt).toBeInstanceOf(Date)
    expect(told).toEqual(['fee.order_opened'])
    expect(await atGateway()).toHaveLength(1)
  })

  test('twice at the same moment, as a double click does, makes one order and leads both to the same place', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => pay()))
    expect(answers.every((answer) => answer.ok && answer.value.path.endsWith('/checkout'))).toBe(true)
    const { orders, events: told } = await keptOf(riya)
    expect(orders).toHaveLength(1)
    expect(told).toEqual(['fee.order_opened'])
  })

  test('again a minute later, while nothing is known, is refused: we are checking with the bank', async () => {
    await pay()
    const again = await startPayment(applicantCtx(riya.applicant, secondsAfter(new Date(), 60)), {
      number: riya.number,
    })
    expect(again).toMatchObject({ ok: false, refusal: { code: 'payment_checking', waitsFor: 'bank' } })
  })

  test('while the gateway fails keeps the place, and the next press goes on with the same order', async () => {
    gateway.setFault('500-api')
    expect(await pay()).toMatchObject({
      ok: false,
      refusal: { code: 'gateway_unreachable', waitsFor: 'bank' },
    })
    expect((await keptOf(riya)).orders).toMatchObject([
      { state: 'creating', lastErrorKind: 'transient', gatewayOrderId: null },
    ])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'due',
      isGatewaySilent: true,
    })
    gateway.setFault(null)
    expect((await pay()).ok).toBe(true)
    const { orders } = await keptOf(riya)
    expect(orders).toMatchObject([{ state: 'open', lastErrorKind: null }])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'checking',
      isGatewaySilent: false,
    })
  })

  test('with wrong credentials marks the connection, not the applicant', async () => {
    gateway.setFault('401-api')
    expect(await pay()).toMatchObject({ ok: false, refusal: { code: 'gateway_unreachable' } })
    expect(await health()).toBe('unhealthy')
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('due')
    gateway.setFault(null)
    await pay()
    await settle()
    expect(await health()).toBe('healthy')
    expect(await named('connection.unhealthy')).toBe(1)
  })

  test('before the form is submitted is refused with the reason', async () => {
    await database()
      .update(applications)
      .set({ state: 'draft', submittedAt: null })
      .where(eq(applications.id, riya.applicationId))
    expect(await pay()).toMatchObject({ ok: false, refusal: { code: 'submission_first' } })
    expect((await keptOf(riya)).orders).toEqual([])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'locked',
      refusal: { code: 'submission_first' },
    })
  })

  test('after the fee has changed quotes, charges and records the new one', async () => {
    gateway.setFault('500-api')
    await pay()
    gateway.setFault(null)
    await database().update(intakes).set({ feePaise: 120_000 }).where(eq(intakes.id, partner.intakeId))
    await pay()
    expect((await keptOf(riya)).orders).toMatchObject([
      { state: 'closed', paise: 100_000 },
      { state: 'open', paise: 120_000 },
    ])
    await press('pay_upi')
    await settle()
    expect((await keptOf(riya)).receipts).toMatchObject([{ paise: 120_000 }])
    await database().update(intakes).set({ feePaise: 100_000 }).where(eq(intakes.id, partner.intakeId))
  })
})

describe('coming back from the gateway', () => {
  test('paid: one unlock, one receipt, the events and one letter, at once', async () => {
    await pay()
    await comeBack(await press('pay_upi'))
    await expectSettledOnce()
    const page = await getPaymentPage(riya.applicant, riya.number)
    expect(page).toMatchObject({
      phase: 'settled',
      receipt: { paise: 100_000 },
      tries: [{ state: 'captured', method: 'upi' }],
    })
    expect(await getReceipt(riya.applicant, riya.number)).toMatchObject({
      applicationNumber: riya.number,
      applicantName: 'Riya Sen',
      method: 'upi',
    })
    expect(await pay()).toMatchObject({ ok: false, refusal: { code: 'fee_settled' } })
  })

  test('failed: the reason is kept and told, one letter, and Pay is possible at once', async () => {
    await pay()
    await comeBack(await press('fail', 'insufficient_funds'))
    await settle()
    const { application, events: told, letters } = await keptOf(riya)
    expect(application?.feeSettledAt).toBeNull()
    expect(told).toEqual(['fee.order_opened', 'fee.payment_failed'])
    expect(letters).toEqual(['payment_failed'])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'failed',
      lastFailure: 'insufficient_funds',
    })
    expect((await pay()).ok).toBe(true)
    await comeBack(await press('pay_card'))
    await expectSettledOnce(
      ['fee.order_opened', 'fee.payment_failed', 'fee.settled', 'assessment.unlocked'],
      ['payment_failed', 'fee_settled'],
    )
  })

  test('undecided: the page says that we check, and the bank’s late yes settles', async () => {
    const start = new Date()
    gateway.setNow(start)
    await pay()
    await comeBack(await press('pending'))
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('checking')
    expect(
      await startPayment(applicantCtx(riya.applicant, secondsAfter(start, 15)), { number: riya.number }),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'payment_checking' },
    })
    gateway.setNow(secondsAfter(start, 20))
    await settle()
    await expectSettledOnce()
  })

  test('failed first and captured later: a late success still unlocks', async () => {
    const start = new Date()
    gateway.setNow(start)
    await pay()
    await comeBack(await press('late'))
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('failed')
    gateway.setNow(secondsAfter(start, 30))
    await settle()
    await expectSettledOnce(
      ['fee.order_opened', 'fee.payment_failed', 'fee.settled', 'assessment.unlocked'],
      ['payment_failed', 'fee_settled'],
    )
  })

  test('by Cancel: Pay is possible at once', async () => {
    await pay()
    await comeBack({ cancelled: '1' })
    expect((await keptOf(riya)).orders).toMatchObject([{ returnClaim: 'cancelled' }])
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('due')
  })

  test('while the gateway is silent: nobody is told that they were not charged, and Pay stays shut until it answers', async () => {
    await pay()
    const fields = await press('lost_webhook')
    gateway.setFault('500-api')
    await comeBack(fields)
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'checking',
      isGatewaySilent: true,
    })
    const muchLater = applicantCtx(riya.applicant, secondsAfter(new Date(), 60))
    expect(await startPayment(muchLater, { number: riya.number })).toMatchObject({
      ok: false,
      refusal: { code: 'payment_checking' },
    })
    gateway.setFault(null)
    await settle()
    await expectSettledOnce()
  })

  test('with a false signature: refused, recorded, and nothing is unlocked', async () => {
    await pay()
    await comeBack(await press('forged'))
    const { application, events: told, orders, facts } = await keptOf(riya)
    expect(application?.feeSettledAt).toBeNull()
    expect(told).toEqual(['fee.order_opened', 'fee.return_rejected'])
    expect(orders).toMatchObject([{ returnClaim: 'bad_signature' }])
    expect(facts).toEqual([])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'due',
      isReturnRejected: true,
    })
    const [forged] = gateway.deliveries
    expect(forged && (await deliver(forged))).toBe(400)
    expect(forged && (await deliver(forged))).toBe(400)
    expect(await named('fee.webhook_rejected')).toBe(1)
    const kept = await database()
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.signatureHolds, false))
    expect(kept).toMatchObject([{ deliveries: 2, conclusion: 'rejected' }])
    expect(kept[0]?.bodyRedacted).not.toMatch(/payer@testbank|9876543210|@sandbox\.test/)
  })

  test('a token that is not ours leads nowhere, and a provider that is no gateway is not answered', async () => {
    const ctx = systemCtx(partner.partnerId, 'return')
    expect(await acceptReturn(ctx, { provider: 'razorpay', token: 'guessed', fields: {} })).toBe(
      '/applications',
    )
    expect(await acceptReturn(ctx, { provider: 'studyhq', token: 'x', fields: {} })).toBeNull()
  })
})

describe('when messages are lost or come too often', () => {
  test('neither return nor webhook: the sweep asks by itself and settles', async () => {
    await pay()
    await press('lost_both')
    expect(await sweepDueOrders(secondsAfter(new Date(), 5))).toBe(0)
    expect(await sweepDueOrders(secondsAfter(new Date(), 11))).toBe(1)
    await expectSettledOnce()
    expect(await sweepDueOrders(secondsAfter(new Date(), 12))).toBe(0)
  })

  test('several workers sweeping at once ask once, and a failing gateway is not asked without pause', async () => {
    await pay()
    gateway.setFault('500-api')
    const later = secondsAfter(new Date(), 11)
    const asked = await Promise.all([sweepDueOrders(later), sweepDueOrders(later), sweepDueOrders(later)])
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect((await keptOf(riya)).orders).toMatchObject([{ checks: 1, lastErrorKind: 'transient' }])
    expect(await sweepDueOrders(secondsAfter(later, 19))).toBe(0)
  })

  test('50 webhooks, the same and in any order, with return and sweep racing: one unlock, one receipt, one letter', async () => {
    await pay()
    const back = await press('duplicates')
    const arriving = shuffled([
      ...gateway.deliveries,
      ...gateway.deliveries,
      ...gateway.deliveries,
      ...gateway.deliveries,
    ]).slice(0, 50)
    expect(arriving).toHaveLength(50)
    const racing = await Promise.all([
      ...arriving.map((delivery) => deliver(delivery)),
      comeBack(back),
      comeBack(back),
      sweepDueOrders(secondsAfter(new Date(), 11)),
      ...Array.from({ length: 10 }, () => settle('webhook')),
      checkPayment(applicantCtx(riya.applicant), { number: riya.number }),
    ])
    expect(racing.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 200))
    await expectSettledOnce()
    const kept = await database()
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.gatewayOrderId, await gatewayOrderId()))
    expect(kept).toHaveLength(3)
    expect(kept.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(50)
    await settle()
    expect(await jobsOf('payments.settle_order')).toBeGreaterThanOrEqual(3)
    const after = await database()
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.gatewayOrderId, await gatewayOrderId()))
    expect(after.every(({ handledAt, conclusion }) => handledAt !== null && conclusion === 'settled')).toBe(
      true,
    )
  })

  test('a webhook about an order we do not know is kept and answered', async () => {
    await pay()
    await press('pay_upi')
    await database()
      .update(paymentOrders)
      .set({ gatewayOrderId: 'order_of_nobody' })
      .where(eq(paymentOrders.applicationId, riya.applicationId))
    const [delivery] = gateway.deliveries
    expect(delivery && (await deliver(delivery))).toBe(200)
    const rows = await database()
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.conclusion, 'unknown order'))
    expect(rows).toHaveLength(1)
  })
})

describe('money that should not be there', () => {
  test('a second capture is shown, told and given back once, however often we learn of it', async () => {
    await pay()
    await comeBack(await press('twice'))
    await Promise.all(Array.from({ length: 8 }, () => settle('webhook')))
    const kept = await keptOf(riya)
    expect(kept.receipts).toHaveLength(1)
    expect(kept.refunds).toMatchObject([{ reason: 'second_capture', paise: 100_000, state: 'queued' }])
    expect(kept.events).toEqual([
      'fee.order_opened',
      'fee.settled',
      'assessment.unlocked',
      'fee.second_capture',
      'fee.refund_queued',
    ])
    expect(kept.letters).toEqual(['fee_settled', 'second_capture'])
    const [refund] = kept.refunds
    if (!refund) throw new Error('no refund')
    expect(await jobsWith('payments.refund', refund.id)).toBe(1)

    const ctx = () => systemCtx(partner.partnerId, 'job')
    await Promise.all([runRefund(ctx(), { refundId: refund.id }), runRefund(ctx(), { refundId: refund.id })])
    expect((await keptOf(riya)).refunds).toMatchObject([
      { state: 'pending', gatewayRefundId: expect.stringMatching(/^rfnd_/) },
    ])
    expect((await getPaymentPage(riya.applicant, riya.number)).refunds).toMatchObject([{ state: 'pending' }])
    gateway.setNow(secondsAfter(new Date(), 40))
    expect(await runRefund(ctx(), { refundId: refund.id })).toEqual({ ok: true, value: 'processed' })
    expect(await runRefund(ctx(), { refundId: refund.id })).toEqual({ ok: true, value: 'processed' })
    const given = await atGateway()
    expect(given.flatMap((order) => order.payments).flatMap((payment) => payment.refunds)).toHaveLength(1)
    expect((await keptOf(riya)).events.filter((name) => name === 'fee.refunded')).toHaveLength(1)
    expect((await keptOf(riya)).application?.feeSettledAt).not.toBeNull()
  })

  test('a refund whose job is lost is taken up again after five minutes', async () => {
    await pay()
    await comeBack(await press('twice'))
    const later = (seconds: number) => sweepQueuedRefunds(secondsAfter(new Date(), seconds))
    expect((await keptOf(riya)).refunds).toMatchObject([{ state: 'queued' }])
    await later(240)
    expect((await keptOf(riya)).refunds).toMatchObject([{ state: 'queued' }])
    await later(301)
    expect((await keptOf(riya)).refunds).toMatchObject([{ state: 'pending' }])
  })

  test('another amount never settles; it goes back, and then the right amount can be paid', async () => {
    await pay()
    await comeBack(await press('tampered'))
    const kept = await keptOf(riya)
    expect(kept.application?.feeSettledAt).toBeNull()
    expect(kept.receipts).toEqual([])
    expect(kept.refunds).toMatchObject([{ reason: 'amount_mismatch', paise: 100, state: 'queued' }])
    expect(kept.events).toEqual(['fee.order_opened', 'fee.amount_mismatch', 'fee.refund_queued'])
    expect(kept.letters).toEqual(['amount_mismatch'])
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('mismatch')
    expect(await pay()).toMatchObject({ ok: false, refusal: { code: 'payment_mismatch', waitsFor: 'staff' } })
    await runRefund(systemCtx(partner.partnerId, 'job'), { refundId: kept.refunds[0]?.id ?? '' })
    await settle()
    expect((await getPaymentPage(riya.applicant, riya.number)).phase).toBe('due')
    await pay()
    await comeBack(await press('pay_upi'))
    expect((await keptOf(riya)).receipts).toMatchObject([{ paise: 100_000 }])
  })

  test('late money on an older order counts; when the fee is settled already it goes back', async () => {
    const [older, newer] = [await anOrder(riya), await anOrder(riya)]
    await told(older, [fact('pay_new_a', 'captured')], 'poll', newer)
    await told(older, [fact('pay_old_a', 'captured')], 'poll')
    const kept = await keptOf(riya)
    expect(kept.receipts).toMatchObject([{ gatewayPaymentId: 'pay_new_a', orderId: newer }])
    expect(kept.refunds).toMatchObject([{ gatewayPaymentId: 'pay_old_a', reason: 'second_capture' }])
    expect(kept.orders.map(({ state }) => state)).toEqual(['closed', 'settled'])
  })
})

describe('captured = unlocked', () => {
  test('over 1,000 random histories, told in pieces, repeated, in any order and in parallel', async () => {
    const histories = fc.sample(aHistory, 1_000)
    const world = await manyOrders(histories.length)
    const lanes = Array.from({ length: 8 }, (_, lane) =>
      histories.map((history, at) => ({ history, ...world[at]! })).filter((_each, at) => at % 8 === lane),
    )
    await Promise.all(
      lanes.map(async (lane) => {
        for (const { history, orderId } of lane) {
          const own = (facts: PaymentFact[]) =>
            facts.map((one) => ({ ...one, gatewayPaymentId: `${one.gatewayPaymentId}_${orderId}` }))
          await Promise.all(history.map((facts, at) => told(orderId, own(facts), sources[at % 3]!)))
        }
      }),
    )
    const settledIds = new Set(
      (await database().select({ id: applications.id, at: applications.feeSettledAt }).from(applications))
        .filter(({ at }) => at)
        .map(({ id }) => id),
    )
    const ids = world.map(({ applicationId }) => applicationId)
    const given = await database().select().from(receipts).where(inArray(receipts.applicationId, ids))
    const unlocks = await database().select().from(events).where(inArray(events.applicationId, ids))
    const letters = await database().select().from(messages).where(inArray(messages.applicationId, ids))
    const goingBack = await database().select().from(refunds).where(inArray(refunds.applicationId, ids))
    const captured = histories.map((history) => isPaid(history.flat()))
    expect(world.map(({ applicationId }) => settledIds.has(applicationId))).toEqual(captured)
    const paid = captured.filter(Boolean).length
    expect(paid).toBeGreaterThan(200)
    expect(paid).toBeLessThan(900)
    expect(given).toHaveLength(paid)
    expect(unlocks.filter(({ name }) => name === 'fee.settled')).toHaveLength(paid)
    expect(unlocks.filter(({ name }) => name === 'assessment.unlocked')).toHaveLength(paid)
    expect(letters.filter(({ template }) => template === 'fee_settled')).toHaveLength(paid)
    // Every paisa beyond the fee that is still held has its refund, once.
    const held = await database()
      .select()
      .from(payments)
      .where(
        inArray(
          payments.orderId,
          world.map(({ orderId }) => orderId),
        ),
      )
    const kept = new Set(given.map(({ gatewayPaymentId }) => gatewayPaymentId))
    const beyond = held
      .filter(({ state, gatewayPaymentId }) => state === 'captured' && !kept.has(gatewayPaymentId))
      .map(({ gatewayPaymentId }) => gatewayPaymentId)
    const queued = goingBack.map(({ gatewayPaymentId }) => gatewayPaymentId)
    expect(new Set(queued).size).toBe(queued.length)
    expect(beyond.filter((id) => !queued.includes(id))).toEqual([])
    expect(queued.filter((id) => kept.has(id))).toEqual([])
  }, 120_000)
})

describe('what staff and strangers see', () => {
  test('another applicant and another partner see and change nothing', async () => {
    await pay()
    await comeBack(await press('pay_upi'))
    const neighbour = await anApplicantWhoMustPay(partner, 'Kabir Khan')
    const elsewhere = await aPartnerWithFee(gateway.url, keys)
    const stranger = await anApplicantWhoMustPay(elsewhere)
    for (const { applicant } of [neighbour, stranger]) {
      expect(await startPayment(applicantCtx(applicant), { number: riya.number })).toMatchObject({
        ok: false,
        refusal: { code: 'not_found' },
      })
      expect(await checkPayment(applicantCtx(applicant), { number: riya.number })).toMatchObject({
        ok: false,
        refusal: { code: 'not_found' },
      })
      await expect(getPaymentPage(applicant, riya.number)).rejects.toThrow()
      await expect(getReceipt(applicant, riya.number)).rejects.toThrow()
      expect(await findCheckout(applicant, riya.number, checkoutWords)).toBeNull()
    }
    const { orders } = await keptOf(riya)
    const orderId = orders[0]?.id ?? ''
    expect(await settleOrder(systemCtx(elsewhere.partnerId), { orderId, source: 'poll' })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(
      await acceptReturn(systemCtx(elsewhere.partnerId, 'return'), {
        provider: 'razorpay',
        token: returnTokenOf(orderId),
        fields: {},
      }),
    ).toBe('/applications')
    const theirs = staffOf(elsewhere.partnerId)
    expect(await findPayment(theirs, orderId)).toBeNull()
    expect((await listPayments(theirs)).rows).toEqual([])
    expect(await getFeeCounts(theirs)).toEqual({ settled: 0, unresolved: 0, refunding: 0, trouble: 0 })
  })

  test('an order whose turn comes while the connection rests is asked about when it wakes, not an hour later', async () => {
    await pay()
    const before = await currentOrder()
    const [late, now] = [secondsAfter(new Date(), 3600), new Date()]
    await database()
      .update(paymentOrders)
      .set({ nextCheckAt: late })
      .where(eq(paymentOrders.id, before?.id ?? ''))
    await database()
      .update(callBudgets)
      .set({ pausedUntil: secondsAfter(now, 100) })
      .where(eq(callBudgets.connectionId, before?.connectionId ?? ''))
    expect((await settle()).ok).toBe(false)
    await database().update(callBudgets).set({ pausedUntil: null })
    const next = (await currentOrder())?.nextCheckAt?.getTime() ?? 0
    expect(next).toBeGreaterThan(now.getTime())
    expect(next).toBeLessThan(secondsAfter(now, 240).getTime())
  })

  test('staff find the payment by number, name and ids, page through the list, and read all that is known', async () => {
    await pay()
    await comeBack(await press('pay_upi'))
    for (const delivery of gateway.deliveries) await deliver(delivery)
    await settle()
    const { orders, payments: tries, receipts: given } = await keptOf(riya)
    const finance = staffOf(partner.partnerId)
    for (const search of [
      riya.number,
      orders[0]?.gatewayOrderId,
      tries[0]?.gatewayPaymentId,
      given[0]?.number,
    ]) {
      const { rows } = await listPayments(finance, { search: search ?? '?' })
      expect(rows).toMatchObject([
        {
          applicationNumber: riya.number,
          state: 'settled',
          tries: 1,
          lastTry: 'captured',
          receiptNumber: given[0]?.number,
        },
      ])
    }
    const first = await listPayments(finance, {}, {}, 2)
    const second = await listPayments(finance, {}, first.next ?? {}, 2)
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(4)
    const found = await findPayment(finance, orders[0]?.id ?? '')
    expect(found).toMatchObject({
      applicationNumber: riya.number,
      facts: [{ state: 'captured' }],
      payments: [{ state: 'captured' }],
      refunds: [],
      deliveries: { length: 3 },
    })
    expect(JSON.stringify(found)).not.toContain('returnTokenHash')
    expect((await getFeeCounts(finance)).settled).toBeGreaterThan(0)
    const calls = await database()
      .select()
      .from(providerCalls)
      .where(eq(providerCalls.orderId, orders[0]?.id ?? ''))
    expect(new Set(calls.map(({ purpose }) => purpose))).toEqual(
      new Set(['create_order', 'fetch_payments', 'webhook', 'return']),
    )
    expect(JSON.stringify(calls)).not.toContain(returnTokenOf(orders[0]?.id ?? ''))
  })

  test('the counter of paid and not unlocked reads 0, and would show a defect', async () => {
    const finance = staffOf(partner.partnerId)
    expect(await countPaidButNotUnlocked(finance)).toBe(0)
    const orderId = await anOrder(riya)
    await database()
      .insert(paymentFacts)
      .values({
        ...{
          partnerId: partner.partnerId,
          orderId,
          gatewayPaymentId: 'pay_defect',
          state: 'captured',
          paise: 100_000,
          currency: 'INR',
        },
        ...{ gatewayAt: new Date(), source: 'poll', receivedAt: new Date() },
      })
    expect(await countPaidButNotUnlocked(finance)).toBe(1)
    await told(orderId, [], 'poll')
    expect(await countPaidButNotUnlocked(finance)).toBe(0)
  })

  test('the webhook address is understood with a connection’s id and, where there is one only, without', async () => {
    const mine = { partnerId: partner.partnerId, connectionId: partner.connectionId }
    expect(
      await findWebhookConnection('razorpay', { connectionId: partner.connectionId, partnerId: uuidv7() }),
    ).toEqual(mine)
    expect(
      await findWebhookConnection('razorpay', { connectionId: null, partnerId: partner.partnerId }),
    ).toEqual(mine)
    expect(
      await findWebhookConnection('razorpay', { connectionId: uuidv7(), partnerId: partner.partnerId }),
    ).toBeNull()
    expect(
      await findWebhookConnection('paytm', { connectionId: null, partnerId: partner.partnerId }),
    ).toBeNull()
  })
})

// The words of these tests.

const checkoutWords = {
  origin: 'http://greenfield.localhost',
  partnerName: 'Greenfield College',
  description: 'Application fee',
}
const pay = () => startPayment(applicantCtx(riya.applicant), { number: riya.number })
const currentOrder = async () => (await keptOf(riya)).orders.at(-1)
const gatewayOrderId = async () => (await currentOrder())?.gatewayOrderId ?? ''
const settle = async (source: FactSource = 'poll') =>
  settleOrder(systemCtx(partner.partnerId, source), { orderId: (await currentOrder())?.id ?? '', source })

/** The browser at the gateway: opens the checkout that our page draws and presses one button. */
async function press(outcome: string, reason = 'payment_cancelled'): Promise<Record<string, string> | null> {
  const checkout = await findCheckout(riya.applicant, riya.number, checkoutWords)
  if (!checkout) throw new Error('the page shows no way to the gateway')
  const opened = await fetch(checkout.action, {
    method: 'POST',
    body: new URLSearchParams(checkout.fields),
    redirect: 'manual',
  })
  const page = new URL(opened.headers.get('location') ?? '', checkout.action).href
  const answer = await (
    await fetch(`${page}/outcome`, { method: 'POST', body: new URLSearchParams({ outcome, reason }) })
  ).text()
  const [, action] = /<form method="post" action="([^"]+)" id="return">/.exec(answer) ?? []
  if (!action) return null
  expect(action).toBe(
    `http://greenfield.localhost/api/callbacks/razorpay/${returnTokenOf((await currentOrder())?.id ?? '')}`,
  )
  const inputs = answer.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...inputs].map(([, name, value]) => [name, value?.replaceAll('&quot;', '"') ?? '']),
  )
}

async function comeBack(fields: Record<string, string> | null) {
  const token = returnTokenOf((await currentOrder())?.id ?? '')
  const path = await acceptReturn(systemCtx(partner.partnerId, 'return'), {
    provider: 'razorpay',
    token,
    fields: fields ?? {},
  })
  expect(path).toBe(`/applications/${riya.number}/payment`)
}

const deliver = (delivery: Delivery) =>
  acceptWebhook(systemCtx(partner.partnerId, 'webhook'), {
    connectionId: partner.connectionId,
    rawBody: Buffer.from(delivery.body),
    headers: new Headers(delivery.headers),
  })

async function expectSettledOnce(
  expectedEvents = ['fee.order_opened', 'fee.settled', 'assessment.unlocked'],
  expectedLetters = ['fee_settled'],
) {
  const kept = await keptOf(riya)
  expect(kept.application?.feeSettledAt).toBeInstanceOf(Date)
  expect(kept.receipts).toMatchObject([
    { number: expect.stringMatching(/^RCP-\d\d-[0-9A-Z]{8}$/), paise: 100_000 },
  ])
  expect(kept.orders).toMatchObject([{ state: 'settled' }])
  expect(kept.events).toEqual(expectedEvents)
  expect(kept.letters).toEqual(expectedLetters)
  expect(kept.refunds).toEqual([])
  expect(await countPaidButNotUnlocked(staffOf(partner.partnerId))).toBe(0)
}

/** Staff as the queries see them; what a role may do is another test's business. */
const staffOf = (partnerId: string) =>
  ({ kind: 'staff', partnerId, role: 'finance' }) as Staff<'payments.read'>

async function health() {
  const [row] = await database()
    .select({ health: connections.health })
    .from(connections)
    .where(eq(connections.id, partner.connectionId))
  return row?.health
}
const named = async (name: string) =>
  (await database().select().from(events).where(eq(events.name, name))).length
const jobsOf = async (name: string) =>
  Number((await fresh().sql`select count(*) from pgboss.job where name = ${name}`)[0]?.count)
const jobsWith = async (name: string, id: string) =>
  Number(
    (await fresh().sql`select count(*) from pgboss.job where name = ${name} and data->>'refundId' = ${id}`)[0]
      ?.count,
  )

type AtGateway = { receipt: string | null; payments: { refunds: unknown[] }[] }
const atGateway = async () =>
  (await gateway.store.list<AtGateway>('order')).filter(({ receipt }) => receipt?.startsWith(riya.number))

const shuffled = <T>(items: T[]): T[] =>
  fc.sample(fc.shuffledSubarray(items, { minLength: items.length }), 1)[0] ?? []

/** An order without a gateway behind it: what it is told comes from the test. */
async function anOrder(whose: Pick<MustPay, 'partnerId' | 'applicationId'>): Promise<string> {
  const id = uuidv7()
  await database()
    .update(paymentOrders)
    .set({ state: 'closed' })
    .where(eq(paymentOrders.applicationId, whose.applicationId))
  await database()
    .insert(paymentOrders)
    .values({
      ...{
        partnerId: whose.partnerId,
        id,
        applicationId: whose.applicationId,
        connectionId: partner.connectionId,
        receipt: id,
        state: 'open',
      },
      ...{
        gatewayOrderId: `order_${id}`,
        paise: 100_000,
        returnTokenHash: id,
        refundPolicy: { en: '-', hi: '-' },
      },
    })
  return id
}

const told = (orderId: string, facts: PaymentFact[], source: FactSource, instead?: string) =>
  database().transaction((tx) =>
    recordFacts(tx, systemCtx(partner.partnerId, source), instead ?? orderId, facts, source),
  )

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
  at: new Date(1_790_000_000_000),
  ...more,
})

const sources: FactSource[] = ['webhook', 'return', 'poll']
const onePayment = fc.record({
  paise: fc.constantFrom(100_000, 100_000, 100_000, 100),
  minute: fc.integer({ min: 0, max: 3 }),
})
/** What a gateway tells of one order: one to three payments whose amount and time never change, in one to four pieces. */
const aHistory: fc.Arbitrary<PaymentFact[][]> = fc
  .array(onePayment, { minLength: 1, maxLength: 3 })
  .chain((ones) => {
    const anyFact = fc
      .record({ which: fc.nat({ max: ones.length - 1 }), state: fc.constantFrom(...paymentStates) })
      .map(({ which, state }) => {
        const { paise = 100_000, minute = 0 } = ones[which] ?? {}
        return fact(`pay_${which}`, state, { paise, at: new Date(1_790_000_000_000 + minute * 60_000) })
      })
    return fc.array(fc.array(anyFact, { maxLength: 3 }), { minLength: 1, maxLength: 4 })
  })
const isPaid = (facts: PaymentFact[]) =>
  facts.some(({ state, paise }) => state === 'captured' && paise === 100_000)

/** Many applicants of one intake, each with an open order, made quickly. */
async function manyOrders(count: number): Promise<{ applicationId: string; orderId: string }[]> {
  const made: { applicationId: string; orderId: string }[] = []
  for (let at = 0; at < count; at += 20) {
    const batch = await Promise.all(
      Array.from({ length: Math.min(20, count - at) }, async () => {
        const whose = await anApplicantWhoMustPay(partner)
        return { applicationId: whose.applicationId, orderId: await anOrder(whose) }
      }),
    )
    made.push(...batch)
  }
  return made
}
