import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Submitted } from '@/components/applications/submitted'
import { getApplicationHome } from '@/lib/features/applications/queries/home'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('applications')
  return { title: t('submitted.title') }
}

export default async function SubmittedPage({ params }: PageProps<'/applications/[number]/form/submitted'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/form/submitted`)
  const home = await getApplicationHome(applicant, number)
  if (!home.submittedAt) redirect(`/applications/${number}`)
  return <Submitted home={home} email={applicant.email} />
}
