import type { Sweep } from '@/lib/platform/jobs/worker'
import { endLostExports } from './commands/end-lost-exports'
import { sweepImports } from './commands/sweep-imports'

export const transferSweeps: Sweep[] = [
  { name: 'end exports whose process is gone', everySeconds: 60, run: () => endLostExports() },
  { name: 'go on with imports', everySeconds: 1, run: () => sweepImports() },
]
