'use client'

import { useTranslations } from 'next-intl'
import { DocumentTitle } from '@/components/applicants/document-title'
import { SettingsForm, useSettingsForm } from '@/components/staff/settings-form'
import { Radios } from '@/components/ui/radios'
import { TextInput } from '@/components/ui/text-input'
import { addConnection } from '@/lib/features/partners/actions'

/** Which outside system, and what to call the connection. */
export function NewConnectionForm({
  choices,
  partnerName,
}: {
  choices: { value: string; label: string; hint: string }[]
  partnerName: string
}) {
  const t = useTranslations('connections')
  const form = useSettingsForm(addConnection)
  return (
    <>
      <DocumentTitle title={t('new.title')} partnerName={partnerName} hasError={form.lines.length > 0} />
      <SettingsForm form={form} version="new" submitLabel={t('new.submit')} saved={t('form.saved')}>
        <Radios
          name="provider"
          label={t('new.provider')}
          error={form.errorOf('provider')}
          options={choices}
          defaultValue={form.typed?.provider}
        />
        <TextInput
          name="label"
          label={t('form.label')}
          hint={t('form.label_hint')}
          error={form.errorOf('label')}
          defaultValue={form.typed?.label}
          maxLength={60}
          autoComplete="off"
          width="half"
        />
      </SettingsForm>
    </>
  )
}
