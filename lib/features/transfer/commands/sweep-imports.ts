import { asc, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { importRuns } from '@/db/schema/transfer'
import { log } from '@/lib/platform/log'
import { checkImport } from './check-import'
import { runImport } from './run-import'

const atOnce = 3
const sliceMs = 5_000

/** Goes on with every import that waits for a worker, oldest first. Nothing but the rows is kept, so any worker may go on. */
export async function sweepImports(): Promise<number> {
  const waiting = await database()
    .select({ partnerId: importRuns.partnerId, importId: importRuns.id, state: importRuns.state })
    .from(importRuns)
    .where(inArray(importRuns.state, ['checking', 'running']))
    .orderBy(asc(importRuns.createdAt))
    .limit(atOnce)
  const until = performance.now() + sliceMs
  await Promise.all(
    waiting.map(({ state, ...key }) =>
      (state === 'checking' ? checkImport : runImport)(key, until).catch((error: unknown) =>
        log.error({ err: error, importId: key.importId }, 'import could not go on'),
      ),
    ),
  )
  return waiting.length
}
