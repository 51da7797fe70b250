import { notFound } from 'next/navigation'
import { TermsScreen } from '@/components/partners/terms-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { findIntakePage } from '@/lib/features/partners/queries/intakes'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function IntakePage({ params }: PageProps<'/staff/settings/intakes/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('intakes.manage', `/staff/settings/intakes/${encodeURIComponent(id)}`)
  const [page, partner] = await Promise.all([
    isRowId(id) ? findIntakePage(staff, id) : null,
    getCurrentPartner(),
  ])
  if (!page) notFound()
  return <TermsScreen page={page} partnerName={partner.name} />
}
