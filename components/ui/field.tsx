import { cx } from 'class-variance-authority'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** What every question has. `error` is a whole sentence; `name` is also the id that an error summary links to. */
export type Question = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  /** Adds “(optional)” to the label: everything else is required and says nothing. */
  optional?: boolean
}

/** One labelled control: label, hint, error, in the order in which they are read. */
export function Field({ name, label, hint, error, optional, children }: Question & { children: ReactNode }) {
  return (
    <div className={cx('flex flex-col gap-1', error && 'border-s-4 border-bad ps-4')}>
      <label htmlFor={name} className="font-semibold">
        {label}
        <Optional when={optional} />
      </label>
      <FieldHint name={name}>{hint}</FieldHint>
      <FieldError name={name}>{error}</FieldError>
      {children}
    </div>
  )
}

/** `aria-describedby` and `aria-invalid` of the control that Field (or Fieldset) surrounds. */
export function describes({ name, hint, error }: Pick<Question, 'name' | 'hint' | 'error'>) {
  const ids = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter((id) => id !== null)
  return { 'aria-describedby': ids.join(' ') || undefined, 'aria-invalid': error ? true : undefined }
}

/** The border and size of a typed-in control. */
export const controlStyle = (invalid: boolean) =>
  cx(
    'min-h-11 w-full rounded border bg-surface-raised px-3 py-2 text-base text-ink placeholder:text-muted',
    'disabled:cursor-not-allowed disabled:opacity-60 read-only:bg-surface',
    invalid ? 'border-2 border-bad' : 'border-line-strong',
  )

export function FieldHint({ name, children }: { name: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <div id={`${name}-hint`} className="text-muted">
      {children}
    </div>
  )
}

export function FieldError({ name, children }: { name: string; children?: ReactNode }) {
  const t = useTranslations('ui')
  if (!children) return null
  return (
    <p id={`${name}-error`} className="font-semibold text-bad">
      <span className="sr-only">{t('error_prefix')} </span>
      {children}
    </p>
  )
}

export function Optional({ when }: { when?: boolean }) {
  const t = useTranslations('ui')
  if (!when) return null
  return <span className="font-normal text-muted"> ({t('optional')})</span>
}
