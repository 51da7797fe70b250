import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { StaffApplications } from '@/components/applications/staff-list'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import { viewAddress } from '@/components/views/view-address'
import { readApplicationFilter } from '@/lib/domain/applications/filter'
import { listFilterChoices } from '@/lib/features/applications/queries/filter-choices'
import { listApplications } from '@/lib/features/applications/queries/staff-list'
import { getViewLayout, listViews } from '@/lib/features/views/queries'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('applications.page_title'),
})

export default async function StaffApplicationsPage({ searchParams }: PageProps<'/staff/applications'>) {
  const raw: RawSearch = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/applications', raw))
  const views = await listViews(staff)
  const opening = views.find(({ isDefault }) => isDefault)
  if (opening && Object.keys(raw).length === 0) redirect(viewAddress(opening))
  const view = views.find(({ id }) => id === raw.view) ?? null
  const filter = readApplicationFilter(raw)
  const [page, choices, layout] = await Promise.all([
    listApplications(staff, filter, readPlace(raw)),
    listFilterChoices(staff),
    getViewLayout(staff, view),
  ])
  return <StaffApplications {...{ page, filter, choices, views, view, layout, raw }} role={staff.role} />
}
