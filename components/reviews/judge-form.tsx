'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { DocumentState } from '@/lib/domain/reviews/review'
import { judgeDocument } from '@/lib/features/reviews/actions'

const choices = ['under_verification', 'verified', 'rejected'] as const

/** Where a document stands from now on; a rejection says why, and the applicant reads it. */
export function JudgeForm({ documentId, state }: { documentId: string; state: DocumentState }) {
  const t = useTranslations('review.documents')
  const form = useStaffForm(judgeDocument, 'review.errors')
  return (
    <form action={form.submit} onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary
        errors={form.lines.map(({ message, field }) => ({
          message,
          ...(field && { field: `${field}-${documentId}` }),
        }))}
      />
      {form.isDone && (
        <Notice tone="good" live="status">
          <p>{t('judged')}</p>
        </Notice>
      )}
      <input type="hidden" name="documentId" value={documentId} />
      <fieldset id={`verdict-${documentId}`} tabIndex={-1} className="flex flex-wrap gap-x-4">
        <legend className="mb-1 font-semibold">{t('verdict')}</legend>
        {choices.map((choice) => (
          <label key={choice} className="flex min-h-7 items-center gap-2">
            <input type="radio" name="verdict" value={choice} defaultChecked={choice === state} />
            {t(`state.${choice}`)}
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('reason')}</span>
        <textarea
          id={`reason-${documentId}`}
          name="reason"
          rows={2}
          maxLength={1000}
          defaultValue={form.typed?.reason}
          className="rounded border border-line-strong bg-surface-raised px-2 py-1 text-base text-ink"
        />
      </label>
      <div>
        <Button type="submit" look="secondary" size="dense" aria-disabled={form.isPending || undefined}>
          {t('judge')}
        </Button>
      </div>
    </form>
  )
}
