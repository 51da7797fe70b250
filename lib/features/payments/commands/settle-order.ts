import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { paymentOrders } from '@/db/schema/payments'
import type { FactSource, OrderState } from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { ProviderError } from '@/lib/platform/provider-error'
import { askGateway, gatewayUnreachable } from './gateway'
import { recordFacts } from './record-facts'

/**
 * Asks the gateway what became of an order and records it: the only way in which money becomes known. `source` is what
 * made us ask. `withinMs` limits the wait where a person stands by. Refuses `gateway_unreachable` when there was no
 * answer; the order keeps its next check.
 */
export async function settleOrder(
  ctx: Ctx<System>,
  { orderId, source, withinMs }: { orderId: string; source: FactSource; withinMs?: number },
): Promise<Result<OrderState>> {
  const isOrder = and(eq(paymentOrders.partnerId, ctx.actor.partnerId), eq(paymentOrders.id, orderId))
  const [order] = await database().select().from(paymentOrders).where(isOrder)
  if (!order) return refuse('not_found')
  const { gatewayOrderId, connectionId, applicationId } = order
  // Not made at the gateway yet, so nobody can have paid it.
  if (!gatewayOrderId) return ok<OrderState>('open')
  const about = { connectionId, applicationId, orderId, purpose: 'fetch_payments' as const }
  const asked = await askGateway(ctx, about, (gateway, io) => gateway.fetchFacts(gatewayOrderId, io), {
    withinMs,
  })
  if (!asked.ok) {
    await database()
      .update(paymentOrders)
      .set({ lastErrorKind: asked.error.kind, ...sooner(ctx, asked.error) })
      .where(isOrder)
    return gatewayUnreachable()
  }
  const state = await database().transaction((tx) => recordFacts(tx, ctx, orderId, asked.value, source))
  await asked.conclude(state)
  return ok(state)
}

/**
 * Whoever says when to come again is asked then, if the order's own next check is later: a connection that rested just
 * when this order's turn came has told nothing about it.
 */
function sooner(ctx: Ctx<System>, { info }: ProviderError) {
  if (info.retryAfterSeconds === undefined) return {}
  const again = secondsAfter(ctx.now, Math.max(info.retryAfterSeconds, shortestPauseSeconds))
  // An order that nobody asks about any more stays so.
  const next = paymentOrders.nextCheckAt
  return {
    nextCheckAt: sql`case when ${next} > ${again.toISOString()}::timestamptz then ${again.toISOString()}::timestamptz else ${next} end`,
  }
}

const shortestPauseSeconds = 5
