import type { useTranslations } from 'next-intl'
import type { SummaryRow } from '@/components/ui/summary-list'
import type { RegisteredView } from '@/lib/features/applications/queries/form'
import { type FormPage, fieldsOf } from '@/lib/features/applications/schema'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import type { Locale } from '@/lib/platform/i18n/locales'
import { controls } from './controls'

type Words = ReturnType<typeof useTranslations<'form'>>

/** The answers of one page read back in words; `changeAt` adds a Change link per answer. Places left empty are not listed. */
export function answerRows(
  page: FormPage,
  answers: Readonly<Record<string, string>>,
  programmes: readonly { id: string; name: string }[],
  t: Words,
  changeAt?: string,
): SummaryRow[] {
  const asked = fieldsOf(page).filter(
    (field) => controls[field]?.as !== 'programme' || answers[field] || field === 'preference1',
  )
  return asked.map((field) => {
    const label = t(`fields.${field}.label`)
    const value = spelled(field, answers[field] ?? '', programmes, t)
    return {
      key: field,
      label,
      value,
      change: changeAt ? { href: `${changeAt}#${field}`, of: label } : undefined,
    }
  })
}

function spelled(
  field: string,
  answer: string,
  programmes: readonly { id: string; name: string }[],
  t: Words,
): string {
  const control = controls[field]
  if (!control || answer === '') return answer
  if (control.as === 'programme') return programmes.find(({ id }) => id === answer)?.name ?? ''
  const isChoice = control.as === 'radios' || control.as === 'select'
  return isChoice && control.options.includes(answer) ? t(`options.${control.list}.${answer}`) : answer
}

/** What registration asked, by the page of the form on which it is shown. */
export function registeredRows(
  { fullName, dateOfBirth, email, mobile }: RegisteredView,
  t: Words,
  locale: Locale,
): Partial<Record<FormPage, SummaryRow[]>> {
  const row = (key: string, value: string): SummaryRow => ({ key, label: t(`fields.${key}.label`), value })
  return {
    personal: [row('fullName', fullName), row('dateOfBirth', calendarDateIn(locale, dateOfBirth))],
    contact: [row('email', email), row('mobile', mobile.replace(/^(\+91)(\d{5})(\d{5})$/, '$1 $2 $3'))],
  }
}
