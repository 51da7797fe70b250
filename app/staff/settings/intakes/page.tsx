import { getTranslations } from 'next-intl/server'
import { IntakeList } from '@/components/partners/intake-list'
import { listIntakeLines } from '@/lib/features/partners/queries/intakes'
import { requireStaff } from '@/lib/platform/auth/current'

export async function generateMetadata() {
  const t = await getTranslations('admin')
  return { title: t('intakes.title') }
}

export default async function IntakesPage() {
  const staff = await requireStaff('intakes.manage', '/staff/settings/intakes')
  return <IntakeList lines={await listIntakeLines(staff)} />
}
