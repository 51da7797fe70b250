import { closeDatabase, rawSql } from '@/db/client'
import { alertJobs, alertSweeps } from '@/lib/features/alerts/jobs'
import { applicantJobs, applicantSweeps } from '@/lib/features/applicants/jobs'
import { applicationSweeps } from '@/lib/features/applications/jobs'
import { assessmentJobs, assessmentSweeps } from '@/lib/features/assessments/jobs'
import { bulkSweeps } from '@/lib/features/bulk/jobs'
import { decisionJobs, decisionSweeps } from '@/lib/features/decisions/jobs'
import { messageJobs } from '@/lib/features/messages/jobs'
import { outreachSweeps } from '@/lib/features/outreach/jobs'
import { partnerJobs } from '@/lib/features/partners/jobs'
import { paymentJobs, paymentSweeps } from '@/lib/features/payments/jobs'
import { reviewSweeps } from '@/lib/features/reviews/jobs'
import { sandboxSweeps } from '@/lib/features/sandbox/jobs'
import { transferSweeps } from '@/lib/features/transfer/jobs'
import { env } from '@/lib/platform/env'
import { startWorker } from '@/lib/platform/jobs/worker'
import { log } from '@/lib/platform/log'
import { configureProcess } from '@/lib/platform/process'

// The second process. Everything that runs without a person waiting is on this page.
const jobs = [
  ...partnerJobs,
  ...messageJobs,
  ...applicantJobs,
  ...paymentJobs,
  ...assessmentJobs,
  ...decisionJobs,
  ...alertJobs,
]
const sweeps = [
  ...applicantSweeps,
  ...applicationSweeps,
  ...paymentSweeps,
  ...assessmentSweeps,
  ...decisionSweeps,
  ...reviewSweeps,
  ...sandboxSweeps,
  ...alertSweeps,
  ...bulkSweeps,
  ...transferSweeps,
  ...outreachSweeps,
]

configureProcess()
const worker = await startWorker(env().DATABASE_URL, rawSql(), jobs, sweeps)
log.info({ jobs: jobs.length, sweeps: sweeps.length }, 'worker is running')

let ending = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (ending) return
    ending = true
    await worker.stop()
    await closeDatabase()
    process.exit(0)
  })
}
