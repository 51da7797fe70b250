import { useLocale, useTranslations } from 'next-intl'
import type { GridCell } from '@/components/staff/grid-cell'
import { recordAddress } from '@/components/staff/list-address'
import { progressTone, resultTone, standingTone } from '@/components/staff/words'
import type { Tone } from '@/components/ui/tone'
import type { ListColumn } from '@/lib/domain/applications/columns'
import type { ApplicationListRow } from '@/lib/features/applications/queries/staff-list'
import { indiaDateIn, instantIn } from '@/lib/platform/i18n/formats'

type BadgeCell = Extract<GridCell, { is: 'badges' }>

/**
 * What stands in a row's cells, by column; `list` is the list's own address, so that a record knows where one came from. A
 * dense row is one line: what would make it two is in a column of its own or in the record.
 */
export function useCells(
  list: string,
  isDense: boolean,
): (row: ApplicationListRow, column: ListColumn) => GridCell {
  const t = useTranslations('staff')
  const l = useTranslations('lists')
  const locale = useLocale()
  const line = (text: string): GridCell => (isDense ? { is: 'clipped', text } : text)
  const day = (at: Date): GridCell => ({ is: 'day', at: at.toISOString(), text: indiaDateIn(locale, at) })
  const percent = (value: number | null) => (value === null ? null : l('percent', { value }))
  const cells: Record<ListColumn, (row: ApplicationListRow) => GridCell> = {
    number: ({ number }) => ({ is: 'record', href: recordAddress(number, list), text: number }),
    applicant: ({ fullName, email }) => ({
      is: 'name',
      text: fullName,
      ...(isDense ? undefined : { below: email }),
    }),
    email: ({ email }) => email,
    mobile: ({ mobile }) => ({ is: 'figures', text: mobile }),
    intake: ({ intakeName }) => line(intakeName[locale]),
    programme: ({ programme }) => programme && line(programme.name[locale]),
    step: ({ standing }) => badge(standingTone[standing], t(`standing.${standing}`)),
    assessment: ({ attempt }) =>
      attempt
        ? { is: 'badges', badges: attemptBadges(t, attempt, isDense) }
        : { is: 'quiet', text: t('assessment_filter.none') },
    score: ({ scorePercent }) => percent(scorePercent),
    fee: ({ feeState }) => (feeState === 'none' ? null : badge(feeTone[feeState], l(`fee.${feeState}`))),
    stage: ({ stage }) => stage?.name[locale] ?? null,
    reviewers: ({ reviewers }) => reviewers.map(({ fullName }) => fullName).join(', ') || null,
    review_score: ({ reviewScore }) => percent(reviewScore),
    query: ({ hasOpenQuery }) => (hasOpenQuery ? badge('waiting', l('query.open')) : null),
    decision: ({ decision }) =>
      decision && {
        ...badge(decisionTone[decision.kind], l(`decision.${decision.kind}`)),
        note: l(`decision_state.${decision.state}`),
      },
    offer: ({ offerState: state }) => state && badge(offerTone[state], l(`offer.${state}`)),
    submitted: ({ submittedAt }) =>
      submittedAt ? day(submittedAt) : { is: 'quiet', text: t('applications.not_submitted') },
    begun: ({ createdAt }) => day(createdAt),
    updated: ({ updatedAt }) => ({
      is: 'moment',
      at: updatedAt.toISOString(),
      text: instantIn(locale, updatedAt),
    }),
  }
  return (row, column) => cells[column](row)
}

const badge = (tone: Tone, text: string): BadgeCell => ({ is: 'badges', badges: [[tone, text]] })

/** How far the sitting is, how its result is, and what went wrong; in a dense row its progress only where nothing else stands. */
function attemptBadges(
  t: ReturnType<typeof useTranslations<'staff'>>,
  { progress, result, lastErrorKind }: NonNullable<ApplicationListRow['attempt']>,
  isDense: boolean,
): [Tone, string][] {
  const badges: [Tone, string][] = []
  if (!isDense || (result === 'none' && !lastErrorKind))
    badges.push([progressTone[progress], t(`progress.${progress}`)])
  if (result !== 'none') badges.push([resultTone[result], t(`result.${result}`)])
  if (lastErrorKind) badges.push(['bad', t('error_kind', { kind: lastErrorKind })])
  return badges
}

const feeTone = {
  due: 'info',
  open: 'info',
  checking: 'waiting',
  settled: 'good',
  waived: 'good',
  mismatch: 'bad',
} as const satisfies Record<string, Tone>
const decisionTone = { admit: 'good', waitlist: 'waiting', deny: 'neutral' } as const satisfies Record<
  string,
  Tone
>
const offerTone = {
  open: 'info',
  accepted: 'good',
  declined: 'neutral',
  lapsed: 'warn',
  withdrawn: 'neutral',
} as const satisfies Record<string, Tone>
