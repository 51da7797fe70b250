import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Choice } from './choice'
import { describes, FieldError, type Question } from './field'
import { Fieldset } from './fieldset'
import type { ChoiceOption } from './radios'

/** Any number of answers; each ticked one is sent under the same `name`. The first box's id is `name`. */
export function Checkboxes({
  options,
  defaultValues = [],
  ...question
}: Question & { options: readonly ChoiceOption[]; defaultValues?: readonly string[] }) {
  return (
    <Fieldset {...question}>
      {options.map(({ value, label, hint, disabled }, index) => (
        <Choice
          key={value}
          type="checkbox"
          id={index === 0 ? question.name : `${question.name}-${value}`}
          name={question.name}
          {...{ value, label, hint, disabled }}
          defaultChecked={defaultValues.includes(value)}
        />
      ))}
    </Fieldset>
  )
}

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
