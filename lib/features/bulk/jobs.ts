import type { Sweep } from '@/lib/platform/jobs/worker'
import { sweepBulkRuns } from './commands/sweep-runs'

export const bulkSweeps: Sweep[] = [
  { name: 'go on with what is done to many', everySeconds: 1, run: () => sweepBulkRuns() },
]
