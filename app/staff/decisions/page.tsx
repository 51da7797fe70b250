import { getTranslations } from 'next-intl/server'
import { DecisionBoard } from '@/components/decisions/board'
import { roleMay } from '@/lib/domain/partners/permissions'
import { boardTabs, getBoard } from '@/lib/features/decisions/queries/board'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('decisions'))('title') })

export default async function DecisionsPage({ searchParams }: PageProps<'/staff/decisions'>) {
  const staff = await requireStaff('decisions.read', '/staff/decisions')
  const query = await searchParams
  const board = await getBoard(staff, {
    intakeId: typeof query.intake === 'string' ? query.intake : null,
    tab: boardTabs.find((tab) => tab === query.show) ?? 'to_decide',
    place: readPlace(query),
  })
  const may = {
    propose: roleMay(staff.role, 'decisions.propose'),
    confirm: roleMay(staff.role, 'decisions.confirm'),
    setSeats: roleMay(staff.role, 'intakes.manage'),
  }
  return <DecisionBoard board={board} may={may} />
}
