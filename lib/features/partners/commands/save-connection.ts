import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections } from '@/db/schema/partners'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { sealSettings } from '../commands'
import type { SaveConnectionInput } from '../schema'
import { type ConnectionRow, findConnection, findDoor, mayBeInsecure, savedSettings } from './find-connection'
import { type RawSettings, readSettings } from './read-settings'

/**
 * Saves the settings of a connection after its provider's own schema has accepted them: secrets encrypted, an empty secret
 * kept as it was. Returns the names of what changed, never values; changed settings are untried again.
 */
export const saveConnection = (
  ctx: Ctx<Staff<'settings.manage'>>,
  { connectionId, label, ...typed }: SaveConnectionInput,
): Promise<Result<{ changed: string[] }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const row = await findConnection(partnerId, connectionId, tx)
    const door = row && findDoor(row.kind, row.provider)
    if (!row || !door) return refuse('not_found')
    if (await isLabelTaken(tx, row, label))
      return refuse('invalid_input', { fields: { label: 'label_taken' } })
    const saved = savedSettings(row)
    const wanted = readSettings(door, saved, typed, await mayBeInsecure(partnerId))
    if (!wanted.ok) return wanted
    const changedSettings = differences(saved, wanted.value)
    const changed = row.label === label ? changedSettings : ['label', ...changedSettings]
    if (changed.length === 0) return ok({ changed })
    await tx
      .update(connections)
      .set({
        label,
        ...(changedSettings.length > 0 && {
          ...sealSettings(row.id, row.kind, row.provider, wanted.value),
          health: 'untried' as const,
          healthReason: null,
          healthChangedAt: ctx.now,
        }),
      })
      .where(and(eq(connections.partnerId, partnerId), eq(connections.id, row.id)))
    await recordEvent(tx, ctx, 'connection.saved', {
      detail: { connectionId: row.id, connection: label, fields: changed.join(', ') },
    })
    return ok({ changed })
  })

async function isLabelTaken(tx: Tx, { partnerId, id }: ConnectionRow, label: string): Promise<boolean> {
  const taken = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.label, label), ne(connections.id, id)))
  return taken.length > 0
}

/** Names of the settings that differ, `allowInsecure` apart: nobody saves that. */
function differences(before: RawSettings, after: RawSettings): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => name !== 'allowInsecure' && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
}
