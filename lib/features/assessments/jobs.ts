import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { sweepDueAttempts } from './commands/sweep-due'
import { syncAttempt } from './commands/sync'
import { syncAttemptJob } from './schema'

export const assessmentJobs: JobRun[] = [
  runs(syncAttemptJob, async ({ partnerId, attemptId }) => {
    const ctx = {
      actor: { kind: 'system' as const, partnerId },
      now: await currentTime(),
      source: 'job' as const,
      requestId: randomUUID(),
    }
    await syncAttempt(ctx, { attemptId })
  }),
]

export const assessmentSweeps: Sweep[] = [{ name: 'assessments.due', everySeconds: 2, run: sweepDueAttempts }]
