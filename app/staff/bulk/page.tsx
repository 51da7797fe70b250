import { getTranslations } from 'next-intl/server'
import { RunList } from '@/components/bulk/run-list'
import { sameAddress } from '@/components/staff/list-address'
import { listRuns } from '@/lib/features/bulk/queries/runs'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('bulk'))('list.page_title'),
})

export default async function BulkRunsPage({ searchParams }: PageProps<'/staff/bulk'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/bulk', raw))
  return <RunList raw={raw} page={await listRuns(staff, readPlace(raw))} />
}
