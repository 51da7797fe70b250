'use client'

import { useTranslations } from 'next-intl'
import { Inset } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { TextLink } from '@/components/ui/text-link'
import { signIn } from '@/lib/features/applicants/actions'
import { AccountForm } from './account-form'

/** Signing in, for applicants and staff alike; `next` is the page they were on the way to. */
export function SignInForm({ partnerName, next }: { partnerName: string; next: string | null }) {
  const t = useTranslations('accounts.sign_in')
  const registerAt = next ? `/register?next=${encodeURIComponent(next)}` : '/register'
  return (
    <AccountForm
      action={signIn}
      title={t('title')}
      submitLabel={t('submit')}
      partnerName={partnerName}
      blames="email"
      before={
        next && (
          <div className="mb-6">
            <Inset>{t('to_go_on')}</Inset>
          </div>
        )
      }
      after={
        <>
          <TextLink href="/forgot-password">{t('forgot')}</TextLink>
          <p>{t.rich('no_account', { link: (words) => <TextLink href={registerAt}>{words}</TextLink> })}</p>
        </>
      }
    >
      {({ errors, typed }) => (
        <>
          {next && <input type="hidden" name="next" value={next} />}
          <TextInput
            name="email"
            label={t('email')}
            error={errors.email}
            type="email"
            defaultValue={typed.email}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
          />
          <TextInput
            name="password"
            label={t('password')}
            error={errors.password}
            type="password"
            width="half"
            autoComplete="current-password"
            maxLength={128}
          />
        </>
      )}
    </AccountForm>
  )
}
