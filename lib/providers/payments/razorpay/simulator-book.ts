import { createHash } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { paymentEntity, refundEntity, seconds } from './simulator-memory'
import type { Merchant, SimOrder, SimPayment, SimRefund } from './simulator-memory'

const day = 24 * 60 * 60_000
const indiaOffset = 330 * 60_000
/** Payouts come two days after the money, at eleven in the morning in India. */
const settlesAfterDays = 2
const settlesAtHour = 11

/** The vendor's own lists: payments and refunds of a range, and what was paid out on a day. Null for any other path. */
export async function bookRoute(request: Request, sim: Sim, merchant: Merchant): Promise<Response | null> {
  if (request.method !== 'GET') return null
  const query = new URL(request.url).searchParams
  const orders = async () =>
    (await sim.store.list<SimOrder>('order')).filter(({ keyId }) => keyId === merchant.keyId)
  const now = sim.now().getTime()
  if (sim.path === '/v1/payments') return page(query, payments(await orders(), query, now))
  if (sim.path === '/v1/refunds') return page(query, refunds(await orders(), query, now))
  if (sim.path !== '/v1/settlements/recon/combined') return null
  if (sim.fault === 'settles-nothing') return page(query, [])
  const lines = settledOn(dayOf(query), await orders(), now, merchant)
  if (sim.fault === 'settles-unreadable')
    return page(
      query,
      lines.map(({ amount: _, ...line }) => ({ ...line, amount: 'many' })),
    )
  // Fifty rupees are kept back without a word.
  if (sim.fault === 'settles-short')
    return page(
      query,
      lines.map((line) => ({ ...line, credit: Math.max(0, line.credit - 5_000) })),
    )
  return page(query, lines)
}

const everyPayment = (orders: SimOrder[]) =>
  orders.flatMap((order) => order.payments.map((payment) => ({ order, payment })))

function payments(orders: SimOrder[], query: URLSearchParams, now: number) {
  return everyPayment(orders)
    .filter(({ payment }) => isBetween(seconds(payment.createdAt), query))
    .sort((a, b) => b.payment.createdAt - a.payment.createdAt)
    .map(({ order, payment }) => paymentEntity(order, payment, now))
}

function refunds(orders: SimOrder[], query: URLSearchParams, now: number) {
  return everyPayment(orders)
    .flatMap(({ payment }) => payment.refunds.map((refund) => ({ payment, refund })))
    .filter(({ refund }) => isBetween(seconds(refund.createdAt), query))
    .sort((a, b) => b.refund.createdAt - a.refund.createdAt)
    .map(({ payment, refund }) => refundEntity(payment, refund, now))
}

/** Midnight in India of the day asked for, as epoch milliseconds. */
const dayOf = (query: URLSearchParams) =>
  Date.UTC(Number(query.get('year')), Number(query.get('month')) - 1, Number(query.get('day'))) - indiaOffset

const settlementDay = (at: number) =>
  Math.floor((at + indiaOffset) / day) * day - indiaOffset + settlesAfterDays * day

function settledOn(midnight: number, orders: SimOrder[], now: number, merchant: Merchant) {
  const settledAt = midnight + settlesAtHour * 60 * 60_000
  if (settledAt > now) return []
  const code = createHash('sha256').update(`${merchant.keyId} ${midnight}`).digest('hex')
  const payout = {
    settled: true,
    on_hold: false,
    currency: 'INR',
    settlement_id: `setl_${code.slice(0, 14)}`,
    settlement_utr: `SBXN${BigInt(`0x${code.slice(14, 26)}`)
      .toString()
      .padStart(12, '0')
      .slice(-12)}`,
    settled_at: seconds(settledAt),
  }
  return everyPayment(orders).flatMap(({ order, payment }) => [
    ...paymentLines(order, payment, midnight).map((line) => ({ ...line, ...payout })),
    ...payment.refunds
      .filter((refund) => settlementDay(refund.processedAt) === midnight)
      .map((refund) => ({ ...refundLine(order, payment, refund), ...payout })),
  ])
}

function paymentLines(order: SimOrder, payment: SimPayment, midnight: number) {
  const capture = payment.becomes.find(({ status }) => status === 'captured')
  if (!capture || settlementDay(capture.at) !== midnight) return []
  const { fee, tax } = paymentEntity(order, { ...payment, refunds: [] }, capture.at)
  return [
    {
      entity_id: payment.id,
      type: 'payment',
      amount: payment.amount,
      fee: fee ?? 0,
      tax: tax ?? 0,
      credit: payment.amount - (fee ?? 0),
      debit: 0,
      payment_id: null as string | null,
      order_id: order.id,
      order_receipt: order.receipt,
      created_at: seconds(payment.createdAt),
    },
  ]
}

const refundLine = (order: SimOrder, payment: SimPayment, refund: SimRefund) => ({
  entity_id: refund.id,
  type: 'refund',
  amount: refund.amount,
  fee: 0,
  tax: 0,
  credit: 0,
  debit: refund.amount,
  payment_id: payment.id as string | null,
  order_id: order.id,
  order_receipt: order.receipt,
  created_at: seconds(refund.createdAt),
})

const isBetween = (at: number, query: URLSearchParams) =>
  at >= Number(query.get('from') ?? 0) && at <= Number(query.get('to') ?? Number.MAX_SAFE_INTEGER)

function page(query: URLSearchParams, items: unknown[]): Response {
  const skip = Number(query.get('skip') ?? 0)
  const some = items.slice(skip, skip + Number(query.get('count') ?? 10))
  return Response.json({ entity: 'collection', count: some.length, items: some })
}
