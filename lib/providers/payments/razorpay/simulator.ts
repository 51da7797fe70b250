import type { Sim, Simulator } from '@/lib/providers/simulator-host'
import { decideOutcome, openCheckout, showCheckout } from './simulator-checkout'
import { findMerchant, isCaptured, newId, orderEntity, paymentEntity, refundEntity } from './simulator-memory'
import type { Merchant, SimOrder, SimPayment, SimRefund } from './simulator-memory'
import { bookRoute } from './simulator-book'
import { announceRefund } from './simulator-webhooks'

/** A stranger that behaves like Razorpay: its own keys, memory, API and hosted checkout. Imports nothing of our client. */
export const razorpaySimulator: Simulator = {
  id: 'razorpay',
  faults: [
    '500-api',
    'slow-api',
    'slow-create',
    '401-api',
    '429-api',
    'html-api',
    'webhook-down',
    'settles-short',
    'settles-nothing',
    'settles-unreadable',
  ],
  async handle(request, sim) {
    const { method } = request
    const [, sessionId, action] = /^\/checkout\/(\w+)(?:\/(outcome))?$/.exec(sim.path) ?? []
    if (method === 'POST' && sim.path === '/v1/checkout/embedded') return openCheckout(request, sim)
    if (method === 'GET' && sessionId && !action) return showCheckout(sim, sessionId)
    if (method === 'POST' && sessionId && action) return decideOutcome(request, sim, sessionId)
    if (sim.path.startsWith('/v1/')) return api(request, sim)
    return refusal(404, 'The requested URL was not found on the server.')
  },
}

async function api(request: Request, sim: Sim): Promise<Response> {
  const merchant = await signedIn(request, sim)
  if (!merchant || sim.fault === '401-api') return refusal(401, 'Authentication failed')
  if (sim.fault === '500-api') return refusal(500, 'The server encountered an error.', 'SERVER_ERROR')
  if (sim.fault === '429-api')
    return refusal(429, 'Request failed. Please try after sometime.', undefined, { 'retry-after': '30' })
  if (sim.fault === 'html-api')
    return new Response('<html><h1>We will be back soon</h1></html>', {
      headers: { 'content-type': 'text/html' },
    })
  const answer = await route(request, sim, merchant)
  // The work is done, and the answer comes too late for any caller's time limit.
  const isCreate = request.method === 'POST' && sim.path === '/v1/orders'
  if (sim.fault === 'slow-api' || (sim.fault === 'slow-create' && isCreate)) await tooLong()
  return answer
}

async function route(request: Request, sim: Sim, merchant: Merchant): Promise<Response> {
  const book = await bookRoute(request, sim, merchant)
  if (book) return book
  const [, kind, id, part] = /^\/v1\/(orders|payments)(?:\/(\w+)(?:\/(\w+))?)?$/.exec(sim.path) ?? []
  const call = `${request.method} ${kind}${id ? '/:id' : ''}${part ? `/${part}` : ''}`
  if (call === 'POST orders') return createOrder(request, sim, merchant)
  if (call === 'GET orders') return listOrders(request, sim, merchant)

  const orderId =
    kind === 'payments' ? (await sim.store.get<{ orderId: string }>('payment', id ?? ''))?.orderId : id
  const order = orderId ? await sim.store.get<SimOrder>('order', orderId) : undefined
  if (!order || order.keyId !== merchant.keyId) return refusal(400, 'The id provided does not exist')
  const now = sim.now().getTime()
  if (order.trouble && now < order.trouble.until) {
    if (order.trouble.kind === '500') return refusal(500, 'The server encountered an error.', 'SERVER_ERROR')
    await tooLong()
  }
  const payment = order.payments.find((one) => one.id === id)
  if (call === 'GET orders/:id') return Response.json(orderEntity(order, now))
  if (call === 'GET orders/:id/payments')
    return collection([...order.payments].reverse().map((one) => paymentEntity(order, one, now)))
  if (call === 'GET payments/:id' && payment) return Response.json(paymentEntity(order, payment, now))
  if (call === 'POST payments/:id/refund' && payment) return refund(request, sim, merchant, order, payment)
  return refusal(404, 'The requested URL was not found on the server.')
}

// Like the vendor: a receipt is a label, and the same one twice makes a second order.
async function createOrder(request: Request, sim: Sim, merchant: Merchant): Promise<Response> {
  const body = await jsonBody(request)
  const amount = body.amount
  if (typeof amount !== 'number' || !Number.isInteger(amount))
    return refusal(400, 'The amount must be an integer.')
  if (amount < 100) return refusal(400, 'Order amount less than minimum amount allowed')
  if (body.currency !== 'INR') return refusal(400, 'Currency is not supported')
  const receipt = typeof body.receipt === 'string' ? body.receipt : null
  if (receipt && receipt.length > 40)
    return refusal(400, 'The receipt may not be greater than 40 characters.')
  const order: SimOrder = {
    id: newId('order'),
    keyId: merchant.keyId,
    amount,
    receipt,
    notes: isRecord(body.notes)
      ? Object.fromEntries(Object.entries(body.notes).map(([key, note]) => [key, String(note)]))
      : {},
    createdAt: sim.now().getTime(),
    payments: [],
    trouble: null,
  }
  await sim.store.update<SimOrder>('order', order.id, () => order)
  if (receipt)
    await sim.store.update<string[]>('receipt', `${merchant.keyId} ${receipt}`, (ids = []) => [
      ...ids,
      order.id,
    ])
  return Response.json(orderEntity(order, order.createdAt))
}

async function listOrders(request: Request, sim: Sim, merchant: Merchant): Promise<Response> {
  const receipt = new URL(request.url).searchParams.get('receipt')
  if (!receipt) return refusal(400, 'This gateway lists orders by receipt only.')
  const ids = (await sim.store.get<string[]>('receipt', `${merchant.keyId} ${receipt}`)) ?? []
  const orders = await Promise.all(ids.map((id) => sim.store.get<SimOrder>('order', id)))
  const now = sim.now().getTime()
  return collection(
    orders
      .filter((order) => order !== undefined)
      .map((order) => orderEntity(order, now))
      .reverse(),
  )
}

async function refund(
  request: Request,
  sim: Sim,
  merchant: Merchant,
  order: SimOrder,
  asked: SimPayment,
): Promise<Response> {
  const idempotencyKey = request.headers.get('x-refund-idempotency')
  if (idempotencyKey !== null && !/^[A-Za-z0-9_-]{10,}$/.test(idempotencyKey))
    return refusal(400, 'The idempotency key must be at least 10 characters of letters, digits, _ and -.')
  const body = await jsonBody(request)
  const amount = body.amount === undefined ? asked.amount : Number(body.amount)
  const now = sim.now().getTime()
  const made: SimRefund = {
    id: newId('rfnd'),
    amount,
    idempotencyKey,
    createdAt: now,
    processedAt: now + 30_000,
  }
  let no: string | null = null
  const kept = await sim.store.update<SimOrder>('order', order.id, (current = order) => {
    no = null
    const payments = current.payments.map((payment) => {
      if (payment.id !== asked.id || sameKey(payment, idempotencyKey)) return payment
      no = whyNoRefund(payment, amount, now)
      return no ? payment : { ...payment, refunds: [...payment.refunds, made] }
    })
    return { ...current, payments }
  })
  if (no) return refusal(400, no)
  const payment = kept.payments.find((one) => one.id === asked.id) ?? asked
  const done = sameKey(payment, idempotencyKey) ?? made
  if (done.amount !== amount)
    return refusal(400, 'Different request body sent for the same Idempotent Header')
  if (done.id === made.id) await announceRefund(sim, merchant, kept, payment, done)
  return Response.json(refundEntity(payment, done, now))
}

const sameKey = (payment: SimPayment, key: string | null) =>
  key === null ? undefined : payment.refunds.find((one) => one.idempotencyKey === key)

function whyNoRefund(payment: SimPayment, amount: number, now: number): string | null {
  const left = payment.refunds.reduce((rest, one) => rest - one.amount, payment.amount)
  if (!isCaptured(payment, now)) return 'The payment status should be captured for action to be taken'
  if (left === 0) return 'The payment has been fully refunded already'
  if (!Number.isInteger(amount) || amount < 100) return 'The amount must be at least INR 1.00'
  return amount > left ? 'The total refund amount is greater than the refund payment amount' : null
}

async function signedIn(request: Request, sim: Sim): Promise<Merchant | null> {
  const [scheme, encoded] = (request.headers.get('authorization') ?? '').split(' ')
  if (scheme !== 'Basic' || !encoded) return null
  const [keyId = '', keySecret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const merchant = await findMerchant(sim.store, keyId)
  return merchant && merchant.keySecret === keySecret ? merchant : null
}

async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => null)
  return isRecord(body) ? body : {}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const collection = (items: unknown[]) => Response.json({ entity: 'collection', count: items.length, items })

const refusal = (
  status: number,
  description: string,
  code = 'BAD_REQUEST_ERROR',
  headers: Record<string, string> = {},
) =>
  Response.json(
    {
      error: {
        code,
        description,
        source: 'business',
        step: 'payment_initiation',
        reason: 'input_validation_failed',
        metadata: {},
      },
    },
    { status, headers },
  )

const tooLong = () => new Promise<void>((resolve) => void setTimeout(resolve, 12_000).unref())
