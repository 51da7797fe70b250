import { deskFile } from '@/lib/features/payments/queries/desk-export'
import { findStaff } from '@/lib/platform/auth/current'
import { csvResponse } from '@/lib/platform/csv'

/** The list that is open on the payments desk as a file; made while it is read. */
export async function GET(request: Request): Promise<Response> {
  const staff = await findStaff('payments.export')
  if (!staff.ok) return new Response(null, { status: staff.refusal.code === 'signed_out' ? 401 : 403 })
  const view = new URL(request.url).searchParams.get('view') ?? 'orders'
  const file = deskFile(staff.value, view)
  return file ? csvResponse(`${view}`, file) : new Response(null, { status: 404 })
}
