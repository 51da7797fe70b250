import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { bulkRuns } from '@/db/schema/bulk'

export type RunRow = typeof bulkRuns.$inferSelect

/** This one run of this partner. */
export const ofRun = (partnerId: string, runId: string) =>
  and(eq(bulkRuns.partnerId, partnerId), eq(bulkRuns.id, runId))

/** The run, held until the transaction ends; null when this partner has none of that id. */
export async function lockRun(tx: Tx, partnerId: string, runId: string): Promise<RunRow | null> {
  const [run] = await tx.select().from(bulkRuns).where(ofRun(partnerId, runId)).for('update')
  return run ?? null
}
