import { notFound } from 'next/navigation'
import { ConnectionScreen } from '@/components/partners/connection-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { findConnectionDetail } from '@/lib/features/partners/queries/connection'
import { findConnectionBudget } from '@/lib/features/partners/queries/connection-budget'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function ConnectionPage({ params }: PageProps<'/staff/settings/connections/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('settings.manage', `/staff/settings/connections/${encodeURIComponent(id)}`)
  if (!isRowId(id)) notFound()
  const [connection, budget, partner] = await Promise.all([
    findConnectionDetail(staff, id),
    findConnectionBudget(staff, id),
    getCurrentPartner(),
  ])
  if (!connection) notFound()
  return <ConnectionScreen connection={connection} budget={budget} partnerName={partner.name} />
}
