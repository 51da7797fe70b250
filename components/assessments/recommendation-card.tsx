import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { applyForRecommendation } from '@/lib/features/assessments/actions'
import type { CourseCard, RecommendationsPage } from '@/lib/features/assessments/queries/recommendations'
import { MarkBar } from './mark-bar'
import { OneButtonForm } from './one-button-form'

/**
 * One suggested course: why it is here in a sentence, the marks or the provider's own words behind it, and what can be done.
 */
export function RecommendationCard({ card, page }: { card: CourseCard; page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  const { courseName, position, score, programme, isOffered, isFirstChoice } = card
  const place = { provider: page.provider, position, total: page.cards.length }
  const aside = !isOffered ? (
    <Badge>{t('not_offered')}</Badge>
  ) : isFirstChoice ? (
    <Badge tone="good">{t('first_choice')}</Badge>
  ) : null
  const canApply = isOffered && !isFirstChoice && !page.closed
  return (
    <Card as="li" title={courseName} aside={aside} footer={canApply && <Apply card={card} page={page} />}>
      <p>{card.reason ?? (score === null ? t('reason', place) : t('reason_scored', { ...place, score }))}</p>
      <RestsOn card={card} page={page} />
      {programme && isOffered && programme.name !== courseName && (
        <p>{t('called_here', { programme: programme.name })}</p>
      )}
      {!isOffered && <p className="text-muted">{t('not_offered_body')}</p>}
      {card.words.length > 0 && (
        <Disclosure summary={t('words', { provider: page.provider })}>
          <dl className="flex flex-col gap-1">
            {card.words.map(({ label, text }) => (
              <div key={label} className="flex flex-wrap gap-x-2">
                <dt className="text-muted">{label}</dt>
                <dd className="min-w-0 wrap-anywhere">{text}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
    </Card>
  )
}

/** The marks behind a rule's reason, each with its scale; whom they compare with is told once per card. */
function RestsOn({ card: { marks, band }, page }: { card: CourseCard; page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  if (marks.length === 0 && band === null) return null
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold text-muted">{t('rests_on')}</h3>
      <dl className="flex flex-col gap-2">
        {marks.map(({ name, within, reportType, score }, at) => (
          <div key={at} className="grid gap-x-4 sm:grid-cols-2">
            <dt className="wrap-anywhere">
              {name === '' ? t('whole_test') : name}
              {[within, reportType].map(
                (part) =>
                  part && (
                    <span key={part} className="block text-sm text-muted">
                      {part}
                    </span>
                  ),
              )}
            </dt>
            <dd>
              <MarkBar score={score} />
            </dd>
          </div>
        ))}
      </dl>
      {band !== null && <p>{t('band', { provider: page.provider, band })}</p>}
      {page.norm !== null && marks.length > 0 && (
        <p className="text-sm text-muted">{t('norm', { norm: page.norm })}</p>
      )}
    </div>
  )
}

function Apply({ card, page }: { card: CourseCard; page: RecommendationsPage }) {
  const t = useTranslations('recommendations')
  return (
    <ClientMessages also={['refusals']}>
      <OneButtonForm
        action={applyForRecommendation}
        fields={{ number: page.number, recommendationId: card.id }}
        look={card.position === 1 ? 'primary' : 'secondary'}
      >
        {t('apply')}
        <VisuallyHidden> {card.programme?.name}</VisuallyHidden>
      </OneButtonForm>
    </ClientMessages>
  )
}
