import { type JobRun, runs } from '@/lib/platform/jobs/worker'
import { deliverMessage } from './commands'
import { deliverMessageJob } from './schema'

export const messageJobs: JobRun[] = [runs(deliverMessageJob, deliverMessage)]
