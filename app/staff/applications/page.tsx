import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { StaffApplications } from '@/components/applications/staff-list'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import { viewAddress } from '@/components/views/view-address'
import { readApplicationFilter } from '@/lib/domain/applications/filter'
import { listFilterChoices } from '@/lib/features/applications/queries/filter-choices'
import { listApplications } from '@/lib/features/applications/queries/staff-list'
import { getViewLayout, listViews } from '@/lib/features/views/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('applications.page_title'),
})

export default async function StaffApplicationsPage({ searchParams }: PageProps<'/staff/applications'>) {
  const raw: RawSearch = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/applications', raw))
  const filter = readApplicationFilter(raw)
  const [page, choices, { views, view, layout }] = await Promise.all([
    listApplications(staff, filter, readPlace(raw)),
    listFilterChoices(staff),
    findArrangement(staff, raw.view),
  ])
  const opening = views.find(({ isDefault }) => isDefault)
  if (opening && Object.keys(raw).length === 0) redirect(viewAddress(opening))
  return <StaffApplications {...{ page, filter, choices, views, view, layout, raw }} role={staff.role} />
}

/** The views there are, the one asked for, and how it is drawn. */
async function findArrangement(staff: Staff<'applications.read'>, asked: RawSearch[string]) {
  const views = await listViews(staff)
  const view = views.find(({ id }) => id === asked) ?? null
  return { views, view, layout: await getViewLayout(staff, view) }
}
