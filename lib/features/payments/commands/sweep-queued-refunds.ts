import { randomUUID } from 'node:crypto'
import { and, asc, eq, lte } from 'drizzle-orm'
import { database } from '@/db/client'
import { refunds } from '@/db/schema/payments'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'
import { runRefund } from './run-refund'

const longerThanAnyJobWaits = 5 * 60
const refundsAtOnce = 20

/**
 * Takes up refunds that still stand in the queue after five minutes: their job has used up its tries, or never was.
 * Running one twice gives back once. Returns how many were taken up.
 */
export async function sweepQueuedRefunds(now?: Date): Promise<number> {
  const at = now ?? (await currentTime())
  const stuck = await database()
    .select({ partnerId: refunds.partnerId, id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.state, 'queued'), lte(refunds.createdAt, secondsAfter(at, -longerThanAnyJobWaits))))
    .orderBy(asc(refunds.createdAt))
    .limit(refundsAtOnce)
  for (const { partnerId, id } of stuck) {
    const actor = { kind: 'system' as const, partnerId }
    await runRefund({ actor, now: at, source: 'job', requestId: randomUUID() }, { refundId: id })
  }
  return stuck.length
}
