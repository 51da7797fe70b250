'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { saveReminderRule } from '@/lib/features/outreach/actions'
import type { ReminderRow } from '@/lib/features/outreach/queries/templates'
import { remindedSteps } from '@/lib/features/outreach/schema'

type Option = { value: string; label: string }

/** Writes a reminder rule, or changes one. */
export function ReminderForm({
  rule,
  templates,
  intakes,
}: {
  rule: ReminderRow | null
  templates: Option[]
  intakes: Option[]
}) {
  const t = useTranslations('outreach.reminder')
  const standing = useTranslations('staff.standing')
  const { submit, answer, errorOf, lines, typed } = useStaffForm(saveReminderRule, 'outreach.errors')
  const was = (name: keyof ReminderRow) => typed?.[name] ?? String(rule?.[name] ?? '')
  const id = useId()
  return (
    <form action={submit} noValidate aria-labelledby={id} className="flex max-w-xl flex-col gap-4">
      <span id={id} className="sr-only">
        {rule?.name ?? t('new')}
      </span>
      <ErrorSummary errors={lines} />
      {answer && (
        <Notice tone="good" live="status">
          <p>{t('saved')}</p>
        </Notice>
      )}
      {rule && <input type="hidden" name="ruleId" value={rule.id} />}
      <TextInput
        name="name"
        label={t('name')}
        error={errorOf('name')}
        defaultValue={was('name')}
        maxLength={80}
      />
      <Select
        name="step"
        label={t('step')}
        error={errorOf('step')}
        defaultValue={was('step')}
        placeholder={t('choose')}
        options={remindedSteps.map((step) => ({ value: step, label: standing(step) }))}
      />
      <Select
        name="intakeId"
        label={t('intake')}
        error={errorOf('intakeId')}
        defaultValue={was('intakeId')}
        placeholder={t('every_intake')}
        options={intakes}
      />
      <Select
        name="templateId"
        label={t('template')}
        error={errorOf('templateId')}
        defaultValue={was('templateId')}
        placeholder={t('choose')}
        options={templates}
      />
      <TextInput
        name="afterHours"
        label={t('after')}
        error={errorOf('afterHours')}
        defaultValue={was('afterHours')}
        inputMode="numeric"
        width="short"
      />
      <TextInput
        name="mostTimes"
        label={t('most')}
        error={errorOf('mostTimes')}
        defaultValue={was('mostTimes')}
        inputMode="numeric"
        width="short"
      />
      <div>
        <SubmitButton size="dense">{t('save')}</SubmitButton>
      </div>
      {!rule && <p className="text-sm text-muted">{t('saved_off')}</p>}
    </form>
  )
}
