import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'

/** Drawn inside the frame of whichever layout the page stands in. */
export default async function Forbidden() {
  const t = await getTranslations('errors')
  return (
    <MessagePage
      title={t('forbidden_title')}
      body={t('forbidden_body')}
      actions={<ButtonLink href="/">{t('go_home')}</ButtonLink>}
    />
  )
}
