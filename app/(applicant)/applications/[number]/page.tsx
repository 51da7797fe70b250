import type { Metadata } from 'next'
import { ApplicationHome } from '@/components/applications/application-home'
import { getApplicationHome } from '@/lib/features/applications/queries/home'
import { requireApplicant } from '@/lib/platform/auth/current'

type Props = PageProps<'/applications/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).number }
}

export default async function ApplicationPage({ params, searchParams }: Props) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}`)
  const home = await getApplicationHome(applicant, number)
  const { saved } = await searchParams
  return <ApplicationHome home={home} hasSavedPreferences={saved === 'preferences'} />
}
