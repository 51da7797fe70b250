'use client'

import { type ComponentProps, type ReactNode, createContext, useContext } from 'react'
import { type StaffForm, useStaffForm } from '@/components/staff/use-staff-form'
import type { ButtonLook } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Fieldset } from '@/components/ui/fieldset'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import type { FormAction } from '@/lib/platform/action'

const Refused = createContext<Pick<StaffForm, 'errorOf' | 'typed'>>({ errorOf: () => undefined, typed: null })

/**
 * A form about decisions: what was refused above it and at its fields, everything typed kept, `saved` when it went well.
 * Works without script. Needs the sentences of `decisions` and `refusals`; its fields are FormText, FormTextarea, FormSelect.
 */
export function DecisionForm<T>({
  action,
  fields = {},
  submitLabel,
  look,
  saved,
  className,
  isShut = false,
  after,
  children,
}: {
  action: FormAction<T>
  fields?: Record<string, string>
  submitLabel: string
  saved?: string
  className?: string
  /** There is nothing to send any more; what became of the last press still shows. */
  isShut?: boolean
  /** What stands in the form's place once it went well. */
  after?: (value: T) => ReactNode
  children?: ReactNode
} & Pick<ButtonLook, 'look'>) {
  const form = useStaffForm(action, 'decisions.errors')
  const { result } = form
  if (result?.ok && after) return after(result.value)
  if (isShut) return null
  return (
    <form action={form.submit} noValidate className={className ?? 'flex max-w-3xl flex-col gap-4'}>
      <ErrorSummary errors={form.lines} />
      {form.isDone && saved && (
        <Notice tone="good" live="status">
          <p>{saved}</p>
        </Notice>
      )}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Refused.Provider value={form}>
        {/* React empties a form whose action ended: drawn afresh with what was typed, nothing is lost. */}
        <div key={JSON.stringify(form.typed)} className="contents">
          {children}
        </div>
      </Refused.Provider>
      <div>
        <SubmitButton size="dense" look={look}>
          {submitLabel}
        </SubmitButton>
      </div>
    </form>
  )
}

const useField = (name: string, given: unknown) => {
  const { errorOf, typed } = useContext(Refused)
  return { error: errorOf(name), defaultValue: typed?.[name] ?? (given as string | number | undefined) }
}

export const FormText = (props: ComponentProps<typeof TextInput>) => (
  <TextInput {...props} {...useField(props.name, props.defaultValue)} />
)
export const FormTextarea = (props: ComponentProps<typeof Textarea>) => (
  <Textarea {...props} {...useField(props.name, props.defaultValue)} />
)
export const FormSelect = (props: ComponentProps<typeof Select>) => (
  <Select {...props} {...useField(props.name, props.defaultValue)} />
)

/** The kinds of decision a release takes: all, unless some are taken out. */
export function KindBoxes({
  label,
  options,
}: {
  label: string
  options: { value: string; label: string }[]
}) {
  const { error } = useField('kinds', undefined)
  return (
    <Fieldset name="kinds" label={label} error={error}>
      {options.map((option, at) => (
        <Choice
          key={option.value}
          type="checkbox"
          id={at === 0 ? 'kinds' : `kinds-${option.value}`}
          name="kinds"
          value={option.value}
          label={option.label}
          defaultChecked
        />
      ))}
    </Fieldset>
  )
}
