import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { AlertScreen } from '@/components/alerts/alert-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findAlert, listAssignable } from '@/lib/features/alerts/queries/alerts'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('alerts'))('one_page_title') })

export default async function AlertPage({ params }: PageProps<'/staff/alerts/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('alerts.read', `/staff/alerts/${encodeURIComponent(id)}`)
  const [found, people] = await Promise.all([
    isRowId(id) ? findAlert(staff, id) : null,
    listAssignable(staff),
  ])
  if (!found) notFound()
  return <AlertScreen {...found} people={people} />
}
