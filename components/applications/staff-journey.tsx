import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { stepTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import type { Refusal } from '@/lib/domain/shared/result'

/** The applicant's own plan, with every lock explained: who must act, and the very sentence that the applicant reads. */
export function StaffJourney({ steps }: { steps: PlannedStep[] }) {
  const t = useTranslations('staff')
  const j = useTranslations('journey')
  return (
    <Panel title={t('journey.title')}>
      <ol className="flex flex-col">
        {steps.map((step) => (
          <li key={step.kind} className="flex flex-col gap-1 border-b border-line py-2 last:border-b-0">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-semibold">{t(`step.${step.kind}`)}</span>
              <Badge tone={stepTone[step.state]}>{j(`states.${step.state}`)}</Badge>
            </span>
            {step.waitsFor && <span className="text-sm">{t(`waits_for.${step.waitsFor}`)}</span>}
            <Reason refusal={step.reason} />
            <Reason refusal={step.trouble} />
            <Reason refusal={step.submission} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Reason({ refusal }: { refusal: Refusal | null }) {
  const say = useTranslations()
  if (!refusal) return null
  const sentence = say(`refusals.${refusal.code}`, refusal.params)
  return <span className="text-sm text-muted">{say('staff.journey.applicant_reads', { sentence })}</span>
}
