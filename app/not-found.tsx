import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotFoundPage } from '@/components/layout/not-found-page'
import PublicLayout from './(public)/layout'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors')
  return { title: t('not_found_title') }
}

/** For addresses that no page claims; a page that finds nothing is answered by its own group's not-found.tsx. */
export default function NotFound() {
  return (
    <PublicLayout>
      <NotFoundPage />
    </PublicLayout>
  )
}
