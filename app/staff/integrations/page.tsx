import { getTranslations } from 'next-intl/server'
import { IntegrationLog } from '@/components/partners/integration-log'
import { sameAddress } from '@/components/staff/list-address'
import { readCallFilter } from '@/lib/domain/partners/calls'
import { listCalls, listConnectionLabels } from '@/lib/features/partners/queries/integration-log'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('integrations.page_title'),
})

export default async function StaffIntegrationsPage({ searchParams }: PageProps<'/staff/integrations'>) {
  const raw = await searchParams
  const staff = await requireStaff('integrations.read', sameAddress('/staff/integrations', raw))
  const filter = readCallFilter(raw)
  const [page, labels] = await Promise.all([
    listCalls(staff, filter, readPlace(raw)),
    listConnectionLabels(staff),
  ])
  return <IntegrationLog raw={raw} filter={filter} page={page} labels={labels} />
}
