import { randomUUID } from 'node:crypto'
import { and, asc, eq, isNotNull, lte } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { paymentOrders } from '@/db/schema/payments'
import { nextCheckOnceSettled, nextPaymentCheck } from '@/lib/domain/payments/checks'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'
import type { OrderRow } from '../queries/ledger'
import { settleOrder } from './settle-order'

const ordersAtOnce = 20

/**
 * Asks the gateway about every order whose next check has come, at all partners: finds what neither return nor webhook
 * told. Safe in several workers at once; a worker that dies in between costs one check. Returns how many were asked about.
 */
export async function sweepDueOrders(now?: Date): Promise<number> {
  const at = now ?? (await currentTime())
  const due = await database().transaction((tx) => claimDue(tx, at))
  await Promise.all(
    due.map(({ partnerId, id }) =>
      settleOrder(
        { actor: { kind: 'system', partnerId }, now: at, source: 'poll', requestId: randomUUID() },
        { orderId: id, source: 'poll' },
      ),
    ),
  )
  return due.length
}

/** The next check is set before the question is asked, so that no crash and no failing gateway makes us ask without pause. */
async function claimDue(tx: Tx, now: Date): Promise<OrderRow[]> {
  const due = await tx
    .select()
    .from(paymentOrders)
    .where(and(isNotNull(paymentOrders.nextCheckAt), lte(paymentOrders.nextCheckAt, now)))
    .orderBy(asc(paymentOrders.nextCheckAt))
    .limit(ordersAtOnce)
    .for('update', { skipLocked: true })
  for (const order of due) {
    await tx
      .update(paymentOrders)
      .set({ checks: order.checks + 1, nextCheckAt: nextCheckOf(order, now) })
      .where(and(eq(paymentOrders.partnerId, order.partnerId), eq(paymentOrders.id, order.id)))
  }
  return due
}

function nextCheckOf(order: OrderRow, now: Date): Date | null {
  const age = (now.getTime() - (order.sentToGatewayAt ?? order.createdAt).getTime()) / 1000
  const wait = order.state === 'settled' ? nextCheckOnceSettled(age) : nextPaymentCheck(age, order.checks + 1)
  return wait === null ? null : secondsAfter(now, wait)
}
