import type { ReactNode } from 'react'
import { Choice } from './choice'
import type { Question } from './field'
import { Fieldset } from './fieldset'

export type ChoiceOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }

/** One answer of a few. The first radio's id is `name`, so an error summary line lands on it. */
export function Radios({
  options,
  defaultValue,
  required,
  asHeading,
  ...question
}: Question & {
  options: readonly ChoiceOption[]
  defaultValue?: string
  required?: boolean
  asHeading?: boolean
}) {
  return (
    <Fieldset {...question} role="radiogroup" asHeading={asHeading}>
      {options.map(({ value, label, hint, disabled }, index) => (
        <Choice
          key={value}
          type="radio"
          id={index === 0 ? question.name : `${question.name}-${value}`}
          name={question.name}
          {...{ value, label, hint, disabled, required }}
          defaultChecked={value === defaultValue}
        />
      ))}
    </Fieldset>
  )
}
