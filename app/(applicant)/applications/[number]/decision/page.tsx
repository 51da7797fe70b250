import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OwnDecisionScreen } from '@/components/decisions/own-decision'
import { getOwnDecision } from '@/lib/features/decisions/queries/applicant'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata({
  params,
}: PageProps<'/applications/[number]/decision'>): Promise<Metadata> {
  const t = await getTranslations('decisions')
  return { title: t('own.page_title', await params) }
}

export default async function DecisionPage({ params }: PageProps<'/applications/[number]/decision'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/decision`)
  return <OwnDecisionScreen decision={await getOwnDecision(applicant, number)} />
}
