'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/platform/action'
import { type StaffForm, useStaffForm } from './use-staff-form'

/**
 * One settings form of the console, in the words of `connections.errors`: see `useStaffForm`. With script even a secret
 * stays where it was typed, so that nothing is drawn afresh then. Needs the sentences of `connections` and `refusals`.
 */
export function useSettingsForm<T>(
  action: FormAction<T>,
  lineOf?: (control: string, problem: string) => string,
): StaffForm<T> {
  const form = useStaffForm(action, 'connections.errors', lineOf)
  const [hasScript, setHasScript] = useState(false)
  return {
    ...form,
    onSubmit: (event) => {
      setHasScript(true)
      form.onSubmit(event)
    },
    typed: hasScript ? null : form.typed,
  }
}

/**
 * The frame of a settings form: error summary, what was said after saving, fields, button. `version` says what the fields
 * show: they are drawn afresh when it changes.
 */
export function SettingsForm({
  form,
  version,
  submitLabel,
  saved,
  children,
}: {
  form: StaffForm
  version: unknown
  submitLabel: string
  saved: string
  children: ReactNode
}) {
  const ui = useTranslations('ui')
  return (
    <form action={form.submit} onSubmit={form.onSubmit} noValidate className="flex max-w-3xl flex-col gap-5">
      {/* Enter in a field presses the first button of a form: this one, and not one that stands between the fields. */}
      <button type="submit" name="do" value="save" tabIndex={-1} aria-hidden className="sr-only" />
      <ErrorSummary errors={form.lines} />
      {form.isDone && !form.isPending && (
        <Notice tone="good" live="status">
          <p>{saved}</p>
        </Notice>
      )}
      <div key={JSON.stringify(form.typed ?? version)} className="flex flex-col gap-5">
        {children}
      </div>
      <div>
        <Button type="submit" name="do" value="save" size="dense" aria-disabled={form.isPending || undefined}>
          {form.isPending ? ui('working') : submitLabel}
        </Button>
      </div>
    </form>
  )
}
