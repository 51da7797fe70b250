import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { backfills } from '@/db/schema/alerts'
import { mostBackfilled } from '@/lib/domain/alerts/backfill'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type Range, chooseObjects, estimateBackfill } from '../queries/backfill'
import { type BackfillInput, runBackfillJob } from '../schema'

/**
 * Begins to ask again about everything in a time range, in the budget class of bulk work, by a job. What belongs to it is settled
 * here, once. Refuses an empty or too large range, and a second one at a connection while the first runs.
 */
export async function startBackfill(
  ctx: Ctx<Staff<'integrations.replay'>>,
  range: Range,
): Promise<Result<{ id: string }>> {
  const estimate = await estimateBackfill(ctx.actor, range)
  if (!estimate) return refuse('not_found')
  if (estimate.isTooLarge)
    return refuse('backfill_too_large', { waitsFor: 'staff', params: { most: mostBackfilled } })
  return transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    if (await isUnderWay(tx, partnerId, range.connectionId))
      return refuse('backfill_under_way', { waitsFor: 'staff' })
    const id = uuidv7()
    await tx.insert(backfills).values({
      partnerId,
      id,
      connectionId: range.connectionId,
      scope: range.scope,
      fromAt: range.from,
      untilAt: range.until,
      objects: 0,
      estimatedSeconds: estimate.seconds,
      startedBy: accountId,
      startedAt: ctx.now,
    })
    const objects = await fill(tx, partnerId, id, range)
    if (objects === 0) return refuse('backfill_empty', { waitsFor: 'staff' })
    await tx.update(backfills).set({ objects }).where(isBackfill(partnerId, id))
    await recordEvent(tx, ctx, 'integration.backfill_started', { detail: { backfillId: id, objects } })
    await enqueue(tx, runBackfillJob, { partnerId, backfillId: id })
    return ok({ id })
  })
}

/** Two presses at once wait for each other here; the second then sees the first. */
async function isUnderWay(tx: Tx, partnerId: string, connectionId: string | null): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`backfill:${partnerId}`}))`)
  const rows = await tx
    .select({ id: backfills.id })
    .from(backfills)
    .where(
      and(
        eq(backfills.partnerId, partnerId),
        eq(backfills.state, 'running'),
        connectionId ? eq(backfills.connectionId, connectionId) : isNull(backfills.connectionId),
      ),
    )
    .limit(1)
  return rows.length > 0
}

async function fill(tx: Tx, partnerId: string, id: string, range: Range): Promise<number> {
  const chosen = await chooseObjects(partnerId, range, tx)
  if (!chosen) return 0
  const rows = await tx.execute(sql`
    insert into backfill_items (partner_id, backfill_id, position, object, object_id, application_id)
    select ${partnerId}, ${id}, row_number() over (), object, object_id, application_id
    from (${chosen} limit ${mostBackfilled}) found
    returning position`)
  return rows.length
}

/** Ends a backfill before its time; what was asked about stands, the rest can be taken up later. */
export const stopBackfill = (
  ctx: Ctx<Staff<'integrations.replay'>>,
  { backfillId }: BackfillInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const row = await hold(tx, ctx, backfillId)
    if (!row) return refuse('not_found')
    if (row.state !== 'running') return refuse('backfill_over', { waitsFor: 'staff' })
    await tx
      .update(backfills)
      .set({ state: 'stopped', endedAt: ctx.now, waitsUntil: null })
      .where(isBackfill(ctx.actor.partnerId, backfillId))
    await recordEvent(tx, ctx, 'integration.backfill_stopped', { detail: { backfillId } })
    return ok()
  })

/** Takes up a stopped backfill where it was left. */
export const resumeBackfill = (
  ctx: Ctx<Staff<'integrations.replay'>>,
  { backfillId }: BackfillInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const row = await hold(tx, ctx, backfillId)
    if (!row) return refuse('not_found')
    if (row.state !== 'stopped') return refuse('backfill_over', { waitsFor: 'staff' })
    if (await isUnderWay(tx, partnerId, row.connectionId))
      return refuse('backfill_under_way', { waitsFor: 'staff' })
    await tx
      .update(backfills)
      .set({ state: 'running', endedAt: null })
      .where(isBackfill(partnerId, backfillId))
    const left = row.objects - row.changed - row.unchanged - row.failed
    await recordEvent(tx, ctx, 'integration.backfill_started', { detail: { backfillId, objects: left } })
    await enqueue(tx, runBackfillJob, { partnerId, backfillId })
    return ok()
  })

const isBackfill = (partnerId: string, id: string) =>
  and(eq(backfills.partnerId, partnerId), eq(backfills.id, id))

async function hold(tx: Tx, ctx: Ctx<Staff>, id: string) {
  const [row] = await tx.select().from(backfills).where(isBackfill(ctx.actor.partnerId, id)).for('update')
  return row ?? null
}
