import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProgrammeList } from '@/components/partners/programme-list'
import { getCurrentPartner, listIntakes } from '@/lib/features/partners/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('public')
  return { title: t('programmes_title') }
}

export default async function ProgrammesPage() {
  const [partner, intakes] = await Promise.all([getCurrentPartner(), listIntakes()])
  return <ProgrammeList partner={partner} intakes={intakes} />
}
