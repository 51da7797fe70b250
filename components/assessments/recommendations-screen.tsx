import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { ButtonLink } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { goOnWithoutChoosing } from '@/lib/features/assessments/actions'
import type { RecommendationsPage } from '@/lib/features/assessments/queries/recommendations'
import { instantIn } from '@/lib/platform/i18n/formats'
import { OneButtonForm } from './one-button-form'
import { RecommendationCard } from './recommendation-card'

/** The recommended courses in the provider's order: advice, each with its reason and what can be done with it. */
export function RecommendationsScreen({ page, isChosen }: { page: RecommendationsPage; isChosen: boolean }) {
  const t = useTranslations('recommendations')
  const tRefusal = useTranslations('refusals')
  const { number, provider, cards, closed } = page
  const lead = page.made ? t('lead_rules') : t('lead', { provider })
  return (
    <>
      <BackLink href={`/applications/${number}`}>{t('back')}</BackLink>
      <PageTitle caption={t('caption', { number })} lead={cards.length > 0 ? lead : undefined}>
        {t('title')}
      </PageTitle>
      <div className="measure flex flex-col gap-6">
        {isChosen && (
          <Notice tone="good" live="status">
            <p>{t('chosen')}</p>
          </Notice>
        )}
        {cards.length === 0 ? <NoCourses page={page} /> : <Advice page={page} />}
        {closed && cards.length > 0 && (
          <Notice tone="info">
            <p>{tRefusal(closed.code, closed.params)}</p>
          </Notice>
        )}
        <ol className="flex flex-col gap-4">
          {cards.map((card) => (
            <RecommendationCard key={card.id} card={card} page={page} />
          ))}
        </ol>
        {cards.length > 0 && <GoOn page={page} />}
        <HowMade page={page} />
      </div>
    </>
  )
}

function Advice({ page }: { page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  return (
    <>
      <p>{t('advice')}</p>
      {page.isPartial && (
        <Notice tone="info">
          <p>{t('partial')}</p>
        </Notice>
      )}
      {page.restsOnPart && (
        <Notice tone="info">
          <p>{t('rests_on_part')}</p>
        </Notice>
      )}
    </>
  )
}

/** Which rules made the list, when, and that it stays as it is. */
function HowMade({ page: { made, provider } }: { page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  const locale = useLocale()
  if (!made) return null
  const { ruleSet, version, at } = made
  return (
    <Disclosure summary={t('how')}>
      <div className="flex flex-col gap-2">
        <p>{t('how_rules', { provider, ruleSet, version, time: instantIn(locale, at) })}</p>
        <p>{t('how_same')}</p>
      </div>
    </Disclosure>
  )
}

function NoCourses({ page: { step, number, made } }: { page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  const tRefusal = useTranslations('refusals')
  const isOver = step.state === 'skipped' || step.state === 'done'
  const reason = isOver && step.reason?.code !== 'result_unavailable' ? null : step.reason
  const action = isOver ? (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href={`/applications/${number}`}>{t('continue')}</ButtonLink>
      <ButtonLink look="secondary" href="/programmes">
        {t('all_programmes')}
      </ButtonLink>
    </div>
  ) : (
    <ButtonLink href={`/applications/${number}/assessment`}>{t('to_assessment')}</ButtonLink>
  )
  return (
    <EmptyState title={isOver ? t('none_title') : t('waiting_title')} action={action}>
      <p>{reason ? tRefusal(reason.code, reason.params) : t(made ? 'none_rules' : 'none_body')}</p>
    </EmptyState>
  )
}

function GoOn({ page: { step, number } }: { page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  if (step.state === 'done') {
    return (
      <ButtonLink look="secondary" className="self-start" href={`/applications/${number}`}>
        {t('continue')}
      </ButtonLink>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <ClientMessages also={['refusals']}>
        <OneButtonForm action={goOnWithoutChoosing} fields={{ number }} look="secondary">
          {t('skip')}
        </OneButtonForm>
      </ClientMessages>
      <p className="text-sm text-muted">{t('skip_note')}</p>
    </div>
  )
}
