import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections, partners } from '@/db/schema/partners'
import { sandboxRecords } from '@/db/schema/sandbox'
import { sealSettings, unsealSettings } from '@/lib/features/partners/commands'
import { connectionPresets, env } from '@/lib/platform/env'

type Row = typeof connections.$inferSelect
type Raw = Record<string, unknown>

/**
 * Tells the sandbox partners' connections where things are at this start: a simulator moves with our own port, and what
 * the environment names replaces the default partner's connection. Connections that somebody has pointed elsewhere stay.
 */
export async function pointConnections(tx: Tx): Promise<void> {
  const rows = await tx
    .select({ connection: connections, isDefault: partners.isDefault })
    .from(connections)
    .innerJoin(partners, eq(partners.id, connections.partnerId))
    .where(eq(partners.isSandbox, true))
  for (const { connection, isDefault } of rows) {
    const now = unsealSettings(connection)
    const given = isDefault ? presetsFor(connection.provider) : {}
    const wanted = { ...now, ...simulatorAddress(connection, now), ...given }
    if (JSON.stringify(wanted) !== JSON.stringify(now)) await replace(tx, connection, wanted)
  }
  await moveWebhooks(tx)
}

/** The present address of the connection's simulator; nothing for a connection that leads elsewhere. */
function simulatorAddress({ provider }: Row, { baseUrl }: Raw): Raw {
  const base = env().SANDBOX_URL
  if (!base || typeof baseUrl !== 'string' || !baseUrl.endsWith(`/sandbox/${provider}`)) return {}
  return {
    baseUrl: `${base}/${provider}`,
    ...(provider === 'studyhq' ? { linkHosts: new URL(base).host } : {}),
  }
}

/** What the environment says of a provider, by the names of its settings; what it does not say is left out. */
function presetsFor(provider: string): Raw {
  const given = connectionPresets()
  const all: Record<string, Raw> = {
    studyhq: {
      baseUrl: given.STUDYHQ_BASE_URL,
      tokenId: given.STUDYHQ_TOKEN_ID,
      tokenSecret: given.STUDYHQ_TOKEN_SECRET,
      projectId: given.STUDYHQ_PROJECT_ID,
      linkHosts: given.STUDYHQ_LINK_HOSTS ?? (given.STUDYHQ_BASE_URL && new URL(given.STUDYHQ_BASE_URL).host),
    },
    razorpay: {
      baseUrl: given.RAZORPAY_BASE_URL,
      keyId: given.RAZORPAY_KEY_ID,
      keySecret: given.RAZORPAY_KEY_SECRET,
      webhookSecret: given.RAZORPAY_WEBHOOK_SECRET,
    },
  }
  return Object.fromEntries(Object.entries(all[provider] ?? {}).filter(([, value]) => value !== undefined))
}

async function replace(tx: Tx, { partnerId, id, kind, provider }: Row, wanted: Raw): Promise<void> {
  await tx
    .update(connections)
    .set({ ...sealSettings(id, kind, provider, wanted), health: 'untried', healthReason: null })
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, id)))
}

/** The simulated gateway calls us at the address we have now, as its owner would change it in the vendor's dashboard. */
async function moveWebhooks(tx: Tx): Promise<void> {
  const origin = new URL(env().SANDBOX_URL ?? env().APP_URL).origin
  await tx
    .update(sandboxRecords)
    .set({
      value: sql`jsonb_set(${sandboxRecords.value}, '{url}', to_jsonb(regexp_replace(${sandboxRecords.value}->>'url', '^https?://[^/]+', ${origin}::text)))`,
    })
    .where(and(eq(sandboxRecords.simulator, 'razorpay'), eq(sandboxRecords.kind, 'merchant')))
}
