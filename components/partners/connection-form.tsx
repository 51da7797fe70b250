'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { DocumentTitle } from '@/components/applicants/document-title'
import { SettingsForm, useSettingsForm } from '@/components/staff/settings-form'
import { TextInput } from '@/components/ui/text-input'
import { saveConnection } from '@/lib/features/partners/actions'
import type { ConnectionDetail } from '@/lib/features/partners/queries/connection'
import { settingControl } from '@/lib/features/partners/schema'
import { SettingControl } from './setting-control'
import { type FetchedTests, TestPicker, useFetchedTests } from './test-picker'

const groups = ['credentials', 'addresses', 'test', 'behaviour', 'unknowns'] as const

type Shown = Pick<ConnectionDetail, 'id' | 'provider' | 'label' | 'fields'> & { hasCatalogue: boolean }

/** The settings of one connection, drawn from what its provider asks for. Works without JavaScript; keeps what was typed, secrets apart. */
export function ConnectionForm({ connection, partnerName }: { connection: Shown; partnerName: string }) {
  const t = useTranslations('connections')
  const lineOf = useCallback(
    (control: string, problem: string) => {
      const name = control.replace(/^(?:set|secret)-/, '')
      if (name === control) return problem
      return t('errors.of_field', { label: t(`fields.${connection.provider}.${name}.label`), problem })
    },
    [t, connection.provider],
  )
  const form = useSettingsForm(saveConnection, lineOf)
  const fetched = useFetchedTests(form.answer)
  const typed = form.typed ?? fetched.typed
  return (
    <>
      <DocumentTitle
        title={t('page_title', { label: connection.label })}
        partnerName={partnerName}
        hasError={form.lines.length > 0}
      />
      <SettingsForm
        form={{ ...form, typed, isDone: form.isDone && fetched.typed === null }}
        version={[connection.label, connection.fields]}
        submitLabel={t('form.save')}
        saved={t('form.saved')}
      >
        <input type="hidden" name="connectionId" value={connection.id} />
        <TextInput
          name="label"
          label={t('form.label')}
          hint={t('form.label_hint')}
          error={form.errorOf('label')}
          defaultValue={typed?.label ?? connection.label}
          maxLength={60}
          autoComplete="off"
          width="half"
        />
        {groups.map((group) => (
          <Group key={group} {...{ group, connection, typed, fetched }} errorOf={form.errorOf} />
        ))}
      </SettingsForm>
    </>
  )
}

function Group({
  group,
  connection,
  typed,
  fetched,
  errorOf,
}: {
  group: (typeof groups)[number]
  connection: Shown
  typed: Record<string, string> | null
  fetched: FetchedTests
  errorOf: (control: string) => string | undefined
}) {
  const t = useTranslations('connections')
  const { provider, hasCatalogue } = connection
  const fields = connection.fields.filter((field) => field.group === group)
  if (fields.length === 0) return null
  return (
    <div className="border-t border-line pt-4">
      <fieldset className="flex min-w-0 flex-col gap-5">
        <legend className="mb-1 text-base font-semibold">{t(`groups.${group}.title`)}</legend>
        <p className="measure text-sm text-muted">{t(`groups.${group}.lead`)}</p>
        {fields.map((field) => {
          const name = settingControl(field.name)
          if (field.kind !== 'test')
            return (
              <SettingControl
                key={field.name}
                {...{ provider, field, typed }}
                error={errorOf(field.isSecret ? `secret-${field.name}` : name)}
              />
            )
          return (
            <TestPicker
              key={field.name}
              name={name}
              label={t(`fields.${provider}.${field.name}.label`)}
              hint={t(`fields.${provider}.${field.name}.hint`)}
              error={errorOf(name)}
              value={typed ? (typed[name] ?? '') : field.value}
              optional={!field.isRequired}
              {...{ hasCatalogue, fetched }}
            />
          )
        })}
      </fieldset>
    </div>
  )
}
