import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { couponUses, feeWaivers, offlinePayments } from '@/db/schema/fees'
import { paymentOrders, payments, receipts, refunds, webhookDeliveries } from '@/db/schema/payments'
import {
  reconciliationExceptions,
  reconciliationRuns,
  settlementLines,
  settlements,
} from '@/db/schema/settlements'
import { useFreshDatabase } from '@/db/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import {
  type MustPay,
  type PartnerWithFee,
  aCoupon,
  aPartnerWithFee,
  aStaffMember,
  anApplicantWhoMustPay,
} from '../testing'
import { deskFile } from './desk-export'
import { type DeskFilter, type DeskList, deskLists, readDeskFilter } from '@/lib/domain/payments/desk-filter'
import {
  listCoupons,
  listExceptions,
  listOffline,
  listSettlements,
  listTries,
  listWaivers,
} from './desk-lists'
import { listPayments } from './staff'
import { listRefunds, listWebhooks } from './staff-queues'

useFreshDatabase()

let greenfield: PartnerWithFee
let meera: Staff<never>
let stranger: Staff<never>
let asha: Paid
let kabir: Paid

beforeAll(async () => {
  const keys = { keyId: 'rzp_test', keySecret: 'key secret', webhookSecret: 'webhook secret' }
  greenfield = await aPartnerWithFee('http://gateway.localhost', keys)
  meera = (await aStaffMember<never>(greenfield)).actor
  const office = { clerk: meera.accountId, second: (await aStaffMember(greenfield)).actor.accountId }
  asha = await aDesk(greenfield, office, 'Asha Verma', 'asha')
  kabir = await aDesk(greenfield, office, 'Kabir Khan', 'kabir')
  const sunrise = await aPartnerWithFee('http://gateway.localhost', keys)
  stranger = (await aStaffMember<never>(sunrise)).actor
})

/** How each list is asked, and what its rows and the first column of its file are called. */
const lists: Record<DeskList, (staff: Staff<never>, filter: DeskFilter) => Promise<(string | null)[]>> = {
  orders: async (...of) => (await listPayments(...of)).rows.map((row) => row.id),
  payments: async (...of) => (await listTries(...of)).rows.map((row) => row.gatewayPaymentId),
  refunds: async (...of) => (await listRefunds(...of)).rows.map((row) => row.gatewayRefundId),
  offline: async (...of) => (await listOffline(...of)).rows.map((row) => row.reference),
  coupons: async (...of) => (await listCoupons(...of)).rows.map((row) => row.code),
  waivers: async (...of) => (await listWaivers(...of)).rows.map((row) => row.applicationNumber),
  settlements: async (...of) => (await listSettlements(...of)).rows.map((row) => row.gatewaySettlementId),
  exceptions: async (...of) => (await listExceptions(...of)).rows.map((row) => row.kind),
  webhooks: async (...of) => (await listWebhooks(...of)).rows.map((row) => row.eventId),
}

/** What each list calls Asha's row; the same of Kabir's stands beside it. */
const rowOf = (paid: Paid): Record<DeskList, string> => ({
  orders: paid.orderId,
  payments: paid.payment,
  refunds: paid.refund,
  offline: paid.reference,
  coupons: paid.code,
  waivers: paid.waived.number,
  settlements: paid.settlement,
  exceptions: 'amount_differs',
  webhooks: paid.event,
})

describe('the search box of the payments desk', () => {
  test.each<[DeskList, string, (of: Paid) => string]>([
    ['orders', 'the gateway’s order', (of) => of.gatewayOrder],
    ['orders', 'our own id of the order', (of) => of.orderId],
    ['orders', 'a payment of it', (of) => of.payment],
    ['orders', 'a refund of it', (of) => of.refund],
    ['orders', 'the receipt’s number', (of) => of.receipt.toLowerCase()],
    ['orders', 'the application’s number', (of) => of.must.number],
    ['orders', 'the beginning of a name', (of) => of.name.slice(0, 3)],
    ['payments', 'the gateway’s payment', (of) => of.payment],
    ['payments', 'the order', (of) => of.gatewayOrder],
    ['payments', 'the receipt’s number', (of) => of.receipt],
    [
      'payments',
      'the application’s number, as it is read aloud',
      (of) => of.must.number.replaceAll('-', ' '),
    ],
    ['payments', 'the applicant’s name', (of) => of.name],
    ['payments', 'the applicant’s e-mail address', (of) => of.must.email],
    ['refunds', 'the gateway’s refund', (of) => of.refund],
    ['refunds', 'the payment', (of) => of.payment],
    ['refunds', 'the application’s number', (of) => of.must.number],
    ['refunds', 'the applicant’s name', (of) => of.name],
    ['offline', 'the reference, in small letters', (of) => of.reference.toLowerCase()],
    ['offline', 'the application’s number', (of) => of.counter.number],
    ['offline', 'the applicant’s name', (of) => `${of.name} senior`],
    ['coupons', 'the beginning of the code', (of) => of.code.slice(0, -2).toLowerCase()],
    ['coupons', 'the number of an application that uses it', (of) => of.waived.number],
    ['waivers', 'the application’s number', (of) => of.waived.number],
    ['waivers', 'the code that paid for all of it', (of) => of.code],
    ['settlements', 'the gateway’s payout', (of) => of.settlement],
    ['settlements', 'the bank’s number', (of) => of.utr.toLowerCase()],
    ['settlements', 'a payment in it', (of) => of.payment],
    ['settlements', 'the application whose fee it brought', (of) => of.must.number],
    ['exceptions', 'the payment', (of) => of.payment],
    ['exceptions', 'the payout of that payment', (of) => of.utr],
    ['exceptions', 'the application’s number', (of) => of.must.number],
    ['webhooks', 'the gateway’s message', (of) => of.event],
    ['webhooks', 'a payment of the order', (of) => of.payment],
    ['webhooks', 'the application’s number', (of) => of.must.number],
  ])('finds in %s by %s that row and no other, and nothing for another partner', async (list, _, typed) => {
    for (const who of [asha, kabir])
      expect(await lists[list](meera, { search: ` ${typed(who)} ` })).toEqual([rowOf(who)[list]])
    expect(await lists[list](stranger, { search: typed(asha) })).toEqual([])
  })

  test('finds payments by the mobile number of whoever paid', async () => {
    expect(await lists.payments(meera, { search: '098765 43210' })).toEqual([kabir.payment, asha.payment])
  })

  test.each(deskLists)(
    'keeps every row of %s when nothing is typed, and none for what nobody is called',
    async (list) => {
      expect(await lists[list](meera, { search: '  ' })).toEqual([rowOf(kabir)[list], rowOf(asha)[list]])
      for (const nobody of ['pay_nobody', '%', '_', '\u0000', '---', "'"])
        expect(await lists[list](meera, { search: nobody })).toEqual(
          nobody === '\u0000' ? [rowOf(kabir)[list], rowOf(asha)[list]] : [],
        )
    },
  )
})

describe('the file of a list', () => {
  test.each(deskLists)(
    'of %s has the rows that the list shows for what was searched, and only those',
    async (list) => {
      const all = await fileOf(meera, list)
      expect(all).toHaveLength(2)
      const typed = { ...rowOf(asha), exceptions: asha.payment }[list]
      const found = await fileOf(meera, list, { q: typed })
      expect(found).toHaveLength(1)
      expect(found[0]).toContain(rowOf(asha)[list])
      expect(await fileOf(stranger, list, { q: typed })).toEqual([])
      expect(await fileOf(meera, list, { q: 'pay_nobody' })).toEqual([])
    },
  )

  test.each<[DeskList, Record<string, string>]>([
    ['orders', { show: 'trouble' }],
    ['refunds', { open: '1' }],
    ['offline', { waiting: '1' }],
    ['webhooks', { rejected: '1' }],
    ['exceptions', { all: '1' }],
  ])('of %s follows the list’s own switch %o', async (list, address) => {
    const shown = await lists[list](meera, readDeskFilter(address))
    expect(shown.length).not.toBe((await lists[list](meera, {})).length)
    const file = await fileOf(meera, list, address)
    expect(file).toHaveLength(shown.length)
    expect(file.map((line, place) => line.includes(shown[place] ?? '-'))).toEqual(shown.map(() => true))
  })

  test('has every page of what was searched', async () => {
    const riya = await anApplicantWhoMustPay(greenfield, 'Zoya Ansari')
    const orderId = await anOrder(greenfield, riya, 'zoya')
    await database()
      .insert(payments)
      .values(Array.from({ length: 1_003 }, (_, place) => aTry(greenfield, orderId, `pay_zoya_${place}`)))
    const file = await fileOf(meera, 'payments', { q: 'zoya', after: uuidv7() })
    expect(new Set(file.map((line) => line.split(',')[0])).size).toBe(1_003)
    expect(file.every((line) => line.includes(riya.number))).toBe(true)
  })

  test('that is not there is not made', () => {
    expect(deskFile(meera, 'toString')).toBeNull()
  })
})

async function fileOf(staff: Staff<never>, list: DeskList, address: Record<string, string> = {}) {
  const file = deskFile(staff, list, readDeskFilter(address))
  const [, ...lines] = (await new Response(file).text()).trimEnd().split('\r\n')
  return lines
}

type Paid = Awaited<ReturnType<typeof aDesk>>

/** One row in every list: a fee paid at the gateway, one at the counter, one that a coupon let go; its payout, message and exception. */
async function aDesk(
  partner: PartnerWithFee,
  { clerk, second }: { clerk: string; second: string },
  name: string,
  tag: string,
) {
  const { partnerId, connectionId } = partner
  const must = await anApplicantWhoMustPay(partner, name)
  const counter = await anApplicantWhoMustPay(partner, `${name} Senior`)
  const waived = await anApplicantWhoMustPay(partner, `${name} Junior`)
  const orderId = await anOrder(partner, must, tag)
  const ids = {
    gatewayOrder: `order_${tag}`,
    payment: `pay_${tag}`,
    refund: `rfnd_${tag}`,
    settlement: `setl_${tag}`,
    utr: `SBXN${tag.toUpperCase()}1`,
    event: `evt_${tag}`,
    reference: `SLIP ${tag.toUpperCase()} 7`,
    receipt: tag === 'asha' ? 'RCP-26-4T8ZK1WB' : 'RCP-26-4T8ZK1WC',
  }
  const db = database()
  const ofFee = { partnerId, applicationId: must.applicationId, orderId, gatewayPaymentId: ids.payment }
  const at = new Date()
  await db.insert(payments).values(aTry(partner, orderId, ids.payment))
  await db.insert(receipts).values({ ...ofFee, number: ids.receipt, paise: 100_000, issuedAt: at })
  await db.insert(refunds).values({
    ...{ ...ofFee, gatewayRefundId: ids.refund, paise: 100_000, reason: 'second_capture' },
    state: tag === 'asha' ? 'processed' : 'queued',
  })
  await db.insert(webhookDeliveries).values({
    ...{ partnerId, connectionId, eventId: ids.event, type: 'payment.captured', bodyRedacted: '{}' },
    ...{ signatureHolds: tag === 'asha', gatewayOrderId: ids.gatewayOrder, receivedAt: at },
  })
  await db.insert(offlinePayments).values({
    ...{ partnerId, applicationId: counter.applicationId, method: 'cash', reference: ids.reference },
    ...{ receivedOn: '2026-11-01', paise: 100_000, note: 'cash book', recordedBy: clerk, recordedAt: at },
    ...(tag === 'asha' ? { state: 'approved' as const, decidedBy: second, decidedAt: at } : {}),
  })
  const code = await aWaiverByCoupon(partner, waived)
  await aPayout(partner, ofFee, ids)
  return { ...ids, name, must, counter, waived, orderId, code }
}

async function aWaiverByCoupon(partner: PartnerWithFee, waived: MustPay): Promise<string> {
  const { partnerId } = partner
  const [couponId, useId] = [uuidv7(), uuidv7()]
  const code = await aCoupon(partner, { id: couponId, percentOff: 100 })
  const ofUse = { partnerId, applicationId: waived.applicationId, paise: 100_000 }
  await database()
    .insert(couponUses)
    .values({ ...ofUse, id: useId, couponId, state: 'used' })
  await database()
    .insert(feeWaivers)
    .values({ ...ofUse, kind: 'coupon', reason: '', couponUseId: useId, grantedAt: new Date() })
  return code
}

/** A payout with one line, an open exception about its payment, and one that is over. */
async function aPayout(
  { partnerId, connectionId }: PartnerWithFee,
  fee: { applicationId: string; gatewayPaymentId: string },
  { settlement, utr }: { settlement: string; utr: string },
) {
  const [settlementId, runId] = [uuidv7(), uuidv7()]
  const [ofGateway, at] = [{ partnerId, connectionId }, new Date()]
  const money = { netPaise: 97_640, feePaise: 2_360, taxPaise: 360, settledAt: at }
  const db = database()
  await db
    .insert(settlements)
    .values({ ...ofGateway, ...money, id: settlementId, gatewaySettlementId: settlement, utr })
  await db.insert(settlementLines).values({
    ...{ ...ofGateway, ...money, settlementId, kind: 'payment', paise: 100_000 },
    ...{ gatewayId: fee.gatewayPaymentId, gatewayPaymentId: fee.gatewayPaymentId },
  })
  await db.insert(reconciliationRuns).values({
    ...{ ...ofGateway, id: runId, day: settlement, state: 'done', startedAt: at },
  })
  const exception = { ...ofGateway, runId, kind: 'amount_differs' as const, fix: 'look' as const }
  await db.insert(reconciliationExceptions).values([
    { ...exception, ...fee, subject: fee.gatewayPaymentId },
    { ...exception, subject: `old ${settlement}`, state: 'closed' },
  ])
}

async function anOrder({ partnerId, connectionId }: PartnerWithFee, must: MustPay, tag: string) {
  const id = uuidv7()
  await database()
    .insert(paymentOrders)
    .values({
      ...{ partnerId, id, applicationId: must.applicationId, connectionId, receipt: `rcpt-${tag}` },
      ...{ gatewayOrderId: `order_${tag}`, state: 'open', paise: 100_000, returnTokenHash: id },
      refundPolicy: { en: 'The fee is not returned.', hi: '-' },
      lastErrorKind: tag === 'kabir' ? 'timeout' : null,
    })
  return id
}

const aTry = ({ partnerId }: PartnerWithFee, orderId: string, gatewayPaymentId: string) => ({
  ...{ partnerId, orderId, gatewayPaymentId, state: 'captured' as const },
  ...{ paise: 100_000, currency: 'INR', gatewayAt: new Date() },
})
