import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { findDuplicates, sweepDuplicates } from './commands/find-duplicates'
import { findDuplicatesJob } from './schema'

export const applicantJobs: JobRun[] = [
  runs(findDuplicatesJob, async ({ partnerId, accountId }) => {
    await findDuplicates(
      {
        actor: { kind: 'system', partnerId },
        now: await currentTime(),
        source: 'job',
        requestId: randomUUID(),
      },
      { accountId },
    )
  }),
]

export const applicantSweeps: Sweep[] = [
  { name: 'applicants.duplicates', everySeconds: 60, run: sweepDuplicates },
]
