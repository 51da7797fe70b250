import { notFound } from 'next/navigation'
import { ProgrammeScreen } from '@/components/partners/programme-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { findProgramme } from '@/lib/features/partners/queries/programmes'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function ProgrammePage({ params }: PageProps<'/staff/settings/programmes/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('intakes.manage', `/staff/settings/programmes/${encodeURIComponent(id)}`)
  const [programme, partner] = await Promise.all([
    isRowId(id) ? findProgramme(staff, id) : null,
    getCurrentPartner(),
  ])
  if (!programme) notFound()
  return <ProgrammeScreen programme={programme} partnerName={partner.name} />
}
