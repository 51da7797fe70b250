import { getTranslations } from 'next-intl/server'
import { LettersScreen } from '@/components/decisions/letters-screen'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import { roleMay } from '@/lib/domain/partners/permissions'
import { listTemplates } from '@/lib/features/decisions/queries/letters'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('letters'))('title') })

export default async function LettersPage({ searchParams }: PageProps<'/staff/decisions/letters'>) {
  const staff = await requireStaff('decisions.read', '/staff/decisions/letters')
  const { edit } = await searchParams
  const edits = decisionKinds.find((kind) => kind === edit) ?? null
  const mayEdit = roleMay(staff.role, 'templates.manage')
  return <LettersScreen templates={await listTemplates(staff)} mayEdit={mayEdit} edits={edits} />
}
