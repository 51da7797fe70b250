import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Tx } from '@/db/client'
import type { Job } from './job'

/** Channel on which a commit tells the worker that a queue has work. */
export const jobsChannel = 'pravesh_jobs'

/** Builds pg-boss's own INSERT; never started, so it opens no connection. */
const writer = new PgBoss({
  db: { executeSql: async () => Promise.reject(new Error('enqueue needs a transaction')) },
})

/**
 * Puts a job in the queue inside the caller's transaction: it exists exactly when the business change does.
 * Wakes the worker at commit.
 * Jobs may run twice, so their commands are idempotent.
 */
export async function enqueue<Payload extends object>(
  tx: Tx,
  job: Job<Payload>,
  payload: Payload,
  options: { afterSeconds?: number } = {},
): Promise<void> {
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: [...(await tx.execute(bind(text, values)))],
    }),
  }
  await writer.send(job.name, payload, {
    db,
    startAfter: options.afterSeconds,
    retryLimit: job.tries,
    retryDelay: 1,
    retryBackoff: true,
    expireInSeconds: job.rerunAfterSeconds,
  })
  await tx.execute(sql`select pg_notify(${jobsChannel}, ${job.name})`)
}

/** pg-boss hands over `$1` text and values; drizzle wants fragments. Objects travel as JSON text. */
function bind(text: string, values: unknown[]): SQL {
  const pieces = text.split(/\$(\d+)/)
  return sql.join(
    pieces.map((piece, at) => {
      if (at % 2 === 0) return sql.raw(piece)
      const value = values[Number(piece) - 1] ?? null
      if (value !== null && typeof value === 'object') return sql`${JSON.stringify(value)}`
      // `$5` used three times becomes three parameters, each typed by its own place: "40" would be read as a timestamp.
      return typeof value === 'string' ? sql`${value}::text` : sql`${value}`
    }),
  )
}
