import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { runBackfill } from './commands/run-backfill'
import { watch } from './commands/watch'
import { runBackfillJob } from './schema'

export const alertJobs: JobRun[] = [
  runs(runBackfillJob, async ({ partnerId, backfillId }) =>
    runBackfill(
      {
        actor: { kind: 'system', partnerId },
        now: await currentTime(),
        source: 'job',
        requestId: randomUUID(),
      },
      backfillId,
    ),
  ),
]

export const alertSweeps: Sweep[] = [{ name: 'open and close alerts', everySeconds: 15, run: () => watch() }]
