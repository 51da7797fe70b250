import { randomUUID } from 'node:crypto'
import { and, asc, eq, lte } from 'drizzle-orm'
import { database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { syncAttempt } from './sync'

const batch = 24
const atOnce = 4
/** A claimed attempt belongs to its worker for this long; when the worker dies, another takes it then. Seconds. */
const leaseSeconds = 45

/**
 * Asks about every attempt of every partner whose next ask is due, a few at a time. Claiming moves the next ask ahead, so
 * several workers never ask about the same attempt. Returns how many were asked about.
 */
export async function sweepDueAttempts(): Promise<number> {
  let asked = 0
  for (;;) {
    const due = await claimDue(await currentTime())
    for (let at = 0; at < due.length; at += atOnce) await Promise.all(due.slice(at, at + atOnce).map(ask))
    asked += due.length
    if (due.length < batch) return asked
  }
}

type Due = { partnerId: string; id: string }

const claimDue = (now: Date): Promise<Due[]> =>
  database().transaction(async (tx) => {
    const due = await tx
      .select({ partnerId: attempts.partnerId, id: attempts.id })
      .from(attempts)
      .where(lte(attempts.nextAskAt, now))
      .orderBy(asc(attempts.nextAskAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    for (const { partnerId, id } of due) {
      await tx
        .update(attempts)
        .set({ nextAskAt: secondsAfter(now, leaseSeconds) })
        .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
    }
    return due
  })

/** One attempt that cannot be read must not stop the others; its lease brings it back. */
async function ask({ partnerId, id }: Due): Promise<void> {
  const ctx = {
    actor: { kind: 'system' as const, partnerId },
    now: await currentTime(),
    source: 'poll' as const,
    requestId: randomUUID(),
  }
  await syncAttempt(ctx, { attemptId: id }).catch((error: unknown) =>
    log.error({ err: error, attemptId: id }, 'attempt could not be asked about'),
  )
}
