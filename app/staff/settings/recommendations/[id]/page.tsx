import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RuleSetScreen } from '@/components/assessments/rule-set-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findRuleSet } from '@/lib/features/assessments/queries/rules'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/settings/recommendations/[id]'>

async function findPage({ params }: Props) {
  const { id } = await params
  const staff = await requireStaff(
    'rules.manage',
    `/staff/settings/recommendations/${encodeURIComponent(id)}`,
  )
  return isRowId(id) ? findRuleSet(staff, id) : null
}

export async function generateMetadata(props: Props) {
  const t = await getTranslations('rules')
  const page = await findPage(props)
  return { title: page ? t('page_of', { name: page.name }) : t('page_title') }
}

export default async function RuleSetPage(props: Props) {
  const page = await findPage(props)
  if (!page) notFound()
  return <RuleSetScreen page={page} />
}
