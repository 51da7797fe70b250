import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import type { IntakeView } from '@/lib/features/partners/queries'
import { JourneyPicture } from './journey-picture'

const tones = { open: 'good', upcoming: 'info', closed: 'neutral' } as const

/** One intake: whether it is open, its dates, its fee, what it is for, and its steps as a picture. */
export function IntakeCard({ intake }: { intake: IntakeView }) {
  return (
    <article className="flex flex-col gap-6 rounded border border-line bg-surface-raised p-4 sm:p-6">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <h3 className="text-lg">{intake.name}</h3>
          <IntakeStatus status={intake.status} />
        </div>
        <IntakeTerms intake={intake} />
      </div>
      <JourneyPicture intake={intake} />
    </article>
  )
}

export function IntakeStatus({ status }: { status: IntakeView['status'] }) {
  const t = useTranslations('public')
  return <Badge tone={tones[status]}>{t(`status_${status}`)}</Badge>
}

/** Dates in India time, fee and number of programmes. */
export function IntakeTerms({
  intake,
  withProgrammes = true,
}: {
  intake: IntakeView
  withProgrammes?: boolean
}) {
  const t = useTranslations('public')
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      {intake.status === 'upcoming' && (
        <Term label={t('opens')}>
          <Instant at={intake.opensAt} />
        </Term>
      )}
      <Term label={t(intake.status === 'closed' ? 'closed_on' : 'closes')}>
        <Instant at={intake.closesAt} />
      </Term>
      <Term label={t('fee')}>
        {intake.feePaise === null ? t('no_fee') : <Money paise={intake.feePaise} />}
      </Term>
      {withProgrammes && (
        <Term label={t('programmes_label')}>
          <TextLink href={`/programmes#${intake.code}`}>
            {t('programme_count', { count: intake.programmes.length })}
          </TextLink>
        </Term>
      )}
    </dl>
  )
}

function Term({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}
