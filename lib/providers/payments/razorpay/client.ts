import type { z } from 'zod'
import {
  callProvider,
  redactCommon,
  retryAfterSeconds,
  type HttpAnswer,
  type ProviderIo,
} from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { DateRange, OrderRequest } from '../contract'
import type { RazorpaySettings } from './config'
import { errorWire, ordersWire, orderWire, paymentsWire, reconWire, refundWire, refundsWire } from './wire'
import type { OrderWire, PaymentWire, ReconLineWire, RefundWire } from './wire'

// Five days is the longest Razorpay allows: a bank's late yes (it asks for up to three days) is then captured by
// itself instead of being given back, and the ledger sees it. Minutes.
const captureWithinMinutes = 7_200

/**
 * Makes the order for a receipt, or finds the one that is already there: safe to repeat after a time-out, a 5xx or
 * a crash of ours, because Razorpay has no idempotency key for orders but can be asked by receipt.
 */
export async function createOrder(
  settings: RazorpaySettings,
  request: OrderRequest,
  io: ProviderIo,
): Promise<OrderWire> {
  const known = await findOrderByReceipt(settings, request, io)
  if (known) return known
  try {
    return await postOrder(settings, request, io)
  } catch (error) {
    if (!(error instanceof ProviderError && error.kind === 'transient')) throw error
    // The answer was lost, not necessarily the order.
    const made = await findOrderByReceipt(settings, request, io)
    if (made) return made
    throw error
  }
}

/** Every payment tried on an order, as the gateway knows them now. */
export async function listPayments(
  settings: RazorpaySettings,
  orderId: string,
  io: ProviderIo,
): Promise<PaymentWire[]> {
  const answer = await get(settings, `/v1/orders/${encodeURIComponent(orderId)}/payments`, io)
  const { items } = readAs(paymentsWire, answer)
  return items.filter((payment) => !payment.order_id || payment.order_id === orderId)
}

/** Every payment made in a range, page by page. */
export const listPaymentsBetween = (settings: RazorpaySettings, range: DateRange, io: ProviderIo) =>
  allPages<PaymentWire>(settings, `/v1/payments?${between(range)}`, paymentsWire, 100, io)

/** Every refund made in a range, page by page. */
export const listRefundsBetween = (settings: RazorpaySettings, range: DateRange, io: ProviderIo) =>
  allPages<RefundWire>(settings, `/v1/refunds?${between(range)}`, refundsWire, 100, io)

/** What was paid out on one day in India, line by line. */
export function listReconLines(
  settings: RazorpaySettings,
  day: string,
  io: ProviderIo,
): Promise<ReconLineWire[]> {
  const [year, month, date] = day.split('-').map(Number)
  const path = `/v1/settlements/recon/combined?year=${year}&month=${month}&day=${date}`
  return allPages<ReconLineWire>(settings, path, reconWire, 1000, io)
}

// Razorpay's `to` is included and counts whole seconds.
const between = ({ from, to }: DateRange) =>
  `from=${Math.floor(from.getTime() / 1000)}&to=${Math.ceil(to.getTime() / 1000) - 1}`

/** A list that grows while it is read shifts its pages, so an id that was seen already is left out. */
async function allPages<Item extends { id: string } | { entity_id: string }>(
  settings: RazorpaySettings,
  path: string,
  wire: z.ZodType<{ items: Item[] }>,
  count: number,
  io: ProviderIo,
): Promise<Item[]> {
  const found = new Map<string, Item>()
  for (let skip = 0; ; skip += count) {
    const { items } = readAs(wire, await get(settings, `${path}&count=${count}&skip=${skip}`, io))
    for (const item of items) found.set('id' in item ? item.id : item.entity_id, item)
    if (items.length < count) return [...found.values()]
    if (skip > mostRows) throw new ProviderError('contract', { message: 'a list without an end' })
  }
}

const mostRows = 200_000

/** One order as the gateway knows it now. */
export const getOrder = async (
  settings: RazorpaySettings,
  orderId: string,
  io: ProviderIo,
): Promise<OrderWire> =>
  readAs(orderWire, await get(settings, `/v1/orders/${encodeURIComponent(orderId)}`, io))

/** Gives money back, once per idempotency key (at least ten of `A-Z a-z 0-9 _ -`). */
export async function postRefund(
  settings: RazorpaySettings,
  input: { gatewayPaymentId: string; paise: number; idempotencyKey: string },
  io: ProviderIo,
): Promise<RefundWire> {
  const path = `/v1/payments/${encodeURIComponent(input.gatewayPaymentId)}/refund`
  const headers = { 'x-refund-idempotency': input.idempotencyKey }
  return readAs(refundWire, await post(settings, path, { amount: input.paise, speed: 'normal' }, io, headers))
}

async function findOrderByReceipt(settings: RazorpaySettings, request: OrderRequest, io: ProviderIo) {
  const answer = await get(settings, `/v1/orders?receipt=${encodeURIComponent(request.receipt)}`, io)
  const found = readAs(ordersWire, answer).items.filter((order) => order.receipt === request.receipt)
  const [order] = found.sort(byUseThenAge)
  if (!order) return null
  if (order.amount !== request.paise || order.currency !== 'INR')
    throw new ProviderError('conflict', { message: 'the receipt belongs to an order of another amount' })
  return order
}

/** Two orders of one receipt are possible when an answer was very late: the one that was paid or tried, else the older. */
const byUseThenAge = (a: OrderWire, b: OrderWire) =>
  (b.amount_paid ?? 0) - (a.amount_paid ?? 0) ||
  (b.attempts ?? 0) - (a.attempts ?? 0) ||
  (a.created_at ?? 0) - (b.created_at ?? 0) ||
  (a.id < b.id ? -1 : 1)

async function postOrder(
  settings: RazorpaySettings,
  request: OrderRequest,
  io: ProviderIo,
): Promise<OrderWire> {
  const body = {
    amount: request.paise,
    currency: 'INR',
    receipt: request.receipt,
    notes: request.notes,
    payment: {
      capture: 'automatic',
      capture_options: {
        automatic_expiry_period: captureWithinMinutes,
        manual_expiry_period: captureWithinMinutes,
        refund_speed: 'normal',
      },
    },
  }
  const order = readAs(orderWire, await post(settings, '/v1/orders', body, io))
  if (order.amount !== request.paise || order.currency !== 'INR')
    throw new ProviderError('contract', { message: 'the order made is not the order asked for' })
  return order
}

const get = (settings: RazorpaySettings, path: string, io: ProviderIo) =>
  send(settings, { method: 'GET', path }, io)

const post = (
  settings: RazorpaySettings,
  path: string,
  body: unknown,
  io: ProviderIo,
  headers: Record<string, string> = {},
) => send(settings, { method: 'POST', path, body: JSON.stringify(body), headers }, io)

async function send(
  settings: RazorpaySettings,
  call: { method: 'GET' | 'POST'; path: string; body?: string; headers?: Record<string, string> },
  io: ProviderIo,
): Promise<HttpAnswer> {
  const answer = await callProvider(
    {
      url: settings.baseUrl + call.path,
      method: call.method,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${settings.keyId}:${settings.keySecret}`).toString('base64')}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: call.body,
      timeoutMs: settings.timeoutMs,
      redact,
    },
    io,
  )
  if (answer.status >= 200 && answer.status < 300) return answer
  throw errorOf(answer, io.now())
}

/** Razorpay answers 400 for nearly everything; the description tells a wrong id or a wrong state from a bad payload. */
function errorOf(answer: HttpAnswer, now: Date): ProviderError {
  const { status } = answer
  const description = errorWire.safeParse(answer.json).data?.error.description ?? ''
  if (status === 401 || status === 403) return new ProviderError('config', { status })
  if (status === 429)
    return new ProviderError('rate_limited', {
      status,
      retryAfterSeconds: retryAfterSeconds(answer.headers, now),
    })
  if (status >= 500) return new ProviderError('transient', { status })
  if (status < 400) return new ProviderError('contract', { status, message: 'an unexpected redirect' })
  if (status === 404 || /does not exist|not found/i.test(description))
    return new ProviderError('not_found', { status })
  if (status === 409 || /already|in progress|not been captured|should be captured/i.test(description))
    return new ProviderError('conflict', { status })
  return new ProviderError('invalid', { status })
}

function readAs<T>(wire: z.ZodType<T>, answer: HttpAnswer): T {
  const read = wire.safeParse(answer.json)
  if (read.success) return read.data
  throw new ProviderError('contract', { status: answer.status, message: 'an answer that is not understood' })
}

const payerDetail =
  /("(?:vpa|contact|email|last4|iin|account_number)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\{[^}]*\})/gi

/** The log keeps no payer's account, mobile or address. */
const redact = (text: string) => redactCommon(text.replace(payerDetail, '$1"•••"'))
