import { getTranslations } from 'next-intl/server'
import { MessagePage } from '@/components/layout/message-page'
import { ButtonLink } from '@/components/ui/button'

/** Nothing here that this member of staff may see: a wrong address, or another partner's. */
export default async function StaffNotFound() {
  const t = await getTranslations('staff')
  return (
    <MessagePage
      title={t('not_found.title')}
      body={t('not_found.body')}
      actions={
        <>
          <ButtonLink href="/staff/applications">{t('not_found.applications')}</ButtonLink>
          <ButtonLink look="secondary" href="/staff">
            {t('not_found.home')}
          </ButtonLink>
        </>
      }
    />
  )
}
