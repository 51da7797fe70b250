import { and, eq } from 'drizzle-orm'
import { importRuns } from '@/db/schema/transfer'
import type { Tx } from '@/db/client'

export type ImportRun = typeof importRuns.$inferSelect

export const ofImport = (partnerId: string, importId: string) =>
  and(eq(importRuns.partnerId, partnerId), eq(importRuns.id, importId))

/** The import, held until the transaction ends; `skip` gives null when another worker holds it. */
export async function lockImport(
  tx: Tx,
  partnerId: string,
  importId: string,
  { skip = false } = {},
): Promise<ImportRun | null> {
  const [run] = await tx
    .select()
    .from(importRuns)
    .where(ofImport(partnerId, importId))
    .for('update', skip ? { skipLocked: true } : undefined)
  return run ?? null
}
