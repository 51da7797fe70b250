import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { paymentFacts, payments, refunds } from '@/db/schema/payments'
import { reconciliationExceptions, reconciliationRuns, settlements } from '@/db/schema/settlements'
import { useFreshDatabase } from '@/db/testing'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { installQueues } from '@/lib/platform/jobs/worker'
import { registerWebhook } from '@/lib/providers/payments/razorpay/simulator-memory'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import { messageJobs } from '@/lib/features/messages/jobs'
import { paymentJobs } from '../jobs'
import { findCheckout } from '../queries/checkout'
import {
  type MustPay,
  type PartnerWithFee,
  aPartnerWithFee,
  aStaffMember,
  anApplicantWhoMustPay,
  applicantCtx,
  keptOf,
  systemCtx,
} from '../testing'
import { openGateway } from './gateway'
import { closeException, fixException, takeException } from './exceptions'
import { reconcileDay } from './reconcile'
import { settleOrder } from './settle-order'
import { startPayment } from './start-payment'
import { sweepReconciliation } from './sweep-reconciliation'

vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async () => (key: string) => key,
}))

const fresh = useFreshDatabase()
const keys = { keyId: 'rzp_test_greenfield', keySecret: 'key secret', webhookSecret: 'webhook secret' }
const tomorrow = secondsAfter(new Date(), 86_400)
const today = indiaDate(new Date())

let gateway: SimulatorServer
let partner: PartnerWithFee
let riya: MustPay
let meera: Ctx<Staff<never>>

beforeAll(async () => {
  gateway = await serveSimulator(simulators.razorpay)
  await installQueues(fresh().url, [...paymentJobs, ...messageJobs])
})
afterAll(() => gateway.close())
beforeEach(async () => {
  await gateway.store.clear()
  await registerWebhook(gateway.store, { ...keys, url: 'http://greenfield.localhost/api/webhooks/razorpay' })
  gateway.setFault(null)
  gateway.setNow(null)
  partner = await aPartnerWithFee(gateway.url, keys)
  meera = { ...(await aStaffMember<never>(partner)), now: tomorrow }
  riya = await anApplicantWhoMustPay(partner)
})

test('books that agree leave a run and nothing to do; the payout is kept with its fee, tax and number', async () => {
  await paid()
  expect(await compare()).toMatchObject({ ok: true, value: { exceptions: 0 } })
  const inTwoDays = secondsAfter(new Date(), 3 * 86_400)
  gateway.setNow(inTwoDays)
  const day = indiaDate(secondsAfter(new Date(), 2 * 86_400))
  for (let round = 0; round < 2; round++)
    expect(await compare(day, inTwoDays)).toMatchObject({ ok: true, value: { exceptions: 0 } })
  const kept = await database().select().from(settlements).where(eq(settlements.partnerId, partner.partnerId))
  expect(kept).toMatchObject([
    { netPaise: 97_640, feePaise: 2_360, taxPaise: 360, utr: expect.stringMatching(/^SBXN/) },
  ])
  expect(await runs()).toMatchObject([
    { state: 'done', payments: 1, exceptions: 0 },
    { state: 'done', lines: 1 },
  ])
})

test('a capture that nobody told us of is found, and the press settles the fee, once however often it is pressed', async () => {
  await startPayment(applicantCtx(riya.applicant), { number: riya.number })
  await press('pay_upi')
  expect(await compare()).toMatchObject({ value: { exceptions: 1 } })
  const [found] = await exceptions()
  expect(found).toMatchObject({
    kind: 'unknown_here',
    fix: 'ask_gateway',
    theirsPaise: 100_000,
    oursPaise: null,
  })
  const id = found?.id ?? ''
  const other = await aStaffMember<never>(await aPartnerWithFee(gateway.url, keys))
  expect(await fixException(other, { id })).toMatchObject({ refusal: { code: 'not_found' } })
  expect(await takeException(meera, { id })).toMatchObject({ ok: true })
  const pressed = await Promise.all([fixException(meera, { id }), fixException(meera, { id })])
  expect(pressed.some(({ ok }) => ok)).toBe(true)
  const kept = await keptOf(riya)
  expect(kept.receipts).toHaveLength(1)
  expect(kept.application?.feeSettledAt).not.toBeNull()
  expect(await exceptions()).toMatchObject([{ state: 'fixed', ownerId: meera.actor.accountId }])
  expect(kept.events.filter((name) => name === 'reconciliation.fixed')).toHaveLength(1)
  expect(await compare()).toMatchObject({ value: { exceptions: 0 } })
})

test('a refund made at the gateway by hand is imported, and counts against what can still go back', async () => {
  const payment = await paid()
  const hand = await openGateway(partner.partnerId, partner.connectionId)
  const io = { fetch, now: () => new Date(), record: () => {} }
  await hand.refund({ gatewayPaymentId: payment, paise: 30_000, idempotencyKey: 'by-hand-0001' }, io)
  await compare()
  const [found] = await exceptions()
  expect(found).toMatchObject({ kind: 'refund_unknown', fix: 'import_refund', theirsPaise: 30_000 })
  expect(await fixException(meera, { id: found?.id ?? '' })).toMatchObject({ ok: true })
  expect((await keptOf(riya)).refunds).toMatchObject([
    { reason: 'found_at_gateway', state: 'processed', paise: 30_000, requestedBy: null },
  ])
  expect(await compare()).toMatchObject({ value: { exceptions: 0 } })
})

test('captured and still locked is found and explained per application, and unlocked by reducing the ledger again', async () => {
  await paid()
  // What a defect of ours would leave behind.
  await database().execute(`delete from receipts where application_id = '${riya.applicationId}'`)
  await database()
    .update(applications)
    .set({ feeSettledAt: null })
    .where(eq(applications.id, riya.applicationId))
  await compare()
  const [found] = await exceptions()
  expect(found).toMatchObject({
    kind: 'paid_not_unlocked',
    fix: 'settle_again',
    applicationId: riya.applicationId,
  })
  expect(await fixException(meera, { id: found?.id ?? '' })).toMatchObject({ ok: true })
  expect((await keptOf(riya)).receipts).toHaveLength(1)
})

test('unlocked without money, another amount here, and money that the gateway does not know are each found', async () => {
  const payment = await paid()
  await database().update(payments).set({ paise: 90_000 }).where(eq(payments.gatewayPaymentId, payment))
  const kabir = await anApplicantWhoMustPay(partner)
  await database()
    .update(applications)
    .set({ feeSettledAt: new Date() })
    .where(eq(applications.id, kabir.applicationId))
  await compare()
  expect((await exceptions()).map(({ kind, fix }) => `${kind} ${fix}`).sort()).toEqual([
    'amount_differs ask_gateway',
    'settled_without_money look',
  ])
  await gateway.store.clear()
  await registerWebhook(gateway.store, { ...keys, url: 'http://greenfield.localhost/api/webhooks/razorpay' })
  await compare()
  const open = (await exceptions()).filter(({ state }) => state === 'open')
  expect(open.map(({ kind }) => kind).sort()).toEqual(['settled_without_money', 'unknown_there'])
})

test('a second capture whose refund is missing is found, and the press queues it', async () => {
  await startPayment(applicantCtx(riya.applicant), { number: riya.number })
  await press('twice')
  await settle()
  await database().delete(refunds).where(eq(refunds.applicationId, riya.applicationId))
  await compare()
  const [found] = await exceptions()
  expect(found).toMatchObject({ kind: 'duplicate_not_refunded', fix: 'settle_again' })
  expect(await fixException(meera, { id: found?.id ?? '' })).toMatchObject({ ok: true })
  expect((await keptOf(riya)).refunds).toMatchObject([{ paise: 100_000, state: 'queued' }])
})

test('a payout that keeps something back is closed with a note, stays closed, and only a person can help', async () => {
  await paid()
  const later = secondsAfter(new Date(), 3 * 86_400)
  const day = indiaDate(secondsAfter(new Date(), 2 * 86_400))
  gateway.setNow(later)
  gateway.setFault('settles-short')
  await compare(day, later)
  const [found] = await exceptions()
  expect(found).toMatchObject({
    kind: 'settled_differs',
    oursPaise: 97_640,
    theirsPaise: 92_640,
    fix: 'look',
  })
  const id = found?.id ?? ''
  expect(await fixException(meera, { id })).toMatchObject({ refusal: { code: 'exception_needs_a_person' } })
  expect(await closeException(meera, { id, note: 'asked the gateway, ticket 12' })).toMatchObject({
    ok: true,
  })
  expect(await closeException(meera, { id, note: 'once more' })).toMatchObject({
    refusal: { code: 'exception_over' },
  })
  await compare(day, later)
  expect(await exceptions()).toMatchObject([{ state: 'closed', note: 'asked the gateway, ticket 12' }])
})

test('money that no payout brings within the usual days is found', async () => {
  await paid()
  await compare()
  gateway.setFault('settles-nothing')
  const later = secondsAfter(new Date(), 9 * 86_400)
  gateway.setNow(later)
  await compare(indiaDate(secondsAfter(later, -86_400)), later)
  expect(await exceptions()).toMatchObject([{ kind: 'not_settled_yet', fix: 'fetch_settlements' }])
})

test('a gateway that does not answer concludes nothing: the run says so, and the sweep asks again', async () => {
  await paid()
  gateway.setFault('500-api')
  expect(await compare()).toMatchObject({ refusal: { code: 'gateway_unreachable' } })
  expect(await runs()).toMatchObject([{ state: 'failed', errorKind: 'transient' }])
  expect(await exceptions()).toEqual([])
  expect(await compare(indiaDate(tomorrow))).toMatchObject({ refusal: { code: 'day_not_over' } })
  const morning = new Date(`${indiaDate(tomorrow)}T07:00:00+05:30`)
  expect(await sweepReconciliation(new Date(`${indiaDate(tomorrow)}T05:00:00+05:30`))).toBe(0)
  expect(await sweepReconciliation(morning)).toBeGreaterThan(0)
})

const compare = (day = today, now = tomorrow) =>
  reconcileDay(systemCtx(partner.partnerId, 'job', now), { connectionId: partner.connectionId, day })
const exceptions = () =>
  database()
    .select()
    .from(reconciliationExceptions)
    .where(eq(reconciliationExceptions.partnerId, partner.partnerId))
    .orderBy(reconciliationExceptions.id)
const runs = () =>
  database()
    .select()
    .from(reconciliationRuns)
    .where(eq(reconciliationRuns.partnerId, partner.partnerId))
    .orderBy(reconciliationRuns.id)

async function settle() {
  const { orders } = await keptOf(riya)
  await settleOrder(systemCtx(partner.partnerId), { orderId: orders.at(-1)?.id ?? '', source: 'poll' })
}

async function press(outcome: string) {
  const words = { origin: 'http://greenfield.localhost', partnerName: 'Greenfield', description: 'Fee' }
  const checkout = await findCheckout(riya.applicant, riya.number, words)
  if (!checkout) throw new Error('the page shows no way to the gateway')
  const body = new URLSearchParams(checkout.fields)
  const opened = await fetch(checkout.action, { method: 'POST', body, redirect: 'manual' })
  const page = new URL(opened.headers.get('location') ?? '', checkout.action).href
  await fetch(`${page}/outcome`, { method: 'POST', body: new URLSearchParams({ outcome }) })
}

async function paid(): Promise<string> {
  await startPayment(applicantCtx(riya.applicant), { number: riya.number })
  await press('pay_upi')
  await settle()
  const [captured] = await database()
    .select({ id: paymentFacts.gatewayPaymentId })
    .from(paymentFacts)
    .where(eq(paymentFacts.orderId, (await keptOf(riya)).orders.at(-1)?.id ?? ''))
  return captured?.id ?? ''
}
