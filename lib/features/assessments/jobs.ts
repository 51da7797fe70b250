import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { reconcileDue } from './commands/reconcile'
import { sweepDueAttempts } from './commands/sweep-due'
import { syncAttempt } from './commands/sync'
import { syncAttemptJob } from './schema'

export const assessmentJobs: JobRun[] = [
  runs(syncAttemptJob, async ({ partnerId, attemptId, unlessAskedSince }) => {
    const ctx = {
      actor: { kind: 'system' as const, partnerId },
      now: await currentTime(),
      source: 'job' as const,
      requestId: randomUUID(),
    }
    await syncAttempt(ctx, {
      attemptId,
      ...(unlessAskedSince ? { unlessAskedSince: new Date(unlessAskedSince), callClass: 'person' } : {}),
    })
  }),
]

export const assessmentSweeps: Sweep[] = [
  { name: 'assessments.due', everySeconds: 2, run: sweepDueAttempts },
  { name: 'assessments.reconcile', everySeconds: 300, run: reconcileDue },
]
