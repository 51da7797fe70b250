import { uuidv7 } from 'uuidv7'
import { bulkRuns } from '@/db/schema/bulk'
import { mostInRun } from '@/lib/domain/bulk/run'
import { roleMay } from '@/lib/domain/partners/permissions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { findKind } from '../kinds/registry'
import type { StartRunInput } from '../schema'
import { freezeTarget } from './freeze-target'
import { judgeRun } from './judge-run'
import { ofRun } from './run-row'

/** A dry run of at most so many applications is ready when the page opens; a larger one is the worker's. */
const judgedAtOnce = 200

/**
 * Makes the dry run of a bulk action: writes down which applications it is aimed at and finds out what it would do to each.
 * Nothing is done to any of them. Refuses `not_found` (no such kind), `not_allowed`, `invalid_input`, `bulk_nobody`,
 * `bulk_too_many`.
 */
export async function startRun(
  ctx: Ctx<Staff<'applications.read'>>,
  { kind: kindId, target, input: raw }: StartRunInput,
): Promise<Result<{ runId: string }>> {
  const { partnerId, accountId, role } = ctx.actor
  const kind = findKind(kindId)
  if (!kind) return refuse('not_found')
  if (!roleMay(role, kind.permission)) return refuse('not_allowed', { waitsFor: 'staff' })
  const ready = kind.read(raw)
  if (!ready.ok) return ready
  const runId = uuidv7()
  const started = await transaction(async (tx) => {
    await tx.insert(bulkRuns).values({
      partnerId,
      id: runId,
      kind: kindId,
      target: target.by === 'choice' ? { by: 'choice' } : target,
      input: ready.value.input,
      createdBy: accountId,
      total: 0,
      createdAt: ctx.now,
    })
    const total = await freezeTarget(tx, ctx, runId, target)
    if (total === 0) return refuse('bulk_nobody', { waitsFor: 'staff' })
    if (total > mostInRun) return refuse('bulk_too_many', { waitsFor: 'staff', params: { limit: mostInRun } })
    await tx.update(bulkRuns).set({ total }).where(ofRun(partnerId, runId))
    await recordEvent(tx, ctx, 'bulk.dry_run_made', { detail: { runId, kind: kindId, applications: total } })
    return ok(total)
  })
  if (!started.ok) return started
  if (started.value <= judgedAtOnce) await judgeRun({ partnerId, runId })
  return ok({ runId })
}
