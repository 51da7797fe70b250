import { and, eq, gt, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import type { ProviderErrorKind } from '@/lib/platform/provider-error'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { syncAttemptJob } from '../schema'
import type { AttemptRow } from './attempt-row'

const outages: readonly ProviderErrorKind[] = ['rate_limited', 'transient', 'config']

/** Failures in a row before an applicant who is not looking hears of it: one lost answer at night is no outage. */
const failuresBeforeTelling = 3

/**
 * Tells the applicant once per outage that the provider is down and their place kept: at once when they have just clicked,
 * after some failures when nobody looks. Returns the columns to write on the attempt.
 */
export async function tellOutage(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  row: AttemptRow,
  failure: { kind: ProviderErrorKind; isSeen: boolean },
): Promise<Pick<AttemptRow, 'outageToldAt'>> {
  const { outageToldAt } = row
  if (outageToldAt || !outages.includes(failure.kind)) return { outageToldAt }
  if (!failure.isSeen && row.failures < failuresBeforeTelling) return { outageToldAt }
  await recordEvent(tx, ctx, 'assessment.provider_down', {
    applicationId: row.applicationId,
    detail: { kind: failure.kind },
  })
  await mail(tx, ctx, journey, row, 'provider_down', ctx.now)
  return { outageToldAt: ctx.now }
}

/**
 * The provider answers again: says so to whoever was told of the outage, and has the connection's other told attempts
 * asked about at once. `isHere`: the applicant is looking at the answer, so no mail is needed.
 */
export async function tellRecovery(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  row: AttemptRow,
  isHere: boolean,
): Promise<void> {
  if (!row.outageToldAt) return
  await recordEvent(tx, ctx, 'assessment.provider_back', { applicationId: row.applicationId })
  if (!isHere) await mail(tx, ctx, journey, row, 'provider_back', row.outageToldAt)
  for (const attemptId of await claimOthers(tx, ctx, row)) {
    await enqueue(tx, syncAttemptJob, { partnerId: row.partnerId, attemptId })
  }
}

/** Attempts of the same connection that wait out a long pause; claimed by shortening it, so that each is asked about once. */
async function claimOthers(tx: Tx, ctx: Ctx, row: AttemptRow): Promise<string[]> {
  const soon = secondsAfter(ctx.now, 30)
  const others = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, row.partnerId),
        eq(attempts.connectionId, row.connectionId),
        ne(attempts.id, row.id),
        isNotNull(attempts.outageToldAt),
        gt(attempts.nextAskAt, soon),
      ),
    )
    .limit(200)
    .for('update', { skipLocked: true })
  const ids = others.map(({ id }) => id)
  if (ids.length > 0) {
    await tx
      .update(attempts)
      .set({ nextAskAt: soon })
      .where(and(eq(attempts.partnerId, row.partnerId), inArray(attempts.id, ids)))
  }
  return ids
}

/** At most one pair of letters an hour, however often a shaky provider comes and goes. */
async function mail(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  row: AttemptRow,
  template: 'provider_down' | 'provider_back',
  since: Date,
) {
  await writeMessage(tx, ctx, {
    template,
    to: journey.applicant.email,
    locale: journey.applicant.locale,
    params: { applicationNumber: journey.application.number, provider: await providerLabel(tx, row) },
    applicationId: row.applicationId,
    dedupeKey: `${template}:${row.id}:${since.toISOString().slice(0, 13)}`,
  })
}

async function providerLabel(tx: Tx, { partnerId, connectionId }: AttemptRow): Promise<string> {
  const [connection] = await tx
    .select({ provider: connections.provider, label: connections.label })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.label ?? connection?.label ?? ''
}
