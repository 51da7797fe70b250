import { isRowId } from '@/lib/domain/shared/row-id'
import { findConformanceFile } from '@/lib/features/partners/queries/conformance'
import { findStaff } from '@/lib/platform/auth/current'

type Context = RouteContext<'/staff/settings/connections/[id]/conformance/[runId]'>

/** The report of one run as a file to save: `?as=json`, else as a page. */
export async function GET(request: Request, { params }: Context) {
  const { id, runId } = await params
  const staff = await findStaff('settings.manage')
  if (!staff.ok) return nothing(staff.refusal.code === 'signed_out' ? 401 : 403)
  if (!isRowId(id) || !isRowId(runId)) return nothing(404)
  const form = new URL(request.url).searchParams.get('as') === 'json' ? 'json' : 'html'
  const file = await findConformanceFile(staff.value, { connectionId: id, runId, form })
  if (!file) return nothing(404)
  return new Response(file.text, {
    headers: {
      ...unshared,
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name}"`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}

const unshared = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

const nothing = (status: number) => new Response(null, { status, headers: unshared })
