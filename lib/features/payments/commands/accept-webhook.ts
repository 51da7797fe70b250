import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { providerCalls } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import { paymentOrders, webhookDeliveries } from '@/db/schema/payments'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { redactCommon } from '@/lib/platform/http'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { takeTry } from '@/lib/platform/rate-limit'
import type { GatewayEvent } from '@/lib/providers/payments/contract'
import { settleOrderJob } from '../schema'
import { openGateway } from './gateway'

export type Webhook = { connectionId: string; rawBody: Uint8Array; headers: Headers }

/**
 * A gateway says that something happened. Kept and answered at once; the truth is fetched by the job enqueued in the
 * same transaction. Returns the HTTP status: 200 for a true signature (known order or not), 400 for a false one.
 */
export async function acceptWebhook(ctx: Ctx<System>, webhook: Webhook): Promise<200 | 400> {
  const gateway = await openGateway(ctx.actor.partnerId, webhook.connectionId)
  const event = gateway.readWebhook(webhook.rawBody, webhook.headers)
  if (!event) {
    await keepRejected(ctx, webhook)
    return 400
  }
  await database().transaction((tx) => keepDelivery(tx, ctx, webhook, event))
  return 200
}

/** The partner and payment connection a webhook address means: by connection id, else the host's partner's own. Null when there is none. */
export async function findWebhookConnection(
  provider: string,
  address: { connectionId: string | null; partnerId: string },
): Promise<{ partnerId: string; connectionId: string } | null> {
  const isMeant = address.connectionId
    ? eq(connections.id, address.connectionId)
    : eq(connections.partnerId, address.partnerId)
  const rows = await database()
    .select({ partnerId: connections.partnerId, connectionId: connections.id })
    .from(connections)
    .where(and(isMeant, eq(connections.kind, 'payment'), eq(connections.provider, provider)))
    .limit(2)
  // Two connections and no id: guessing would check the signature with the wrong secret.
  return rows.length === 1 ? (rows[0] ?? null) : null
}

async function keepDelivery(
  tx: Tx,
  ctx: Ctx<System>,
  { connectionId, rawBody }: Webhook,
  event: GatewayEvent,
) {
  const order = event.gatewayOrderId ? await findOrder(tx, ctx, connectionId, event.gatewayOrderId) : null
  const deliveries = await upsertDelivery(tx, ctx, {
    connectionId,
    eventId: event.eventId,
    type: event.type,
    signatureHolds: true,
    gatewayOrderId: event.gatewayOrderId,
    bodyRedacted: redactBody(rawBody),
    ...(order ? {} : { conclusion: 'unknown order', handledAt: ctx.now }),
  })
  const isNew = deliveries === 1
  await logCall(tx, ctx, {
    connectionId,
    applicationId: order?.applicationId,
    orderId: order?.id,
    requestBody: redactBody(rawBody),
    status: 200,
    conclusion: !order ? 'unknown order' : isNew ? event.type : `${event.type}, delivery ${deliveries}`,
  })
  if (order && isNew)
    await enqueue(tx, settleOrderJob, {
      partnerId: ctx.actor.partnerId,
      orderId: order.id,
      source: 'webhook',
    })
}

const rejectedKept = { tries: 60, seconds: 60 }

/** Kept for staff, but never so many that a stranger fills the disk. */
async function keepRejected(ctx: Ctx<System>, { connectionId, rawBody }: Webhook) {
  if (!(await takeTry(ctx.actor.partnerId, `webhook_rejected:${connectionId}`, rejectedKept))) return
  await database().transaction(async (tx) => {
    const deliveries = await upsertDelivery(tx, ctx, {
      connectionId,
      eventId: `rejected:${createHash('sha256').update(rawBody).digest('hex')}`,
      type: 'rejected',
      signatureHolds: false,
      gatewayOrderId: null,
      bodyRedacted: redactBody(rawBody),
      conclusion: 'rejected',
      handledAt: ctx.now,
    })
    const requestBody = redactBody(rawBody)
    await logCall(tx, ctx, {
      connectionId,
      requestBody,
      status: 400,
      errorKind: 'bad_signature',
      conclusion: 'rejected: the signature does not hold',
    })
    if (deliveries === 1)
      await recordEvent(tx, ctx, 'fee.webhook_rejected', {
        actorKind: 'gateway',
        detail: { connection: connectionId },
      })
  })
}

type Delivery = Omit<typeof webhookDeliveries.$inferInsert, 'partnerId' | 'receivedAt'>

/** How often this event has arrived now. */
async function upsertDelivery(tx: Tx, ctx: Ctx<System>, delivery: Delivery): Promise<number> {
  const [row] = await tx
    .insert(webhookDeliveries)
    .values({ ...delivery, partnerId: ctx.actor.partnerId, receivedAt: ctx.now })
    .onConflictDoUpdate({
      target: [webhookDeliveries.partnerId, webhookDeliveries.connectionId, webhookDeliveries.eventId],
      set: { deliveries: sql`${webhookDeliveries.deliveries} + 1` },
    })
    .returning({ deliveries: webhookDeliveries.deliveries })
  return row?.deliveries ?? 1
}

async function findOrder(tx: Tx, ctx: Ctx<System>, connectionId: string, gatewayOrderId: string) {
  const [order] = await tx
    .select({ id: paymentOrders.id, applicationId: paymentOrders.applicationId })
    .from(paymentOrders)
    .where(
      and(
        eq(paymentOrders.partnerId, ctx.actor.partnerId),
        eq(paymentOrders.gatewayOrderId, gatewayOrderId),
        eq(paymentOrders.connectionId, connectionId),
      ),
    )
  return order ?? null
}

const logCall = (
  tx: Tx,
  ctx: Ctx<System>,
  call: Pick<
    typeof providerCalls.$inferInsert,
    'connectionId' | 'applicationId' | 'orderId' | 'requestBody' | 'status' | 'errorKind' | 'conclusion'
  >,
) =>
  tx.insert(providerCalls).values({
    ...call,
    partnerId: ctx.actor.partnerId,
    direction: 'in',
    purpose: 'webhook',
    method: 'POST',
    path: '/api/webhooks',
    at: ctx.now,
  })

const keptCharacters = 4_000
const payerDetail =
  /("(?:vpa|contact|email|last4|iin|account_number|card|bank_account|customer_id)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\{[^}]*\})/gi

/** What staff may read of a body: ids, states and amounts; nothing of the payer. */
const redactBody = (rawBody: Uint8Array): string =>
  redactCommon(
    new TextDecoder().decode(rawBody).replaceAll('\u0000', '').replace(payerDetail, '$1"•••"'),
  ).slice(0, keptCharacters)
