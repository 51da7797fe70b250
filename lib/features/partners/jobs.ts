import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, runs } from '@/lib/platform/jobs/worker'
import { runConformance } from './commands/run-conformance'
import { conformanceRunJob } from './schema'

export const partnerJobs: JobRun[] = [
  runs(conformanceRunJob, async ({ partnerId, runId }) =>
    runConformance(
      {
        actor: { kind: 'system', partnerId },
        now: await currentTime(),
        source: 'job',
        requestId: randomUUID(),
      },
      { runId },
    ),
  ),
]
