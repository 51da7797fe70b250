'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { ActionResult, FormAction } from '@/lib/platform/action'

export type SettingsFormState<T = unknown> = {
  /** What the action answered; null before it was asked and when it refused. */
  answer: T | null
  submit: (form: FormData) => void
  /** With script: sends the form without having React empty it, so that even a secret stays where it was typed. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  isPending: boolean
  /** Whole sentence for a control that was not accepted. */
  errorOf: (control: string) => string | undefined
  lines: SummaryLine[]
  /** Without script: everything typed, secrets apart, when the form was refused; null otherwise. */
  typed: Record<string, string> | null
  isSaved: boolean
}

/**
 * One settings form of the console: its action, what was refused in the words of `connections.errors`, and what was typed.
 * `labelOf` names a control in the error summary, where a form has many. After it went well the page is read again. Needs the sentences of `connections` and `refusals`.
 */
export function useSettingsForm<T>(
  action: FormAction<T>,
  labelOf?: (control: string) => string | undefined,
): SettingsFormState<T> {
  const router = useRouter()
  const [result, submit, isPending] = useActionState(action, null)
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  const told = useRefusalWords(result, labelOf)
  return {
    submit,
    onSubmit: (event) => {
      event.preventDefault()
      if (isPending) return
      const form = new FormData(event.currentTarget)
      form.set('do', 'save')
      setHasScript(true)
      startTransition(() => submit(form))
    },
    isPending,
    answer: result?.ok ? result.value : null,
    isSaved: result?.ok ?? false,
    typed: result && !result.ok && !hasScript ? result.typed : null,
    ...told,
  }
}

function useRefusalWords(
  result: ActionResult | null,
  labelOf?: (control: string) => string | undefined,
): Pick<SettingsFormState, 'errorOf' | 'lines'> {
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
    const lines: SummaryLine[] = Object.entries(errors).map(([field, problem]) => {
      const label = labelOf?.(field)
      return { field, message: label ? ofField('of_field', { label, problem }) : problem }
    })
    if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines, errorOf: (control: string) => errors[control] }
  }, [result, labelOf, ofField, ofWhole])
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
  const ui = useTranslations('ui')
  return (
    <form action={form.submit} onSubmit={form.onSubmit} noValidate className="flex max-w-3xl flex-col gap-5">
      {/* Enter in a field presses the first button of a form: this one, and not one that stands between the fields. */}
      <button type="submit" name="do" value="save" tabIndex={-1} aria-hidden className="sr-only" />
      <ErrorSummary errors={form.lines} />
      {form.isSaved && !form.isPending && (
        <Notice tone="good" live="status">
          <p>{saved}</p>
        </Notice>
      )}
      <div key={JSON.stringify(form.typed ?? version)} className="flex flex-col gap-5">
        {children}
      </div>
      <div>
        <Button type="submit" name="do" value="save" size="dense" aria-disabled={form.isPending || undefined}>
          {form.isPending ? ui('working') : submitLabel}
        </Button>
      </div>
    </form>
  )
}
