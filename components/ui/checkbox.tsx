import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Choice } from './choice'
import { describes, FieldError } from './field'

/** A single box that is ticked or not: a consent, a declaration. Sent as `value` (default `yes`) when ticked. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  value = 'yes',
  defaultChecked,
  required,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  value?: string
  defaultChecked?: boolean
  required?: boolean
}) {
  const { 'aria-describedby': describedBy, 'aria-invalid': invalid } = describes({ name, hint, error })
  return (
    <div className={cx(error && 'border-s-4 border-bad ps-4')}>
      <FieldError name={name}>{error}</FieldError>
      <Choice
        type="checkbox"
        id={name}
        {...{ name, label, hint, value, defaultChecked, required }}
        aria-describedby={describedBy}
        aria-invalid={invalid}
      />
    </div>
  )
}
