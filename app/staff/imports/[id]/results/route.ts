import { isRowId } from '@/lib/domain/shared/row-id'
import { importResultsCsv } from '@/lib/features/transfer/queries/import-results-csv'
import { findStaff } from '@/lib/platform/auth/current'
import { csvHeaders } from '@/lib/platform/csv'

/** The file's own rows with what became of each and what is wrong: corrected, it can be uploaded again. */
export async function GET(_request: Request, { params }: RouteContext<'/staff/imports/[id]/results'>) {
  const { id } = await params
  const staff = await findStaff('applications.import')
  if (!staff.ok) return nothing(staff.refusal.code === 'signed_out' ? 401 : 403)
  const csv = isRowId(id) ? await importResultsCsv(staff.value, id) : null
  if (!csv) return nothing(404)
  return new Response(csv, { headers: csvHeaders(`import-${id}.csv`) })
}

const nothing = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'private, no-store' } })
