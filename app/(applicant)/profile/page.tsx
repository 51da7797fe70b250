import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Profile } from '@/components/applicants/profile'
import { ClientMessages } from '@/components/layout/client-messages'
import { getProfile, listDevices } from '@/lib/features/applicants/queries'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.profile')
  return { title: t('title') }
}

export default async function ProfilePage() {
  const applicant = await requireApplicant('/profile')
  const [profile, devices] = await Promise.all([getProfile(applicant), listDevices(applicant)])
  return (
    <ClientMessages also={['accounts', 'refusals']}>
      <Profile profile={profile} devices={devices} />
    </ClientMessages>
  )
}
