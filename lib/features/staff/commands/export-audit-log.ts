import { database } from '@/db/client'
import type { AuditFilter } from '@/lib/domain/partners/audit'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { type Cell, csvStream } from '@/lib/platform/csv'
import { recordEvent } from '@/lib/platform/events'
import { walkAuditLog } from '../queries/audit'

/** The audit log as a CSV stream; that it was taken is itself an event. Instants are ISO 8601 in UTC. */
export async function exportAuditLog(
  ctx: Ctx<Staff<'audit.read'>>,
  filter: AuditFilter,
): Promise<ReadableStream<Uint8Array>> {
  await database().transaction((tx) => recordEvent(tx, ctx, 'audit.exported', { detail: { ...filter } }))
  return csvStream(
    ['at', 'event', 'actor_kind', 'actor', 'source', 'application', 'detail'],
    pagesOf(ctx.actor, filter),
  )
}

async function* pagesOf(actor: Staff<'audit.read'>, filter: AuditFilter): AsyncGenerator<Cell[][]> {
  for await (const rows of walkAuditLog(actor, filter))
    yield rows.map((row) => [
      row.at.toISOString(),
      row.name,
      row.actorKind,
      row.actorName,
      row.source,
      row.applicationNumber,
      JSON.stringify(row.detail),
    ])
}
