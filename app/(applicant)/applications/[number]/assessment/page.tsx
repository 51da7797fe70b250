import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { AssessmentScreen } from '@/components/assessments/assessment-screen'
import { refusalCodes } from '@/lib/domain/shared/refusals'
import { findAssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assessments')
  return { title: t('title') }
}

export default async function AssessmentPage({
  params,
  searchParams,
}: PageProps<'/applications/[number]/assessment'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/assessment`)
  const page = await findAssessmentPage(applicant, number)
  if (!page) notFound()
  const { refused } = await searchParams
  return <AssessmentScreen page={page} refused={refusalCodes.find((code) => code === refused) ?? null} />
}
