import { getTranslations } from 'next-intl/server'
import { RuleSets } from '@/components/assessments/rule-sets'
import { listRuleSets } from '@/lib/features/assessments/queries/rules'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('rules'))('page_title'),
})

export default async function RuleSetsPage() {
  const staff = await requireStaff('rules.manage', '/staff/settings/recommendations')
  return <RuleSets {...await listRuleSets(staff)} />
}
