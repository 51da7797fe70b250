import { randomUUID } from 'node:crypto'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { type OpenReport, downloadReport } from '@/lib/features/assessments/commands/download-report'
import { reportInput } from '@/lib/features/assessments/schema'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'

/**
 * One kept report as a file to save. Whether it may be read is decided by the command, row by row; the file's own address
 * is known to nobody, and a proxy or the browser's shared memory keeps nothing of it.
 */
export async function GET(_request: Request, { params }: RouteContext<'/staff/assessments/reports/[id]'>) {
  const input = reportInput.safeParse(await params)
  if (!input.success) return nothing(404)
  const { id } = input.data
  const opened = await open(id).catch((error: unknown) => {
    log.error({ err: error, report: id }, 'opening a report failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  if (!opened.ok) return refused(opened.refusal.code, id)
  const { name, mediaType, bytes, body } = opened.value
  return new Response(body, {
    headers: {
      ...unshared,
      'content-type': mediaType,
      'content-length': String(bytes),
      'content-disposition': attachment(name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

async function open(id: string): Promise<Result<OpenReport>> {
  const staff = await findStaff('reports.read')
  if (!staff.ok) return staff
  const ctx = {
    actor: staff.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  return downloadReport(ctx, { id })
}

const unshared = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

function refused(code: string, id: string): Response {
  if (code === 'signed_out') {
    const location = `/sign-in?next=${encodeURIComponent(`/staff/assessments/reports/${id}`)}`
    return new Response(null, { status: 303, headers: { ...unshared, location } })
  }
  if (code === 'not_allowed') return nothing(403)
  return nothing(code === 'try_again' ? 500 : 404)
}

const nothing = (status: number) => new Response(null, { status, headers: unshared })

/** Plain letters for old clients, the whole name for all others (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
