import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Welcome } from '@/components/partners/welcome'
import { getCurrentPartner, listIntakes } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('public')
  return { title: t('home_title') }
}

export default async function HomePage() {
  const [partner, intakes, who] = await Promise.all([getCurrentPartner(), listIntakes(), signedIn()])
  return <Welcome partner={partner} intakes={intakes} isSignedIn={who !== null} />
}
