import { and, eq, ne } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { providerCalls } from '@/db/schema/events'
import { connections, partners } from '@/db/schema/partners'
import type { callPurposes } from '@/lib/domain/partners/calls'
import { type CallClass, budgetedFetch } from '@/lib/platform/budget/budget'
import { env } from '@/lib/platform/env'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import { decrypt, encrypt } from '@/lib/platform/secrets'
import { assessmentProviders, findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { BudgetDefault } from '@/lib/providers/assessments/contract'
import { paymentGateways } from '@/lib/providers/payments/registry'

/** A partner's connection with its settings opened and checked. Lives only on the server, for one call. */
export type OpenConnection = { id: string; provider: string; label: string; settings: unknown }

/**
 * Opens a connection of this partner: decrypts, merges and parses its settings with the provider's own schema.
 * Throws ProviderError('config') when it does not exist or its settings no longer parse.
 */
export async function openConnection(partnerId: string, connectionId: string): Promise<OpenConnection> {
  const [row] = await database()
    .select({ connection: connections, isSandbox: partners.isSandbox })
    .from(connections)
    .innerJoin(partners, eq(partners.id, connections.partnerId))
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  if (!row) throw new ProviderError('config', { message: 'no such connection' })
  const { connection } = row
  const raw = openedSettings(connection)
  // Plain http and loopback are for a sandbox partner of a sandbox deployment only, whatever the row says.
  const allowInsecure = row.isSandbox && env().SANDBOX
  const parsed = configOf(connection.kind, connection.provider).safeParse({ ...raw, allowInsecure })
  if (!parsed.success)
    throw new ProviderError('config', { message: `settings of ${connection.label} are incomplete` })
  return { id: connection.id, provider: connection.provider, label: connection.label, settings: parsed.data }
}

function openedSettings(row: typeof connections.$inferSelect): Record<string, unknown> {
  try {
    return unsealSettings(row)
  } catch {
    throw new ProviderError('config', { message: `secrets of ${row.label} cannot be opened with this key` })
  }
}

/** A connection row's settings, secrets opened: what `sealSettings` was given. */
export function unsealSettings({
  id,
  settings,
  secrets,
}: typeof connections.$inferSelect): Record<string, unknown> {
  const opened: unknown = JSON.parse(decrypt(secrets, `connection:${id}`))
  return { ...settings, ...(opened as Record<string, unknown>) }
}

/** Splits raw settings into the columns of a connection row: secrets encrypted, the rest readable. */
export function sealSettings(
  connectionId: string,
  kind: 'assessment' | 'payment',
  provider: string,
  raw: Record<string, unknown>,
): { settings: Record<string, unknown>; secrets: string } {
  const secretFields: readonly string[] = frontDoor(kind, provider).secretFields
  const entries = Object.entries(raw)
  return {
    settings: Object.fromEntries(entries.filter(([name]) => !secretFields.includes(name))),
    secrets: encrypt(
      JSON.stringify(Object.fromEntries(entries.filter(([name]) => secretFields.includes(name)))),
      `connection:${connectionId}`,
    ),
  }
}

export type CallPurpose = Exclude<
  (typeof callPurposes)[number],
  'webhook' | 'return' | 'callback' | 'deliver_mail'
>

/** What a client may use of the world, with every exchange written to the integration log as it happens. */
export function integrationIo(
  ctx: Ctx,
  about: {
    connectionId: string
    purpose: CallPurpose
    applicationId?: string
    attemptId?: string
    orderId?: string
    /** Who waits for this call; by default a person when one acts, else the sweep. */
    callClass?: CallClass
  },
): ProviderIo & { conclude: (conclusion: string) => Promise<void> } {
  let lastId: string | null = null
  const { callClass: usual = isPerson(ctx) ? 'person' : 'sweep', ...logged } = about
  const { callClass = usual, ...mark } = ctx.calls ?? {}
  const { partnerId } = ctx.actor
  return {
    fetch: budgetedFetch({ partnerId, connectionId: about.connectionId }, callClass, () =>
      agreedBudget(partnerId, about.connectionId),
    ),
    now: () => ctx.now,
    record: async (call) => {
      const [row] = await database()
        .insert(providerCalls)
        .values({
          partnerId: ctx.actor.partnerId,
          direction: 'out',
          at: ctx.now,
          ...logged,
          ...mark,
          ...call,
        })
        .returning({ id: providerCalls.id })
      lastId = row?.id ?? null
    },
    conclude: async (conclusion) => {
      if (!lastId) return
      await database()
        .update(providerCalls)
        .set({ conclusion })
        .where(and(eq(providerCalls.partnerId, ctx.actor.partnerId), eq(providerCalls.id, lastId)))
    },
  }
}

const isPerson = ({ actor }: Ctx) => actor.kind === 'applicant' || actor.kind === 'staff'

/** What a connection may call before anybody has set it: the provider's own figure, a careful one for gateways. */
export async function agreedBudget(partnerId: string, connectionId: string): Promise<BudgetDefault> {
  const [row] = await database()
    .select({ kind: connections.kind, provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  const provider = row?.kind === 'assessment' ? findAssessmentProvider(row.provider) : null
  return provider?.budget ?? { calls: 600, windowSeconds: 60 }
}

/** Notes that a connection works or does not; leaves an event only when that changed. A dead token never touches the applicant's session. */
export async function markConnection(
  tx: Tx,
  ctx: Ctx,
  connectionId: string,
  health: 'healthy' | 'unhealthy',
  reason: string | null = null,
): Promise<void> {
  const [changed] = await tx
    .update(connections)
    .set({ health, healthReason: reason, healthChangedAt: ctx.now })
    .where(
      and(
        eq(connections.partnerId, ctx.actor.partnerId),
        eq(connections.id, connectionId),
        ne(connections.health, health),
      ),
    )
    .returning({ label: connections.label })
  if (changed)
    await recordEvent(tx, ctx, `connection.${health}`, { detail: { connection: changed.label, reason } })
}

const frontDoor = (kind: 'assessment' | 'payment', provider: string) => {
  const found =
    kind === 'assessment'
      ? findAssessmentProvider(provider)
      : paymentGateways[provider as keyof typeof paymentGateways]
  if (!found)
    throw new ProviderError('config', {
      message: `no such provider: ${provider}; known: ${Object.keys(assessmentProviders)}`,
    })
  return found
}

const configOf = (kind: 'assessment' | 'payment', provider: string) => frontDoor(kind, provider).config

/** Origins this connection sends browsers to: start links, or the gateway's checkout. */
export function originsOf(kind: 'assessment' | 'payment', { provider, settings }: OpenConnection): string[] {
  if (kind === 'assessment') return findAssessmentProvider(provider)?.open(settings).linkOrigins() ?? []
  return paymentGateways[provider as keyof typeof paymentGateways]?.checkoutOrigins(settings as never) ?? []
}
