import { database } from '@/db/client'
import type { PaymentFact } from '@/lib/domain/payments/ledger'
import type { SettlementLine, TheirPayment, TheirRefund } from '@/lib/domain/payments/reconciliation'
import { refuse } from '@/lib/domain/shared/result'
import {
  type CallPurpose,
  integrationIo,
  markConnection,
  openConnection,
} from '@/lib/features/partners/commands'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError, outcomeOf } from '@/lib/platform/provider-error'
import type {
  Checkout,
  CheckoutInput,
  DateRange,
  GatewayEvent,
  OrderRequest,
  ReturnClaim,
} from '@/lib/providers/payments/contract'
import { paymentGateways } from '@/lib/providers/payments/registry'

/** A gateway with one partner's settings filled in: what the rest of the feature speaks to. */
export type Gateway = {
  id: string
  /** The vendor's name, as people know it. */
  label: string
  createOrder(order: OrderRequest, io: ProviderIo): Promise<{ gatewayOrderId: string; paise: number }>
  checkout(input: CheckoutInput): Checkout
  readReturn(gatewayOrderId: string, fields: Record<string, string>): ReturnClaim
  readWebhook(rawBody: Uint8Array, headers: Headers): GatewayEvent | null
  fetchFacts(gatewayOrderId: string, io: ProviderIo): Promise<PaymentFact[]>
  listPayments(range: DateRange, io: ProviderIo): Promise<TheirPayment[]>
  listRefunds(range: DateRange, io: ProviderIo): Promise<TheirRefund[]>
  fetchSettlements(day: string, io: ProviderIo): Promise<SettlementLine[]>
  refund(
    input: { gatewayPaymentId: string; paise: number; idempotencyKey: string },
    io: ProviderIo,
  ): Promise<{ gatewayRefundId: string; state: 'pending' | 'processed' | 'failed' }>
}

/** Opens a payment connection of this partner. Throws ProviderError('config') when it is missing or incomplete. */
export async function openGateway(partnerId: string, connectionId: string): Promise<Gateway> {
  const { provider, settings } = await openConnection(partnerId, connectionId)
  const gateway = findGateway(provider)
  if (!gateway) throw new ProviderError('config', { message: `not a payment gateway: ${provider}` })
  // The settings were parsed by this gateway's own schema a line ago; only the compiler has lost sight of it.
  const own = settings as never
  return {
    id: provider,
    label: gateway.label,
    createOrder: (order, io) => gateway.createOrder(own, order, io),
    checkout: (input) => gateway.checkout(own, input),
    readReturn: (gatewayOrderId, fields) => gateway.readReturn(own, gatewayOrderId, fields),
    readWebhook: (rawBody, headers) => gateway.readWebhook(own, rawBody, headers),
    fetchFacts: (gatewayOrderId, io) => gateway.fetchFacts(own, gatewayOrderId, io),
    listPayments: (range, io) => gateway.listPayments(own, range, io),
    listRefunds: (range, io) => gateway.listRefunds(own, range, io),
    fetchSettlements: (day, io) => gateway.fetchSettlements(own, day, io),
    refund: (input, io) => gateway.refund(own, input, io),
  }
}

/** The gateway of an id in an address or a row, or null when there is no such one. */
export const findGateway = (id: string) =>
  Object.hasOwn(paymentGateways, id) ? paymentGateways[id as keyof typeof paymentGateways] : null

type About = { connectionId: string; purpose: CallPurpose; applicationId?: string; orderId?: string }

export type GatewayFailure = { ok: false; error: ProviderError }

/**
 * Asks the gateway one thing, outside any transaction; every exchange is in the integration log. A failure of the
 * gateway comes back as a value, because it is an ordinary day for a payment: the order notes it and the ladder goes on.
 * Wrong credentials mark the connection and alert staff; nobody is signed out.
 */
export async function askGateway<T>(
  ctx: Ctx<System>,
  about: About,
  ask: (gateway: Gateway, io: ProviderIo) => Promise<T>,
  options: { withinMs?: number } = {},
): Promise<{ ok: true; value: T; conclude: (conclusion: string) => Promise<void> } | GatewayFailure> {
  // The portal acts, but somebody stands by: at Pay always, else where the answer is waited for.
  const isWaitedFor = about.purpose === 'create_order' || options.withinMs !== undefined
  const io = integrationIo(ctx, { ...about, callClass: isWaitedFor ? 'person' : 'sweep' })
  const fetcher = options.withinMs ? hurried(io.fetch, options.withinMs) : io.fetch
  const asked = await outcomeOf(async () =>
    ask(await openGateway(ctx.actor.partnerId, about.connectionId), { ...io, fetch: fetcher }),
  )
  if ('answer' in asked) return { ok: true, value: asked.answer, conclude: io.conclude }
  const { error } = asked
  await io.conclude(`failed: ${error.kind}`)
  if (error.kind === 'config') await noteUnhealthy(ctx, about.connectionId, error.message)
  return { ok: false, error }
}

/** The refusal a person reads when the gateway could not be asked. */
export const gatewayUnreachable = () => refuse('gateway_unreachable', { waitsFor: 'bank' })

const noteUnhealthy = (ctx: Ctx, connectionId: string, reason: string) =>
  database().transaction((tx) => markConnection(tx, ctx, connectionId, 'unhealthy', reason))

/** The same context with the portal itself as actor: for what happens in a person's request but is not their doing. */
export const asSystem = (ctx: Ctx, source = ctx.source): Ctx<System> => ({
  ...ctx,
  source,
  actor: { kind: 'system', partnerId: ctx.actor.partnerId },
})

/** A person waits for this answer: no single call of it may take longer. */
const hurried =
  (fetcher: typeof fetch, withinMs: number): typeof fetch =>
  (input, init) =>
    fetcher(input, {
      ...init,
      signal: AbortSignal.any([AbortSignal.timeout(withinMs), ...(init?.signal ? [init.signal] : [])]),
    })
