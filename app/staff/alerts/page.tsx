import { getTranslations } from 'next-intl/server'
import { AlertList } from '@/components/alerts/alert-list'
import { sameAddress } from '@/components/staff/list-address'
import { listAlerts, readAlertFilter } from '@/lib/features/alerts/queries/alerts'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('alerts'))('page_title') })

export default async function AlertsPage({ searchParams }: PageProps<'/staff/alerts'>) {
  const raw = await searchParams
  const staff = await requireStaff('alerts.read', sameAddress('/staff/alerts', raw))
  const filter = readAlertFilter(raw)
  return <AlertList raw={raw} filter={filter} page={await listAlerts(staff, filter, readPlace(raw))} />
}
