import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { providerCalls } from '@/db/schema/events'
import { paymentOrders } from '@/db/schema/payments'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { hashToken } from '@/lib/platform/secrets'
import type { ReturnClaim } from '@/lib/providers/payments/contract'
import type { OrderRow } from '../queries/ledger'
import { settleOrderJob } from '../schema'
import { findGateway, openGateway } from './gateway'
import { settleOrder } from './settle-order'

/** What a browser that came back from the gateway claims; only the words on the page depend on it. */
type Claim = 'paid' | 'failed' | 'pending' | 'cancelled' | 'bad_signature'

const waitForGatewayMs = 3_000

/**
 * The browser is back from the gateway, without a session and with a claim nobody believes: notes it, asks the gateway at
 * once so that the usual case lands settled, and leaves a job for the unusual one. Returns the page to go to, or null
 * when `provider` is no payment gateway. A token that is not ours leads to the list of applications.
 */
export async function acceptReturn(
  ctx: Ctx<System>,
  { provider, token, fields }: { provider: string; token: string; fields: Record<string, string> },
): Promise<string | null> {
  if (!findGateway(provider)) return null
  const found = await findOrderByToken(ctx, token)
  if (!found?.order.gatewayOrderId) return '/applications'
  const { order, number } = found
  const claim = await readClaim(ctx, order, found.order.gatewayOrderId, fields)
  await database().transaction((tx) => noteReturn(tx, ctx, order, claim, provider))
  await settleOrder(ctx, { orderId: order.id, source: 'return', withinMs: waitForGatewayMs })
  return `/applications/${number}/payment`
}

async function findOrderByToken(ctx: Ctx<System>, token: string) {
  const [row] = await database()
    .select({ order: paymentOrders, number: applications.number })
    .from(paymentOrders)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, paymentOrders.partnerId),
        eq(applications.id, paymentOrders.applicationId),
      ),
    )
    .where(
      and(
        eq(paymentOrders.partnerId, ctx.actor.partnerId),
        eq(paymentOrders.returnTokenHash, hashToken(token)),
      ),
    )
  return row ?? null
}

async function readClaim(
  ctx: Ctx<System>,
  order: OrderRow,
  gatewayOrderId: string,
  fields: Record<string, string>,
): Promise<Claim> {
  if (fields.cancelled) return 'cancelled'
  const gateway = await openGateway(ctx.actor.partnerId, order.connectionId)
  return claimOf(gateway.readReturn(gatewayOrderId, fields))
}

function claimOf({ failedReason, signatureGiven, signatureHolds }: ReturnClaim): Claim {
  if (failedReason) return 'failed'
  if (signatureHolds) return 'paid'
  return signatureGiven ? 'bad_signature' : 'pending'
}

async function noteReturn(tx: Tx, ctx: Ctx<System>, order: OrderRow, claim: Claim, provider: string) {
  const { partnerId, id: orderId, applicationId, connectionId } = order
  const isForged = claim === 'bad_signature'
  await tx
    .update(paymentOrders)
    .set({ returnClaim: claim })
    .where(and(eq(paymentOrders.partnerId, partnerId), eq(paymentOrders.id, orderId)))
  await tx.insert(providerCalls).values({
    partnerId,
    connectionId,
    applicationId,
    orderId,
    direction: 'in',
    purpose: 'return',
    method: 'POST',
    path: `/api/callbacks/${provider}/•••`,
    status: 303,
    errorKind: isForged ? 'bad_signature' : null,
    conclusion: `the browser says: ${claim}`,
    at: ctx.now,
  })
  if (isForged)
    await recordEvent(tx, ctx, 'fee.return_rejected', {
      applicationId,
      actorKind: 'gateway',
      detail: { order: order.gatewayOrderId },
    })
  await enqueue(tx, settleOrderJob, { partnerId, orderId, source: 'return' })
}
