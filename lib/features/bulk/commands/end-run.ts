import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { bulkRuns } from '@/db/schema/bulk'
import { roleMay } from '@/lib/domain/partners/permissions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { findKind } from '../kinds/registry'
import type { RunInput } from '../schema'
import type { RunKey } from './judge-run'
import { lockRun, ofRun } from './run-row'

/**
 * Stops a run: what is done stays done, what a worker holds at this moment is finished, nothing else is begun. Anybody may
 * stop it who could have begun it. Refuses `not_found`, `not_allowed`, `bulk_over`.
 */
export const stopRun = (
  ctx: Ctx<Staff<'applications.read'>>,
  { runId }: RunInput,
): Promise<Result<RunInput>> =>
  transaction(async (tx) => {
    const { partnerId, accountId, role } = ctx.actor
    const run = await lockRun(tx, partnerId, runId)
    if (!run) return refuse('not_found')
    const kind = findKind(run.kind)
    if (!kind || !roleMay(role, kind.permission)) return refuse('not_allowed', { waitsFor: 'staff' })
    if (run.state === 'stopped') return ok({ runId })
    if (run.state === 'done') return refuse('bulk_over', { waitsFor: 'staff' })
    await tx
      .update(bulkRuns)
      .set({ state: 'stopped', stopReason: 'person', stoppedBy: accountId, endedAt: ctx.now })
      .where(ofRun(partnerId, runId))
    await recordEvent(tx, ctx, 'bulk.stopped', { detail: { runId, kind: run.kind } })
    return ok({ runId })
  })

/** Ends a run whose person may no longer do this, or whose kind is gone. */
export async function endWithoutPermission({ partnerId, runId }: RunKey): Promise<void> {
  const ctx = await workerCtx(partnerId)
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(bulkRuns)
      .set({ state: 'stopped', stopReason: 'permission', endedAt: ctx.now })
      .where(and(ofRun(partnerId, runId), inArray(bulkRuns.state, ['judging', 'running'])))
      .returning({ kind: bulkRuns.kind })
    if (ended) await recordEvent(tx, ctx, 'bulk.stopped', { detail: { runId, kind: ended.kind } })
    return ok()
  })
}

/** Ends a run once every application of it has its outcome; told once, whoever notices. */
export async function endIfSettled({ partnerId, runId }: RunKey): Promise<void> {
  const ctx = await workerCtx(partnerId)
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(bulkRuns)
      .set({ state: 'done', endedAt: ctx.now })
      .where(
        and(
          ofRun(partnerId, runId),
          eq(bulkRuns.state, 'running'),
          sql`${bulkRuns.done} + ${bulkRuns.skipped} + ${bulkRuns.refused} = ${bulkRuns.total}`,
        ),
      )
      .returning()
    if (!ended) return ok()
    const { kind, done, skipped, refused } = ended
    await recordEvent(tx, ctx, 'bulk.ended', { detail: { runId, kind, done, skipped, refused } })
    return ok()
  })
}

const workerCtx = async (partnerId: string): Promise<Ctx> => ({
  actor: { kind: 'system', partnerId },
  now: await currentTime(),
  source: 'job',
  requestId: randomUUID(),
})
