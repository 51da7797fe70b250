'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { assignmentWays } from '@/lib/domain/reviews/review'
import { assignReviewers } from '@/lib/features/reviews/actions'

/** Gives an application to reviewers: to the people ticked, or as many as the stage wants, evenly or by its rules. */
export function AssignForm({
  number,
  people,
}: {
  number: string
  people: readonly { id: string; fullName: string; load: number }[]
}) {
  const t = useTranslations('review.assign')
  const form = useStaffForm(assignReviewers, 'review.errors')
  const added = form.result?.ok ? form.result.value.added : null
  return (
    <form action={form.submit} onSubmit={form.onSubmit} className="flex flex-col gap-3 text-sm">
      <ErrorSummary errors={form.lines} />
      {added !== null && (
        <Notice tone={added > 0 ? 'good' : 'info'} live="status">
          <p>{t('done', { added })}</p>
        </Notice>
      )}
      <input type="hidden" name="number" value={number} />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-semibold">{t('way')}</legend>
        {assignmentWays.map((way) => (
          <label key={way} className="flex min-h-7 items-center gap-2">
            <input type="radio" name="way" value={way} defaultChecked={way === 'by_hand'} />
            {t(`ways.${way}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-semibold">{t('people')}</legend>
        {people.map(({ id, fullName, load }) => (
          <label key={id} className="flex min-h-7 items-center gap-2">
            <input type="checkbox" name="reviewerIds" value={id} />
            {fullName} <span className="text-muted">{t('load', { load })}</span>
          </label>
        ))}
      </fieldset>
      <div>
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t('submit')}
        </Button>
      </div>
    </form>
  )
}
