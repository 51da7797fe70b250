import { NewIntake } from '@/components/partners/new-intake'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { listIntakeLines } from '@/lib/features/partners/queries/intakes'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function NewIntakePage({ searchParams }: PageProps<'/staff/settings/intakes/new'>) {
  const staff = await requireStaff('intakes.manage', '/staff/settings/intakes/new')
  const [{ copy }, lines, partner] = await Promise.all([
    searchParams,
    listIntakeLines(staff),
    getCurrentPartner(),
  ])
  return (
    <NewIntake
      intakes={lines.map(({ intake }) => intake)}
      copyOf={typeof copy === 'string' ? copy : ''}
      partnerName={partner.name}
    />
  )
}
