'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { raiseQuery } from '@/lib/features/reviews/actions'
import { mostDocumentsAsked } from '@/lib/features/reviews/schema'

export type AskablePage = { page: string; title: string; fields: { field: string; label: string }[] }

const control = 'rounded border border-line-strong bg-surface-raised px-2 py-1 text-base text-ink'

/** A question to the applicant: what it is about, in words, and until when. Exactly what is ticked opens to them. */
export function QueryForm({
  number,
  pages,
  followsId,
  firstDay,
  usualDay,
}: {
  number: string
  pages: AskablePage[]
  /** The query whose answer did not do. */
  followsId?: string
  /** Days in India, `YYYY-MM-DD`: the earliest that may be chosen, and the one that is usual. */
  firstDay: string
  usualDay: string
}) {
  const t = useTranslations('review.query')
  const form = useStaffForm(raiseQuery, 'review.errors')
  const id = (name: string) => `query-${name}${followsId ? '-again' : ''}`
  if (form.isDone)
    return (
      <Notice tone="good" live="status">
        <p>{t('sent')}</p>
      </Notice>
    )
  return (
    <form action={form.submit} onSubmit={form.onSubmit} className="flex flex-col gap-4 text-sm" noValidate>
      <ErrorSummary
        errors={form.lines.map(({ message, field }) => ({
          message,
          ...(field && { field: id(field.split('.')[0] ?? '') }),
        }))}
      />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="followsId" value={followsId ?? ''} />
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('question')}</span>
        <span className="text-muted">{t('question_hint')}</span>
        <textarea
          id={id('question')}
          name="question"
          rows={4}
          maxLength={2000}
          defaultValue={form.typed?.question}
          className={control}
        />
      </label>
      <fieldset id={id('fields')} tabIndex={-1} className="flex flex-col gap-2">
        <legend className="mb-1 font-semibold">{t('fields')}</legend>
        {pages.map(({ page, title, fields }) => (
          <details key={page} className="rounded border border-line px-3 py-1">
            <summary className="min-h-6 cursor-pointer">{title}</summary>
            <div className="grid gap-x-4 py-2 sm:grid-cols-2">
              {fields.map(({ field, label }) => (
                <label key={field} className="flex min-h-7 items-center gap-2">
                  <input type="checkbox" name="fields" value={`${page}:${field}`} />
                  {label}
                </label>
              ))}
            </div>
          </details>
        ))}
      </fieldset>
      <fieldset id={id('documents')} tabIndex={-1} className="flex flex-col gap-2">
        <legend className="mb-1 font-semibold">{t('documents')}</legend>
        <p className="text-muted">{t('documents_hint')}</p>
        {Array.from({ length: Math.min(3, mostDocumentsAsked) }, (_, at) => (
          <input
            key={at}
            name="documents"
            maxLength={120}
            aria-label={t('document_name', { place: at + 1 })}
            className={`${control} max-w-md`}
          />
        ))}
      </fieldset>
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('due')}</span>
        <input
          id={id('dueOn')}
          type="date"
          name="dueOn"
          min={firstDay}
          defaultValue={form.typed?.dueOn ?? usualDay}
          className={`${control} max-w-48`}
        />
      </label>
      <div>
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
