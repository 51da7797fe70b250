import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { reconcileCursors } from '@/db/schema/connections'
import { messages } from '@/db/schema/messages'
import { paymentOrders } from '@/db/schema/payments'
import type { ReplayWay } from '@/lib/domain/partners/replay'
import type { Refusal } from '@/lib/domain/shared/result'
import { reconcile } from '@/lib/features/assessments/commands/reconcile'
import { syncAttempt } from '@/lib/features/assessments/commands/sync'
import { redeliverMessage } from '@/lib/features/messages/commands'
import { settleOrder } from '@/lib/features/payments/commands/settle-order'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { outsideRefusal } from '@/lib/platform/provider-error'

/** What is known of a thing, in short words: shown before and after it was asked about again. */
export type Knowledge = Record<string, string | null>

/** What happened: a refusal where nothing could be learnt, and how long to wait where a budget was used up. */
export type Asked = { refusal: Refusal | null; retryAfterSeconds: number | null }

const answered: Asked = { refusal: null, retryAfterSeconds: null }
const patienceMs = 8_000

/**
 * Does again what an exchange was for, by the product's own command, as the portal itself: asks about an attempt or an order, goes
 * through a provider's list, or delivers a failed message. `ctx.calls` says for which replay or backfill.
 */
export const askAgain: Record<ReplayWay, (ctx: Ctx<System>, id: string) => Promise<Asked>> = {
  ask_attempt: async (ctx, attemptId) => {
    const synced = await syncAttempt(ctx, { attemptId })
    if (!synced.ok) return { ...answered, refusal: synced.refusal }
    const { error } = synced.value
    if (!error) return answered
    return { refusal: outsideRefusal(error), retryAfterSeconds: error.info.retryAfterSeconds ?? null }
  },
  ask_order: async (ctx, orderId) => {
    const isForPerson = ctx.calls?.callClass === 'person'
    const settled = await settleOrder(ctx, {
      orderId,
      source: 'poll',
      ...(isForPerson ? { withinMs: patienceMs } : {}),
    })
    return settled.ok ? answered : { ...answered, refusal: settled.refusal }
  },
  reconcile: async (ctx, connectionId) => {
    const found = await reconcile({ partnerId: ctx.actor.partnerId, connectionId }, ctx.now, ctx.calls ?? {})
    return found ? answered : { ...answered, refusal: { code: 'outside_unreachable', waitsFor: 'provider' } }
  },
  deliver_mail: async (ctx, messageId) => {
    const delivered = await redeliverMessage(ctx, { messageId })
    if (!delivered.ok) return { ...answered, refusal: delivered.refusal }
    const isSent = delivered.value.state === 'sent'
    return isSent ? answered : { ...answered, refusal: { code: 'outside_unreachable', waitsFor: 'staff' } }
  },
}

/** What we know of the thing now. Keys are those of the messages `alerts.known`; empty when it is gone. */
export async function knowledgeOf(
  partnerId: string,
  way: ReplayWay,
  id: string,
  tx: Tx | ReturnType<typeof database> = database(),
): Promise<Knowledge> {
  const at = (instant: Date | null | undefined) => instant?.toISOString() ?? null
  if (way === 'ask_attempt') {
    const [row] = await tx
      .select()
      .from(attempts)
      .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
    if (!row) return {}
    const { progress, result, rawStatus, lastErrorKind, lastAnsweredAt } = row
    return {
      progress,
      result,
      raw_status: rawStatus,
      last_error: lastErrorKind,
      answered_at: at(lastAnsweredAt),
    }
  }
  if (way === 'ask_order') {
    const [row] = await tx
      .select({ order: paymentOrders, feeSettledAt: applications.feeSettledAt })
      .from(paymentOrders)
      .innerJoin(
        applications,
        and(
          eq(applications.partnerId, paymentOrders.partnerId),
          eq(applications.id, paymentOrders.applicationId),
        ),
      )
      .where(and(eq(paymentOrders.partnerId, partnerId), eq(paymentOrders.id, id)))
    if (!row) return {}
    const { state, lastErrorKind, lastCheckedAt } = row.order
    return {
      order: state,
      fee: row.feeSettledAt ? 'settled' : 'due',
      last_error: lastErrorKind,
      answered_at: at(lastCheckedAt),
    }
  }
  if (way === 'reconcile') {
    const [row] = await tx
      .select()
      .from(reconcileCursors)
      .where(and(eq(reconcileCursors.partnerId, partnerId), eq(reconcileCursors.connectionId, id)))
    return { reconciled_until: at(row?.reconciledUntil) }
  }
  const [row] = await tx
    .select({ state: messages.state, tries: messages.tries, error: messages.lastError })
    .from(messages)
    .where(and(eq(messages.partnerId, partnerId), eq(messages.id, id)))
  return row ? { mail: row.state, tries: String(row.tries), last_error: row.error } : {}
}
