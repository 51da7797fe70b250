'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import {
  type ComponentProps,
  type ReactNode,
  createContext,
  useActionState,
  useContext,
  useEffect,
  useMemo,
} from 'react'
import type { ButtonLook } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Fieldset } from '@/components/ui/fieldset'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult, FormAction } from '@/lib/platform/action'

type Told = { errors: Record<string, string>; typed: Record<string, string> }
const Refused = createContext<Told>({ errors: {}, typed: {} })

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
  const router = useRouter()
  const [result, submit] = useActionState(action, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  const { told, lines } = useRefusal(result)
  if (result?.ok && after) return after(result.value)
  if (isShut) return null
  return (
    <form action={submit} noValidate className={className ?? 'flex max-w-3xl flex-col gap-4'}>
      <ErrorSummary errors={lines} />
      {result?.ok && saved && (
        <Notice tone="good" live="status">
          <p>{saved}</p>
        </Notice>
      )}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Refused.Provider value={told}>
        {/* React empties a form whose action ended: drawn afresh with what was typed, nothing is lost. */}
        <div key={JSON.stringify(told.typed)} className="contents">
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

function useRefusal(result: ActionResult | null): { told: Told; lines: SummaryLine[] } {
  const ofField = useTranslations('decisions.errors')
  const ofWhole = useTranslations('refusals')
  return useMemo(() => {
    if (!result || result.ok) return { told: { errors: {}, typed: {} }, lines: [] }
    const { fields = {}, code, params } = result.refusal
    const errors = Object.fromEntries(
      Object.entries(fields).map(([name, key]) => [name, ofField(ofField.has(key) ? key : 'invalid')]),
    )
    const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
    return {
      told: { errors, typed: result.typed },
      lines: lines.length > 0 ? lines : [{ message: ofWhole(code, params) }],
    }
  }, [result, ofField, ofWhole])
}

const useField = (name: string, given: unknown) => {
  const { errors, typed } = useContext(Refused)
  return { error: errors[name], defaultValue: typed[name] ?? (given as string | number | undefined) }
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
