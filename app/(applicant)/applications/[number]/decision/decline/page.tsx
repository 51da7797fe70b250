import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { DeclineOffer } from '@/components/decisions/own-decision'
import { getOwnDecision } from '@/lib/features/decisions/queries/applicant'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('decisions'))('own.decline_sure') }
}

export default async function DeclinePage({ params }: PageProps<'/applications/[number]/decision/decline'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/decision`)
  const { offer } = await getOwnDecision(applicant, number)
  if (offer?.state !== 'open' && offer?.state !== 'accepted') redirect(`/applications/${number}/decision`)
  return <DeclineOffer number={number} />
}
