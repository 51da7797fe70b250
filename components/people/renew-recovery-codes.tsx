'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { renewRecoveryCodes } from '@/lib/features/staff/actions'
import { RecoveryCodes } from './recovery-codes'

/** Makes new recovery codes and shows them, this once. */
export function RenewRecoveryCodes() {
  const t = useTranslations('security.account')
  const say = useTranslations('refusals')
  const [result, submit] = useActionState(renewRecoveryCodes, null)
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      {result?.ok && (
        <Notice tone="good" live="status" title={t('renewed')}>
          <RecoveryCodes codes={result.value.codes} />
        </Notice>
      )}
      {result && !result.ok && (
        <Notice tone="warn" live="alert">
          <p>{say(result.refusal.code, result.refusal.params)}</p>
        </Notice>
      )}
      <SubmitButton look="secondary" size="dense">
        {t('renew')}
      </SubmitButton>
      <p className="text-sm text-muted">{t('renew_note')}</p>
    </form>
  )
}
