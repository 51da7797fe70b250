import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageTitle } from '@/components/ui/page-title'
import type { IntakeView, PartnerView } from '@/lib/features/partners/queries'
import { IntakeStatus, IntakeTerms } from './intake-card'

const order = { open: 0, upcoming: 1, closed: 2 } as const

/** Every programme under its intake: open intakes first, closed ones last. */
export function ProgrammeList({
  partner,
  intakes,
}: {
  partner: PartnerView
  intakes: readonly IntakeView[]
}) {
  const t = useTranslations('public')
  const sorted = [...intakes].sort((a, b) => order[a.status] - order[b.status])
  return (
    <>
      <PageTitle lead={t('programmes_lead', { partner: partner.name })}>{t('programmes_title')}</PageTitle>
      <div className="flex flex-col gap-10">
        {sorted.map((intake) => (
          <IntakeProgrammes key={intake.id} intake={intake} />
        ))}
        {sorted.length === 0 && (
          <EmptyState title={t('programmes_none')}>
            {t('programmes_none_body', { email: partner.supportEmail })}
          </EmptyState>
        )}
      </div>
    </>
  )
}

function IntakeProgrammes({ intake }: { intake: IntakeView }) {
  const t = useTranslations('public')
  return (
    <section id={intake.code} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-xl">{intake.name}</h2>
        <IntakeStatus status={intake.status} />
      </div>
      <IntakeTerms intake={intake} withProgrammes={false} />
      <JourneyLine journeyId={intake.journeyId} />
      <ul className="grid gap-px overflow-hidden rounded border border-line bg-line sm:grid-cols-2">
        {intake.programmes.map((programme) => (
          <li key={programme.id} className="flex flex-col gap-1 bg-surface-raised p-4 last:odd:sm:col-span-2">
            <h3 className="text-base">{programme.name}</h3>
            <p className="text-muted">{programme.summary}</p>
          </li>
        ))}
      </ul>
      {intake.feePaise !== null && (
        <p className="measure text-sm text-muted">
          <span className="font-semibold">{t('refund')}: </span>
          {intake.refundPolicy}
        </p>
      )}
      {intake.status === 'open' && (
        <div>
          <ButtonLink look="secondary" href="/register">
            {t('apply_here', { intake: intake.name })}
          </ButtonLink>
        </div>
      )}
    </section>
  )
}

/** Says which order the intake takes, where it takes one of the two that have a name. */
function JourneyLine({ journeyId }: { journeyId: string }) {
  const t = useTranslations('public')
  if (journeyId === 'assessment_first' || journeyId === 'payment_first')
    return <p className="measure">{t(`journey_${journeyId}`)}</p>
  return null
}
