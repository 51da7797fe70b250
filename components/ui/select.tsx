import { cx } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { controlStyle, describes, Field, type Question } from './field'

export type Option = { value: string; label: string; disabled?: boolean }

/** A choice from a long list (under about seven, Radios are kinder). `placeholder` becomes an empty first option. */
export function Select({
  name,
  label,
  hint,
  error,
  optional,
  options,
  placeholder,
  className,
  ...input
}: Question & Omit<ComponentProps<'select'>, 'name'> & { options: readonly Option[]; placeholder?: string }) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <select
        id={name}
        name={name}
        className={cx(controlStyle(Boolean(error)), 'sm:w-auto sm:min-w-60 sm:self-start', className)}
        {...describes({ name, hint, error })}
        {...input}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
