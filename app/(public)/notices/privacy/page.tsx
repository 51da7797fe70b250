import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PrivacyNotice } from '@/components/partners/privacy-notice'
import { getCurrentPartner } from '@/lib/features/partners/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notices')
  return { title: t('privacy_title') }
}

export default async function PrivacyNoticePage() {
  return <PrivacyNotice partner={await getCurrentPartner()} />
}
