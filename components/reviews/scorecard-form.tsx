'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { saveScorecard } from '@/lib/features/reviews/actions'
import type { ScorecardSettings } from '@/lib/features/reviews/queries/intake-review'
import { mostCriteria } from '@/lib/features/reviews/schema'

const control =
  'min-h-9 w-full rounded border border-line-strong bg-surface-raised px-2 py-1 text-base text-ink'
const columns = ['nameEn', 'nameHi', 'weight', 'maxPoints', 'anchorsEn', 'anchorsHi'] as const

/** A scorecard with its criteria in rows; rows left empty are no criteria. Weights are 100 together. */
export function ScorecardForm({ intakeId, card }: { intakeId: string; card?: ScorecardSettings }) {
  const t = useTranslations('review.settings')
  const form = useStaffForm(saveScorecard, 'review.errors')
  const at = (name: string) => `${name}-card-${card?.id ?? 'new'}`
  const now = (row: number, column: (typeof columns)[number]): string => {
    const name = `criterion-${row}-${column}`
    const criterion = card?.criteria[row]
    const kept = criterion && {
      nameEn: criterion.name.en,
      nameHi: criterion.name.hi,
      weight: String(criterion.weight),
      maxPoints: String(criterion.maxPoints),
      anchorsEn: criterion.anchors.en,
      anchorsHi: criterion.anchors.hi,
    }
    return form.typed?.[name] ?? kept?.[column] ?? ''
  }
  return (
    <form action={form.submit} onSubmit={form.onSubmit} className="flex flex-col gap-4 text-sm" noValidate>
      <ErrorSummary
        errors={form.lines.map((line) => ({ ...line, ...(line.field && { field: at(line.field) }) }))}
      />
      {form.isDone && (
        <Notice tone="good" live="status">
          <p>{t('saved')}</p>
        </Notice>
      )}
      <input type="hidden" name="intakeId" value={intakeId} />
      <input type="hidden" name="scorecardId" value={card?.id ?? ''} />
      <div className="grid gap-4 sm:grid-cols-2">
        {(['nameEn', 'nameHi'] as const).map((name) => (
          <label key={name} className="flex flex-col gap-1">
            <span className="font-semibold">{t(name)}</span>
            <input
              id={at(name)}
              name={name}
              lang={name === 'nameHi' ? 'hi' : undefined}
              defaultValue={form.typed?.[name] ?? (name === 'nameEn' ? card?.name.en : card?.name.hi)}
              className={control}
            />
          </label>
        ))}
      </div>
      <div
        id={at('criteria')}
        role="region"
        aria-label={t('criteria')}
        tabIndex={0}
        className="relative overflow-x-auto"
      >
        <table className="w-full min-w-3xl border-collapse">
          <caption className="sr-only">{t('criteria')}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="pe-2 text-start font-semibold">
                  {t(`criterion.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: mostCriteria }, (_, row) => (
              <tr key={row}>
                {columns.map((column) => (
                  <td key={column} className="py-1 pe-2 align-top">
                    <input
                      name={`criterion-${row}-${column}`}
                      aria-label={t('criterion_cell', {
                        column: t(`criterion.${column}`),
                        row: row + 1,
                      })}
                      lang={column.endsWith('Hi') ? 'hi' : undefined}
                      inputMode={column === 'weight' || column === 'maxPoints' ? 'numeric' : undefined}
                      defaultValue={now(row, column)}
                      className={control}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t(card ? 'save_scorecard' : 'add_scorecard')}
        </Button>
      </div>
    </form>
  )
}
