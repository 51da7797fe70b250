import { NextResponse } from 'next/server'
import { readAuditFilter } from '@/lib/domain/partners/audit'
import { exportAuditLog } from '@/lib/features/staff/commands/export-audit-log'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { csvHeaders } from '@/lib/platform/csv'

/** The audit log as a file: the same filter as the list's address. */
export async function GET(request: Request): Promise<Response> {
  const member = await findStaff('audit.read')
  if (!member.ok) {
    const status = member.refusal.code === 'signed_out' ? 401 : 403
    return NextResponse.json({ ok: false, refusal: member.refusal }, { status })
  }
  const filter = readAuditFilter(Object.fromEntries(new URL(request.url).searchParams))
  const ctx = {
    actor: member.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: crypto.randomUUID(),
  }
  return new Response(await exportAuditLog(ctx, filter), { headers: csvHeaders('audit-log.csv') })
}
