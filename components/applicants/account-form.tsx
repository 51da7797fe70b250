'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useActionState, useMemo } from 'react'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionResult, FormAction } from '@/lib/platform/action'
import { DocumentTitle } from './document-title'

/** What the fields of a form need: the sentence for each wrong one, and what was typed before. */
export type FormState = { errors: Record<string, string>; typed: Record<string, string> }

/**
 * One form that is a page: title, error summary, fields, button. `blames` names the field that a refusal of the whole
 * form is about (a wrong code is about `code`). Works without JavaScript.
 */
export function AccountForm<T>({
  action,
  title,
  lead,
  submitLabel,
  partnerName,
  blames,
  before,
  after,
  children,
}: {
  action: FormAction<T>
  title: string
  lead?: ReactNode
  submitLabel: string
  partnerName: string
  blames?: string
  before?: ReactNode
  after?: ReactNode
  children: (form: FormState) => ReactNode
}) {
  const [result, submit] = useActionState(action, null)
  const refusal = result && !result.ok ? result.refusal : null
  const sentences = useTranslations()
  const form = useMemo<FormState & { lines: SummaryLine[] }>(() => {
    const fields = Object.entries(refusal?.fields ?? {})
    const errors = Object.fromEntries(fields.map(([name, key]) => [name, sentences(`form.errors.${key}`)]))
    if (refusal && fields.length === 0) {
      const message = sentences(`refusals.${refusal.code}`, refusal.params)
      const field = blamesField.test(refusal.code) ? blames : undefined
      return {
        errors: field ? { [field]: message } : {},
        typed: typedOf(result),
        lines: [{ message, field }],
      }
    }
    return {
      errors,
      typed: typedOf(result),
      lines: Object.entries(errors).map(([field, message]) => ({ field, message })),
    }
  }, [refusal, result, sentences, blames])
  return (
    <div className="measure">
      <DocumentTitle title={title} partnerName={partnerName} hasError={refusal !== null} />
      <ErrorSummary errors={form.lines} />
      <PageTitle lead={lead}>{title}</PageTitle>
      {before}
      <form action={submit} noValidate className="flex flex-col gap-6">
        {children(form)}
        <div>
          <SubmitButton className="max-sm:w-full">{submitLabel}</SubmitButton>
        </div>
      </form>
      {after && <div className="mt-8 flex flex-col items-start gap-4">{after}</div>}
    </div>
  )
}

/** Refusals about what was typed into one field; the others are about the whole. */
const blamesField = /^(wrong_sign_in|code_.*|second_step_(wrong|used)|recovery_code_wrong)$/

const typedOf = (result: ActionResult | null): Record<string, string> =>
  result && !result.ok ? result.typed : {}
