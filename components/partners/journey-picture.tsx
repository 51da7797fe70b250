import {
  ClipboardList,
  FileText,
  IndianRupee,
  Lightbulb,
  MailCheck,
  ScanSearch,
  Stamp,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { formatPaise } from '@/lib/domain/shared/paise'
import { readJourney, type StepKind } from '@/lib/domain/journeys/definition'
import type { IntakeView } from '@/lib/features/partners/queries'

const icons: Record<StepKind, LucideIcon> = {
  verify_email: MailCheck,
  assessment: ClipboardList,
  recommendations: Lightbulb,
  form: FileText,
  fee: IndianRupee,
  review: ScanSearch,
  decision: Stamp,
}

/** The steps of an intake in its own order, as a numbered path: down the page on a phone, along it on a desk. */
export function JourneyPicture({
  intake,
}: {
  intake: Pick<IntakeView, 'name' | 'journeyId' | 'steps' | 'feePaise'>
}) {
  const t = useTranslations('public')
  const fee = intake.feePaise
  const { steps } = readJourney({ id: intake.journeyId, steps: intake.steps })
  const asked = steps.filter((step) => step !== 'fee' || fee !== null)
  return (
    <div className="flex flex-col gap-4">
      <h4 className="font-semibold">{t('journey_heading')}</h4>
      <ol
        aria-label={t('journey_of', { intake: intake.name })}
        className="grid lg:auto-cols-fr lg:grid-flow-col"
      >
        {asked.map((step, index) => {
          const Icon = icons[step]
          return (
            <li
              key={step}
              className="relative grid grid-cols-[2.5rem_1fr] gap-x-3 pb-5 last:pb-0 not-last:before:absolute not-last:before:start-5 not-last:before:top-10 not-last:before:bottom-0 not-last:before:border-s-2 not-last:before:border-line lg:flex lg:flex-col lg:gap-2 lg:pe-4 lg:pb-0 lg:not-last:before:start-10 lg:not-last:before:end-0 lg:not-last:before:top-5 lg:not-last:before:bottom-auto lg:not-last:before:border-t-2"
            >
              <span className="flex size-10 items-center justify-center rounded-full border-2 border-brand bg-surface-raised text-brand">
                <Icon aria-hidden className="size-5" />
              </span>
              <div>
                <p className="font-semibold max-lg:mt-2">
                  <span className="figures text-muted">{index + 1}. </span>
                  {t(`step.${step}`)}
                </p>
                <p className="text-sm text-muted">
                  {t(`step_body.${step}`, { fee: fee === null ? '' : formatPaise(fee) })}
                </p>
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
