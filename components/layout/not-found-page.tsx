import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

/** What a not-found.tsx draws inside a frame: nothing is here, nothing is lost, two ways on. */
export async function NotFoundPage() {
  const t = await getTranslations('errors')
  return (
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
  )
}
