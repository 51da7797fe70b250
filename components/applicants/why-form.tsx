'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useStaffForm } from '@/components/staff/use-staff-form'
import type { ButtonLook } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/platform/action'

/** One thing done with a reason: the reason is asked beside the button, and comes back when it was refused. */
export function WhyForm({
  action,
  fields,
  submitLabel,
  look = 'secondary',
}: {
  action: FormAction<void>
  fields: Record<string, string>
  submitLabel: string
  look?: ButtonLook['look']
}) {
  const t = useTranslations('admin.duplicates')
  const form = useStaffForm(action, 'admin.errors')
  const id = useId()
  return (
    <form action={form.submit} noValidate className="flex flex-col items-start gap-2">
      {form.lines.map(({ message }) => (
        <Notice key={message} tone="warn" live="alert">
          <p id={`${id}-error`}>{message}</p>
        </Notice>
      ))}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="text-sm font-semibold">
          {t('why')}
        </label>
        <input
          key={form.typed?.why}
          id={id}
          name="why"
          defaultValue={form.typed?.why ?? ''}
          maxLength={500}
          aria-invalid={form.lines.length > 0 || undefined}
          aria-describedby={form.lines.length > 0 ? `${id}-error` : undefined}
          className="min-h-8 w-64 max-w-full rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm"
        />
        <SubmitButton look={look} size="dense">
          {submitLabel}
        </SubmitButton>
      </div>
    </form>
  )
}
