'use client'

import { cx } from 'class-variance-authority'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, startTransition, useActionState, useRef, useState } from 'react'
import { useComplaints, useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { verdicts } from '@/lib/domain/reviews/review'
import { weightedPercent } from '@/lib/domain/reviews/scorecard'
import { saveReview, submitReview } from '@/lib/features/reviews/actions'
import type { ReviewSheet, SheetCriterion } from '@/lib/features/reviews/queries/sheet'

type Typed = { points: Record<string, number>; verdict: string; comment: string }

/**
 * One's own scorecard beside what it is about. Digits choose the points of the criterion in hand and go on to the next,
 * Ctrl+Enter submits and goes to the next application. It is kept as it is filled in; works without script too.
 */
export function ScoreForm({
  number,
  criteria,
  own,
}: {
  number: string
  criteria: SheetCriterion[]
  own: ReviewSheet['own']
}) {
  const t = useTranslations('review.score')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const box = useRef<HTMLFormElement>(null)
  const form = useStaffForm(submitReview, 'review.errors')
  const [kept, keep, isKeeping] = useActionState(saveReview, null)
  const keeping = useComplaints(kept, 'review.errors')
  const [typed, setTyped] = useState<Typed>(() => typedOf(own, form.typed ?? readTyped(kept)))
  const percent = weightedPercent(criteria, typed.points)
  const save = () => {
    if (!box.current || form.isPending) return
    const body = new FormData(box.current)
    startTransition(() => keep(body))
  }
  const choose = (id: string, points: number) => {
    setTyped((before) => ({ ...before, points: { ...before.points, [id]: points } }))
    // After the choice is drawn, so that what is sent is what is seen.
    requestAnimationFrame(save)
  }
  const press = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      box.current?.requestSubmit()
      return
    }
    const digit = chosenPoints(event, criteria, typed.points)
    if (!digit) return
    event.preventDefault()
    choose(digit.id, digit.points)
    focusOn(box.current, criteria, digit.id)
  }
  return (
    <form
      ref={box}
      action={form.submit}
      onSubmit={form.onSubmit}
      onKeyDown={press}
      noValidate
      className="flex flex-col gap-4"
    >
      <ErrorSummary errors={form.lines.length > 0 ? form.lines : keeping.lines} />
      <input type="hidden" name="number" value={number} />
      {criteria.map((criterion) => (
        <Criterion
          key={criterion.id}
          criterion={criterion}
          locale={locale}
          chosen={typed.points[criterion.id]}
          isMissing={form.errorOf(criterion.id) !== undefined}
          onChoose={choose}
        />
      ))}
      {criteria.length > 0 && (
        <p className="flex items-baseline justify-between gap-3 border-t border-line pt-3">
          <span className="font-semibold">{t('total')}</span>
          <output className="figures text-lg font-semibold">
            {percent === null ? '–' : t('percent', { percent })}
          </output>
        </p>
      )}
      <fieldset className="flex flex-col gap-1" id="verdict" tabIndex={-1}>
        <legend className="text-sm font-semibold">{t('verdict')}</legend>
        <div className="flex flex-wrap gap-2">
          {verdicts.map((verdict) => (
            <Chip
              key={verdict}
              name="verdict"
              value={verdict}
              isChosen={typed.verdict === verdict}
              onChoose={() => {
                setTyped((before) => ({ ...before, verdict }))
                requestAnimationFrame(save)
              }}
            >
              {t(`verdicts.${verdict}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <label className="flex flex-col gap-1 text-sm">
        <span className="font-semibold">{t('comment')}</span>
        <textarea
          name="comment"
          rows={5}
          maxLength={5000}
          value={typed.comment}
          onChange={({ target: { value } }) => setTyped((before) => ({ ...before, comment: value }))}
          onBlur={save}
          className="w-full rounded border border-line-strong bg-surface-raised px-3 py-2 text-base text-ink"
        />
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" size="dense" aria-disabled={form.isPending || undefined}>
          {t('submit')}
        </Button>
        <Button type="submit" look="secondary" size="dense" formAction={keep} data-own-action="">
          {t('save')}
        </Button>
        <span role="status" className="text-sm text-muted">
          {isKeeping ? t('saving') : kept?.ok ? t('saved') : own.savedAt ? t('saved_before') : ''}
        </span>
      </div>
      <p className="text-sm text-muted">{t('keys')}</p>
    </form>
  )
}

function Criterion({
  criterion: { id, name, weight, maxPoints, anchors },
  locale,
  chosen,
  isMissing,
  onChoose,
}: {
  criterion: SheetCriterion
  locale: 'en' | 'hi'
  chosen: number | undefined
  isMissing: boolean
  onChoose: (id: string, points: number) => void
}) {
  const t = useTranslations('review.score')
  const fewest = Array.from({ length: maxPoints + 1 }, (_, points) => points)
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      data-criterion={id}
      className={cx('flex flex-col gap-1', isMissing && 'border-s-4 border-bad ps-3')}
    >
      <legend className="flex w-full flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span className="font-semibold">{name[locale]}</span>
        <span className="text-muted">{t('weight', { weight })}</span>
      </legend>
      {anchors[locale] && <p className="text-sm whitespace-pre-line text-muted">{anchors[locale]}</p>}
      {maxPoints <= 10 ? (
        <div className="flex flex-wrap gap-1.5">
          {fewest.map((points) => (
            <Chip
              key={points}
              name={`points-${id}`}
              value={String(points)}
              isChosen={chosen === points}
              onChoose={() => onChoose(id, points)}
            >
              {points}
            </Chip>
          ))}
        </div>
      ) : (
        <label className="flex items-center gap-2 text-sm">
          <input
            name={`points-${id}`}
            inputMode="numeric"
            defaultValue={chosen ?? ''}
            onChange={({ target: { value } }) =>
              /^\d{1,3}$/.test(value) && Number(value) <= maxPoints && onChoose(id, Number(value))
            }
            className="figures w-20 rounded border border-line-strong bg-surface-raised px-2 py-1 text-ink"
          />
          {t('of_points', { maxPoints })}
        </label>
      )}
    </fieldset>
  )
}

/** A radio that looks like a button and is 32 px high. */
function Chip({
  name,
  value,
  isChosen,
  onChoose,
  children,
}: {
  name: string
  value: string
  isChosen: boolean
  onChoose: () => void
  children: React.ReactNode
}) {
  return (
    <label
      className={cx(
        'inline-flex min-h-8 min-w-9 cursor-pointer items-center justify-center rounded border px-2 text-sm',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand',
        'has-checked:border-brand has-checked:bg-brand has-checked:font-semibold has-checked:text-brand-ink',
        'border-line-strong bg-surface-raised text-ink',
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        onChange={onChoose}
        className="sr-only"
      />
      {children}
    </label>
  )
}

/** The points that a digit means: of the criterion that has the focus, else of the first without points. */
function chosenPoints(
  event: KeyboardEvent<HTMLFormElement>,
  criteria: readonly SheetCriterion[],
  points: Record<string, number>,
): { id: string; points: number } | null {
  const target = event.target
  if (!/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return null
  const isText =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio')
  if (isText || !(target instanceof Element)) return null
  const inHand = target.closest<HTMLElement>('[data-criterion]')?.dataset.criterion
  const criterion =
    criteria.find(({ id }) => id === inHand) ?? criteria.find(({ id }) => points[id] === undefined)
  if (!criterion) return null
  // The key 0 is ten where there are ten points: nobody needs two keys for the best mark.
  const digit = event.key === '0' && criterion.maxPoints === 10 ? 10 : Number(event.key)
  return digit <= criterion.maxPoints ? { id: criterion.id, points: digit } : null
}

/** The criterion after this one takes the keyboard; after the last one the recommendation does. */
function focusOn(form: HTMLFormElement | null, criteria: readonly SheetCriterion[], id: string) {
  const next = criteria[criteria.findIndex((criterion) => criterion.id === id) + 1]
  const box = form?.querySelector(next ? `[data-criterion="${next.id}"]` : '#verdict')
  box?.querySelector<HTMLInputElement>('input')?.focus()
}

const readTyped = (result: { ok: boolean; typed?: Record<string, string> } | null) =>
  result && !result.ok ? (result.typed ?? null) : null

/** What the form shows: what was typed when it was refused without script, else what is kept. */
function typedOf(own: ReviewSheet['own'], typed: Record<string, string> | null): Typed {
  if (!typed) return { points: own.points, verdict: own.verdict ?? '', comment: own.comment }
  const points = Object.entries(typed).flatMap(([name, value]): [string, number][] =>
    name.startsWith('points-') && /^\d+$/.test(value) ? [[name.slice(7), Number(value)]] : [],
  )
  return { points: Object.fromEntries(points), verdict: typed.verdict ?? '', comment: typed.comment ?? '' }
}
