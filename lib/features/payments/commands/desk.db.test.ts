import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/db/client'
import { coupons, couponUses, feeWaivers, offlinePayments } from '@/db/schema/fees'
import { applications } from '@/db/schema/applications'
import { paymentOrders, refunds } from '@/db/schema/payments'
import { useFreshDatabase } from '@/db/testing'
import type { PaymentFact, PaymentState } from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { messageJobs } from '@/lib/features/messages/jobs'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { installQueues } from '@/lib/platform/jobs/worker'
import { registerWebhook } from '@/lib/providers/payments/razorpay/simulator-memory'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import { paymentJobs } from '../jobs'
import { getPaymentPage, getReceipt } from '../queries/applicant'
import { findCheckout } from '../queries/checkout'
import {
  type MustPay,
  type PartnerWithFee,
  aCoupon,
  aPartnerWithFee,
  aStaffMember,
  anApplicantWhoMustPay,
  applicantCtx,
  keptOf,
  systemCtx,
} from '../testing'
import { applyCoupon, createCoupon, removeCoupon, stopCoupon } from './coupons'
import { decideOfflinePayment, recordOfflinePayment } from './offline-payments'
import { recordFacts } from './record-facts'
import { runRefund } from './run-refund'
import { settleOrder } from './settle-order'
import { askRefund, decideRefund, retryRefund } from './staff-refunds'
import { startPayment } from './start-payment'
import { takeBackWaiver, waiveFee } from './waive-fee'

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
/** Two people of finance, so that one may look at what the other has put in. */
let meera: Ctx<Staff<never>>
let arjun: Ctx<Staff<never>>
let stranger: Ctx<Staff<never>>

beforeAll(async () => {
  gateway = await serveSimulator(simulators.razorpay)
  await registerWebhook(gateway.store, { ...keys, url: 'http://greenfield.localhost/api/webhooks/razorpay' })
  await installQueues(fresh().url, [...paymentJobs, ...messageJobs])
  partner = await aPartnerWithFee(gateway.url, keys)
  meera = await aStaffMember(partner)
  arjun = await aStaffMember(partner)
  stranger = await aStaffMember(await aPartnerWithFee(gateway.url, keys))
})
afterAll(() => gateway.close())
beforeEach(async () => {
  gateway.setFault(null)
  riya = await anApplicantWhoMustPay(partner)
})

describe('a waiver', () => {
  test('opens what the fee locked, without money and without a receipt, once', async () => {
    const waived = await Promise.all([waive(), waive()])
    expect(waived.map(({ ok }) => ok).sort()).toEqual([false, true])
    const kept = await keptOf(riya)
    expect(kept.application).toMatchObject({ feeWaivedAt: meera.now, feeSettledAt: null })
    expect(kept.receipts).toEqual([])
    expect(kept.events).toEqual(['fee.waived', 'assessment.unlocked'])
    expect(kept.letters).toEqual(['fee_waived'])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      phase: 'waived',
      nextStep: 'assessment',
    })
    expect(await waive()).toMatchObject({ refusal: { code: 'fee_waived' } })
  })

  test('waits while the bank has still to say what became of a payment', async () => {
    const orderId = await anOrder()
    await told(orderId, [fact('pay_w1', 'authorized')])
    expect(await waive()).toMatchObject({ refusal: { code: 'payment_checking', waitsFor: 'bank' } })
  })

  test('stands when a payment that had failed is captured days later: the money goes back, once', async () => {
    const orderId = await anOrder()
    await told(orderId, [fact('pay_w2', 'failed')])
    expect(await waive()).toEqual({ ok: true, value: undefined })
    await told(orderId, [fact('pay_w2', 'captured')])
    await told(orderId, [fact('pay_w2', 'captured')])
    const kept = await keptOf(riya)
    expect(kept.application?.feeSettledAt).toBeNull()
    expect(kept.receipts).toEqual([])
    expect(kept.refunds).toMatchObject([
      { gatewayPaymentId: 'pay_w2', paise: 100_000, reason: 'second_capture' },
    ])
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({ phase: 'waived' })
    // Without the waiver that capture would settle the fee, although its money has gone back.
    expect(await takeBack()).toMatchObject({ refusal: { code: 'waiver_needed_money' } })
  })

  test('can be taken back until somebody has gone on with what it opened, and the fee is due again', async () => {
    expect(await takeBack()).toMatchObject({ refusal: { code: 'waiver_missing' } })
    await waive()
    expect(await takeBack()).toEqual({ ok: true, value: undefined })
    expect((await keptOf(riya)).application?.feeWaivedAt).toBeNull()
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({ phase: 'due', paise: 100_000 })
    expect((await keptOf(riya)).events).toEqual([
      'fee.waived',
      'assessment.unlocked',
      'fee.waiver_taken_back',
    ])
    await waive()
    await database()
      .update(applications)
      .set({ reviewStartedAt: new Date(), state: 'in_review' })
      .where(eq(applications.id, riya.applicationId))
    expect(await takeBack()).toMatchObject({ refusal: { code: 'waiver_used' } })
  })

  test('of another partner does not exist', async () => {
    const input = { number: riya.number, reason: 'family income' }
    expect(await waiveFee(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await takeBackWaiver(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
  })
})

describe('money outside the gateway', () => {
  test('counts once a second person has approved it: receipt, letter and unlock in one', async () => {
    const id = await recorded()
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({ phase: 'due' })
    expect(await decide(meera, id)).toMatchObject({ refusal: { code: 'second_person_needed' } })
    expect(await decide(arjun, id)).toEqual({ ok: true, value: { number: riya.number } })
    const kept = await keptOf(riya)
    expect(kept.application?.feeSettledAt).toEqual(arjun.now)
    expect(kept.receipts).toMatchObject([{ paise: 100_000, orderId: null, offlinePaymentId: id }])
    expect(kept.events).toEqual([
      'fee.offline_recorded',
      'fee.offline_approved',
      'fee.settled',
      'assessment.unlocked',
    ])
    expect(kept.letters).toEqual(['fee_settled'])
    expect(await getReceipt(riya.applicant, riya.number)).toMatchObject({
      method: 'dd',
      reference: riya.number,
    })
  })

  test('is approved once when two approve at the same moment', async () => {
    const id = await recorded()
    const third = await aStaffMember<never>(partner)
    const answers = await Promise.all([decide(arjun, id), decide(third, id)])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect((await keptOf(riya)).receipts).toHaveLength(1)
  })

  test('and a capture online at the same moment: one settles, and a capture that comes second goes back', async () => {
    for (let round = 0; round < 8; round++) {
      riya = await anApplicantWhoMustPay(partner)
      const orderId = await anOrder()
      await told(orderId, [fact(`pay_race${round}`, 'failed')])
      const id = await recorded()
      const [approved] = await Promise.all([
        decide(arjun, id),
        told(orderId, [fact(`pay_race${round}`, 'captured')]),
      ])
      const kept = await keptOf(riya)
      expect(kept.receipts).toHaveLength(1)
      expect(kept.refunds).toHaveLength(approved.ok ? 1 : 0)
      if (!approved.ok) expect(approved).toMatchObject({ refusal: { code: 'fee_settled' } })
      expect(kept.events.filter((name) => name === 'assessment.unlocked')).toHaveLength(1)
    }
  })

  test('of another amount, with a known reference or from tomorrow is refused', async () => {
    const other = { ...anOfflinePayment(), paise: 99_900 }
    expect(await recordOfflinePayment(meera, other)).toMatchObject({
      refusal: { code: 'offline_amount_differs' },
    })
    const future = { ...anOfflinePayment(), receivedOn: '2999-01-01' }
    expect(await recordOfflinePayment(meera, future)).toMatchObject({
      refusal: { code: 'offline_in_future' },
    })
    await recorded()
    expect(await recordOfflinePayment(meera, anOfflinePayment())).toMatchObject({
      refusal: { code: 'offline_exists' },
    })
    const reference = riya.number
    riya = await anApplicantWhoMustPay(partner)
    expect(await recordOfflinePayment(meera, { ...anOfflinePayment(), reference })).toMatchObject({
      refusal: { code: 'offline_reference_taken' },
    })
  })

  test('that was rejected leaves the fee due, and may be put in again', async () => {
    const id = await recorded()
    expect(await decide(arjun, id, 'reject')).toMatchObject({ ok: true })
    expect(await decide(arjun, id)).toMatchObject({ refusal: { code: 'offline_decided' } })
    expect((await keptOf(riya)).application?.feeSettledAt).toBeNull()
    expect(await recordOfflinePayment(meera, anOfflinePayment())).toMatchObject({ ok: true })
  })

  test('cannot be approved by the same person in the database either', async () => {
    const id = await recorded()
    await expect(
      database()
        .update(offlinePayments)
        .set({ state: 'approved', decidedBy: meera.actor.accountId, decidedAt: new Date() })
        .where(eq(offlinePayments.id, id)),
    ).rejects.toMatchObject({ cause: { constraint_name: 'offline_payments_second_person' } })
  })

  test('of another partner does not exist', async () => {
    const id = await recorded()
    expect(await decide(stranger, id)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await recordOfflinePayment(stranger, anOfflinePayment())).toMatchObject({
      refusal: { code: 'not_found' },
    })
  })
})

describe('a coupon', () => {
  test('lowers what is quoted, what the order asks and what is recorded, to the paisa', async () => {
    const code = await aCoupon(partner, { percentOff: 33 })
    expect(await apply(code)).toEqual({ ok: true, value: { isFree: false } })
    expect(await getPaymentPage(riya.applicant, riya.number)).toMatchObject({
      paise: 67_000,
      coupon: { code, paise: 33_000 },
    })
    await startPayment(applicantCtx(riya.applicant), { number: riya.number })
    await press('pay_upi')
    const kept = await keptOf(riya)
    expect(kept.orders).toMatchObject([{ paise: 67_000, state: 'settled' }])
    expect(kept.receipts).toMatchObject([{ paise: 67_000 }])
    expect(await usesOf(code)).toEqual({ uses: 1, states: ['used'] })
  })

  test('for all of the fee is a waiver: nothing is paid and no receipt is written', async () => {
    const code = await aCoupon(partner, { percentOff: 100 })
    expect(await apply(code)).toEqual({ ok: true, value: { isFree: true } })
    const kept = await keptOf(riya)
    expect(kept.application?.feeWaivedAt).not.toBeNull()
    expect(kept.receipts).toEqual([])
    expect(kept.events).toEqual(['fee.coupon_applied', 'fee.waived', 'assessment.unlocked'])
    expect(await usesOf(code)).toEqual({ uses: 1, states: ['used'] })
  })

  test('of which one use is left goes to one of many who type it at the same moment', async () => {
    const code = await aCoupon(partner, { maxUses: 1 })
    const rivals = await Promise.all(Array.from({ length: 6 }, () => anApplicantWhoMustPay(partner)))
    const answers = await Promise.all(
      rivals.map(({ applicant, number }) => applyCoupon(applicantCtx(applicant), { number, code })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe('coupon_used_up')
    expect(await usesOf(code)).toEqual({ uses: 1, states: ['held'] })
  })

  test('that was typed and never taken to the gateway makes room for somebody else after half an hour', async () => {
    const code = await aCoupon(partner, { maxUses: 1 })
    await apply(code)
    const kabir = await anApplicantWhoMustPay(partner)
    const later = secondsAfter(new Date(), 31 * 60)
    const try_ = (now: Date) =>
      applyCoupon(applicantCtx(kabir.applicant, now), { number: kabir.number, code })
    expect(await try_(new Date())).toMatchObject({ refusal: { code: 'coupon_used_up' } })
    expect(await try_(later)).toMatchObject({ ok: true })
    expect(await usesOf(code)).toEqual({ uses: 1, states: ['released', 'held'] })
  })

  test('given back asks the whole fee again, and an order at the old price can no longer be paid', async () => {
    const code = await aCoupon(partner)
    await apply(code)
    await startPayment(applicantCtx(riya.applicant), { number: riya.number })
    expect(await removeCoupon(applicantCtx(riya.applicant), { number: riya.number })).toMatchObject({
      refusal: { code: 'payment_checking' },
    })
    const later = applicantCtx(riya.applicant, secondsAfter(new Date(), 400))
    expect(await removeCoupon(later, { number: riya.number })).toMatchObject({ ok: true })
    await startPayment(later, { number: riya.number })
    expect((await keptOf(riya)).orders).toMatchObject([
      { paise: 75_000, state: 'closed' },
      { paise: 100_000, state: 'open' },
    ])
    expect(await usesOf(code)).toEqual({ uses: 0, states: ['released'] })
  })

  test.each([
    ['coupon_over', { endsAt: secondsAfter(new Date(), -60) }],
    ['coupon_not_yet', { startsAt: secondsAfter(new Date(), 60) }],
    ['coupon_stopped', { stoppedAt: new Date() }],
  ] as const)('is refused with its reason: %s', async (code, more) => {
    expect(await apply(await aCoupon(partner, more))).toMatchObject({ refusal: { code } })
  })

  test('that nobody made, or another partner made, is not known', async () => {
    expect(await apply('NO-SUCH-CODE')).toMatchObject({ refusal: { code: 'coupon_unknown' } })
    const theirs = await aCoupon(await aPartnerWithFee(gateway.url, keys))
    expect(await apply(theirs)).toMatchObject({ refusal: { code: 'coupon_unknown' } })
  })

  test('is made once per code and stopped by staff of its own partner only', async () => {
    const input = {
      ...{ intakeId: partner.intakeId, code: 'EARLY-BIRD', percentOff: 10, paiseOff: null, maxUses: 5 },
      ...{ startsAt: new Date(), endsAt: secondsAfter(new Date(), 3600) },
    }
    const made = await createCoupon(meera, input)
    expect(made).toMatchObject({ ok: true })
    expect(await createCoupon(meera, input)).toMatchObject({ refusal: { code: 'coupon_code_taken' } })
    expect(await createCoupon(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
    const id = made.ok ? made.value.id : ''
    expect(await stopCoupon(stranger, { id })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await stopCoupon(meera, { id })).toMatchObject({ ok: true })
    expect(await apply('EARLY-BIRD')).toMatchObject({ refusal: { code: 'coupon_stopped' } })
  })
})

describe('a refund asked for by staff', () => {
  test('above the threshold waits for a second person, then goes to the gateway and comes back processed', async () => {
    const payment = await paid()
    const asked = await ask(payment, 'full')
    expect(asked).toMatchObject({ ok: true, value: { state: 'proposed' } })
    const id = asked.ok ? asked.value.id : ''
    expect(await decideBack(meera, id)).toMatchObject({ refusal: { code: 'second_person_needed' } })
    expect(await decideBack(stranger, id)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await decideBack(arjun, id)).toMatchObject({ ok: true })
    gateway.setNow(secondsAfter(new Date(), 0))
    expect(await runRefund(systemCtx(partner.partnerId), { refundId: id })).toEqual({
      ok: true,
      value: 'pending',
    })
    gateway.setNow(secondsAfter(new Date(), 60))
    expect(await runRefund(systemCtx(partner.partnerId), { refundId: id })).toEqual({
      ok: true,
      value: 'processed',
    })
    gateway.setNow(null)
    const kept = await keptOf(riya)
    expect(kept.refunds).toMatchObject([
      { state: 'processed', paise: 100_000, policy: { en: 'The fee is not returned.' }, amountRule: 'full' },
    ])
    expect(kept.events.slice(-4)).toEqual([
      'fee.refund_asked',
      'fee.refund_approved',
      'fee.refund_queued',
      'fee.refunded',
    ])
    // What it means for the application is for staff to decide.
    expect(kept.application?.feeSettledAt).not.toBeNull()
    expect(kept.letters).toContain('refund_on_its_way')
  })

  test('never exceeds what was captured less what goes back already, even when two ask at once', async () => {
    const payment = await paid()
    const answers = await Promise.all([ask(payment, 'part', 60_000), ask(payment, 'part', 60_000, arjun)])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await ask(payment, 'part', 40_100)).toMatchObject({ refusal: { code: 'refund_too_much' } })
    expect(await ask(payment, 'part', 39_950)).toMatchObject({
      refusal: { code: 'refund_leaves_too_little' },
    })
    expect(await ask(payment, 'full')).toMatchObject({ ok: true, value: { state: 'queued' } })
    expect(await ask(payment, 'full')).toMatchObject({ refusal: { code: 'refund_nothing_left' } })
    const all = (await keptOf(riya)).refunds
    expect(all.reduce((sum, { paise }) => sum + paise, 0)).toBe(100_000)
  })

  test('that the gateway refuses is kept as failed with an event, and may be begun anew', async () => {
    const payment = await paid()
    const asked = await ask(payment, 'part', 20_000)
    const id = asked.ok ? asked.value.id : ''
    await database().update(refunds).set({ paise: 10 }).where(eq(refunds.id, id))
    expect(await runRefund(systemCtx(partner.partnerId), { refundId: id })).toEqual({
      ok: true,
      value: 'failed',
    })
    await database().update(refunds).set({ paise: 20_000 }).where(eq(refunds.id, id))
    expect((await keptOf(riya)).events).toContain('fee.refund_failed')
    expect(await retryRefund(stranger, { id })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await retryRefund(meera, { id })).toMatchObject({ ok: true })
    expect(await retryRefund(meera, { id })).toMatchObject({ refusal: { code: 'refund_not_failed' } })
    expect(await runRefund(systemCtx(partner.partnerId), { refundId: id })).toEqual({
      ok: true,
      value: 'pending',
    })
  })

  test('of money that never came, or of another partner, is refused', async () => {
    const orderId = await anOrder()
    await told(orderId, [fact('pay_none', 'failed')])
    expect(await ask('pay_none', 'full')).toMatchObject({ refusal: { code: 'refund_not_captured' } })
    riya = await anApplicantWhoMustPay(partner)
    expect(await ask(await paid(), 'full', null, stranger)).toMatchObject({ refusal: { code: 'not_found' } })
  })
})

const reason = 'family income below the limit'
const waive = () => waiveFee(meera, { number: riya.number, reason })
const takeBack = () => takeBackWaiver(meera, { number: riya.number, reason })
const anOfflinePayment = () => ({
  number: riya.number,
  method: 'dd' as const,
  reference: riya.number,
  receivedOn: '2026-11-01',
  paise: 100_000,
  note: 'draft in the safe, folder 3',
})
async function recorded(): Promise<string> {
  const made = await recordOfflinePayment(meera, anOfflinePayment())
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.id
}
const decide = (by: Ctx<Staff<never>>, id: string, verdict: 'approve' | 'reject' = 'approve') =>
  decideOfflinePayment(by, { id, verdict, note: '' })
const decideBack = (by: Ctx<Staff<never>>, id: string) =>
  decideRefund(by, { id, verdict: 'approve', note: '' })
const apply = (code: string) => applyCoupon(applicantCtx(riya.applicant), { number: riya.number, code })
const ask = (gatewayPaymentId: string, rule: 'full' | 'part', paise: number | null = null, by = meera) =>
  askRefund(by, { gatewayPaymentId, rule, paise, note: 'withdrew in time' })

async function usesOf(code: string) {
  const [coupon] = await database()
    .select()
    .from(coupons)
    .where(and(eq(coupons.partnerId, partner.partnerId), eq(coupons.code, code)))
  const uses = await database()
    .select({ state: couponUses.state })
    .from(couponUses)
    .where(eq(couponUses.couponId, coupon?.id ?? ''))
    .orderBy(couponUses.id)
  return { uses: coupon?.uses, states: uses.map(({ state }) => state) }
}

/** An order that only the test knows of: what it is told comes from here. */
async function anOrder(): Promise<string> {
  const id = crypto.randomUUID()
  await database()
    .insert(paymentOrders)
    .values({
      ...{
        partnerId: partner.partnerId,
        id,
        applicationId: riya.applicationId,
        connectionId: partner.connectionId,
      },
      ...{ receipt: id, gatewayOrderId: `order_${id}`, state: 'open', paise: 100_000, returnTokenHash: id },
      refundPolicy: { en: 'The fee is not returned.', hi: '-' },
    })
  return id
}
const told = (orderId: string, facts: PaymentFact[]) =>
  database().transaction((tx) => recordFacts(tx, systemCtx(partner.partnerId), orderId, facts, 'poll'))
const fact = (gatewayPaymentId: string, state: PaymentState): PaymentFact => ({
  ...{ gatewayPaymentId, state, paise: 100_000, currency: 'INR', method: 'upi', reason: null },
  at: new Date(1_790_000_000_000),
})

/** Presses a button of the gateway's page and asks what became of it. */
async function press(outcome: string) {
  const words = { origin: 'http://greenfield.localhost', partnerName: 'Greenfield', description: 'Fee' }
  const checkout = await findCheckout(riya.applicant, riya.number, words)
  if (!checkout) throw new Error('the page shows no way to the gateway')
  const body = new URLSearchParams(checkout.fields)
  const opened = await fetch(checkout.action, { method: 'POST', body, redirect: 'manual' })
  const page = new URL(opened.headers.get('location') ?? '', checkout.action).href
  await fetch(`${page}/outcome`, { method: 'POST', body: new URLSearchParams({ outcome }) })
  const { orders } = await keptOf(riya)
  await settleOrder(systemCtx(partner.partnerId), { orderId: orders.at(-1)?.id ?? '', source: 'poll' })
}

/** Riya pays at the gateway; the id of her payment. */
async function paid(): Promise<string> {
  await startPayment(applicantCtx(riya.applicant), { number: riya.number })
  await press('pay_upi')
  const { payments } = await keptOf(riya)
  return payments[0]?.gatewayPaymentId ?? ''
}

test('what is kept of a waiver says who, why and how much', async () => {
  await waive()
  const [kept] = await database()
    .select()
    .from(feeWaivers)
    .where(eq(feeWaivers.applicationId, riya.applicationId))
  expect(kept).toMatchObject({ kind: 'staff', reason, paise: 100_000, grantedBy: meera.actor.accountId })
})
