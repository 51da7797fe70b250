'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { writeNote } from '@/lib/features/reviews/actions'

/** A note for colleagues. A name pressed below puts `@Name` where the cursor stands; it may be typed as well. */
export function NoteForm({
  number,
  colleagues,
  written,
}: {
  number: string
  colleagues: readonly { id: string; fullName: string }[]
  /** How many notes stand below: a new one empties the form. */
  written: number
}) {
  const t = useTranslations('review.notes')
  const form = useStaffForm(writeNote, 'review.errors')
  const box = useRef<HTMLTextAreaElement>(null)
  const name = (fullName: string) => {
    const area = box.current
    if (!area) return
    const { selectionStart: start, selectionEnd: end, value } = area
    const space = start > 0 && !/\s$/.test(value.slice(0, start)) ? ' ' : ''
    area.setRangeText(`${space}@${fullName} `, start, end, 'end')
    area.focus()
  }
  return (
    <form action={form.submit} onSubmit={form.onSubmit} className="flex flex-col gap-2 text-sm" noValidate>
      <ErrorSummary errors={form.lines} />
      <input type="hidden" name="number" value={number} />
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('write')}</span>
        <span className="text-muted">{t('write_hint')}</span>
        <textarea
          key={written}
          ref={box}
          id="body"
          name="body"
          rows={3}
          maxLength={5000}
          defaultValue={form.typed?.body}
          className="rounded border border-line-strong bg-surface-raised px-2 py-1 text-base text-ink"
        />
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t('keep')}
        </Button>
        <details className="group">
          <summary className="min-h-6 cursor-pointer text-brand underline underline-offset-3">
            {t('mention')}
          </summary>
          <div className="mt-2 flex flex-wrap gap-1.5">
            {colleagues.map(({ id, fullName }) => (
              <Button key={id} type="button" look="secondary" size="dense" onClick={() => name(fullName)}>
                @{fullName}
              </Button>
            ))}
          </div>
        </details>
      </div>
    </form>
  )
}
