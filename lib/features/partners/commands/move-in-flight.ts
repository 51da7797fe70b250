import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { applicationCards } from '@/db/schema/lists'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { standings } from '@/lib/domain/journeys/standing'
import { moveVerdict } from '@/lib/domain/partners/term-changes'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { moveInFlightJob } from '../schema'
import type { VersionRow } from './intake-rows'

const batch = 200

/**
 * Brings a new version to some of those in flight whose place in their journey allows, each with an event, and asks to be
 * run again until nobody is left. Where an application stands is what its list card says: the same that was previewed.
 */
export const moveInFlight = (
  ctx: Ctx<System>,
  { versionId, moved: before }: { versionId: string; moved: number },
): Promise<Result<{ moved: number; isOver: boolean }>> =>
  transaction<{ moved: number; isOver: boolean }>(async (tx) => {
    const { partnerId } = ctx.actor
    const [target] = await tx
      .select({ version: intakeVersions, code: intakes.code })
      .from(intakeVersions)
      .innerJoin(
        intakes,
        and(eq(intakes.partnerId, intakeVersions.partnerId), eq(intakes.id, intakeVersions.intakeId)),
      )
      .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.id, versionId)))
    // A newer version has been published since: what it reaches is its own business.
    if (target?.version.state !== 'published') return refuse('terms_no_draft')
    const { version: to, code } = target
    for (const from of await listOthers(tx, to)) {
      const here = await moveSome(tx, ctx, from, to, code)
      if (here === 0) continue
      await enqueue(tx, moveInFlightJob, { partnerId, versionId, moved: before + here })
      return ok({ moved: here, isOver: false })
    }
    await recordEvent(tx, ctx, 'intake.in_flight_moved', {
      detail: { intake: code, intakeId: to.intakeId, version: to.version, moved: before },
    })
    return ok({ moved: 0, isOver: true })
  })

const listOthers = (tx: Tx, to: VersionRow): Promise<VersionRow[]> =>
  tx
    .select()
    .from(intakeVersions)
    .where(
      and(
        eq(intakeVersions.partnerId, to.partnerId),
        eq(intakeVersions.intakeId, to.intakeId),
        ne(intakeVersions.id, to.id),
        eq(intakeVersions.state, 'retired'),
      ),
    )
    .orderBy(asc(intakeVersions.version))

async function moveSome(
  tx: Tx,
  ctx: Ctx<System>,
  from: VersionRow,
  to: VersionRow,
  intake: string,
): Promise<number> {
  const change = { from: from.content, to: to.content, reaches: to.reaches }
  const steps = standings.filter((standing) => moveVerdict(change, standing).moves)
  if (steps.length === 0) return 0
  const { partnerId } = to
  const ofCard = and(
    eq(applicationCards.partnerId, applications.partnerId),
    eq(applicationCards.applicationId, applications.id),
  )
  const ready = await tx
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(applicationCards, ofCard)
    .where(
      and(
        eq(applications.partnerId, partnerId),
        eq(applications.intakeId, to.intakeId),
        eq(applications.intakeVersionId, from.id),
        inArray(applicationCards.step, steps),
      ),
    )
    .orderBy(asc(applications.id))
    .limit(batch)
    .for('update', { of: applications })
  if (ready.length === 0) return 0
  await tx
    .update(applications)
    .set({ intakeVersionId: to.id })
    .where(
      and(
        eq(applications.partnerId, partnerId),
        inArray(
          applications.id,
          ready.map(({ id }) => id),
        ),
      ),
    )
  for (const { id } of ready)
    await recordEvent(tx, ctx, 'application.terms_moved', {
      applicationId: id,
      detail: { intake, from: from.version, to: to.version },
    })
  return ready.length
}
