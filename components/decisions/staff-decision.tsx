import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import type { Refusal } from '@/lib/domain/shared/result'
import { confirm, propose, takeBack } from '@/lib/features/decisions/actions'
import type { DecisionRecord } from '@/lib/features/decisions/queries/record'
import type { FormAction } from '@/lib/platform/action'
import { DecisionForm } from './decision-form'
import { decisionTone, kindTone, offerTone } from './decision-words'
import { ProposalFields } from './proposal-fields'

type Rights = { propose: boolean; confirm: boolean; role: StaffRole }

/** The decision on one record: every one there was, its letters and offers, and the presses with why they are shut. */
export function StaffDecision({
  number,
  record,
  may,
  justProposed,
}: {
  number: string
  record: DecisionRecord
  may: Rights
  justProposed: boolean
}) {
  const t = useTranslations('decisions')
  const live = record.decisions.filter(({ endedAt }) => endedAt === null)
  const earlier = record.decisions.filter(({ endedAt }) => endedAt !== null)
  return (
    <Panel title={t('title')}>
      {justProposed && (
        <Notice tone="good" live="status">
          <p>{t('record.proposed')}</p>
        </Notice>
      )}
      {live.length === 0 && <p className="text-sm text-muted">{t('record.none')}</p>}
      {live.map((decision) => (
        <Decision key={decision.id} decision={decision} />
      ))}
      <Offers offers={record.offers} />
      <Letters letters={record.letters} />
      {earlier.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm font-semibold">{t('record.history')}</summary>
          <div className="mt-2 flex flex-col gap-3">
            {earlier.map((decision) => (
              <Decision key={decision.id} decision={decision} />
            ))}
          </div>
        </details>
      )}
      <Presses number={number} record={record} may={may} />
    </Panel>
  )
}

function Decision({ decision }: { decision: DecisionRecord['decisions'][number] }) {
  const t = useTranslations('decisions')
  return (
    <article className="flex flex-col gap-2 rounded border border-line bg-surface-raised p-3">
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        <Badge tone={kindTone[decision.kind]}>{t(`kinds.${decision.kind}`)}</Badge>
        <Badge tone={decisionTone[decision.state]}>{t(`states.${decision.state}`)}</Badge>
        {decision.programme}
        {decision.category && <span className="text-muted">{t(`categories.${decision.category}`)}</span>}
      </h3>
      <FactList
        facts={[
          { key: 'reason', label: t('record.reason'), value: decision.reason },
          {
            key: 'proposed',
            label: t('record.proposed_by'),
            value: (
              <>
                {decision.proposer ?? t('board.by_portal')} <Instant at={decision.proposedAt} />
              </>
            ),
          },
          {
            key: 'confirmed',
            label: t('record.confirmed_by'),
            value: decision.confirmedAt && (
              <>
                {decision.confirmer} <Instant at={decision.confirmedAt} />
              </>
            ),
          },
          {
            key: 'released',
            label: t('record.released_at'),
            value: decision.releasedAt && <Instant at={decision.releasedAt} />,
          },
          ...(decision.waitlistRank === null
            ? []
            : [{ key: 'rank', label: t('board.rank'), value: decision.waitlistRank }]),
          ...(decision.end
            ? [{ key: 'end', label: t('release.outcome'), value: t(`ends.${decision.end}`) }]
            : []),
        ]}
      />
    </article>
  )
}

function Offers({ offers }: { offers: DecisionRecord['offers'] }) {
  const t = useTranslations('decisions')
  return offers.map((offer) => (
    <p key={offer.id} className="flex flex-wrap items-center gap-2 text-sm">
      <span className="font-semibold">{t('record.offer')}</span>
      <Badge tone={offerTone[offer.state]}>{t(`offer_states.${offer.state}`)}</Badge>
      {t('record.respond_by')} <Instant at={offer.respondBy} />
      {offer.answeredAt && (
        <>
          {t('record.answered')} <Instant at={offer.answeredAt} />
        </>
      )}
    </p>
  ))
}

function Letters({ letters }: { letters: DecisionRecord['letters'] }) {
  const t = useTranslations('decisions.record')
  if (letters.length === 0) return null
  return (
    <ul aria-label={t('letters')} className="flex flex-col gap-1 text-sm">
      {letters.map((letter) => (
        <li key={letter.id} className="flex flex-wrap items-center gap-2">
          <a
            href={`/staff/decisions/issued/${letter.id}`}
            download
            className="figures text-brand underline underline-offset-3"
          >
            {letter.number}
          </a>
          {letter.revokedAt ? (
            <Badge tone="bad">{t('revoked')}</Badge>
          ) : letter.replacedAt ? (
            <Badge>{t('replaced')}</Badge>
          ) : (
            <Badge tone="good">{t('valid')}</Badge>
          )}
          <Instant at={letter.issuedAt} />
        </li>
      ))}
    </ul>
  )
}

function Presses({
  number,
  record: { locks, programmes },
  may,
}: {
  number: string
  record: DecisionRecord
  may: Rights
}) {
  const t = useTranslations('decisions.record')
  const press = usePress(number, may.role)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-4">
        {press(may.confirm, locks.confirm, 'confirm', confirm, t('confirmed_now'))}
        {press(may.propose, locks.takeBack, 'take_back', takeBack)}
        {(!may.propose || locks.propose) && press(may.propose, locks.propose, 'propose', propose)}
      </div>
      {may.propose && !locks.propose && (
        <details>
          <summary className="cursor-pointer font-semibold">{t('propose')}</summary>
          <div className="mt-3">
            <DecisionForm action={propose} fields={{ number }} submitLabel={t('propose')}>
              <ProposalFields programmes={programmes} hasRank />
            </DecisionForm>
          </div>
        </details>
      )}
    </div>
  )
}

function usePress(number: string, role: StaffRole) {
  const t = useTranslations('decisions.record')
  const staff = useTranslations('staff')
  const refusals = useTranslations('refusals')
  return function press<T>(
    isAllowed: boolean,
    lock: Refusal | null,
    label: string,
    action: FormAction<T>,
    done?: string,
  ) {
    if (!isAllowed || lock)
      return (
        <LockedAction
          floats
          because={
            lock ? refusals(lock.code, lock.params) : staff('not_your_role', { role: staff(`role.${role}`) })
          }
        >
          {t(label)}
        </LockedAction>
      )
    return (
      <ActionForm action={action} fields={{ number }} done={done}>
        <SubmitButton size="dense" look="secondary">
          {t(label)}
        </SubmitButton>
      </ActionForm>
    )
  }
}
