'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { resendCode } from '@/lib/features/applicants/actions'

/** Asks for another code; says why when it is too soon. */
export function ResendCodeForm() {
  const t = useTranslations()
  const [result, submit] = useActionState(resendCode, null)
  return (
    <form action={submit} className="flex flex-col items-start gap-2">
      {result && !result.ok && (
        <Notice tone="warn" live="status">
          <p>{t(`refusals.${result.refusal.code}`, result.refusal.params)}</p>
        </Notice>
      )}
      <SubmitButton look="secondary">{t('accounts.delivery.resend')}</SubmitButton>
      <p className="text-muted">{t('accounts.delivery.resend_hint')}</p>
    </form>
  )
}
