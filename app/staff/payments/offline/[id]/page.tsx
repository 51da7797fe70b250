import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OfflineRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findOfflinePayment } from '@/lib/features/payments/queries/desk-records'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.offline'),
})

export default async function OfflinePage({
  params,
  searchParams,
}: PageProps<'/staff/payments/offline/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/offline/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findOfflinePayment(staff, id) : null
  if (!found) notFound()
  const locale = (await getLocale()) === 'hi' ? 'hi' : 'en'
  return <OfflineRecord found={found} role={staff.role} locale={locale} done={(await searchParams).done} />
}
