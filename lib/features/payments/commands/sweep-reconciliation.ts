import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { connections } from '@/db/schema/partners'
import { paymentOrders } from '@/db/schema/payments'
import { reconciliationRuns } from '@/db/schema/settlements'
import { runAfterHour } from '@/lib/domain/payments/reconciliation'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { reconcileJob } from '../schema'

const connectionsAtOnce = 200

/**
 * Asks for yesterday's comparison at every gateway that was ever paid through, once a day after six in the morning in
 * India, when the gateway's own book of the day is complete. A day that could not be read is asked for again. Returns how
 * many were asked for.
 */
export async function sweepReconciliation(now?: Date): Promise<number> {
  const at = now ?? (await currentTime())
  if (at < new Date(`${indiaDate(at)}T${String(runAfterHour).padStart(2, '0')}:00:00+05:30`)) return 0
  const day = indiaDate(secondsAfter(at, -86_400))
  const due = await database()
    .select({ partnerId: connections.partnerId, connectionId: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.kind, 'payment'),
        sql`exists (select 1 from ${paymentOrders} o where o.partner_id = ${connections.partnerId}
          and o.connection_id = ${connections.id} and o.gateway_order_id is not null)`,
        sql`not exists (select 1 from ${reconciliationRuns} r where r.partner_id = ${connections.partnerId}
          and r.connection_id = ${connections.id} and r.day = ${day} and r.state <> 'failed'
          and (r.state = 'done' or r.started_at > ${secondsAfter(at, -3600).toISOString()}::timestamptz))`,
      ),
    )
    .limit(connectionsAtOnce)
  await database().transaction(async (tx) => {
    for (const one of due) await enqueue(tx, reconcileJob, { ...one, day })
  })
  return due.length
}
