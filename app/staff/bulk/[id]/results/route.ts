import { isRowId } from '@/lib/domain/shared/row-id'
import { resultsCsv } from '@/lib/features/bulk/queries/results-csv'
import { findStaff } from '@/lib/platform/auth/current'
import { csvHeaders } from '@/lib/platform/csv'

/** What became of every application of a run, as a CSV to save. */
export async function GET(_request: Request, { params }: RouteContext<'/staff/bulk/[id]/results'>) {
  const { id } = await params
  const staff = await findStaff('applications.read')
  if (!staff.ok) return nothing(staff.refusal.code === 'signed_out' ? 401 : 403)
  const csv = isRowId(id) ? await resultsCsv(staff.value, id) : null
  if (!csv) return nothing(404)
  return new Response(csv, { headers: csvHeaders(`bulk-${id}.csv`) })
}

const nothing = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'private, no-store' } })
