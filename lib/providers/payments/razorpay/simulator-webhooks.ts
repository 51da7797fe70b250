import { createHash, createHmac } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { newId, orderEntity, paidAmount, paymentEntity, refundEntity, seconds } from './simulator-memory'
import type { Merchant, SimOrder, SimPayment, SimRefund } from './simulator-memory'

type Event = { name: string; at: number; payload: Record<string, { entity: unknown }> }

/** Tells the business of everything that happens to these payments, now and later, in no particular order. */
export async function announcePayments(
  sim: Sim,
  merchant: Merchant,
  order: SimOrder,
  payments: SimPayment[],
  copies: number,
) {
  const events = payments.flatMap((payment) => eventsOf(order, payment))
  await send(sim, merchant, shuffled(events), copies)
}

/** Tells the business that a refund was made, and later that it went through. */
export async function announceRefund(
  sim: Sim,
  merchant: Merchant,
  order: SimOrder,
  payment: SimPayment,
  refund: SimRefund,
) {
  const event = (name: string, at: number): Event => ({
    name,
    at,
    payload: {
      refund: { entity: refundEntity(payment, refund, at) },
      payment: { entity: paymentEntity(order, payment, at) },
    },
  })
  await send(
    sim,
    merchant,
    [event('refund.created', refund.createdAt), event('refund.processed', refund.processedAt)],
    1,
  )
}

/** A webhook from somebody who does not know the secret, claiming that `paymentId` paid the order. */
export async function forgeCapture(sim: Sim, merchant: Merchant, order: SimOrder, payment: SimPayment) {
  const now = sim.now().getTime()
  const event: Event = {
    name: 'payment.captured',
    at: now,
    payload: { payment: { entity: paymentEntity(order, payment, now) } },
  }
  await send(sim, { ...merchant, webhookSecret: 'not the secret of this business' }, [event], 1)
}

function eventsOf(order: SimOrder, payment: SimPayment): Event[] {
  return payment.becomes.flatMap(({ status, at }) => {
    const about = (name: string, shown: SimPayment = payment, withOrder = false): Event => ({
      name,
      at,
      payload: {
        payment: { entity: paymentEntity(order, shown, at) },
        ...(withOrder ? { order: { entity: orderEntity(order, at) } } : {}),
      },
    })
    if (status === 'failed') return [about('payment.failed')]
    if (status !== 'captured') return []
    const authorized: SimPayment = { ...payment, becomes: [{ status: 'authorized', at }] }
    const events = [about('payment.authorized', authorized), about('payment.captured')]
    return paidAmount(order, at) >= order.amount ? [...events, about('order.paid', payment, true)] : events
  })
}

async function send(sim: Sim, merchant: Merchant, events: Event[], copies: number) {
  if (!merchant.url || sim.fault === 'webhook-down') return
  for (const event of events) {
    const body = JSON.stringify({
      entity: 'event',
      account_id: 'acc_SandboxAccount',
      event: event.name,
      contains: Object.keys(event.payload),
      payload: event.payload,
      created_at: seconds(event.at),
    })
    const delivery = {
      url: merchant.url,
      headers: {
        'content-type': 'application/json',
        'x-razorpay-event-id': newId('evt').slice('evt_'.length),
        'x-razorpay-signature': createHmac('sha256', merchant.webhookSecret).update(body).digest('hex'),
      },
      body,
      afterSeconds: Math.max(0, Math.round((event.at - sim.now().getTime()) / 1000)),
    }
    await Promise.all(Array.from({ length: copies }, () => sim.deliver(delivery)))
  }
}

/** The vendor promises no order. Mixed by content, so that one payment is always told in the same wrong order. */
const shuffled = (events: Event[]): Event[] =>
  events
    .map((event) => ({ event, key: createHash('sha256').update(JSON.stringify(event)).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ event }) => event)
