import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { sandboxDeliveries } from '@/db/schema/sandbox'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'
import type { Delivery } from '@/lib/providers/simulator-host'

/** Notes a call that a fake vendor will make, due on the sandbox clock. */
export async function planDelivery(simulator: string, delivery: Delivery, now: Date): Promise<void> {
  const { afterSeconds, ...rest } = delivery
  await database()
    .insert(sandboxDeliveries)
    .values({ ...rest, simulator, dueAt: secondsAfter(now, afterSeconds) })
}

const mostTries = 8
/** As long as tries in a row may last, nobody else takes the call up. */
const secondsAtOnce = 60

/**
 * Makes the calls that are due, all at once, and notes those answered with 2xx. The others come again a little later,
 * at most eight times: the way a gateway retries. One that is tried in a row is spent after its last try. A crash between
 * call and note makes it come twice, as gateways do too.
 */
export async function sendDueDeliveries(): Promise<number> {
  const now = await currentTime()
  const due = await database().transaction(async (tx) => {
    const rows = await tx
      .select({ id: sandboxDeliveries.id })
      .from(sandboxDeliveries)
      .where(
        and(
          isNull(sandboxDeliveries.sentAt),
          lte(sandboxDeliveries.dueAt, now),
          sql`${sandboxDeliveries.tries} < ${mostTries}`,
        ),
      )
      .limit(50)
      .for('update', { skipLocked: true })
    if (rows.length === 0) return []
    return tx
      .update(sandboxDeliveries)
      .set({
        tries: sql`${sandboxDeliveries.tries} + 1`,
        dueAt: sql`${now.toISOString()}::timestamptz + make_interval(secs => case when ${sandboxDeliveries.triesAtOnce} is null then power(3, ${sandboxDeliveries.tries} + 1) else ${secondsAtOnce} end)`,
      })
      .where(sql`${sandboxDeliveries.id} in ${rows.map((row) => row.id)}`)
      .returning()
  })
  await Promise.all(due.map(send))
  return due.length
}

async function send(delivery: typeof sandboxDeliveries.$inferSelect): Promise<void> {
  const { id, triesAtOnce } = delivery
  for (let tried = 0; tried < (triesAtOnce ?? 1); tried++) {
    if (!(await isTaken(delivery))) continue
    await database().update(sandboxDeliveries).set({ sentAt: new Date() }).where(eq(sandboxDeliveries.id, id))
    return
  }
  if (triesAtOnce === null) return
  await database().update(sandboxDeliveries).set({ tries: mostTries }).where(eq(sandboxDeliveries.id, id))
}

async function isTaken({ url, headers, body }: typeof sandboxDeliveries.$inferSelect): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null)
  return answer?.ok ?? false
}
