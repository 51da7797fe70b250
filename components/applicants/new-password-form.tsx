'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextInput } from '@/components/ui/text-input'
import { resetPassword } from '@/lib/features/applicants/actions'
import { AccountForm } from './account-form'
import { CodeInput } from './code-input'

/** Second half of a forgotten password: the code and the new password. */
export function NewPasswordForm({
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
  const t = useTranslations('accounts.new_password')
  return (
    <AccountForm
      action={resetPassword}
      title={t('title')}
      lead={t.rich('lead', { email, strong: (words) => <strong className="wrap-anywhere">{words}</strong> })}
      submitLabel={t('submit')}
      partnerName={partnerName}
      blames="code"
      before={before}
      after={delivery}
    >
      {({ errors }) => (
        <>
          {/* Tells password managers whose password it is. */}
          <input type="text" name="email" value={email} autoComplete="username" readOnly hidden />
          <CodeInput label={t('code')} error={errors.code} />
          <TextInput
            name="password"
            label={t('password')}
            hint={t('password_hint')}
            error={errors.password}
            type="password"
            width="half"
            autoComplete="new-password"
            maxLength={128}
          />
          <p className="text-muted">{t('note')}</p>
        </>
      )}
    </AccountForm>
  )
}
