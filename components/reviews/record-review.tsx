import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import { SubmitButton } from '@/components/ui/submit-button'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import { moveStage, unassignReviewer } from '@/lib/features/reviews/actions'
import type { RecordReview as Review } from '@/lib/features/reviews/queries/record'
import { AssignForm } from './assign-form'
import { hasDate } from './due-date'
import { assignmentTone, verdictTone } from './words'

/** Where an application stands in its review: stage, who has it, what they said, and what staff may do about it. */
export function RecordReview({ review, number, role }: { review: Review; number: string; role: StaffRole }) {
  const t = useTranslations('review')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const columns = useTaskColumns(number, role)
  const stage = review.stages.find(({ isNow }) => isNow)
  return (
    <ClientMessages also={['refusals', 'review']}>
      <Panel
        title={t('record.title')}
        aside={
          review.isMine && (
            <ButtonLink size="dense" href={`/staff/review/${number}`}>
              {t('record.to_sheet')}
            </ButtonLink>
          )
        }
      >
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted">{t('record.stage')}</span>
          {stage ? <Badge tone="info">{stage.name[locale]}</Badge> : <span>{t('record.no_stage')}</span>}
          {stage?.isBlind && <Badge tone="neutral">{t('blind')}</Badge>}
          {review.score !== null && (
            <span className="figures font-semibold">{t('record.score', { percent: review.score })}</span>
          )}
        </p>
        {review.tasks === null ? (
          <p className="measure text-sm text-muted">{t('sheet.others_hidden')}</p>
        ) : (
          <DataTable
            dense
            stacks
            caption={t('record.reviewers')}
            captionHidden
            columns={columns}
            rows={review.tasks}
            rowKey={({ id }) => id}
            empty={<p className="text-sm text-muted">{t('record.nobody')}</p>}
          />
        )}
        <Acts review={review} number={number} role={role} />
      </Panel>
    </ClientMessages>
  )
}

function Acts({ review, number, role }: { review: Review; number: string; role: StaffRole }) {
  const t = useTranslations('review')
  const staff = useTranslations('staff')
  const say = useTranslations('refusals')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const lock = !roleMay(role, 'applications.assign')
    ? staff('not_your_role', { role: staff(`role.${role}`) })
    : review.mayAssign.ok
      ? null
      : say(review.mayAssign.refusal.code, review.mayAssign.refusal.params)
  if (lock)
    return (
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <LockedAction because={lock}>{t('assign.title')}</LockedAction>
        <LockedAction because={lock}>{t('record.move')}</LockedAction>
      </div>
    )
  const targets = review.stages.filter(({ isNow, isRetired }) => !isNow && !isRetired)
  return (
    <div className="flex flex-col gap-3">
      <Disclosure summary={t('assign.title')}>
        <AssignForm number={number} people={review.people} />
      </Disclosure>
      {targets.length === 0 ? (
        <LockedAction because={t('record.no_other_stage')}>{t('record.move')}</LockedAction>
      ) : (
        <ActionForm
          action={moveStage}
          fields={{ number }}
          done={t('record.moved')}
          className="flex flex-wrap items-end gap-3"
        >
          <label className="flex flex-col gap-1 text-sm">
            <span className="font-semibold">{t('record.move_to')}</span>
            <select
              name="stageId"
              className="min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-ink"
            >
              {targets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name[locale]}
                </option>
              ))}
            </select>
          </label>
          <SubmitButton look="secondary" size="dense">
            {t('record.move')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}

type Task = NonNullable<Review['tasks']>[number]

function useTaskColumns(number: string, role: StaffRole): Column<Task>[] {
  const t = useTranslations('review')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return [
    { key: 'who', header: t('record.reviewer'), cell: ({ reviewerName }) => reviewerName },
    { key: 'stage', header: t('home.stage'), cell: ({ stageName }) => stageName[locale] },
    {
      key: 'state',
      header: t('home.state'),
      cell: ({ state, dueAt }) => (
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={assignmentTone[state]}>{t(`assignment_state.${state}`)}</Badge>
          {state === 'open' && hasDate(dueAt) && <Instant at={dueAt} />}
        </span>
      ),
    },
    {
      key: 'said',
      header: t('record.said'),
      cell: ({ percent, verdict, comment }) => (
        <div className="flex flex-col gap-1">
          <span className="flex flex-wrap items-center gap-2">
            {percent !== null && (
              <span className="figures font-semibold">{t('score.percent', { percent })}</span>
            )}
            {verdict && <Badge tone={verdictTone[verdict]}>{t(`score.verdicts.${verdict}`)}</Badge>}
            {percent === null && !verdict && '–'}
          </span>
          {comment && <span className="measure whitespace-pre-line">{comment}</span>}
        </div>
      ),
    },
    {
      key: 'act',
      header: t('record.act'),
      cell: ({ reviewerId, reviewerName, state, isNow }) =>
        state === 'open' && isNow && roleMay(role, 'applications.assign') ? (
          <ActionForm action={unassignReviewer} fields={{ number, reviewerId }}>
            <SubmitButton
              look="secondary"
              size="dense"
              aria-label={t('record.take_back_from', { name: reviewerName })}
            >
              {t('record.take_back')}
            </SubmitButton>
          </ActionForm>
        ) : (
          '–'
        ),
    },
  ]
}
