import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { connections, partners } from '@/db/schema/partners'
import { env } from '@/lib/platform/env'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { unsealSettings } from '../commands'
import type { RawSettings, SettingsDoor } from './read-settings'

export type ConnectionRow = typeof connections.$inferSelect

/** A connection of this partner, or null; with `tx` its row is locked until the transaction ends. */
export async function findConnection(
  partnerId: string,
  connectionId: string,
  tx?: Tx,
): Promise<ConnectionRow | null> {
  const query = (tx ?? database())
    .select()
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  const [row] = await (tx ? query.for('update') : query)
  return row ?? null
}

/** The front door of whatever a connection leads to, assessment provider or gateway; null when this build does not know it. */
export function findDoor(
  kind: ConnectionRow['kind'],
  provider: string,
): (SettingsDoor & { label: string }) | null {
  if (kind === 'assessment') return findAssessmentProvider(provider)
  const gateway = Object.entries(paymentGateways).find(([id]) => id === provider)?.[1]
  return gateway ?? null
}

/** What is saved, secrets too; secrets that no longer open (another key) count as not saved. */
export function savedSettings(row: ConnectionRow): RawSettings {
  try {
    return unsealSettings(row)
  } catch {
    return row.settings
  }
}

/** Plain http and loopback: a sandbox partner of a sandbox deployment only. */
export async function mayBeInsecure(partnerId: string): Promise<boolean> {
  if (!env().SANDBOX) return false
  const [partner] = await database()
    .select({ isSandbox: partners.isSandbox })
    .from(partners)
    .where(eq(partners.id, partnerId))
  return partner?.isSandbox ?? false
}
