import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PaymentRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findTry } from '@/lib/features/payments/queries/desk-records'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.payments'),
})

export default async function PaymentPage({
  params,
  searchParams,
}: PageProps<'/staff/payments/payments/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/payments/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findTry(staff, id) : null
  if (!found) notFound()
  const locale = (await getLocale()) === 'hi' ? 'hi' : 'en'
  return <PaymentRecord found={found} role={staff.role} locale={locale} done={(await searchParams).done} />
}
