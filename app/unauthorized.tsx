import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'

/** Drawn inside the frame of whichever layout the page stands in. */
export default async function Unauthorized() {
  const t = await getTranslations('errors')
  return (
    <MessagePage
      title={t('unauthorized_title')}
      body={t('unauthorized_body')}
      actions={<ButtonLink href="/sign-in">{t('sign_in')}</ButtonLink>}
    />
  )
}
