import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { sandboxRecords } from '@/db/schema/sandbox'
import type { SimStore } from '@/lib/providers/simulator-host'

/** A simulator's memory in the schema `sandbox`: outlives a restart, shared by every web process. */
export function databaseStore(simulator: string): SimStore {
  const recordOf = (kind: string, id: string) =>
    and(eq(sandboxRecords.simulator, simulator), eq(sandboxRecords.kind, kind), eq(sandboxRecords.id, id))
  return {
    get: async <T>(kind: string, id: string) => {
      const [row] = await database()
        .select({ value: sandboxRecords.value })
        .from(sandboxRecords)
        .where(recordOf(kind, id))
      return row?.value as T | undefined
    },
    update: <T>(kind: string, id: string, change: (current: T | undefined) => T) =>
      database().transaction(async (tx) => {
        // A record that does not exist yet cannot be row-locked, so the name is locked instead.
        await tx.execute(
          sql`select pg_advisory_xact_lock(hashtextextended(${`${simulator}/${kind}/${id}`}, 0))`,
        )
        const [row] = await tx
          .select({ value: sandboxRecords.value })
          .from(sandboxRecords)
          .where(recordOf(kind, id))
        const value = change(row?.value as T | undefined)
        await tx
          .insert(sandboxRecords)
          .values({ simulator, kind, id, value })
          .onConflictDoUpdate({
            target: [sandboxRecords.simulator, sandboxRecords.kind, sandboxRecords.id],
            set: { value },
          })
        return value
      }),
    list: async <T>(kind: string) => {
      const rows = await database()
        .select({ value: sandboxRecords.value })
        .from(sandboxRecords)
        .where(and(eq(sandboxRecords.simulator, simulator), eq(sandboxRecords.kind, kind)))
      return rows.map((row) => row.value as T)
    },
    clear: async () =>
      void (await database().delete(sandboxRecords).where(eq(sandboxRecords.simulator, simulator))),
  }
}
