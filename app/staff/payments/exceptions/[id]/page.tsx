import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ExceptionRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findException } from '@/lib/features/payments/queries/desk-records'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.exceptions'),
})

export default async function ExceptionPage({
  params,
  searchParams,
}: PageProps<'/staff/payments/exceptions/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/exceptions/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findException(staff, id) : null
  if (!found) notFound()
  const locale = (await getLocale()) === 'hi' ? 'hi' : 'en'
  return <ExceptionRecord found={found} role={staff.role} locale={locale} done={(await searchParams).done} />
}
