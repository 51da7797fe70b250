import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { readMention } from '@/lib/features/reviews/actions'
import type { AnsweredQuery, Mention, QueueRow, UnassignedRow } from '@/lib/features/reviews/queries/queue'
import type { Reviewer } from '@/lib/features/reviews/queries/reviewers'
import type { KeysetPage } from '@/lib/platform/keyset'
import { AssignForm } from './assign-form'
import { hasDate } from './due-date'

/** What lies with oneself to review, who was named where, what came back answered; for officers also everybody's load. */
export function ReviewHome({
  queue,
  raw,
  now,
  mentions,
  answered,
  overview,
  isThrough,
}: {
  queue: KeysetPage<QueueRow>
  raw: RawSearch
  now: Date
  mentions: Mention[]
  /** Null for a role that puts no questions; `overview` likewise for one that does not assign. */
  answered: AnsweredQuery[] | null
  overview: { people: Reviewer[]; unassigned: UnassignedRow[]; hasMore: boolean } | null
  /** The last one of the queue was just submitted. */
  isThrough: boolean
}) {
  const t = useTranslations('review')
  const [first] = queue.rows
  return (
    <ClientMessages also={['refusals', 'review']}>
      <PageTitle
        dense
        lead={t('home.lead')}
        actions={
          first && (
            <ButtonLink size="dense" href={`/staff/review/${first.number}`}>
              {t('home.begin')}
            </ButtonLink>
          )
        }
      >
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        {isThrough && (
          <Notice tone="good" live="status">
            <p>{t('home.through')}</p>
          </Notice>
        )}
        <Mentions mentions={mentions} />
        <Answered answered={answered ?? []} />
        <Panel title={t('home.queue')}>
          <DataTable
            dense
            caption={t('home.queue')}
            captionHidden
            columns={useQueueColumns(now)}
            rows={queue.rows}
            rowKey={({ id }) => id}
            empty={
              <EmptyState
                title={t('home.empty')}
                action={
                  <ButtonLink size="dense" look="secondary" href="/staff/applications">
                    {t('home.to_applications')}
                  </ButtonLink>
                }
              >
                {t('home.empty_body')}
              </EmptyState>
            }
          />
          <ListFoot path="/staff/review" raw={raw} page={queue} />
        </Panel>
        {overview && <Overview {...overview} />}
      </div>
    </ClientMessages>
  )
}

function useQueueColumns(now: Date): Column<QueueRow>[] {
  const t = useTranslations('review')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return [
    {
      key: 'title',
      header: t('home.application'),
      cell: ({ number, title }) => (
        <TextLink href={`/staff/review/${number}`} className="whitespace-nowrap">
          {title}
        </TextLink>
      ),
    },
    { key: 'intake', header: t('home.intake'), cell: ({ intakeName }) => intakeName[locale] },
    {
      key: 'stage',
      header: t('home.stage'),
      cell: ({ stageName, isBlind }) => (
        <span className="flex flex-wrap gap-2">
          {stageName[locale]}
          {isBlind && <Badge tone="neutral">{t('blind')}</Badge>}
        </span>
      ),
    },
    {
      key: 'due',
      header: t('home.due'),
      cell: ({ dueAt }) =>
        hasDate(dueAt) ? (
          <span className="flex flex-wrap items-center gap-2">
            <Instant at={dueAt} />
            {dueAt < now && <Badge tone="bad">{t('home.late')}</Badge>}
          </span>
        ) : (
          '–'
        ),
    },
    {
      key: 'state',
      header: t('home.state'),
      cell: ({ review, hasOpenQuery }) => (
        <span className="flex flex-wrap gap-2">
          <Badge tone={review === 'draft' ? 'info' : 'neutral'}>{t(`home.review_${review}`)}</Badge>
          {hasOpenQuery && <Badge tone="waiting">{t('query_state.open')}</Badge>}
        </span>
      ),
    },
  ]
}

function Mentions({ mentions }: { mentions: Mention[] }) {
  const t = useTranslations('review.home')
  if (mentions.length === 0) return null
  return (
    <Panel title={t('mentions', { count: mentions.length })}>
      <ul className="flex flex-col gap-3">
        {mentions.map(({ noteId, number, title, authorName, body, at }) => (
          <li key={noteId} className="flex flex-col gap-1 border-s-4 border-info ps-3 text-sm">
            <p className="flex flex-wrap items-center gap-x-3">
              <TextLink href={`/staff/applications/${number}#notes`}>{title}</TextLink>
              <span className="font-semibold">{authorName}</span>
              <span className="text-muted">
                <Instant at={at} />
              </span>
            </p>
            <p className="measure whitespace-pre-line">{body ?? t('mention_hidden')}</p>
            <ActionForm action={readMention} fields={{ noteId }}>
              <SubmitButton look="secondary" size="dense">
                {t('read')}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Answered({ answered }: { answered: AnsweredQuery[] }) {
  const t = useTranslations('review.home')
  if (answered.length === 0) return null
  return (
    <Panel title={t('answered', { count: answered.length })}>
      <ul className="flex flex-col gap-1 text-sm">
        {answered.map(({ queryId, number, title, answeredAt }) => (
          <li key={queryId} className="flex flex-wrap gap-x-3">
            <TextLink href={`/staff/applications/${number}#queries`}>{title}</TextLink>
            {answeredAt && (
              <span className="text-muted">
                <Instant at={answeredAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Overview({
  people,
  unassigned,
  hasMore,
}: {
  people: Reviewer[]
  unassigned: UnassignedRow[]
  hasMore: boolean
}) {
  const t = useTranslations('review.home')
  const roles = useTranslations('staff.role')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <>
      <Panel title={t('unassigned')}>
        {unassigned.length === 0 && <p className="text-sm text-muted">{t('unassigned_none')}</p>}
        <ul className="flex flex-col gap-2">
          {unassigned.map(({ id, number, fullName, intakeName, stageName, reviewStartedAt }) => (
            <li key={id} className="flex flex-col gap-1 border-b border-line pb-2 text-sm last:border-b-0">
              <p className="flex flex-wrap items-center gap-x-3">
                <TextLink href={`/staff/applications/${number}#reviews`}>{fullName}</TextLink>
                <span className="text-muted">
                  {intakeName[locale]} · {stageName[locale]}
                </span>
                {reviewStartedAt && (
                  <span className="text-muted">
                    <Instant at={reviewStartedAt} />
                  </span>
                )}
              </p>
              <Disclosure summary={t('assign_named', { name: fullName })}>
                <AssignForm number={number} people={people} />
              </Disclosure>
            </li>
          ))}
        </ul>
        {hasMore && (
          <p>
            <TextLink href="/staff/applications?state=in_review&reviewer=none">
              {t('unassigned_more')}
            </TextLink>
          </p>
        )}
      </Panel>
      <Panel title={t('loads')}>
        <DataTable
          dense
          caption={t('loads')}
          captionHidden
          columns={[
            { key: 'name', header: t('person'), cell: ({ fullName }: Reviewer) => fullName },
            { key: 'role', header: t('role'), cell: ({ role }) => roles(role) },
            {
              key: 'load',
              header: t('open_now'),
              numeric: true,
              cell: ({ id, load }) => (
                <TextLink href={`/staff/applications?reviewer=${id}`}>
                  {load}
                  <span className="sr-only"> {t('open_now')}</span>
                </TextLink>
              ),
            },
          ]}
          rows={people}
          rowKey={({ id }) => id}
        />
      </Panel>
    </>
  )
}
