import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RecommendationsScreen } from '@/components/assessments/recommendations-screen'
import { findRecommendations } from '@/lib/features/assessments/queries/recommendations'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('recommendations')
  return { title: t('title') }
}

export default async function RecommendationsPage({
  params,
  searchParams,
}: PageProps<'/applications/[number]/recommendations'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/recommendations`)
  const page = await findRecommendations(applicant, number)
  if (!page) notFound()
  const { chosen } = await searchParams
  return <RecommendationsScreen page={page} isChosen={chosen === '1'} />
}
