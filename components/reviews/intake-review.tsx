import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { raiseStage, retireStage } from '@/lib/features/reviews/actions'
import type { IntakeReview } from '@/lib/features/reviews/queries/intake-review'
import { ScorecardForm } from './scorecard-form'
import { StageForm } from './stage-form'

/** The review of an intake as data: stages in order, and what is scored in them. */
export function IntakeReviewScreen({ intake }: { intake: IntakeReview }) {
  const t = useTranslations('review.settings')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <ClientMessages also={['refusals', 'review']}>
      <BackLink href={`/staff/settings/intakes/${intake.id}`}>{t('back')}</BackLink>
      <PageTitle dense caption={`${intake.name[locale]} (${intake.code})`} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Stages intake={intake} />
        <Scorecards intake={intake} />
      </div>
    </ClientMessages>
  )
}

function Stages({ intake }: { intake: IntakeReview }) {
  const t = useTranslations('review.settings')
  const blind = useTranslations('review')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <Panel title={t('stages')}>
      {intake.stages.length === 0 && <p className="measure text-sm text-muted">{t('no_stages')}</p>}
      <ol className="flex flex-col gap-4">
        {intake.stages.map((stage, at) => {
          const fields = { intakeId: intake.id, stageId: stage.id }
          const name = stage.name[locale]
          return (
            <li key={stage.id} className="flex flex-col gap-2 border-b border-line pb-4 last:border-b-0">
              <p className="flex flex-wrap items-center gap-3">
                <span className="font-semibold">{t('place', { place: at + 1, name })}</span>
                {stage.isBlind && <Badge tone="neutral">{blind('blind')}</Badge>}
                <span className="text-sm text-muted">
                  {t('wanted', { wanted: stage.reviewersWanted })}, {t(`ways.${stage.assignmentWay}`)}
                </span>
              </p>
              <div className="flex flex-wrap gap-3">
                {at > 0 && (
                  <ActionForm action={raiseStage} fields={fields}>
                    <SubmitButton look="secondary" size="dense" aria-label={t('raise_named', { name })}>
                      {t('raise')}
                    </SubmitButton>
                  </ActionForm>
                )}
              </div>
              <Disclosure summary={t('retire_named', { name })}>
                <ActionForm action={retireStage} fields={fields}>
                  <p className="measure text-sm text-muted">{t('retire_explained')}</p>
                  <SubmitButton look="danger" size="dense" aria-label={t('retire_now_named', { name })}>
                    {t('retire')}
                  </SubmitButton>
                </ActionForm>
              </Disclosure>
              <Disclosure summary={t('change_named', { name })}>
                <StageForm key={JSON.stringify(stage)} intake={intake} stage={stage} />
              </Disclosure>
            </li>
          )
        })}
      </ol>
      <p className="measure text-sm text-muted">{t('copy_rule')}</p>
      <Disclosure summary={t('add_stage')} open={intake.stages.length === 0}>
        <StageForm key={intake.stages.length} intake={intake} />
      </Disclosure>
    </Panel>
  )
}

function Scorecards({ intake }: { intake: IntakeReview }) {
  const t = useTranslations('review.settings')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <Panel title={t('scorecards')}>
      {intake.scorecards.length === 0 && <p className="text-sm text-muted">{t('no_scorecards')}</p>}
      {intake.scorecards.map((card) => (
        <div key={card.id} className="flex flex-col gap-2">
          <h3 className="text-base">{card.name[locale]}</h3>
          <ul className="list-disc ps-6 text-sm">
            {card.criteria.map(({ id, name, weight, maxPoints }) => (
              <li key={id}>{t('criterion_line', { name: name[locale], weight, maxPoints })}</li>
            ))}
          </ul>
          <Disclosure summary={t('change_named', { name: card.name[locale] })}>
            <ScorecardForm key={JSON.stringify(card)} intakeId={intake.id} card={card} />
          </Disclosure>
        </div>
      ))}
      <Disclosure summary={t('add_scorecard')}>
        <ScorecardForm key={intake.scorecards.length} intakeId={intake.id} />
      </Disclosure>
    </Panel>
  )
}
