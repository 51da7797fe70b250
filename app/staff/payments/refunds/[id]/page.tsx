import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RefundRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findRefund } from '@/lib/features/payments/queries/desk-records'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.refunds'),
})

export default async function RefundPage({
  params,
  searchParams,
}: PageProps<'/staff/payments/refunds/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/refunds/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findRefund(staff, id) : null
  if (!found) notFound()
  const locale = (await getLocale()) === 'hi' ? 'hi' : 'en'
  return <RefundRecord found={found} role={staff.role} locale={locale} done={(await searchParams).done} />
}
