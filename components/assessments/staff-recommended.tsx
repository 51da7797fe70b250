import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import type { CourseCard, StaffRecommendations } from '@/lib/features/assessments/queries/recommendations'
import { MarkBar } from './mark-bar'

/** What was recommended and why: the rule's sentence and its marks, or the provider's own words; and what was chosen of it. */
export function StaffRecommended({
  found: { cards, version, norm, attemptNo },
}: {
  found: StaffRecommendations
}) {
  const t = useTranslations('lists.recommended')
  return (
    <Panel title={t('title')}>
      <p className="text-sm text-muted">
        {attemptNo === null
          ? t('no_result')
          : version
            ? t('by_rules', { ...version, no: attemptNo })
            : t('by_provider', { no: attemptNo })}{' '}
        {version && <Instant at={version.at} />}
      </p>
      {attemptNo !== null && cards.length === 0 && <p className="text-sm">{t('none')}</p>}
      <ol className="flex flex-col gap-3">
        {cards.map((card) => (
          <li key={card.id} className="flex flex-col gap-2 border-s-4 border-line ps-3 text-sm">
            <Title card={card} />
            {card.reason && <p>{card.reason}</p>}
            <Marks card={card} />
            <Words card={card} />
          </li>
        ))}
      </ol>
      {norm && cards.some(({ marks }) => marks.length > 0) && (
        <p className="text-sm text-muted">{t('norm', { norm })}</p>
      )}
    </Panel>
  )
}

function Title({
  card: { position, courseName, score, programme, isOffered, isFirstChoice },
}: {
  card: CourseCard
}) {
  const t = useTranslations('lists.recommended')
  return (
    <p className="flex flex-wrap items-center gap-2">
      <span className="font-semibold">
        {position}. {courseName}
      </span>
      {score !== null && <span className="figures text-muted">{t('score', { score })}</span>}
      {programme && programme.name !== courseName && (
        <span className="text-muted">{t('here', { programme: programme.name, code: programme.code })}</span>
      )}
      {isFirstChoice && <Badge tone="good">{t('first_choice')}</Badge>}
      {!isOffered && <Badge tone="warn">{t('not_offered')}</Badge>}
    </p>
  )
}

function Marks({ card: { marks, band } }: { card: CourseCard }) {
  const t = useTranslations('lists.recommended')
  if (marks.length === 0 && band === null) return null
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
      {marks.map(({ name, within, reportType, score }, at) => (
        <div key={at} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted wrap-anywhere">
            {[name || t('whole_test'), within, reportType].filter(Boolean).join(' · ')}
          </dt>
          <dd>
            <MarkBar score={score} />
          </dd>
        </div>
      ))}
      {band !== null && (
        <div className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{t('band')}</dt>
          <dd>{band}</dd>
        </div>
      )}
    </dl>
  )
}

function Words({ card: { words } }: { card: CourseCard }) {
  const t = useTranslations('lists.recommended')
  if (words.length === 0) return null
  return (
    <Disclosure summary={t('words')}>
      <dl className="flex flex-col gap-1">
        {words.map(({ label, text }) => (
          <div key={label} className="flex flex-wrap gap-x-2">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
