import { getTranslations } from 'next-intl/server'
import { SeatsScreen } from '@/components/decisions/seats-screen'
import { getSeats } from '@/lib/features/decisions/queries/board'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('decisions'))('seats.add') })

export default async function SeatsPage({ params }: PageProps<'/staff/settings/intakes/[id]/seats'>) {
  const { id } = await params
  const staff = await requireStaff('intakes.manage', `/staff/settings/intakes/${id}/seats`)
  return <SeatsScreen {...await getSeats(staff, id)} />
}
