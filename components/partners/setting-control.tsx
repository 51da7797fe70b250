'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import type { ShownField } from '@/lib/features/partners/queries/connection-fields'
import { forgetControl, secretControl, settingControl } from '@/lib/features/partners/schema'

/** One setting of a provider in the control of its kind, with the words of that provider. `typed` is what a refused form held. */
export function SettingControl({
  provider,
  field,
  typed,
  error,
}: {
  provider: string
  field: ShownField
  typed: Record<string, string> | null
  error?: string
}) {
  const t = useTranslations('connections')
  if (field.isSecret) return <SecretControl {...{ provider, field, typed, error }} />
  const name = settingControl(field.name)
  const words = `fields.${provider}.${field.name}`
  const value = typed ? (typed[name] ?? '') : field.value
  const question = { name, error, label: t(`${words}.label`), optional: !field.isRequired }
  const hint = (
    <>
      <p>{t(`${words}.hint`)}</p>
      {field.whenEmpty && field.kind !== 'choice' && (
        <p className="wrap-anywhere">
          {t('form.when_empty', { value: field.whenEmpty.replaceAll('\n', ', ') })}
        </p>
      )}
    </>
  )
  if (field.kind === 'switch')
    return (
      <Checkbox
        {...{ name, error, label: question.label, hint: t(`${words}.hint`) }}
        defaultChecked={typed ? typed[name] !== undefined : field.isOn}
      />
    )
  if (field.kind === 'choice')
    return (
      <Select
        {...question}
        optional={false}
        hint={hint}
        defaultValue={value || field.whenEmpty || ''}
        options={(field.options ?? []).map((option) => ({
          value: option,
          label: t(`${words}.options.${option}`),
        }))}
      />
    )
  if (field.kind === 'hosts' || field.kind === 'words')
    return (
      <Textarea
        {...question}
        hint={hint}
        rows={Math.max(3, value.split('\n').length)}
        defaultValue={value}
        spellCheck={false}
        className="font-mono text-sm"
      />
    )
  return (
    <TextInput
      {...question}
      hint={hint}
      defaultValue={value}
      autoComplete="off"
      spellCheck={false}
      inputMode={field.kind === 'number' ? 'numeric' : field.kind === 'address' ? 'url' : undefined}
      width={field.kind === 'number' ? 'code' : field.kind === 'address' ? 'full' : 'half'}
    />
  )
}

/** A secret: an empty control, whatever is saved. What stands in the database comes to no page. */
function SecretControl({
  provider,
  field,
  typed,
  error,
}: {
  provider: string
  field: ShownField
  typed: Record<string, string> | null
  error?: string
}) {
  const t = useTranslations('connections')
  const words = `fields.${provider}.${field.name}`
  const forget = forgetControl(field.name)
  return (
    <div className="flex flex-col gap-1">
      <TextInput
        name={secretControl(field.name)}
        label={t(`${words}.label`)}
        hint={
          <>
            <p>{t(`${words}.hint`)}</p>
            <p>{t(field.isSaved ? 'form.secret_saved' : 'form.secret_missing')}</p>
            {typed && <p className="font-semibold">{t('form.secrets_again')}</p>}
          </>
        }
        error={error}
        optional={!field.isRequired}
        type="password"
        autoComplete="new-password"
        width="half"
      />
      {field.isSaved && !field.isRequired && (
        <Checkbox name={forget} label={t('form.forget')} defaultChecked={typed?.[forget] !== undefined} />
      )}
    </div>
  )
}
