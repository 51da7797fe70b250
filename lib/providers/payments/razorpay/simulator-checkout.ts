import { createHmac } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { findMerchant, isCaptured, newId, paidAmount } from './simulator-memory'
import type { CheckoutSession, Merchant, SimOrder, SimPayment } from './simulator-memory'
import { isFailureReason, isOutcome, outcomes, type Outcome, type OutcomeId } from './simulator-outcomes'
import { checkoutPage, closedPage, problemPage, returnPage } from './simulator-pages'
import { announcePayments, forgeCapture } from './simulator-webhooks'

/** `POST /v1/checkout/embedded`: the business's form brings the browser here; a session of its own shows the page. */
export async function openCheckout(request: Request, sim: Sim): Promise<Response> {
  const form = new URLSearchParams(await request.text())
  const order = await sim.store.get<SimOrder>('order', form.get('order_id') ?? '')
  if (!order || order.keyId !== form.get('key_id')) return problemPage('This order does not exist.', 400)
  if (Number(form.get('amount')) !== order.amount)
    return problemPage('The amount is not the amount of the order.', 400)
  const callbackUrl = webAddress(form.get('callback_url'))
  const cancelUrl = webAddress(form.get('cancel_url'))
  if (!callbackUrl || !cancelUrl) return problemPage('The business gave no address to return to.', 400)

  const session: CheckoutSession = {
    id: newId('cs'),
    orderId: order.id,
    merchantName: form.get('name') ?? 'the business',
    description: form.get('description') ?? '',
    email: form.get('prefill[email]') ?? '',
    contact: form.get('prefill[contact]') ?? '',
    callbackUrl,
    cancelUrl,
  }
  await sim.store.update<CheckoutSession>('session', session.id, () => session)
  // Relative, so that it works wherever the simulator is mounted.
  return new Response(null, {
    status: 303,
    headers: { location: `../../checkout/${session.id}`, 'cache-control': 'no-store' },
  })
}

/** `GET /checkout/:session`. */
export async function showCheckout(sim: Sim, sessionId: string): Promise<Response> {
  const open = await findOpenSession(sim, sessionId)
  if (!open) return problemPage('This checkout does not exist.', 404)
  const { session, order } = open
  const now = sim.now().getTime()
  if (paidAmount(order, now) >= order.amount) return closedPage(session, 'This order is already paid.')
  return checkoutPage(session, { orderId: order.id, amount: order.amount })
}

/** `POST /checkout/:session/outcome`: one button. A double click is one outcome: the first. */
export async function decideOutcome(request: Request, sim: Sim, sessionId: string): Promise<Response> {
  const form = new URLSearchParams(await request.text())
  const open = await findOpenSession(sim, sessionId)
  const outcome = form.get('outcome') ?? undefined
  const reason = form.get('reason') ?? undefined
  if (!open) return problemPage('This checkout does not exist.', 404)
  if (!isOutcome(outcome)) return problemPage('Choose one of the buttons.', 400)
  const { session, merchant } = open
  const now = sim.now().getTime()
  const planned = plannedPayments(
    session,
    open.order,
    outcome,
    isFailureReason(reason) ? reason : 'payment_cancelled',
    now,
  )

  for (const { id } of planned) await sim.store.update('payment', id, () => ({ orderId: open.order.id }))
  const order = await sim.store.update<SimOrder>('order', open.order.id, (current = open.order) => {
    const isDecided = current.payments.some((payment) => payment.session === session.id)
    if (isDecided || paidAmount(current, now) >= current.amount) return current
    return {
      ...current,
      payments: [...current.payments, ...planned],
      trouble: troubleOf(outcomes[outcome], session, now) ?? current.trouble,
    }
  })

  const payments = order.payments.filter((payment) => payment.session === session.id)
  const isOurs = payments.some((payment) => planned.some(({ id }) => id === payment.id))
  if (isOurs) await announce(sim, merchant, order, payments, outcome)
  if (outcomes[outcome].returns === 'forged') return forgeSuccess(sim, open, now)
  const [first] = payments
  if (!first || !isOutcome(first.outcome)) return closedPage(session, 'This order is already paid.')
  return leave(session, merchant, order, first, outcomes[first.outcome])
}

function plannedPayments(
  session: CheckoutSession,
  order: SimOrder,
  id: OutcomeId,
  reason: string,
  now: number,
): SimPayment[] {
  const outcome: Outcome = outcomes[id]
  return outcome.payments.map((plan, index) => ({
    id: newId('pay'),
    session: session.id,
    outcome: id,
    amount: plan.paise ?? order.amount,
    method: plan.method ?? 'upi',
    createdAt: now + index * 1000,
    becomes: plan.becomes.map(([status, afterSeconds]) => ({ status, at: now + afterSeconds * 1000 })),
    failure: plan.failure === 'chosen' ? reason : (plan.failure ?? null),
    email: session.email,
    contact: session.contact,
    refunds: [],
  }))
}

/** The payer's address can ask for trouble too: `asha+gateway500@…`, `asha+gatewayslow@…`. */
function troubleOf(outcome: Outcome, session: CheckoutSession, now: number): SimOrder['trouble'] {
  const byAddress = /\+gateway(500|slow)@/.exec(session.email)?.[1]
  const kind = outcome.trouble ?? byAddress
  return kind === '500' || kind === 'slow' ? { kind, until: now + 60_000 } : null
}

async function announce(
  sim: Sim,
  merchant: Merchant,
  order: SimOrder,
  payments: SimPayment[],
  id: OutcomeId,
) {
  const { webhooks }: Outcome = outcomes[id]
  if (webhooks === 'once') await announcePayments(sim, merchant, order, payments, 1)
  if (webhooks === 'five times') await announcePayments(sim, merchant, order, payments, 5)
}

function leave(
  session: CheckoutSession,
  merchant: Merchant,
  order: SimOrder,
  payment: SimPayment,
  outcome: Outcome,
): Response {
  if (outcome.returns === 'nothing')
    return closedPage(session, 'Nothing more happens in this tab. You may close it.')
  if (outcome.returns === 'failed') return returnPage(session, failedFields(order, payment))
  const fields = { razorpay_payment_id: payment.id, razorpay_order_id: order.id }
  if (outcome.returns === 'undecided') return returnPage(session, fields)
  return returnPage(session, {
    ...fields,
    razorpay_signature: signed(merchant.keySecret, order.id, payment.id),
  })
}

async function forgeSuccess(sim: Sim, open: OpenSession, now: number): Promise<Response> {
  const { session, merchant, order } = open
  const [forged] = plannedPayments(session, order, 'pay_upi', '', now)
  if (!forged || order.payments.some((payment) => isCaptured(payment, now)))
    return closedPage(session, 'This order is already paid.')
  await forgeCapture(sim, merchant, order, forged)
  return returnPage(session, {
    razorpay_payment_id: forged.id,
    razorpay_order_id: order.id,
    razorpay_signature: signed('not the secret of this business', order.id, forged.id),
  })
}

const failedFields = (order: SimOrder, payment: SimPayment) => ({
  'error[code]': 'BAD_REQUEST_ERROR',
  'error[description]': 'The payment did not go through.',
  'error[source]': 'customer',
  'error[step]': 'payment_authentication',
  'error[reason]': payment.failure ?? 'payment_failed',
  'error[metadata]': JSON.stringify({ payment_id: payment.id, order_id: order.id }),
})

const signed = (secret: string, orderId: string, paymentId: string) =>
  createHmac('sha256', secret).update(`${orderId}|${paymentId}`).digest('hex')

type OpenSession = { session: CheckoutSession; order: SimOrder; merchant: Merchant }

async function findOpenSession(sim: Sim, id: string): Promise<OpenSession | null> {
  const session = await sim.store.get<CheckoutSession>('session', id)
  const order = session && (await sim.store.get<SimOrder>('order', session.orderId))
  const merchant = order && (await findMerchant(sim.store, order.keyId))
  return session && order && merchant ? { session, order, merchant } : null
}

function webAddress(raw: string | null): string | null {
  if (!raw || !URL.canParse(raw)) return null
  return /^https?:$/.test(new URL(raw).protocol) ? raw : null
}
