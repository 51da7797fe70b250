import { and, desc, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { attempts, extraTimes, staffTasks } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { type ExtraTimeRoute, extraTimeRoute } from '@/lib/domain/assessments/can-staff'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { decrypt, encrypt } from '@/lib/platform/secrets'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { ExtraTimeInput } from '../schema'
import { type AttemptOfStaff, listStaffFacts } from './staff-facts'

export type ExtraTimeGranted = { route: ExtraTimeRoute }

/**
 * Arranges extra time for an application's assessment. It travels with the next start where the provider accepts it; a
 * sitting that is made already, and a provider that cannot be told, become a task. Percent and reason stand in no event.
 */
export const grantExtraTime = (
  ctx: Ctx<Staff<'accommodations.manage'>>,
  { number, percent, reason }: ExtraTimeInput,
): Promise<Result<ExtraTimeGranted>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const journey = await loadJourney(tx, partnerId, { number }, { lock: true, now: ctx.now })
    if (!journey) return refuse('not_found')
    const { application } = journey
    if (application.state === 'decided' || application.state === 'withdrawn')
      return refuse('application_over', { waitsFor: 'staff' })
    const [newest] = await listStaffFacts(tx, application, ctx.now)
    const route = await routeOf(tx, journey, newest)
    if (!route) return refuse('not_needed', { waitsFor: 'staff' })
    const held = await findGrant(tx, partnerId, application.id)
    if (percent === 0 && !held?.percent) return refuse('extra_time_none', { waitsFor: 'staff' })
    // A double click says the same thing twice.
    if (held?.percent === percent && decrypt(held.reason, sealOf(held.id)) === reason) return ok({ route })
    const id = uuidv7()
    await tx.insert(extraTimes).values({
      partnerId,
      id,
      applicationId: application.id,
      percent,
      reason: encrypt(reason, sealOf(id)),
      grantedBy: accountId,
      grantedAt: ctx.now,
    })
    await keepOnAttempt(tx, newest, percent)
    if (route !== 'next_start') await openTask(tx, ctx, application.id, newest, route)
    await recordEvent(
      tx,
      ctx,
      percent === 0 ? 'assessment.extra_time_taken_back' : 'assessment.extra_time_arranged',
      {
        applicationId: application.id,
      },
    )
    return ok({ route })
  })

/** What a reason's encryption is bound to. */
export const sealOf = (grantId: string): string => `extra-time:${grantId}`

/** Null when this application has no assessment at all. */
async function routeOf(
  tx: Tx,
  { intake }: LoadedJourney,
  newest: AttemptOfStaff | undefined,
): Promise<ExtraTimeRoute | null> {
  const connectionId = newest?.row.connectionId ?? intake.assessmentConnectionId
  if (!connectionId) return null
  const [connection] = await tx
    .select({ provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, intake.partnerId), eq(connections.id, connectionId)))
  const door = findAssessmentProvider(connection?.provider ?? '')
  return extraTimeRoute(door?.capabilities.supportsExtraTime ?? false, newest?.facts ?? null)
}

async function findGrant(tx: Tx, partnerId: string, applicationId: string) {
  const [grant] = await tx
    .select()
    .from(extraTimes)
    .where(and(eq(extraTimes.partnerId, partnerId), eq(extraTimes.applicationId, applicationId)))
    .orderBy(desc(extraTimes.grantedAt), desc(extraTimes.id))
    .limit(1)
  return grant ?? null
}

/** An attempt that is waiting for its first start takes the time along. */
async function keepOnAttempt(tx: Tx, newest: AttemptOfStaff | undefined, percent: number): Promise<void> {
  if (!newest || newest.row.progress !== 'not_started') return
  if (newest.row.launchedAt !== null || newest.row.externalId !== null) return
  await tx
    .update(attempts)
    .set({ extraTimePercent: percent > 0 ? percent : null })
    .where(and(eq(attempts.partnerId, newest.row.partnerId), eq(attempts.id, newest.row.id)))
}

/** One open task is enough: whoever does it reads what is arranged by then. */
async function openTask(
  tx: Tx,
  ctx: Ctx,
  applicationId: string,
  newest: AttemptOfStaff | undefined,
  route: ExtraTimeRoute,
): Promise<void> {
  const { partnerId } = ctx.actor
  const kind = 'extra_time_at_provider' as const
  const [open] = await tx
    .select({ id: staffTasks.id })
    .from(staffTasks)
    .where(
      and(
        eq(staffTasks.partnerId, partnerId),
        eq(staffTasks.applicationId, applicationId),
        eq(staffTasks.kind, kind),
        isNull(staffTasks.doneAt),
      ),
    )
  if (open) return
  await tx.insert(staffTasks).values({
    partnerId,
    kind,
    applicationId,
    attemptId: newest?.row.id ?? null,
    detail: { attemptNo: newest?.row.attemptNo ?? null, route },
    openedAt: ctx.now,
  })
}
