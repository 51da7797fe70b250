import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import { SubmitButton } from '@/components/ui/submit-button'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import type { Result } from '@/lib/domain/shared/result'
import { acceptAnswer, withdrawQuery } from '@/lib/features/reviews/actions'
import type { RecordQuery } from '@/lib/features/reviews/queries/record'
import { askedFieldsOf } from '@/lib/features/reviews/schema'
import { QueryForm } from './query-form'
import { queryTone, useAnswerWords } from './words'

/** Every question put to the applicant with what stood there before and after, and what staff may do about it. */
export function RecordQueries({
  queries,
  mayRaise,
  number,
  role,
  now,
}: {
  queries: RecordQuery[]
  mayRaise: Result<void>
  number: string
  role: StaffRole
  now: Date
}) {
  const t = useTranslations('review.query')
  const staff = useTranslations('staff')
  const say = useTranslations('refusals')
  const lock = !roleMay(role, 'applications.query')
    ? staff('not_your_role', { role: staff(`role.${role}`) })
    : mayRaise.ok
      ? null
      : say(mayRaise.refusal.code, mayRaise.refusal.params)
  const ask = useQuestionForm(number, now)
  return (
    <ClientMessages also={['refusals', 'review']}>
      <Panel title={t('title')}>
        {lock ? (
          <LockedAction because={lock}>{t('ask')}</LockedAction>
        ) : (
          <Disclosure summary={t('ask')}>{ask()}</Disclosure>
        )}
        {queries.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
        {queries.map((query) => (
          <Query
            key={query.id}
            query={query}
            number={number}
            mayAct={roleMay(role, 'applications.query')}
            askAgain={lock ? null : ask(query.id)}
          />
        ))}
      </Panel>
    </ClientMessages>
  )
}

/** The form with the form's own words, drawn with or without the query that it follows. */
function useQuestionForm(number: string, now: Date) {
  const f = useTranslations('form')
  const { labelOf } = useAnswerWords()
  const pages = askedFieldsOf().map(({ page, fields }) => ({
    page,
    title: f(`pages.${page}.title`),
    fields: fields.map((field) => ({ field, label: labelOf(field) })),
  }))
  const dayAfter = (days: number) => indiaDate(secondsAfter(now, days * 86_400))
  return function questionForm(followsId?: string) {
    return (
      <QueryForm
        number={number}
        pages={pages}
        followsId={followsId}
        firstDay={dayAfter(0)}
        usualDay={dayAfter(7)}
      />
    )
  }
}

function Query({
  query,
  number,
  mayAct,
  askAgain,
}: {
  query: RecordQuery
  number: string
  mayAct: boolean
  askAgain: React.ReactNode
}) {
  const t = useTranslations('review')
  const fields = { number, queryId: query.id }
  return (
    <article className="flex flex-col gap-2 rounded border border-line bg-surface-raised p-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={queryTone[query.state]}>{t(`query_state.${query.state}`)}</Badge>
        <span className="text-muted">
          {query.raisedByName}, <Instant at={query.raisedAt} />
        </span>
        {query.state === 'open' && (
          <span>
            {t('query.due_by')} <Instant at={query.dueAt} />
          </span>
        )}
      </p>
      <p className="measure whitespace-pre-line">{query.question}</p>
      <Items query={query} />
      {mayAct && query.state === 'open' && (
        <ActionForm action={withdrawQuery} fields={fields}>
          <SubmitButton look="danger" size="dense">
            {t('query.withdraw')}
          </SubmitButton>
        </ActionForm>
      )}
      {mayAct && query.state === 'answered' && (
        <div className="flex flex-col gap-2">
          <ActionForm action={acceptAnswer} fields={fields}>
            <SubmitButton size="dense">{t('query.accept')}</SubmitButton>
          </ActionForm>
          {askAgain && <Disclosure summary={t('query.ask_again')}>{askAgain}</Disclosure>}
        </div>
      )}
    </article>
  )
}

function Items({ query }: { query: RecordQuery }) {
  const t = useTranslations('review.query')
  const { labelOf, wordOf } = useAnswerWords()
  const wait = query.state === 'open' ? t('awaited') : '–'
  return (
    <DataTable
      dense
      stacks
      caption={t('asked')}
      captionHidden
      rows={query.items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          header: t('asked'),
          cell: ({ field, documentName }) => (field ? labelOf(field) : documentName),
        },
        {
          key: 'before',
          header: t('before'),
          cell: ({ field, before }) => (field ? wordOf(field, before ?? '') || '–' : '–'),
        },
        {
          key: 'after',
          header: t('after'),
          cell: ({ field, before, after, document }) => {
            if (field)
              return after === null ? (
                wait
              ) : (
                <span className="flex flex-wrap items-center gap-2">
                  {after === before ? (
                    after && wordOf(field, after)
                  ) : (
                    <mark>{wordOf(field, after) || '–'}</mark>
                  )}
                  <Badge tone={after === before ? 'neutral' : 'warn'}>
                    {t(after === before ? 'unchanged' : 'changed')}
                  </Badge>
                </span>
              )
            return document ? (
              <a
                href={`/staff/review/documents/${document.id}`}
                className="text-brand underline underline-offset-3"
              >
                {t('open_document')}
              </a>
            ) : (
              wait
            )
          },
        },
      ]}
    />
  )
}
