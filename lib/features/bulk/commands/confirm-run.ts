import { and, eq, inArray, sql } from 'drizzle-orm'
import { bulkItems, bulkRuns } from '@/db/schema/bulk'
import { dryRunLivesSeconds, latestStartSeconds } from '@/lib/domain/bulk/run'
import { roleMay } from '@/lib/domain/partners/permissions'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { findKind } from '../kinds/registry'
import type { ConfirmRunInput, RunInput } from '../schema'
import { lockRun, ofRun } from './run-row'

/**
 * The person who made the dry run says yes: from here on the worker carries it out. Only what was announced as a change is
 * done; the rest has its outcome now. A second press finds it under way. Refuses `not_found`, `not_allowed`,
 * `bulk_not_yours`, `bulk_not_judged`, `bulk_stale`, `bulk_nothing_to_do`, `bulk_time_off`, `bulk_over`. With `startsAt` the
 * worker begins then; who has changed by that time is judged anew, as always.
 */
export const confirmRun = (
  ctx: Ctx<Staff<'applications.read'>>,
  { runId, startsAt = null }: RunInput & Partial<ConfirmRunInput>,
): Promise<Result<RunInput>> =>
  transaction(async (tx) => {
    const { partnerId, accountId, role } = ctx.actor
    const run = await lockRun(tx, partnerId, runId)
    if (!run) return refuse('not_found')
    const kind = findKind(run.kind)
    if (!kind || !roleMay(role, kind.permission)) return refuse('not_allowed', { waitsFor: 'staff' })
    if (run.createdBy !== accountId) return refuse('bulk_not_yours', { waitsFor: 'staff' })
    if (run.state === 'running' || run.state === 'done') return ok({ runId })
    if (run.state === 'stopped') return refuse('bulk_over', { waitsFor: 'staff' })
    if (run.state === 'judging' || !run.judgedAt) return refuse('bulk_not_judged', { waitsFor: 'staff' })
    if (ctx.now > secondsAfter(run.judgedAt, dryRunLivesSeconds))
      return refuse('bulk_stale', { waitsFor: 'staff' })
    if (startsAt && (startsAt <= ctx.now || startsAt > secondsAfter(ctx.now, latestStartSeconds)))
      return refuse('bulk_time_off', { waitsFor: 'staff', params: { days: latestStartSeconds / 86_400 } })
    if (run.wouldChange === 0) return refuse('bulk_nothing_to_do', { waitsFor: 'staff' })
    await tx
      .update(bulkItems)
      .set({
        state: sql`case when ${bulkItems.verdict} = 'already' then 'skipped' else 'refused' end`,
        reason: sql`${bulkItems.verdictReason}`,
        reasonParams: sql`${bulkItems.verdictParams}`,
        settledAt: ctx.now,
      })
      .where(
        and(
          eq(bulkItems.partnerId, partnerId),
          eq(bulkItems.runId, runId),
          inArray(bulkItems.verdict, ['already', 'refused']),
        ),
      )
    await tx
      .update(bulkRuns)
      .set({
        state: 'running',
        confirmedAt: ctx.now,
        startsAt,
        skipped: run.alreadySo,
        refused: run.wouldRefuse,
      })
      .where(ofRun(partnerId, runId))
    await recordEvent(tx, ctx, 'bulk.confirmed', {
      detail: { runId, kind: run.kind, applications: run.wouldChange },
    })
    return ok({ runId })
  })
