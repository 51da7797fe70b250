import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { exportRuns } from '@/db/schema/transfer'
import { asAskedBy, readApplicationFilter } from '@/lib/domain/applications/filter'
import type { ExportState } from '@/lib/domain/transfer/transfer'
import { type MatchingCount, countMatching } from '@/lib/features/applications/queries/matching'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { readExportIds } from '../schema'

export type ExportRow = {
  id: string
  by: string
  query: string
  columns: number
  state: ExportState
  rows: number
  bytes: number
  sha256: string | null
  startedAt: Date
  endedAt: Date | null
}

/** Every export that left this partner's portal, newest first. */
export async function listExports(
  staff: Staff<'applications.export'>,
  place: PagePlace,
): Promise<KeysetPage<ExportRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: exportRuns.partnerId, id: exportRuns.id, at: exportRuns.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const rows = await database()
    .select({
      id: exportRuns.id,
      by: accounts.fullName,
      query: exportRuns.query,
      columns: sql<number>`cardinality(${exportRuns.columns})`,
      state: exportRuns.state,
      rows: exportRuns.rows,
      bytes: exportRuns.bytes,
      sha256: exportRuns.sha256,
      startedAt: exportRuns.startedAt,
      endedAt: exportRuns.endedAt,
    })
    .from(exportRuns)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, exportRuns.partnerId), eq(accounts.id, exportRuns.createdBy)),
    )
    .where(and(eq(exportRuns.partnerId, staff.partnerId), where))
    .orderBy(...orderBy)
    .limit(pageSize + 1)
  return toPage(rows, place)
}

/** How many applications an export with this query would hold; of very many, at least so many. */
export async function countExport(
  staff: Staff<'applications.export'>,
  query: URLSearchParams,
): Promise<MatchingCount> {
  const ids = readExportIds(query)
  if (ids) return { count: ids.length, isExact: true }
  const filter = asAskedBy(readApplicationFilter(query), staff.accountId)
  return countMatching(staff.partnerId, filter, await currentTime())
}
