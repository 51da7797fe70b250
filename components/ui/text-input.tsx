import { cx } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { controlStyle, describes, Field, type Question } from './field'

const widths = {
  full: '',
  half: 'sm:max-w-80',
  phone: 'max-w-60',
  code: 'max-w-36 figures tracking-widest',
  short: 'max-w-24',
}

/** A one-line answer. `width` hints at the length expected; every native attribute (type, autoComplete …) passes through. */
export function TextInput({
  name,
  label,
  hint,
  error,
  optional,
  width = 'full',
  className,
  ...input
}: Question & Omit<ComponentProps<'input'>, 'name'> & { width?: keyof typeof widths }) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <input
        id={name}
        name={name}
        type="text"
        className={cx(controlStyle(Boolean(error)), widths[width], className)}
        {...describes({ name, hint, error })}
        {...input}
      />
    </Field>
  )
}
