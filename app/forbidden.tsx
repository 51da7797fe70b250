import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'
import PublicLayout from './(public)/layout'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors')
  return { title: t('forbidden_title') }
}

export default async function Forbidden() {
  const t = await getTranslations('errors')
  return (
    <PublicLayout>
      <MessagePage
        title={t('forbidden_title')}
        body={t('forbidden_body')}
        actions={<ButtonLink href="/">{t('go_home')}</ButtonLink>}
      />
    </PublicLayout>
  )
}
