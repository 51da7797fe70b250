import { and, eq, lt } from 'drizzle-orm'
import { database } from '@/db/client'
import { exportRuns } from '@/db/schema/transfer'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { currentTime } from '@/lib/platform/clock'

/** An export that has said nothing for so long lost its process, or a reader that stopped taking. */
const silentSeconds = 300

/** Marks exports whose process died as broken off. Returns how many. */
export async function endLostExports(): Promise<number> {
  const now = await currentTime()
  const ended = await database()
    .update(exportRuns)
    .set({ state: 'aborted', endedAt: now })
    .where(and(eq(exportRuns.state, 'running'), lt(exportRuns.seenAt, secondsAfter(now, -silentSeconds))))
    .returning({ id: exportRuns.id })
  return ended.length
}
