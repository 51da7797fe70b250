'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { assignmentWays } from '@/lib/domain/reviews/review'
import { saveStage } from '@/lib/features/reviews/actions'
import type { IntakeReview, StageSettings } from '@/lib/features/reviews/queries/intake-review'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-base text-ink'

/** One stage of an intake's review; without `stage` it is a new one, the last. */
export function StageForm({ intake, stage }: { intake: IntakeReview; stage?: StageSettings }) {
  const t = useTranslations('review.settings')
  const assign = useTranslations('review.assign')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const form = useStaffForm(saveStage, 'review.errors')
  const at = (name: string) => `${name}-${stage?.id ?? 'new'}`
  const field = (name: 'nameEn' | 'nameHi' | 'reviewersWanted' | 'daysToReview', now: string) => (
    <label className="flex flex-col gap-1">
      <span className="font-semibold">{t(name)}</span>
      {form.errorOf(name) && <span className="font-semibold text-bad">{form.errorOf(name)}</span>}
      <input
        id={at(name)}
        name={name}
        lang={name === 'nameHi' ? 'hi' : undefined}
        inputMode={name.startsWith('name') ? undefined : 'numeric'}
        defaultValue={form.typed?.[name] ?? now}
        aria-invalid={form.errorOf(name) ? true : undefined}
        className={control}
      />
    </label>
  )
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
      <input type="hidden" name="intakeId" value={intake.id} />
      <input type="hidden" name="stageId" value={stage?.id ?? ''} />
      <div className="grid gap-4 sm:grid-cols-2">
        {field('nameEn', stage?.name.en ?? '')}
        {field('nameHi', stage?.name.hi ?? '')}
        {field('reviewersWanted', String(stage?.reviewersWanted ?? 1))}
        {field('daysToReview', stage?.daysToReview ? String(stage.daysToReview) : '')}
        <label className="flex flex-col gap-1">
          <span className="font-semibold">{t('scorecard')}</span>
          <select
            id={at('scorecardId')}
            name="scorecardId"
            defaultValue={form.typed?.scorecardId ?? stage?.scorecardId ?? ''}
            className={control}
          >
            <option value="">{t('no_scorecard')}</option>
            {intake.scorecards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[locale]}
              </option>
            ))}
          </select>
        </label>
        <label className="flex flex-col gap-1">
          <span className="font-semibold">{assign('way')}</span>
          <select
            id={at('assignmentWay')}
            name="assignmentWay"
            defaultValue={form.typed?.assignmentWay ?? stage?.assignmentWay ?? 'by_hand'}
            className={control}
          >
            {assignmentWays.map((way) => (
              <option key={way} value={way}>
                {t(`ways.${way}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="flex min-h-7 items-center gap-2">
        <input type="checkbox" name="isBlind" value="yes" defaultChecked={stage?.isBlind} />
        {t('is_blind')}
      </label>
      <Rules intake={intake} stage={stage} />
      <div>
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t(stage ? 'save_stage' : 'add_stage')}
        </Button>
      </div>
    </form>
  )
}

/** Who reads the applications of which programme, where the stage assigns by rule. */
function Rules({ intake, stage }: { intake: IntakeReview; stage?: StageSettings }) {
  const t = useTranslations('review.settings')
  return (
    <details className="rounded border border-line px-3 py-1">
      <summary className="min-h-6 cursor-pointer">{t('rules')}</summary>
      <div className="flex flex-col gap-3 py-2">
        {intake.programmes.map(({ id: programmeId, code }) => {
          const named = stage?.assignmentRules.find((rule) => rule.programmeId === programmeId)?.reviewerIds
          return (
            <fieldset key={programmeId} className="flex flex-wrap gap-x-4">
              <legend className="font-semibold">{code}</legend>
              {intake.people.map(({ id, fullName }) => (
                <label key={id} className="flex min-h-7 items-center gap-2">
                  <input
                    type="checkbox"
                    name={`rule-${programmeId}`}
                    value={id}
                    defaultChecked={named?.includes(id)}
                  />
                  {fullName}
                </label>
              ))}
            </fieldset>
          )
        })}
      </div>
    </details>
  )
}
