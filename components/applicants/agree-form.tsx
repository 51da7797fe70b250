'use client'

import { useTranslations } from 'next-intl'
import { TextLink } from '@/components/ui/text-link'
import { agreeToPrivacyNotice } from '@/lib/features/applicants/actions'
import { AccountForm } from './account-form'
import { ConsentBox } from './consent-box'

/** The privacy notice for somebody who has an account already: staff brought them in, or the notice has changed. */
export function AgreeForm({
  partnerName,
  noticeVersion,
  next,
}: {
  partnerName: string
  noticeVersion: string
  next: string | null
}) {
  const t = useTranslations('accounts.agree')
  return (
    <AccountForm
      action={agreeToPrivacyNotice}
      title={t('title')}
      lead={t('lead', { partner: partnerName })}
      submitLabel={t('submit')}
      partnerName={partnerName}
      after={<TextLink href="/notices/privacy">{t('read')}</TextLink>}
    >
      {(form) => (
        <>
          <input type="hidden" name="noticeVersion" value={noticeVersion} />
          {next && <input type="hidden" name="next" value={next} />}
          <ConsentBox {...form} partnerName={partnerName} />
        </>
      )}
    </AccountForm>
  )
}
