'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AccountForm } from '@/components/applicants/account-form'
import { TextInput } from '@/components/ui/text-input'
import { beginAuthenticator, takeSecondStep } from '@/lib/features/staff/actions'

/** Where staff type the code of their authenticator; `before` holds what they need in order to. */
export function SecondStepForm({
  partnerName,
  email,
  next,
  stage,
  before,
}: {
  partnerName: string
  email: string
  next: string | null
  stage: 'set_up' | 'ask'
  before: ReactNode
}) {
  const t = useTranslations('security.step')
  return (
    <AccountForm
      action={takeSecondStep}
      title={t(`${stage}.title`)}
      lead={t(`${stage}.lead`, { email })}
      submitLabel={t(`${stage}.submit`)}
      partnerName={partnerName}
      blames="code"
      before={before}
      after={<OtherAccount />}
    >
      {({ errors }) => (
        <>
          {next && <input type="hidden" name="next" value={next} />}
          <TextInput
            name="code"
            label={t('code')}
            hint={stage === 'ask' ? t('code_hint') : undefined}
            error={errors.code}
            width="half"
            inputMode="text"
            autoComplete="one-time-code"
            autoCapitalize="none"
            maxLength={14}
            spellCheck={false}
          />
        </>
      )}
    </AccountForm>
  )
}

/** The first time: says what an authenticator is and makes one. */
export function SecondStepBegin({
  partnerName,
  email,
  next,
}: {
  partnerName: string
  email: string
  next: string | null
}) {
  const t = useTranslations('security.step')
  return (
    <AccountForm
      action={beginAuthenticator}
      title={t('begin.title')}
      lead={t('begin.lead', { email })}
      submitLabel={t('begin.submit')}
      partnerName={partnerName}
      after={<OtherAccount />}
    >
      {() => (
        <>
          {next && <input type="hidden" name="next" value={next} />}
          <p>{t('begin.body')}</p>
        </>
      )}
    </AccountForm>
  )
}

/** Whoever is not the one who signed in goes back to the start; a plain POST, so that it works without JavaScript. */
function OtherAccount() {
  const t = useTranslations('security.step')
  return (
    <form action="/sign-out" method="post">
      <button className="text-brand underline underline-offset-3">{t('other_account')}</button>
    </form>
  )
}
