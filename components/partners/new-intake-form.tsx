'use client'

import { useTranslations } from 'next-intl'
import { DocumentTitle } from '@/components/applicants/document-title'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { IndiaTimeInput } from '@/components/ui/india-time-input'
import { Radios } from '@/components/ui/radios'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { createIntake } from '@/lib/features/partners/actions'

/** Name, session and dates of a new intake, and whose terms it begins with. */
export function NewIntakeForm({
  intakes,
  copyOf,
  partnerName,
}: {
  intakes: { id: string; label: string }[]
  copyOf: string
  partnerName: string
}) {
  const t = useTranslations('admin.new_intake')
  const form = useStaffForm(createIntake, 'admin.errors')
  const { typed, errorOf } = form
  const text = (name: string) => ({
    name,
    label: t(name === 'set-code' ? 'code' : name),
    error: errorOf(name),
    defaultValue: typed?.[name] ?? '',
    autoComplete: 'off',
    className: 'min-h-9! py-1! text-sm!',
  })
  return (
    <form action={form.submit} noValidate className="flex max-w-3xl flex-col gap-5">
      <DocumentTitle title={t('title')} partnerName={partnerName} hasError={form.lines.length > 0} />
      <ErrorSummary errors={form.lines} />
      <div key={JSON.stringify(typed)} className="flex flex-col gap-5">
        <Select
          name="copyOf"
          label={t('copyOf')}
          hint={t('copyOf_hint')}
          error={errorOf('copyOf')}
          defaultValue={typed?.copyOf ?? copyOf}
          placeholder={t('copy_none')}
          options={intakes.map(({ id, label }) => ({ value: id, label }))}
        />
        <TextInput {...text('set-code')} hint={t('code_hint')} width="phone" />
        <TextInput {...text('nameEn')} width="half" />
        <TextInput {...text('nameHi')} width="half" lang="hi" />
        <TextInput {...text('sessionYear')} hint={t('sessionYear_hint')} width="short" inputMode="numeric" />
        {(['opensAt', 'closesAt'] as const).map((name) => (
          <IndiaTimeInput
            key={name}
            name={name}
            label={t(name)}
            error={errorOf(name)}
            defaultValue={typed?.[name] ?? ''}
          />
        ))}
        <Radios
          name="journey"
          label={t('journey')}
          hint={t('journey_hint')}
          error={errorOf('journey')}
          defaultValue={typed?.journey ?? 'payment_first'}
          options={(['payment_first', 'assessment_first'] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
      </div>
      <div>
        <SubmitButton size="dense">{t('submit')}</SubmitButton>
      </div>
    </form>
  )
}
