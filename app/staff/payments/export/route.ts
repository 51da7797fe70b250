import { deskFile } from '@/lib/features/payments/queries/desk-export'
import { readDeskFilter } from '@/lib/domain/payments/desk-filter'
import { findStaff } from '@/lib/platform/auth/current'
import { csvResponse } from '@/lib/platform/csv'

/** The list that is open on the payments desk as a file, narrowed as it stands there; made while it is read. */
export async function GET(request: Request): Promise<Response> {
  const staff = await findStaff('payments.export')
  if (!staff.ok) return new Response(null, { status: staff.refusal.code === 'signed_out' ? 401 : 403 })
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const list = asked.view ?? 'orders'
  const file = deskFile(staff.value, list, readDeskFilter(asked))
  return file ? csvResponse(list, file) : new Response(null, { status: 404 })
}
