import { randomUUID } from 'node:crypto'
import type { Result } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { Ctx } from '@/lib/platform/context'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { reconcileDay } from './commands/reconcile'
import { runRefund } from './commands/run-refund'
import { settleOrder } from './commands/settle-order'
import { sweepDueOrders } from './commands/sweep-due-orders'
import { sweepQueuedRefunds } from './commands/sweep-queued-refunds'
import { sweepReconciliation } from './commands/sweep-reconciliation'
import { reconcileJob, refundJob, settleOrderJob } from './schema'

export const paymentJobs: JobRun[] = [
  runs(settleOrderJob, async ({ partnerId, ...order }) =>
    done(await settleOrder(await systemAt(partnerId, order.source), order)),
  ),
  runs(refundJob, async ({ partnerId, refundId }) =>
    done(await runRefund(await systemAt(partnerId, 'job'), { refundId })),
  ),
  runs(reconcileJob, async ({ partnerId, ...day }) =>
    done(await reconcileDay(await systemAt(partnerId, 'job'), day)),
  ),
]

export const paymentSweeps: Sweep[] = [
  { name: 'ask about payments that nobody told us of', everySeconds: 3, run: () => sweepDueOrders() },
  { name: 'give back what still waits to be given back', everySeconds: 60, run: () => sweepQueuedRefunds() },
  { name: 'compare yesterday with the gateways', everySeconds: 600, run: () => sweepReconciliation() },
]

const systemAt = async (partnerId: string, source: Ctx['source']): Promise<Ctx<System>> => ({
  actor: { kind: 'system', partnerId },
  now: await currentTime(),
  source,
  requestId: randomUUID(),
})

/** A job that was refused comes again. */
function done(result: Result<unknown>): void {
  if (!result.ok) throw new Error(result.refusal.code)
}
