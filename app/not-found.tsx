import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'
import PublicLayout from './(public)/layout'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors')
  return { title: t('not_found_title') }
}

export default async function NotFound() {
  const t = await getTranslations('errors')
  return (
    <PublicLayout>
      <MessagePage
        title={t('not_found_title')}
        body={t('not_found_body')}
        actions={
          <>
            <ButtonLink href="/applications">{t('go_applications')}</ButtonLink>
            <ButtonLink look="secondary" href="/">
              {t('go_home')}
            </ButtonLink>
          </>
        }
      />
    </PublicLayout>
  )
}
