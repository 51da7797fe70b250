'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { beginRuleSet } from '@/lib/features/assessments/actions'

/** A name for a new rule set; leads on to its editor. */
export function BeginRuleSet() {
  const t = useTranslations('rules')
  const tRefusal = useTranslations('refusals')
  const [result, submit] = useActionState(beginRuleSet, null)
  const refusal = result?.ok === false ? result.refusal : null
  const complaint = refusal?.fields?.name
  return (
    <form action={submit} noValidate className="flex flex-col items-start gap-3">
      {refusal && !complaint && (
        <Notice tone="warn" live="alert">
          <p>{tRefusal(refusal.code, refusal.params)}</p>
        </Notice>
      )}
      <TextInput
        key={result?.ok === false ? result.typed.name : ''}
        name="name"
        label={t('new_name')}
        hint={t('new_hint')}
        error={complaint && t(`errors.${complaint}`)}
        defaultValue={result?.ok === false ? result.typed.name : undefined}
        width="half"
        maxLength={80}
        autoComplete="off"
      />
      <SubmitButton size="dense">{t('create')}</SubmitButton>
    </form>
  )
}
