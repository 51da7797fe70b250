import { cx } from 'class-variance-authority'
import { useTranslations } from 'next-intl'
import { controlStyle, type Question } from './field'
import { Fieldset } from './fieldset'

/**
 * A date that a person knows by heart, in three boxes sent as `<name>-day`, `<name>-month`, `<name>-year`.
 * `defaultValue` gives back each box as it was typed. The day's id is `name`, so an error summary line lands on it.
 */
export function DateInput({
  defaultValue,
  birthday = false,
  asHeading,
  ...question
}: Question & {
  defaultValue?: { day?: string; month?: string; year?: string }
  birthday?: boolean
  asHeading?: boolean
}) {
  const t = useTranslations('ui')
  const { name, error } = question
  const part = (key: 'day' | 'month' | 'year', length: number, complete: string) => (
    <div className="flex flex-col gap-1">
      <label htmlFor={key === 'day' ? name : `${name}-${key}`}>{t(key)}</label>
      <input
        id={key === 'day' ? name : `${name}-${key}`}
        name={`${name}-${key}`}
        inputMode="numeric"
        maxLength={length}
        autoComplete={birthday ? complete : 'off'}
        defaultValue={defaultValue?.[key]}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
        className={cx(controlStyle(Boolean(error)), 'figures', key === 'year' ? 'max-w-24' : 'max-w-16')}
      />
    </div>
  )
  return (
    <Fieldset {...question} role="group" asHeading={asHeading}>
      <div className="flex gap-4">
        {part('day', 2, 'bday-day')}
        {part('month', 2, 'bday-month')}
        {part('year', 4, 'bday-year')}
      </div>
    </Fieldset>
  )
}
