'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type ReactNode, useActionState, useEffect, useId } from 'react'
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
  kind: 'text' | 'lines' | 'date' | 'time' | 'percent' | 'choice'
  /** What stands there at first. A choice without one is empty until somebody chooses. */
  value?: string
  optional?: boolean
  options?: readonly { value: string; label: string }[]
}

export type VerbFormProps<T> = {
  action: FormAction<T>
  fields?: Record<string, string>
  summary: string
  /** What will happen: the effect, told before the press. */
  explained: ReactNode
  submit: string
  /** It cannot be undone. */
  isGrave?: boolean
  questions?: readonly VerbQuestion[]
  /** A sentence by the code of a field's refusal. */
  complaints?: Record<string, string>
}

/**
 * A thing staff do that needs thought: behind a disclosure that tells its effect, a plain form that works without
 * JavaScript. Refused, it stays open with the reason and with everything typed. Needs the sentences of `refusals`.
 */
export function VerbForm<T>(props: VerbFormProps<T>) {
  const {
    action,
    fields = {},
    summary,
    explained,
    submit,
    isGrave = false,
    questions = [],
    complaints = {},
  } = props
  const t = useTranslations('refusals')
  const router = useRouter()
  const [result, send] = useActionState(action, null)
  const refused = result?.ok === false ? result : null
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
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
              key={`${question.name} ${refused?.typed[question.name] ?? ''}`}
              question={question}
              typed={refused?.typed[question.name] ?? question.value ?? ''}
              error={complaint && (complaints[complaint] ?? complaints.invalid ?? complaint)}
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

const inputTypes = { text: 'text', date: 'date', time: 'datetime-local' } as const

function Question({ question, typed, error }: { question: VerbQuestion; typed: string; error?: string }) {
  const { name, label, hint, kind, options = [], optional } = question
  const id = useId()
  const shared = {
    id,
    name,
    required: !optional,
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
      {kind === 'lines' && <textarea rows={2} maxLength={1000} {...shared} />}
      {kind === 'choice' && (
        <select {...shared}>
          {question.value === undefined && <option value="" disabled />}
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
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
      {(kind === 'text' || kind === 'date' || kind === 'time') && (
        <input type={inputTypes[kind]} autoComplete="off" {...shared} />
      )}
    </div>
  )
}
