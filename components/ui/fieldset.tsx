import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { describes, FieldError, FieldHint, Optional, type Question } from './field'

/** Several controls under one question. With `asHeading` the legend is the page's h1. */
export function Fieldset({
  name,
  label,
  hint,
  error,
  optional,
  asHeading = false,
  role,
  children,
}: Question & { asHeading?: boolean; role?: 'radiogroup' | 'group'; children: ReactNode }) {
  const { 'aria-describedby': describedBy, 'aria-invalid': invalid } = describes({ name, hint, error })
  return (
    <fieldset
      role={role}
      aria-describedby={describedBy}
      aria-invalid={role === 'radiogroup' ? invalid : undefined}
      className={cx('flex min-w-0 flex-col gap-2', error && 'border-s-4 border-bad ps-4')}
    >
      <legend className={cx('mb-1', asHeading ? 'text-2xl' : 'font-semibold')}>
        {asHeading ? <h1>{label}</h1> : label}
        <Optional when={optional} />
      </legend>
      <FieldHint name={name}>{hint}</FieldHint>
      <FieldError name={name}>{error}</FieldError>
      {children}
    </fieldset>
  )
}
