'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOutDevice, signOutEverywhere } from '@/lib/features/applicants/actions'
import type { ActionResult } from '@/lib/platform/action'

/** Signs one device out; `name` says which to those who hear the button alone. */
export function SignOutDeviceForm({ sessionId, name }: { sessionId: string; name: string }) {
  const t = useTranslations('accounts.profile')
  const [result, submit] = useActionState(signOutDevice, null)
  return (
    <form action={submit} className="flex flex-col items-start gap-2">
      <input type="hidden" name="sessionId" value={sessionId} />
      <Refused result={result} />
      <SubmitButton look="secondary">
        <span>
          {t.rich('sign_out_device', {
            device: name,
            hidden: (words) => <span className="sr-only">{words}</span>,
          })}
        </span>
      </SubmitButton>
    </form>
  )
}

export function SignOutEverywhereForm() {
  const t = useTranslations('accounts.profile')
  const [result, submit] = useActionState(signOutEverywhere, null)
  return (
    <form action={submit} className="flex flex-col items-start gap-2">
      <Refused result={result} />
      <SubmitButton look="danger">{t('sign_out_everywhere')}</SubmitButton>
    </form>
  )
}

function Refused({ result }: { result: ActionResult | null }) {
  const t = useTranslations('refusals')
  if (!result || result.ok) return null
  return (
    <Notice tone="bad" live="alert">
      <p>{t(result.refusal.code, result.refusal.params)}</p>
    </Notice>
  )
}
