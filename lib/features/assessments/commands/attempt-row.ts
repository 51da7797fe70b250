import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { isPastHorizon } from '@/lib/domain/assessments/ladder'
import { type LookFacts, nextLook } from '@/lib/domain/assessments/schedule'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { knownFinishes } from './finish-knowledge'

export type AttemptRow = typeof attempts.$inferSelect

/** The attempt with its row held until the transaction ends. The application's row must be held before (one order, no deadlock). */
export async function lockAttempt(tx: Tx, partnerId: string, attemptId: string): Promise<AttemptRow | null> {
  const [row] = await tx
    .select()
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, attemptId)))
    .for('update')
  return row ?? null
}

/** The newest attempt of an application, or null before the first launch. */
export async function findLatestAttempt(
  tx: Tx,
  partnerId: string,
  applicationId: string,
): Promise<AttemptRow | null> {
  const [row] = await tx
    .select()
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, applicationId)))
    .orderBy(desc(attempts.attemptNo))
    .limit(1)
  return row ?? null
}

/**
 * When to ask about this attempt next; null for one that is answered, given up or frozen. One whose very first launch failed
 * is asked about as well, counted from when it was made: that is how the provider's recovery is noticed.
 */
export function nextAskOf(row: AttemptRow, now: Date, retryAfterSeconds: number | null = null): Date | null {
  if (row.frozenAt) return null
  const { model, price } = knownFinishes(row)
  // Half the price: the sweep decides at the price of that moment, and no earlier wake is needed when it falls meanwhile.
  const look = nextLook(
    { ...lookFactsOf(row, now), retryAfterSeconds },
    row.launchedAt ? model : null,
    price / 2,
  )
  return look ?? verificationAsk(row, now, retryAfterSeconds)
}

const verificationAskSeconds = 3600

/** A supervised repeat comes after the result, when nothing else is asked any more; it is waited for as long as a start is. */
function verificationAsk(row: AttemptRow, now: Date, retryAfterSeconds: number | null): Date | null {
  if (row.verification !== 'ordered' || row.result !== 'ready') return null
  if (!row.launchedAt || isPastHorizon(row.launchedAt, now)) return null
  return secondsAfter(now, Math.max(verificationAskSeconds, retryAfterSeconds ?? 0))
}

type LookRow = Pick<
  AttemptRow,
  | 'createdAt'
  | 'launchedAt'
  | 'startedAt'
  | 'hintedAt'
  | 'watchedAt'
  | 'lastAskedAt'
  | 'lastAnsweredAt'
  | 'lastProgressAt'
  | 'lastErrorKind'
  | 'extraTimePercent'
  | 'asks'
  | 'failures'
  | 'progress'
  | 'result'
>

/** What the scheduler needs to know of an attempt. */
export const lookFactsOf = (row: LookRow, now: Date): LookFacts => ({
  ...row,
  launchedAt: row.launchedAt ?? (row.lastErrorKind ? row.createdAt : null),
  retryAfterSeconds: null,
  now,
})
