import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { StaffCall } from '@/components/partners/staff-call'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findCall } from '@/lib/features/partners/queries/integration-log'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('integrations.call_page_title'),
})

export default async function StaffCallPage({ params }: PageProps<'/staff/integrations/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('integrations.read', `/staff/integrations/${encodeURIComponent(id)}`)
  const call = isRowId(id) ? await findCall(staff, id) : null
  if (!call) notFound()
  return <StaffCall call={call} />
}
