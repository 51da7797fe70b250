import type { Sweep } from '@/lib/platform/jobs/worker'
import { addUpFacets } from './commands/rebuild-cards'

export const applicationSweeps: Sweep[] = [
  { name: 'add up what changed in the counts of applications', everySeconds: 2, run: () => addUpFacets() },
]
