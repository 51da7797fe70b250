import { NextResponse } from 'next/server'
import { figuresAsCsv } from '@/lib/features/dashboard/queries/as-csv'
import { findStaff } from '@/lib/platform/auth/current'
import { csvHeaders } from '@/lib/platform/csv'

/** One table of the dashboard as a file: `?table=funnel`; today's work where none is named. */
export async function GET(request: Request): Promise<Response> {
  const staff = await findStaff('applications.read')
  if (!staff.ok) {
    const status = staff.refusal.code === 'signed_out' ? 401 : 403
    return NextResponse.json({ ok: false, refusal: staff.refusal }, { status })
  }
  const table = new URL(request.url).searchParams.get('table') ?? 'work'
  const csv = await figuresAsCsv(staff.value, table)
  return csv === null
    ? new Response(null, { status: 404 })
    : new Response(csv, { headers: csvHeaders(`${table}.csv`) })
}
