import type { Sweep } from '@/lib/platform/jobs/worker'
import { sweepReminders } from './commands/reminders'

export const outreachSweeps: Sweep[] = [
  { name: 'remind those who have stopped on the way', everySeconds: 60, run: () => sweepReminders() },
]
