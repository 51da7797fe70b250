import { notFound } from 'next/navigation'
import { IntakeAssessmentScreen } from '@/components/partners/intake-assessment'
import { isRowId } from '@/lib/domain/shared/row-id'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { findIntakeAssessment } from '@/lib/features/partners/queries/connection'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function IntakeAssessmentPage({ params }: PageProps<'/staff/settings/intakes/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('settings.manage', `/staff/settings/intakes/${encodeURIComponent(id)}`)
  const [intake, partner] = await Promise.all([
    isRowId(id) ? findIntakeAssessment(staff, id) : null,
    getCurrentPartner(),
  ])
  if (!intake) notFound()
  return <IntakeAssessmentScreen intake={intake} partnerName={partner.name} />
}
