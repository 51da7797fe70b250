import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OrderRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { listMoneyLines } from '@/lib/features/payments/queries/desk-records'
import { findPayment } from '@/lib/features/payments/queries/staff'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.orders'),
})

export default async function OrderPage({ params, searchParams }: PageProps<'/staff/payments/orders/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/orders/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findPayment(staff, id) : null
  if (!found) notFound()
  const lines = await listMoneyLines(staff, found.applicationId)
  const locale = (await getLocale()) === 'hi' ? 'hi' : 'en'
  return (
    <OrderRecord
      found={found}
      lines={lines}
      role={staff.role}
      locale={locale}
      done={(await searchParams).done}
    />
  )
}
