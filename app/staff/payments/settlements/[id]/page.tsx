import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { SettlementRecord } from '@/components/payments/desk-records'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findSettlement } from '@/lib/features/payments/queries/desk-records'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('desk'))('record_title.settlements'),
})

export default async function SettlementPage({ params }: PageProps<'/staff/payments/settlements/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('payments.read', `/staff/payments/settlements/${encodeURIComponent(id)}`)
  const found = isRowId(id) ? await findSettlement(staff, id) : null
  if (!found) notFound()
  return <SettlementRecord found={found} />
}
