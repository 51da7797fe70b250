import { getTranslations } from 'next-intl/server'
import { ProgrammeTable } from '@/components/partners/programme-table'
import { listProgrammes } from '@/lib/features/partners/queries/programmes'
import { requireStaff } from '@/lib/platform/auth/current'

export async function generateMetadata() {
  const t = await getTranslations('admin')
  return { title: t('programmes.title') }
}

export default async function ProgrammesPage() {
  const staff = await requireStaff('intakes.manage', '/staff/settings/programmes')
  return <ProgrammeTable programmes={await listProgrammes(staff)} />
}
