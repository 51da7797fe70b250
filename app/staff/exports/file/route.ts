import { randomUUID } from 'node:crypto'
import { indiaDate } from '@/lib/domain/shared/india-time'
import { writeApplicationFilter, readApplicationFilter } from '@/lib/domain/applications/filter'
import { exportApplications } from '@/lib/features/transfer/commands/export-applications'
import { readExportColumns, readExportIds, usualExportColumns } from '@/lib/features/transfer/schema'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { csvHeaders } from '@/lib/platform/csv'

/**
 * The applications of a filter as a CSV, streamed while it is made: `?column=number&column=score&intake=…`. Every download
 * is written down, so a page of another site cannot begin one.
 */
export async function GET(request: Request): Promise<Response> {
  const staff = await findStaff('applications.export')
  if (!staff.ok) return nothing(staff.refusal.code === 'signed_out' ? 401 : 403)
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site') return nothing(403)
  const address = new URL(request.url).searchParams
  const ids = readExportIds(address)
  const query = ids
    ? new URLSearchParams({ ids: ids.join(',') })
    : writeApplicationFilter(readApplicationFilter(address))
  const now = await currentTime()
  const ctx = { actor: staff.value, now, source: 'browser' as const, requestId: randomUUID() }
  const ticked = address.getAll('column')
  const columns = ticked.length === 0 ? [...usualExportColumns] : readExportColumns(ticked)
  const begun = await exportApplications(ctx, { query: query.toString(), columns })
  if (!begun.ok) return nothing(begun.refusal.code === 'too_many_tries' ? 429 : 400)
  return new Response(begun.value.body, { headers: csvHeaders(`applications-${indiaDate(now)}.csv`) })
}

const nothing = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'private, no-store' } })
