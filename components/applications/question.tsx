import { useTranslations } from 'next-intl'
import { Radios } from '@/components/ui/radios'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { controls } from './controls'

export type ProgrammeChoice = { id: string; name: string }

/** One field of the form with its words, whatever was typed in it, and the complaint about it. */
export function Question({
  field,
  value,
  error,
  programmes,
}: {
  field: string
  value: string | undefined
  error: string | undefined
  programmes: readonly ProgrammeChoice[]
}) {
  const t = useTranslations('form')
  const control = controls[field]
  if (!control) throw new Error(`the field ${field} has no control`)
  const hint = t.has(`fields.${field}.hint`) ? t(`fields.${field}.hint`) : undefined
  const asked = {
    name: field,
    label: t(`fields.${field}.label`),
    hint,
    error,
    optional: control.isOptional,
    defaultValue: value ?? '',
  }
  if (control.as === 'long_text') return <Textarea {...asked} rows={8} />
  if (control.as === 'programme') {
    const options = programmes.map(({ id, name }) => ({ value: id, label: name }))
    return <Select {...asked} options={options} placeholder={t('choose')} className="sm:w-full!" />
  }
  if (control.as === 'text') {
    return <TextInput {...asked} width={control.width} inputMode={control.mode} autoComplete={control.fill} />
  }
  const options = control.options.map((option) => ({
    value: option,
    label: t(`options.${control.list}.${option}`),
  }))
  if (control.as === 'radios') return <Radios {...asked} options={options} />
  return <Select {...asked} options={options} placeholder={t('choose')} />
}
