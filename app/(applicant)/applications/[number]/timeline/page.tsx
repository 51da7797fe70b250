import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApplicationTimeline } from '@/components/applications/application-timeline'
import { getTimeline } from '@/lib/features/applications/queries/home'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('applications')
  return { title: t('timeline.title') }
}

export default async function TimelinePage({ params }: PageProps<'/applications/[number]/timeline'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/timeline`)
  const timeline = await getTimeline(applicant, number)
  return <ApplicationTimeline number={timeline.number} events={timeline.events} />
}
