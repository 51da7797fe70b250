import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections, partners } from '@/db/schema/partners'
import { sandboxRecords } from '@/db/schema/sandbox'
import { sealSettings, unsealSettings } from '@/lib/features/partners/commands'
import { presetSettings } from '@/lib/features/partners/commands/preset-connection'
import { env } from '@/lib/platform/env'

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
    const given = isDefault ? presetFor(connection.provider, now) : {}
    const wanted = withoutBlanks({ ...now, ...simulatorAddress(connection, now), ...given })
    if (JSON.stringify(wanted) !== JSON.stringify(now)) await replace(tx, connection, wanted)
  }
  await moveWebhooks(tx)
}

/** The present address of the connection's simulator; nothing for a connection that leads elsewhere. */
function simulatorAddress({ provider }: Row, { baseUrl, ...rest }: Raw): Raw {
  const base = env().SANDBOX_URL
  const mount = `/sandbox/${provider}`
  if (!base || typeof baseUrl !== 'string' || !baseUrl.endsWith(mount)) return {}
  const moved = Object.entries(rest).flatMap(([name, value]): [string, string][] => {
    if (/Hosts$/.test(name)) return [[name, new URL(base).host]]
    // Any other address of the simulator's own, such as the one that logs an applicant in.
    const below = typeof value === 'string' ? value.indexOf(`${mount}/`) : -1
    return below < 0 ? [] : [[name, `${base}${String(value).slice(below + '/sandbox'.length)}`]]
  })
  return { baseUrl: `${base}/${provider}`, ...Object.fromEntries(moved) }
}

/** What the environment says for this connection. Of iMocha's two it means the one of the version that it names. */
function presetFor(provider: string, now: Raw): Raw {
  const given = presetSettings(provider)
  if (provider !== 'imocha') return given
  const version = (of: Raw) => String(of.apiVersion ?? 'v3').toLowerCase()
  return version(given) === version(now) ? given : {}
}

const withoutBlanks = (settings: Raw): Raw =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))

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
