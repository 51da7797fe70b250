import { cx } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { controlStyle, describes, Field, type Question } from './field'

/** An answer of several lines. */
export function Textarea({
  name,
  label,
  hint,
  error,
  optional,
  className,
  rows = 5,
  ...input
}: Question & Omit<ComponentProps<'textarea'>, 'name'>) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        className={cx(controlStyle(Boolean(error)), className)}
        {...describes({ name, hint, error })}
        {...input}
      />
    </Field>
  )
}
