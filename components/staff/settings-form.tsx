'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type ReactNode, useActionState, useEffect, useMemo } from 'react'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionResult, FormAction } from '@/lib/platform/action'

export type SettingsFormState = {
  submit: (form: FormData) => void
  /** Whole sentence for a control that was not accepted. */
  errorOf: (control: string) => string | undefined
  lines: SummaryLine[]
  /** Everything typed, secrets apart, when the form was refused; null otherwise. */
  typed: Record<string, string> | null
  isSaved: boolean
}

/**
 * One settings form of the console: its action, what was refused in the words of `connections.errors`, and what was typed.
 * After it went well the page is read again. Needs the sentences of `connections` and `refusals`.
 */
export function useSettingsForm<T>(action: FormAction<T>): SettingsFormState {
  const router = useRouter()
  const [result, submit] = useActionState(action, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  const told = useRefusalWords(result)
  return { submit, isSaved: result?.ok ?? false, typed: result && !result.ok ? result.typed : null, ...told }
}

function useRefusalWords(result: ActionResult | null): Pick<SettingsFormState, 'errorOf' | 'lines'> {
  const ofField = useTranslations('connections.errors')
  const ofWhole = useTranslations('refusals')
  return useMemo(() => {
    const refusal = result && !result.ok ? result.refusal : null
    const { fields = {}, params } = refusal ?? {}
    const errors = Object.fromEntries(
      Object.entries(fields).map(([control, key]) => [
        control,
        ofField.has(key) ? ofField(key, { limit: params?.[`${control}.limit`] ?? 0 }) : ofField('invalid'),
      ]),
    )
    const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
    if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines, errorOf: (control: string) => errors[control] }
  }, [result, ofField, ofWhole])
}

/**
 * The frame of a settings form: error summary, what was said after saving, fields, button. `version` says what the fields
 * show: they are drawn afresh when it changes.
 */
export function SettingsForm({
  form,
  version,
  submitLabel,
  saved,
  children,
}: {
  form: SettingsFormState
  version: unknown
  submitLabel: string
  saved: string
  children: ReactNode
}) {
  return (
    <form action={form.submit} noValidate className="flex max-w-3xl flex-col gap-5">
      <ErrorSummary errors={form.lines} />
      {form.isSaved && (
        <Notice tone="good" live="status">
          <p>{saved}</p>
        </Notice>
      )}
      <div key={JSON.stringify(form.typed ?? version)} className="flex flex-col gap-5">
        {children}
      </div>
      <div>
        <SubmitButton size="dense">{submitLabel}</SubmitButton>
      </div>
    </form>
  )
}
