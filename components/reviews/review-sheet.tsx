import { useLocale, useTranslations } from 'next-intl'
import { ScoreSheet } from '@/components/assessments/score-sheet'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { declineReview, reopenReview } from '@/lib/features/reviews/actions'
import type { ColleagueReview, ReviewSheet } from '@/lib/features/reviews/queries/sheet'
import { hasDate } from './due-date'
import { ReviewKeys } from './review-keys'
import { ScoreForm } from './score-form'
import { assignmentTone, useAnswerWords, verdictTone } from './words'

/** One application as its reviewer works on it: what there is to read on the left, the scorecard beside it. */
export function ReviewSheetScreen({
  sheet,
  previous,
  next,
  justSubmitted,
  notes,
}: {
  sheet: ReviewSheet
  previous: string | null
  next: string | null
  /** The number of the application that was submitted just before this one opened. */
  justSubmitted?: string
  notes: React.ReactNode
}) {
  const t = useTranslations('review')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <ClientMessages also={['refusals', 'review']}>
      <BackLink href="/staff/review">{t('sheet.back')}</BackLink>
      <PageTitle
        dense
        caption={`${sheet.isBlind ? '' : `${sheet.number} · `}${sheet.intakeName[locale]}`}
        actions={
          <>
            {previous && (
              <ButtonLink look="secondary" size="dense" href={`/staff/review/${previous}`} data-key="[">
                {t('sheet.previous')}
              </ButtonLink>
            )}
            {next && (
              <ButtonLink look="secondary" size="dense" href={`/staff/review/${next}`} data-key="]">
                {t('sheet.next')}
              </ButtonLink>
            )}
            <ReviewKeys />
          </>
        }
      >
        {sheet.title}
      </PageTitle>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {sheet.stage && <Badge tone="info">{sheet.stage.name[locale]}</Badge>}
        {sheet.isBlind && <Badge tone="neutral">{t('blind')}</Badge>}
        {sheet.state === 'query_raised' && <Badge tone="waiting">{t('query_state.open')}</Badge>}
        {sheet.own.dueAt && hasDate(sheet.own.dueAt) && (
          <span className="text-muted">
            {t('sheet.due')} <Instant at={sheet.own.dueAt} />
          </span>
        )}
      </div>
      {justSubmitted && (
        <div className="mb-4">
          <Notice tone="good" live="status">
            <p>{t('sheet.submitted_before')}</p>
          </Notice>
        </div>
      )}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Reading sheet={sheet} locale={locale} />
          {notes}
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:self-start lg:overflow-y-auto lg:pe-1">
          <OwnCard sheet={sheet} />
          <Colleagues others={sheet.others} locale={locale} />
        </div>
      </div>
    </ClientMessages>
  )
}

function OwnCard({ sheet }: { sheet: ReviewSheet }) {
  const t = useTranslations('review')
  const say = useTranslations('refusals')
  const fields = { number: sheet.number }
  if (sheet.mayReview.ok)
    return (
      <Panel title={t('score.title')}>
        <ScoreForm key={sheet.number} number={sheet.number} criteria={sheet.criteria} own={sheet.own} />
        <Disclosure summary={<span className="text-sm">{t('sheet.decline')}</span>}>
          <ActionForm action={declineReview} fields={fields}>
            <p className="measure text-sm text-muted">{t('sheet.decline_explained')}</p>
            <SubmitButton look="danger" size="dense">
              {t('sheet.decline_now')}
            </SubmitButton>
          </ActionForm>
        </Disclosure>
      </Panel>
    )
  const { code, params } = sheet.mayReview.refusal
  return (
    <Panel title={t('score.title')}>
      {sheet.own.state === 'submitted' && <OwnTotal own={sheet.own} />}
      <p className="measure text-sm text-muted">{say(code, params)}</p>
      {sheet.mayReopen.ok && (
        <ActionForm action={reopenReview} fields={fields}>
          <SubmitButton look="secondary" size="dense">
            {t('sheet.reopen')}
          </SubmitButton>
        </ActionForm>
      )}
    </Panel>
  )
}

function OwnTotal({ own }: { own: ReviewSheet['own'] }) {
  const t = useTranslations('review.score')
  return (
    <p className="flex flex-wrap items-center gap-3">
      {own.percent !== null && (
        <span className="figures text-lg font-semibold">{t('percent', { percent: own.percent })}</span>
      )}
      {own.verdict && <Badge tone={verdictTone[own.verdict]}>{t(`verdicts.${own.verdict}`)}</Badge>}
    </p>
  )
}

function Colleagues({ others, locale }: { others: ColleagueReview[] | null; locale: 'en' | 'hi' }) {
  const t = useTranslations('review')
  return (
    <Panel title={t('sheet.others')}>
      {others === null && <p className="measure text-sm text-muted">{t('sheet.others_hidden')}</p>}
      {others?.length === 0 && <p className="text-sm text-muted">{t('sheet.others_none')}</p>}
      {others?.map((one) => (
        <article
          key={one.id}
          className="flex flex-col gap-1 border-b border-line pb-3 text-sm last:border-b-0"
        >
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{one.reviewerName}</span>
            <span className="text-muted">{one.stageName[locale]}</span>
            <Badge tone={assignmentTone[one.state]}>{t(`assignment_state.${one.state}`)}</Badge>
            {one.percent !== null && (
              <span className="figures font-semibold">{t('score.percent', { percent: one.percent })}</span>
            )}
            {one.verdict && (
              <Badge tone={verdictTone[one.verdict]}>{t(`score.verdicts.${one.verdict}`)}</Badge>
            )}
          </p>
          {one.points.length > 0 && (
            <FactList
              facts={one.points.map(({ name, points, maxPoints }) => ({
                key: name.en,
                label: name[locale],
                value: t('score.points_of', { points, maxPoints }),
              }))}
            />
          )}
          {one.comment && <p className="whitespace-pre-line">{one.comment}</p>}
        </article>
      ))}
    </Panel>
  )
}

/** Everything there is to judge by: results, recommended courses, wishes, answers. */
function Reading({ sheet, locale }: { sheet: ReviewSheet; locale: 'en' | 'hi' }) {
  const t = useTranslations('review.sheet')
  const f = useTranslations('form')
  const { labelOf, wordOf } = useAnswerWords()
  return (
    <>
      <Panel title={t('preferences')}>
        {sheet.preferences.length === 0 ? (
          <p className="text-sm text-muted">{t('no_preferences')}</p>
        ) : (
          <ol className="list-decimal ps-6 text-sm">
            {sheet.preferences.map(({ code, name }) => (
              <li key={code}>
                {name[locale]} <span className="text-muted">({code})</span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
      <Panel title={t('answers')}>
        {sheet.pages.map(({ page, answers, hidden }) => (
          <section key={page} className="flex flex-col gap-1.5">
            <h3 className="text-base">{f(`pages.${page}.title`)}</h3>
            {answers.length > 0 && (
              <FactList
                facts={answers.map(({ field, value }) => ({
                  key: field,
                  label: labelOf(field),
                  value: <span className="whitespace-pre-line">{wordOf(field, value)}</span>,
                }))}
              />
            )}
            {hidden > 0 && <p className="text-sm text-muted">{t('hidden', { count: hidden })}</p>}
          </section>
        ))}
      </Panel>
      <Panel title={t('results')}>
        {sheet.attempts.length === 0 && <p className="text-sm text-muted">{t('no_results')}</p>}
        {sheet.attempts.map(({ attemptNo, finishedAt, scores, courses }) => (
          <article key={attemptNo} className="flex flex-col gap-3">
            <h3 className="text-base">
              {t('attempt', { attemptNo })}{' '}
              {finishedAt && (
                <span className="text-sm font-normal text-muted">
                  <Instant at={finishedAt} />
                </span>
              )}
            </h3>
            {scores && <ScoreSheet sheet={scores} audience="staff" />}
            {courses.length > 0 && (
              <div>
                <h4 className="text-sm font-semibold">{t('courses')}</h4>
                <ol className="list-decimal ps-6 text-sm">
                  {courses.map(({ courseName, programmeCode }) => (
                    <li key={courseName}>
                      {courseName} {programmeCode && <span className="text-muted">({programmeCode})</span>}
                    </li>
                  ))}
                </ol>
              </div>
            )}
          </article>
        ))}
      </Panel>
    </>
  )
}
