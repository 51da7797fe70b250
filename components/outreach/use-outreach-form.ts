'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useActionState, useEffect } from 'react'
import type { SummaryLine } from '@/components/ui/error-summary'
import type { FormAction } from '@/lib/platform/action'

/** A form about letters: its action, what was refused in the words of `outreach.errors`, and what was typed. Read again after it went well. */
export function useOutreachForm<T>(action: FormAction<T>) {
  const router = useRouter()
  const [result, submit, isPending] = useActionState(action, null)
  const ofField = useTranslations('outreach.errors')
  const ofWhole = useTranslations('refusals')
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  const refusal = result && !result.ok ? result.refusal : null
  const errors: Record<string, string> = Object.fromEntries(
    Object.entries(refusal?.fields ?? {}).map(([control, key]) => [
      control,
      ofField.has(key as 'missing') ? ofField(key as 'missing') : ofField('invalid'),
    ]),
  )
  const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
  if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
  const typed: Record<string, string> = result && !result.ok ? result.typed : {}
  return {
    submit,
    isPending,
    isDone: result?.ok ?? false,
    answer: result?.ok ? result.value : null,
    errors,
    lines,
    typed,
  }
}
