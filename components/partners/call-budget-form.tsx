'use client'

import { useTranslations } from 'next-intl'
import { SettingsForm, useSettingsForm } from '@/components/staff/settings-form'
import { Disclosure } from '@/components/ui/disclosure'
import { TextInput } from '@/components/ui/text-input'
import { setCallBudget } from '@/lib/features/partners/actions'

/** Changes the ceiling of a connection's calls. */
export function CallBudgetForm({
  id,
  agreed,
}: {
  id: string
  agreed: { calls: number; windowSeconds: number }
}) {
  const t = useTranslations('connections.budget')
  const form = useSettingsForm(setCallBudget)
  return (
    <Disclosure summary={t('change')} open={form.isDone || form.lines.length > 0}>
      <SettingsForm form={form} version={agreed} submitLabel={t('save')} saved={t('saved')}>
        <input type="hidden" name="connectionId" value={id} />
        <TextInput
          name="calls"
          label={t('calls')}
          hint={t('calls_hint')}
          error={form.errorOf('calls')}
          defaultValue={form.typed?.calls ?? String(agreed.calls)}
          inputMode="numeric"
          autoComplete="off"
          width="code"
        />
        <TextInput
          name="windowSeconds"
          label={t('seconds')}
          hint={t('seconds_hint')}
          error={form.errorOf('windowSeconds')}
          defaultValue={form.typed?.windowSeconds ?? String(agreed.windowSeconds)}
          inputMode="numeric"
          autoComplete="off"
          width="code"
        />
      </SettingsForm>
    </Disclosure>
  )
}
