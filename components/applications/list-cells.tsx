import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { recordAddress } from '@/components/staff/list-address'
import { progressTone, resultTone, standingTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import type { Tone } from '@/components/ui/tone'
import type { ListColumn } from '@/lib/domain/applications/columns'
import type { ApplicationListRow } from '@/lib/features/applications/queries/staff-list'

/**
 * Draws a row's cells by column; `list` is the list's own address, so that a record knows where one came from. A dense row
 * is one line: what would make it two is in a column of its own or in the record.
 */
export function useCells(
  list: string,
  isDense: boolean,
): (row: ApplicationListRow, column: ListColumn) => ReactNode {
  const t = useTranslations('staff')
  const l = useTranslations('lists')
  const locale = useLocale()
  const draw: Record<ListColumn, (row: ApplicationListRow) => ReactNode> = {
    number: ({ number }) => (
      <Link
        href={recordAddress(number, list)}
        prefetch={false}
        className="figures font-semibold whitespace-nowrap text-brand underline underline-offset-3"
      >
        {number}
      </Link>
    ),
    applicant: ({ fullName, email }) => (
      <span className="flex flex-col">
        <span className={isDense ? 'sm:whitespace-nowrap' : undefined}>{fullName}</span>
        {!isDense && <span className="text-sm text-muted">{email}</span>}
      </span>
    ),
    email: ({ email }) => email,
    mobile: ({ mobile }) => <span className="figures whitespace-nowrap">{mobile}</span>,
    intake: ({ intakeName }) => <Line isDense={isDense}>{intakeName[locale]}</Line>,
    programme: ({ programme }) =>
      programme ? <Line isDense={isDense}>{programme.name[locale]}</Line> : none,
    step: ({ standing }) => <Badge tone={standingTone[standing]}>{t(`standing.${standing}`)}</Badge>,
    assessment: ({ attempt }) => <Attempt attempt={attempt} isDense={isDense} />,
    score: ({ scorePercent }) => (scorePercent === null ? none : l('percent', { value: scorePercent })),
    fee: ({ feeState }) =>
      feeState === 'none' ? none : <Badge tone={feeTone[feeState]}>{l(`fee.${feeState}`)}</Badge>,
    stage: ({ stage }) => stage?.name[locale] ?? none,
    reviewers: ({ reviewers }) => reviewers.map(({ fullName }) => fullName).join(', ') || none,
    review_score: ({ reviewScore }) => (reviewScore === null ? none : l('percent', { value: reviewScore })),
    query: ({ hasOpenQuery }) => (hasOpenQuery ? <Badge tone="waiting">{l('query.open')}</Badge> : none),
    decision: ({ decision }) =>
      decision ? (
        <span className="flex flex-wrap gap-1">
          <Badge tone={decisionTone[decision.kind]}>{l(`decision.${decision.kind}`)}</Badge>
          <span className="text-sm text-muted">{l(`decision_state.${decision.state}`)}</span>
        </span>
      ) : (
        none
      ),
    offer: ({ offerState: state }) =>
      state ? <Badge tone={offerTone[state]}>{l(`offer.${state}`)}</Badge> : none,
    submitted: ({ submittedAt }) =>
      submittedAt ? (
        <Instant at={submittedAt} dateOnly />
      ) : (
        <span className="text-muted">{t('applications.not_submitted')}</span>
      ),
    begun: ({ createdAt }) => <Instant at={createdAt} dateOnly />,
    updated: ({ updatedAt }) => <Instant at={updatedAt} />,
  }
  return (row, column) => draw[column](row)
}

const none = <span className="text-muted">–</span>

/** In a dense row at most so wide; the whole of it stands in its title. */
const Line = ({ isDense, children }: { isDense: boolean; children: string }) =>
  isDense ? (
    <span title={children} className="block max-w-44 truncate max-sm:max-w-none">
      {children}
    </span>
  ) : (
    children
  )

function Attempt({ attempt, isDense }: { attempt: ApplicationListRow['attempt']; isDense: boolean }) {
  const t = useTranslations('staff')
  if (!attempt) return <span className="text-muted">{t('assessment_filter.none')}</span>
  return (
    <span className="flex flex-wrap gap-1">
      {isDense && (attempt.result !== 'none' || attempt.lastErrorKind) ? null : (
        <Badge tone={progressTone[attempt.progress]}>{t(`progress.${attempt.progress}`)}</Badge>
      )}
      {attempt.result !== 'none' && (
        <Badge tone={resultTone[attempt.result]}>{t(`result.${attempt.result}`)}</Badge>
      )}
      {attempt.lastErrorKind && <Badge tone="bad">{t('error_kind', { kind: attempt.lastErrorKind })}</Badge>}
    </span>
  )
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
