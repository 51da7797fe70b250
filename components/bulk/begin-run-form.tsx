'use client'

import { useTranslations } from 'next-intl'
import { useActionState, useMemo } from 'react'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Fieldset } from '@/components/ui/fieldset'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { Choice } from '@/components/ui/choice'
import { beginBulkRun } from '@/lib/features/bulk/actions'
import type { BulkField } from '@/lib/features/bulk/kinds/kind'
import { useChoiceName } from './run-words'

/** The form of any kind, drawn from the fields it names. Works without script: every wrong answer keeps what was typed. */
export function BeginRunForm({
  kind,
  fields,
  target,
  ids,
}: {
  kind: string
  fields: BulkField[]
  target: string
  ids: readonly string[]
}) {
  const t = useTranslations('bulk')
  const ofWhole = useTranslations('refusals')
  const [result, submit] = useActionState(beginBulkRun, null)
  const { lines, errorOf } = useMemo(() => {
    const refusal = result && !result.ok ? result.refusal : null
    const told = (name: string) => {
      const key = refusal?.fields?.[name]
      return key === undefined ? undefined : t(t.has(`errors.${key}`) ? `errors.${key}` : 'errors.invalid')
    }
    const wrong: SummaryLine[] = fields.flatMap(({ name }) => {
      const message = told(name)
      return message ? [{ field: name, message }] : []
    })
    if (refusal && wrong.length === 0) wrong.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines: wrong, errorOf: told }
  }, [result, fields, t, ofWhole])
  const typed = result && !result.ok ? result.typed : {}
  return (
    <form action={submit} noValidate className="flex flex-col gap-5">
      <ErrorSummary errors={lines} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="target" value={target} />
      {target === 'choice' && <input type="hidden" name="ids" value={ids.join(',')} />}
      <div key={JSON.stringify(typed)} className="flex flex-col gap-5">
        {fields.map((field) => (
          <KindField
            key={field.name}
            kind={kind}
            field={field}
            error={errorOf(field.name)}
            typed={typed[field.name]}
          />
        ))}
      </div>
      <div>
        <SubmitButton size="dense">{t('new.dry_run')}</SubmitButton>
      </div>
    </form>
  )
}

function KindField({
  kind,
  field,
  error,
  typed,
}: {
  kind: string
  field: BulkField
  error?: string
  typed?: string
}) {
  const t = useTranslations('bulk.kinds')
  const choiceName = useChoiceName(kind)
  const hintKey = `${kind}.hints.${field.name}`
  const common = {
    name: field.name,
    label: t(`${kind}.fields.${field.name}`),
    hint: t.has(hintKey) ? t(hintKey) : undefined,
    error,
    optional: field.isOptional,
  }
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: choiceName(option) }))
  if (field.as === 'select')
    return <Select {...common} options={options} placeholder="–" defaultValue={typed ?? ''} />
  if (field.as === 'textarea') return <Textarea {...common} rows={3} defaultValue={typed} maxLength={500} />
  if (field.as === 'text') return <TextInput {...common} defaultValue={typed} maxLength={200} />
  return (
    <Fieldset {...common} role="group">
      {options.map((option, place) => (
        <Choice
          key={option.value}
          type="checkbox"
          id={place === 0 ? field.name : `${field.name}-${option.value}`}
          name={field.name}
          value={option.value}
          label={option.label}
        />
      ))}
    </Fieldset>
  )
}
