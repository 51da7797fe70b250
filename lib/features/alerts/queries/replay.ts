import { and, desc, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { callReplays } from '@/db/schema/alerts'
import { attempts } from '@/db/schema/assessments'
import { providerCalls } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { connections } from '@/db/schema/partners'
import { paymentOrders } from '@/db/schema/payments'
import { type ReplayFacts, type ReplayWay, canReplay } from '@/lib/domain/partners/replay'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { carriesCode } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'

type Call = Pick<
  typeof providerCalls.$inferSelect,
  'purpose' | 'attemptId' | 'orderId' | 'connectionId' | 'messageId'
>

/** The command that replays an exchange and the id it is given, or why it may not be replayed. */
export async function replayOf(
  partnerId: string,
  call: Call,
): Promise<Result<{ way: ReplayWay; id: string }>> {
  const way = canReplay(await replayFactsOf(partnerId, call))
  if (!way.ok) return way
  const id = {
    ask_attempt: call.attemptId,
    ask_order: call.orderId,
    reconcile: call.connectionId,
    deliver_mail: call.messageId,
  }[way.value]
  return id ? ok({ way: way.value, id }) : refuse('replay_nothing_known', { waitsFor: 'staff' })
}

async function replayFactsOf(partnerId: string, call: Call): Promise<ReplayFacts> {
  const [attempt, order, connection, message] = await Promise.all([
    call.attemptId ? attemptFacts(partnerId, call.attemptId) : null,
    call.orderId ? orderFacts(partnerId, call.orderId) : null,
    call.connectionId ? connectionFacts(partnerId, call.connectionId) : null,
    call.messageId ? messageFacts(partnerId, call.messageId) : null,
  ])
  return { purpose: call.purpose, attempt, order, connection, message }
}

async function attemptFacts(partnerId: string, id: string): Promise<ReplayFacts['attempt']> {
  const [row] = await database()
    .select({ frozenAt: attempts.frozenAt })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
  return row ? { isFrozen: row.frozenAt !== null } : null
}

async function orderFacts(partnerId: string, id: string): Promise<ReplayFacts['order']> {
  const [row] = await database()
    .select({ gatewayOrderId: paymentOrders.gatewayOrderId })
    .from(paymentOrders)
    .where(and(eq(paymentOrders.partnerId, partnerId), eq(paymentOrders.id, id)))
  return row ? { isAtGateway: row.gatewayOrderId !== null } : null
}

async function connectionFacts(partnerId: string, id: string): Promise<ReplayFacts['connection']> {
  const [row] = await database()
    .select({ kind: connections.kind, provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, id)))
  if (!row) return null
  const provider = row.kind === 'assessment' ? findAssessmentProvider(row.provider) : null
  return { canReconcile: provider?.capabilities.supportsReconcile ?? false }
}

async function messageFacts(partnerId: string, id: string): Promise<ReplayFacts['message']> {
  const [row] = await database()
    .select({ state: messages.state, template: messages.template })
    .from(messages)
    .where(and(eq(messages.partnerId, partnerId), eq(messages.id, id)))
  return row ? { state: row.state, hasCode: carriesCode(row.template) } : null
}

/** One replay of an exchange: by whom, what was known before and after, and the exchanges it led to. */
export type Replay = Omit<typeof callReplays.$inferSelect, 'partnerId' | 'callId' | 'byId'> & {
  by: string
  calls: string[]
}

const mostReplays = 20

/** The replays of one exchange, newest first. */
export async function listReplays(staff: Staff<'integrations.read'>, callId: string): Promise<Replay[]> {
  const rows = await database()
    .select({
      id: callReplays.id,
      startedAt: callReplays.startedAt,
      endedAt: callReplays.endedAt,
      before: callReplays.before,
      after: callReplays.after,
      refusal: callReplays.refusal,
      by: accounts.fullName,
    })
    .from(callReplays)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, callReplays.partnerId), eq(accounts.id, callReplays.byId)),
    )
    .where(and(eq(callReplays.partnerId, staff.partnerId), eq(callReplays.callId, callId)))
    .orderBy(desc(callReplays.startedAt), desc(callReplays.id))
    .limit(mostReplays)
  const made = await database()
    .select({ id: providerCalls.id, at: providerCalls.at })
    .from(providerCalls)
    .where(and(eq(providerCalls.partnerId, staff.partnerId), inArray(providerCalls.replayOf, [callId])))
    .orderBy(desc(providerCalls.at), desc(providerCalls.id))
    .limit(mostReplays * 3)
  // Exchanges are dated by the replay's own start, so each belongs to the latest replay that had begun.
  return rows.map((row, index) => {
    const next = rows[index - 1]?.startedAt ?? null
    return {
      ...row,
      calls: made.filter(({ at }) => at >= row.startedAt && (!next || at < next)).map(({ id }) => id),
    }
  })
}
