import { getTranslations } from 'next-intl/server'
import { StaffApplications } from '@/components/applications/staff-list'
import { sameAddress } from '@/components/staff/list-address'
import { readApplicationFilter } from '@/lib/domain/applications/filter'
import { listApplications, listIntakeChoices } from '@/lib/features/applications/queries/staff-list'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('applications.page_title'),
})

export default async function StaffApplicationsPage({ searchParams }: PageProps<'/staff/applications'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/applications', raw))
  const filter = readApplicationFilter(raw)
  const [page, intakes] = await Promise.all([
    listApplications(staff, filter, readPlace(raw)),
    listIntakeChoices(staff),
  ])
  return <StaffApplications page={page} intakes={intakes} filter={filter} raw={raw} />
}
