import type { Sweep } from '@/lib/platform/jobs/worker'
import { endLostExports } from './commands/end-lost-exports'

export const transferSweeps: Sweep[] = [
  { name: 'end exports whose process is gone', everySeconds: 60, run: () => endLostExports() },
]
