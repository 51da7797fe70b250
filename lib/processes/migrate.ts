import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { alertJobs } from '@/lib/features/alerts/jobs'
import { decisionJobs } from '@/lib/features/decisions/jobs'
import { messageJobs } from '@/lib/features/messages/jobs'
import { partnerJobs } from '@/lib/features/partners/jobs'
import { paymentJobs } from '@/lib/features/payments/jobs'
import { assessmentJobs } from '@/lib/features/assessments/jobs'
import { installQueues } from '@/lib/platform/jobs/worker'

/** Any fixed number will do; it only has to be ours. */
const migrationLock = 7_402_001

/** Brings a database to the committed migrations and creates the job queues; several processes may try at once, one does it. */
export async function bringUpToDate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${migrationLock})`
    await migrate(drizzle(sql), { migrationsFolder: 'db/migrations' })
    await installQueues(databaseUrl, [
      ...partnerJobs,
      ...messageJobs,
      ...paymentJobs,
      ...assessmentJobs,
      ...alertJobs,
      ...decisionJobs,
    ])
  } finally {
    await sql.end()
  }
}
