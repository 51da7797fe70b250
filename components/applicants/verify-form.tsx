'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { verifyEmail } from '@/lib/features/applicants/actions'
import { AccountForm } from './account-form'
import { CodeInput } from './code-input'

/** Confirms the address with the code; `delivery` tells where the message is and offers another. */
export function VerifyForm({
  partnerName,
  email,
  before,
  delivery,
}: {
  partnerName: string
  email: string
  before: ReactNode
  delivery: ReactNode
}) {
  const t = useTranslations('accounts.verify')
  return (
    <AccountForm
      action={verifyEmail}
      title={t('title')}
      lead={t.rich('lead', { email, strong: (words) => <strong className="wrap-anywhere">{words}</strong> })}
      submitLabel={t('submit')}
      partnerName={partnerName}
      blames="code"
      before={before}
      after={
        <>
          {delivery}
          <p>{t.rich('wrong_address', { link: (words) => <TextLink href="/register">{words}</TextLink> })}</p>
        </>
      }
    >
      {({ errors }) => <CodeInput label={t('code')} error={errors.code} />}
    </AccountForm>
  )
}
