'use client'

import { useTranslations } from 'next-intl'
import { TextInput } from '@/components/ui/text-input'
import { TextLink } from '@/components/ui/text-link'
import { forgotPassword } from '@/lib/features/applicants/actions'
import { AccountForm } from './account-form'

/** First half of a forgotten password: which address the code goes to. */
export function ForgotPasswordForm({ partnerName, email }: { partnerName: string; email?: string }) {
  const t = useTranslations('accounts.forgot')
  return (
    <AccountForm
      action={forgotPassword}
      title={t('title')}
      lead={t('lead')}
      submitLabel={t('submit')}
      partnerName={partnerName}
      after={<TextLink href="/sign-in">{t('back')}</TextLink>}
    >
      {({ errors, typed }) => (
        <TextInput
          name="email"
          label={t('email')}
          error={errors.email}
          type="email"
          defaultValue={typed.email ?? email}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
      )}
    </AccountForm>
  )
}
