'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useActionState, useEffect, useMemo } from 'react'
import type { SummaryLine } from '@/components/ui/error-summary'
import type { ActionResult, FormAction } from '@/lib/platform/action'

export type AdminForm<T> = {
  submit: (form: FormData) => void
  result: ActionResult<T> | null
  isPending: boolean
  /** What went in and was refused; null otherwise. */
  typed: Record<string, string> | null
  errorOf: (control: string) => string | undefined
  lines: SummaryLine[]
}

/** One form of the administration: what was refused in the words of `admin.errors`, each leading to its control, and everything typed. */
export function useAdminForm<T>(action: FormAction<T>): AdminForm<T> {
  const router = useRouter()
  const [result, submit, isPending] = useActionState(action, null)
  const ofField = useTranslations('admin.errors')
  const ofWhole = useTranslations('refusals')
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  const told = useMemo(() => {
    const refusal = result && !result.ok ? result.refusal : null
    const errors = Object.fromEntries(
      Object.entries(refusal?.fields ?? {}).map(([control, key]) => [
        control,
        ofField.has(key) ? ofField(key, { programme: refusal?.params?.programme ?? '' }) : ofField('invalid'),
      ]),
    )
    const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
    if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines, errorOf: (control: string) => errors[control] }
  }, [result, ofField, ofWhole])
  return { submit, result, isPending, typed: result && !result.ok ? result.typed : null, ...told }
}
