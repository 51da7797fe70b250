import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'
import PublicLayout from './(public)/layout'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors')
  return { title: t('unauthorized_title') }
}

export default async function Unauthorized() {
  const t = await getTranslations('errors')
  return (
    <PublicLayout>
      <MessagePage
        title={t('unauthorized_title')}
        body={t('unauthorized_body')}
        actions={<ButtonLink href="/sign-in">{t('sign_in')}</ButtonLink>}
      />
    </PublicLayout>
  )
}
