'use client'

import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

/** What an error.tsx draws for a bug on our side: says so, offers another try. The digest leads staff to the log line. */
export function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errors')
  // After a deploy an old page knows actions that are gone; only a reload helps.
  const isOutdated = error.message.includes('Failed to find Server Action')
  const title = t(isOutdated ? 'new_version_title' : 'broken_title')
  return (
    <MessagePage
      title={title}
      body={t(isOutdated ? 'new_version_body' : 'broken_body')}
      actions={
        <>
          <Button onClick={() => (isOutdated ? window.location.reload() : reset())}>
            {t(isOutdated ? 'reload' : 'try_again')}
          </Button>
          <ButtonLink look="secondary" href="/">
            {t('go_home')}
          </ButtonLink>
        </>
      }
    >
      {error.digest && <p className="figures text-muted">{t('broken_code', { code: error.digest })}</p>}
    </MessagePage>
  )
}
