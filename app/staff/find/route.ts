import { getTranslations } from 'next-intl/server'
import { readApplicationFilter } from '@/lib/domain/applications/filter'
import { listRows } from '@/lib/features/applications/queries/staff-list'
import { findStaff } from '@/lib/platform/auth/current'

const most = 8
const unshared = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

/** The first few applications for what is typed into the palette: what the list would show for the same search. */
export async function GET(request: Request) {
  const staff = await findStaff('applications.read')
  if (!staff.ok)
    return new Response(null, { status: staff.refusal.code === 'signed_out' ? 401 : 403, headers: unshared })
  const q = new URL(request.url).searchParams.get('q') ?? ''
  const filter = readApplicationFilter({ q })
  const [rows, t] = await Promise.all([
    filter.search ? listRows(staff.value, filter, {}, most) : [],
    getTranslations('staff'),
  ])
  const applications = rows.map(({ number, fullName, standing }) => ({
    number,
    fullName,
    standing: t(`standing.${standing}`),
  }))
  return Response.json({ applications }, { headers: unshared })
}
