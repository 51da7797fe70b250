'use client'

import { useTranslations } from 'next-intl'
import { DateInput } from '@/components/ui/date-input'
import { TextInput } from '@/components/ui/text-input'
import { TextLink } from '@/components/ui/text-link'
import { register } from '@/lib/features/applicants/actions'
import { AccountForm, type FormState } from './account-form'
import { ConsentBox } from './consent-box'

/** Registration: who applies, how to reach them, a password, consent to the notice of this version. */
export function RegisterForm(page: { partnerName: string; noticeVersion: string; next: string | null }) {
  const t = useTranslations('accounts.register')
  const signIn = page.next ? `/sign-in?next=${encodeURIComponent(page.next)}` : '/sign-in'
  const after = (
    <p>{t.rich('have_account', { link: (words) => <TextLink href={signIn}>{words}</TextLink> })}</p>
  )
  return (
    <AccountForm
      action={register}
      title={t('title')}
      lead={t('lead')}
      submitLabel={t('submit')}
      partnerName={page.partnerName}
      after={after}
    >
      {(form) => (
        <>
          <input type="hidden" name="noticeVersion" value={page.noticeVersion} />
          {page.next && <input type="hidden" name="next" value={page.next} />}
          <Person {...form} />
          <ConsentBox {...form} partnerName={page.partnerName} />
        </>
      )}
    </AccountForm>
  )
}

function Person({ errors, typed }: FormState) {
  const t = useTranslations('accounts.register')
  const asked = (name: 'email' | 'mobile' | 'password', key = name) => ({
    name,
    label: t(key),
    hint: t(`${key}_hint`),
    error: errors[name],
  })
  return (
    <>
      <TextInput
        name="fullName"
        label={t('full_name')}
        hint={t('full_name_hint')}
        error={errors.fullName}
        defaultValue={typed.fullName}
        autoComplete="name"
        spellCheck={false}
        maxLength={200}
      />
      <TextInput
        {...asked('email')}
        type="email"
        defaultValue={typed.email}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
      />
      <TextInput
        {...asked('mobile')}
        type="tel"
        inputMode="tel"
        width="phone"
        defaultValue={typed.mobile}
        autoComplete="tel"
        maxLength={30}
      />
      <DateInput
        name="dateOfBirth"
        birthday
        label={t('date_of_birth')}
        hint={t('date_of_birth_hint')}
        error={errors.dateOfBirth}
        defaultValue={{
          day: typed['dateOfBirth-day'],
          month: typed['dateOfBirth-month'],
          year: typed['dateOfBirth-year'],
        }}
      />
      <TextInput
        {...asked('password')}
        type="password"
        width="half"
        autoComplete="new-password"
        maxLength={128}
      />
    </>
  )
}
