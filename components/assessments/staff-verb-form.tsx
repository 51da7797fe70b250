'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useActionState, useId } from 'react'
import { buttonStyle } from '@/components/ui/button'
import { controlStyle } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/platform/action'

/** One thing to fill in. Labels and complaints are whole sentences: this runs in the browser, which holds few of them. */
export type VerbQuestion = {
  name: string
  label: string
  hint?: string
  kind: 'lines' | 'percent' | 'choice'
  options?: readonly { value: string; label: string }[]
}

/**
 * A thing staff do that needs thought: behind a disclosure that says what will happen, a plain form that works without
 * JavaScript. Refused, it stays open with the reason and with everything typed.
 */
export function StaffVerbForm<T>({
  action,
  fields,
  summary,
  explained,
  submit,
  isGrave = false,
  questions = [],
  complaints = {},
}: {
  action: FormAction<T>
  fields: Record<string, string>
  summary: string
  explained: ReactNode
  submit: string
  /** It cannot be undone. */
  isGrave?: boolean
  questions?: readonly VerbQuestion[]
  /** A sentence by the code of a field's refusal. */
  complaints?: Record<string, string>
}) {
  const t = useTranslations('refusals')
  const [result, send] = useActionState(action, null)
  const refused = result?.ok === false ? result : null
  return (
    <details open={refused !== null || undefined} className="group w-full">
      <summary
        className={`${buttonStyle({ look: 'secondary', size: 'dense' })} list-none [&::-webkit-details-marker]:hidden`}
      >
        {summary}
      </summary>
      <form
        action={send}
        noValidate
        className="mt-2 flex flex-col items-start gap-3 border-s-4 border-line ps-4"
      >
        <div className="measure text-sm">{explained}</div>
        {refused && (
          <Notice tone="warn" live="alert">
            <p>{t(refused.refusal.code, refused.refusal.params)}</p>
          </Notice>
        )}
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {questions.map((question) => {
          const complaint = refused?.refusal.fields?.[question.name]
          return (
            <Question
              key={question.name}
              question={question}
              typed={refused?.typed[question.name] ?? ''}
              error={complaint && (complaints[complaint] ?? complaint)}
            />
          )
        })}
        <SubmitButton look={isGrave ? 'danger' : 'primary'} size="dense">
          {submit}
        </SubmitButton>
      </form>
    </details>
  )
}

function Question({
  question: { name, label, hint, kind, options = [] },
  typed,
  error,
}: {
  question: VerbQuestion
  typed: string
  error?: string
}) {
  const id = useId()
  const shared = {
    id,
    name,
    required: true,
    defaultValue: typed,
    className: controlStyle(Boolean(error)),
    'aria-invalid': error ? true : undefined,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  }
  return (
    <div className="flex w-full max-w-prose flex-col gap-1 text-sm">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint && (
        <span id={`${id}-hint`} className="text-muted">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="font-semibold text-bad">
          {error}
        </span>
      )}
      {kind === 'lines' && <textarea rows={2} minLength={3} {...shared} />}
      {kind === 'percent' && (
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={100}
          step={1}
          {...shared}
          className={`${shared.className} figures max-w-24`}
        />
      )}
      {kind === 'choice' && (
        <select {...shared}>
          <option value="" disabled />
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
