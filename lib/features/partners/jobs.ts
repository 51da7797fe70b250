import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, runs } from '@/lib/platform/jobs/worker'
import { moveInFlight } from './commands/move-in-flight'
import { runConformance } from './commands/run-conformance'
import { conformanceRunJob, moveInFlightJob } from './schema'

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
  runs(moveInFlightJob, async ({ partnerId, versionId, moved }) => {
    await moveInFlight(
      {
        actor: { kind: 'system', partnerId },
        now: await currentTime(),
        source: 'job',
        requestId: randomUUID(),
      },
      { versionId, moved },
    )
  }),
]
