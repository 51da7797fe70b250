import { and, desc, eq } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { ok } from '@/lib/domain/shared/result'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import type { ApplicationInput } from '../schema'
import { nextAskOf } from './attempt-row'

const notedEverySeconds = 10

/**
 * The applicant has the waiting page open: brings the next ask forward to the quick steps of the ladder. Noted at most once
 * in 10 seconds. No event: nothing about the application changes.
 */
export async function recordWatching(ctx: Ctx<Applicant>, { number }: ApplicationInput): Promise<void> {
  const { partnerId, accountId } = ctx.actor
  await transaction(async (tx) => {
    const [found] = await tx
      .select({ attempt: attempts })
      .from(attempts)
      .innerJoin(
        applications,
        and(eq(applications.partnerId, attempts.partnerId), eq(applications.id, attempts.applicationId)),
      )
      .where(
        and(
          eq(applications.partnerId, partnerId),
          eq(applications.number, number),
          eq(applications.applicantId, accountId),
        ),
      )
      .orderBy(desc(attempts.attemptNo))
      .limit(1)
      .for('update', { of: attempts, skipLocked: true })
    // Locked by whoever asks just now: then there is nothing to hurry.
    if (!found?.attempt.nextAskAt) return ok()
    const row = { ...found.attempt, watchedAt: ctx.now }
    if (found.attempt.watchedAt && found.attempt.watchedAt > secondsAfter(ctx.now, -notedEverySeconds))
      return ok()
    const soon = nextAskOf(row, ctx.now)
    // The pause a busy provider demanded is not kept on the row, so a busy provider is not hurried.
    const mayHurry = row.lastErrorKind !== 'rate_limited' && soon !== null && soon < found.attempt.nextAskAt
    await tx
      .update(attempts)
      .set({ watchedAt: ctx.now, nextAskAt: mayHurry ? soon : found.attempt.nextAskAt })
      .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, row.id)))
    return ok()
  })
}
