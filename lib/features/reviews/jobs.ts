import type { Sweep } from '@/lib/platform/jobs/worker'
import { sweepUnassigned } from './commands/sweep-unassigned'

export const reviewSweeps: Sweep[] = [{ name: 'reviews.unassigned', everySeconds: 30, run: sweepUnassigned }]
