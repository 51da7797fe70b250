import { and, asc, inArray, isNull, lte, or } from 'drizzle-orm'
import { database } from '@/db/client'
import { bulkRuns } from '@/db/schema/bulk'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { carryOut } from './carry-out'
import { judgeRun } from './judge-run'

/** Runs that one worker goes on with at a time, each for so long before it looks again who waits. */
const atOnce = 4
const sliceMs = 5_000

/**
 * Goes on with every run that waits for a worker, oldest first: dry runs that are not ready, runs that are confirmed. What a
 * worker that died had in hand comes back with its lease, so that nothing but the rows needs to be kept. Returns how many runs.
 */
export async function sweepBulkRuns(): Promise<number> {
  const now = await currentTime()
  const waiting = await database()
    .select({ partnerId: bulkRuns.partnerId, runId: bulkRuns.id, state: bulkRuns.state })
    .from(bulkRuns)
    .where(
      and(
        inArray(bulkRuns.state, ['judging', 'running']),
        or(isNull(bulkRuns.startsAt), lte(bulkRuns.startsAt, now)),
      ),
    )
    .orderBy(asc(bulkRuns.createdAt))
    .limit(atOnce)
  const until = performance.now() + sliceMs
  await Promise.all(
    waiting.map(({ state, ...key }) =>
      (state === 'judging' ? judgeRun : carryOut)(key, until).catch((error: unknown) =>
        log.error({ err: error, run: key.runId }, 'bulk run could not go on'),
      ),
    ),
  )
  return waiting.length
}
