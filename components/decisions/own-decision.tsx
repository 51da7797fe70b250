import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { OneButtonForm } from '@/components/assessments/one-button-form'
import { BackLink } from '@/components/ui/back-link'
import { ButtonLink, buttonStyle } from '@/components/ui/button'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SummaryList } from '@/components/ui/summary-list'
import { accept, decline } from '@/lib/features/decisions/actions'
import type { OwnDecision } from '@/lib/features/decisions/queries/applicant'
import { instantIn } from '@/lib/platform/i18n/formats'

/** The decision as its applicant reads it: the outcome in a sentence, the letter, and what they answer until when. */
export function OwnDecisionScreen({ decision }: { decision: OwnDecision }) {
  const t = useTranslations('decisions.own')
  const { number, outcome } = decision
  return (
    <ClientMessages also={['refusals']}>
      <BackLink href={`/applications/${number}`}>{t('back')}</BackLink>
      <PageTitle caption={number}>
        {outcome ? t(`${wordOf(decision, outcome)}_title`) : t('none_title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        {decision.wasTakenBack && (
          <Notice tone="warn">
            <p>{t('taken_back')}</p>
          </Notice>
        )}
        {outcome ? (
          <Outcome decision={decision} outcome={outcome} />
        ) : (
          <p className="measure">{t('none_body')}</p>
        )}
        {decision.offer && <Answer number={number} offer={decision.offer} />}
      </div>
    </ClientMessages>
  )
}

/** An offer that was declined or ran out is told as what it was: nobody is congratulated on it any more. */
function wordOf({ offer }: OwnDecision, { kind }: NonNullable<OwnDecision['outcome']>) {
  if (kind !== 'admit') return kind
  return offer?.state === 'declined' || offer?.state === 'lapsed' ? offer.state : kind
}

function Outcome({
  decision,
  outcome,
}: {
  decision: OwnDecision
  outcome: NonNullable<OwnDecision['outcome']>
}) {
  const t = useTranslations('decisions')
  const { number, intakeName } = decision
  const word = wordOf(decision, outcome)
  return (
    <>
      <p className="measure text-lg">
        {t(word === 'declined' || word === 'lapsed' ? 'own.seat' : `own.${word}`, {
          programme: outcome.programme ?? '',
          intake: intakeName,
          place: outcome.place ?? 0,
        })}
      </p>
      {outcome.moveCause && <p className="measure">{t(`own.moved_${outcome.moveCause}`)}</p>}
      <SummaryList
        rows={[
          { key: 'released', label: t('own.released'), value: <Instant at={outcome.releasedAt} /> },
          ...(outcome.category
            ? [{ key: 'category', label: t('own.category'), value: t(`categories.${outcome.category}`) }]
            : []),
          { key: 'letter', label: t('own.letter'), value: outcome.letterNumber },
        ]}
      />
      {outcome.letterNumber && (
        <p>
          {/* A file, not a page: the router must not fetch it ahead. */}
          <a
            href={`/applications/${number}/decision/letter`}
            download
            className={buttonStyle({ look: 'secondary' })}
          >
            {t('own.download')}
          </a>
        </p>
      )}
    </>
  )
}

function Answer({ number, offer }: { number: string; offer: NonNullable<OwnDecision['offer']> }) {
  const t = useTranslations('decisions.own')
  const refusals = useTranslations('refusals')
  const locale = useLocale()
  const at = offer.answeredAt ? instantIn(locale, offer.answeredAt) : ''
  return (
    <section className="flex flex-col items-start gap-4 rounded border border-line bg-surface-raised p-4 sm:p-6">
      <h2 className="text-xl">{t('answer')}</h2>
      {offer.state === 'accepted' && <p className="measure font-semibold">{t('accepted', { at })}</p>}
      {offer.state === 'declined' && <p className="measure">{t('declined', { at })}</p>}
      {offer.state === 'lapsed' && offer.lock && (
        <p className="measure">{refusals(offer.lock.code, { by: instantIn(locale, offer.respondBy) })}</p>
      )}
      {offer.state === 'open' && !offer.lock && (
        <>
          <p>
            {t('respond_by')}: <Instant at={offer.respondBy} />
          </p>
          <OneButtonForm action={accept} fields={{ number }}>
            {t('accept')}
          </OneButtonForm>
        </>
      )}
      {offer.state === 'open' && offer.lock && (
        <p className="measure">{refusals(offer.lock.code, { by: instantIn(locale, offer.respondBy) })}</p>
      )}
      {(offer.state === 'accepted' || (offer.state === 'open' && !offer.lock)) && (
        <ButtonLink look="quiet" href={`/applications/${number}/decision/decline`}>
          {t('decline')}
        </ButtonLink>
      )}
    </section>
  )
}

/** The step between: a declined seat is gone. */
export function DeclineOffer({ number }: { number: string }) {
  const t = useTranslations('decisions.own')
  return (
    <ClientMessages also={['refusals']}>
      <PageTitle caption={number}>{t('decline_sure')}</PageTitle>
      <div className="flex flex-col items-start gap-4">
        <p className="measure">{t('decline_lead')}</p>
        <OneButtonForm action={decline} fields={{ number }} look="danger">
          {t('decline_yes')}
        </OneButtonForm>
        <ButtonLink look="secondary" href={`/applications/${number}/decision`}>
          {t('decline_no')}
        </ButtonLink>
      </div>
    </ClientMessages>
  )
}

/** On the application's home: that there is a decision, or that one was taken back. Never what it is. */
export function DecisionNews({
  number,
  news,
}: {
  number: string
  news: { isReleased: boolean; respondBy: Date | null; wasTakenBack: boolean }
}) {
  const t = useTranslations('decisions.own')
  const locale = useLocale()
  if (news.wasTakenBack)
    return (
      <Notice tone="warn">
        <p>{t('taken_back')}</p>
      </Notice>
    )
  if (!news.isReleased) return null
  return (
    <Notice tone="info">
      <p>
        {t('news')} {news.respondBy && t('news_offer', { by: instantIn(locale, news.respondBy) })}
      </p>
      <div>
        <ButtonLink href={`/applications/${number}/decision`}>{t('see')}</ButtonLink>
      </div>
    </Notice>
  )
}
