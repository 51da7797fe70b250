import { and, eq, gt, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { conformanceRuns } from '@/db/schema/connections'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { outcomeOf } from '@/lib/platform/provider-error'
import { openConnection } from '../commands'
import { conformanceRunJob, givenUpAfterMs } from '../schema'
import { findConnection } from './find-connection'

/**
 * Asks for a conformance run of a connection with an assessment provider; the run itself is a job, since it takes longer
 * than a request. One at a time: while one is under way, that one is given back. Reads only, unless `isWrite`.
 */
export const startConformance = (
  ctx: Ctx<Staff<'settings.manage'>>,
  { connectionId, isWrite }: { connectionId: string; isWrite: boolean },
): Promise<Result<{ runId: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const row = await findConnection(partnerId, connectionId, tx)
    if (row?.kind !== 'assessment') return refuse('not_found')
    if ('error' in (await outcomeOf(() => openConnection(partnerId, row.id))))
      return refuse('invalid_input', { fields: { connectionId: 'connection_incomplete' } })
    const [underWay] = await tx
      .select({ id: conformanceRuns.id })
      .from(conformanceRuns)
      .where(
        and(
          eq(conformanceRuns.partnerId, partnerId),
          eq(conformanceRuns.connectionId, row.id),
          isNull(conformanceRuns.endedAt),
          gt(conformanceRuns.startedAt, new Date(ctx.now.getTime() - givenUpAfterMs)),
        ),
      )
    if (underWay) return ok({ runId: underWay.id })
    const id = uuidv7()
    await tx
      .insert(conformanceRuns)
      .values({ partnerId, id, connectionId: row.id, startedAt: ctx.now, startedBy: accountId, isWrite })
    await recordEvent(tx, ctx, 'connection.conformance_asked', {
      detail: { connectionId: row.id, connection: row.label, kind: isWrite ? 'writing' : 'reading' },
    })
    await enqueue(tx, conformanceRunJob, { partnerId, runId: id })
    return ok({ runId: id })
  })
