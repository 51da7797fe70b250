'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, startTransition, useActionState, useEffect, useMemo } from 'react'
import type { SummaryLine } from '@/components/ui/error-summary'
import type { Refusal } from '@/lib/domain/shared/result'
import type { ActionResult, FormAction } from '@/lib/platform/action'

type Complaints = {
  /** Whole sentence for a field that was not accepted. */
  errorOf: (field: string) => string | undefined
  /** For the error summary: a line per wrong field, else one about the whole. The same list until the next answer. */
  lines: SummaryLine[]
}

/** The line of a field in the error summary, made from its sentence, where a form has many fields alike. A stable function. */
type LineOf = (field: string, sentence: string) => string

export type StaffForm<T = unknown> = Complaints & {
  result: ActionResult<T> | null
  /** What the action answered; null before it was asked and when it refused. */
  answer: T | null
  isDone: boolean
  isPending: boolean
  submit: (form: FormData) => void
  /** With script: sends the form without having React empty it, so that everything stays where it was typed. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  /** Everything typed, secrets apart, when the form was refused; null otherwise. */
  typed: Record<string, string> | null
}

/**
 * One form of staff: its action, what was refused in words, and what was typed. `errorsIn` is the namespace with a
 * sentence for each complaint about a field and `invalid` for any other; a refusal of the whole is said by `refusals`.
 * After it went well the page is read again.
 */
export function useStaffForm<T>(action: FormAction<T>, errorsIn: string, lineOf?: LineOf): StaffForm<T> {
  const router = useRouter()
  const [result, submit, isPending] = useActionState(action, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  return {
    result,
    answer: result?.ok ? result.value : null,
    isDone: result?.ok ?? false,
    isPending,
    submit,
    onSubmit: (event) => {
      const { submitter } = event.nativeEvent as SubmitEvent
      // A button with an action of its own goes its own way.
      if (submitter?.hasAttribute('data-own-action')) return
      event.preventDefault()
      if (isPending) return
      const form = new FormData(event.currentTarget, submitter)
      startTransition(() => submit(form))
    },
    typed: result && !result.ok ? result.typed : null,
    ...useComplaints(result, errorsIn, lineOf),
  }
}

/** What an action refused, in words: see `useStaffForm`. */
export function useComplaints(result: ActionResult | null, errorsIn: string, lineOf?: LineOf): Complaints {
  const ofField = useTranslations(errorsIn)
  const ofWhole = useTranslations('refusals')
  return useMemo(() => {
    const refusal = result && !result.ok ? result.refusal : null
    const errors = Object.fromEntries(
      Object.entries(refusal?.fields ?? {}).map(([field, key]) => [
        field,
        ofField(ofField.has(key) ? key : 'invalid', paramsOf(field, refusal?.params)),
      ]),
    )
    const lines: SummaryLine[] = Object.entries(errors).map(([field, sentence]) => ({
      field,
      message: lineOf?.(field, sentence) ?? sentence,
    }))
    if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines, errorOf: (field) => errors[field] }
  }, [result, lineOf, ofField, ofWhole])
}

/** What fills the sentence of a field: all that the refusal says, and what it says of `<field>.limit` as `limit`. */
function paramsOf(field: string, params: Refusal['params'] = {}): Refusal['params'] {
  const own = Object.entries(params).flatMap(([name, value]) =>
    name.startsWith(`${field}.`) ? [[name.slice(field.length + 1), value] as const] : [],
  )
  return { ...params, ...Object.fromEntries(own) }
}
