'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Radios } from '@/components/ui/radios'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { messagePurposes } from '@/lib/domain/outreach/consent'
import { addTemplate } from '@/lib/features/outreach/actions'

/** Names a new template and says what its letters are for; leads to its editor. */
export function NewTemplateForm() {
  const t = useTranslations('outreach')
  const { submit, errorOf, lines, typed } = useStaffForm(addTemplate, 'outreach.errors')
  return (
    <form action={submit} noValidate className="flex max-w-xl flex-col gap-4">
      <ErrorSummary errors={lines} />
      <TextInput
        name="name"
        label={t('template.name')}
        error={errorOf('name')}
        defaultValue={typed?.name}
        maxLength={80}
      />
      <Radios
        name="purpose"
        label={t('purpose_label')}
        hint={t('purpose_hint')}
        error={errorOf('purpose')}
        defaultValue={typed?.purpose ?? 'service'}
        options={messagePurposes.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))}
      />
      <div>
        <SubmitButton size="dense">{t('template.add')}</SubmitButton>
      </div>
    </form>
  )
}
