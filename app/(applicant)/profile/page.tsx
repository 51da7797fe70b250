import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Profile } from '@/components/applicants/profile'
import { ClientMessages } from '@/components/layout/client-messages'
import { NewsChoice } from '@/components/outreach/news-choice'
import { getProfile, listDevices } from '@/lib/features/applicants/queries'
import { findNewsChoice } from '@/lib/features/outreach/queries/templates'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.profile')
  return { title: t('title') }
}

export default async function ProfilePage() {
  const applicant = await requireApplicant('/profile')
  const [profile, devices, wantsNews] = await Promise.all([
    getProfile(applicant),
    listDevices(applicant),
    findNewsChoice(applicant),
  ])
  return (
    <ClientMessages also={['accounts', 'refusals', 'outreach']}>
      <Profile profile={profile} devices={devices} news={<NewsChoice wantsNews={wantsNews} />} />
    </ClientMessages>
  )
}
