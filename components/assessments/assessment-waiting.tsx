import { useTranslations } from 'next-intl'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { EarlierAttempts } from './earlier-attempts'
import { Freshness } from './freshness'
import { LaunchForm } from './launch-form'

/** The test is open elsewhere, was left, or is finished and its result awaited: says which, and when we look again. */
export function AssessmentWaiting({ page }: { page: AssessmentPage }) {
  const t = useTranslations('assessments')
  const { provider, attempts, step } = page
  const [attempt, ...earlier] = attempts
  if (!attempt) return null
  const isFinished = attempt.progress === 'completed'
  const lead = isFinished
    ? 'waiting.awaited_lead'
    : attempt.progress === 'abandoned'
      ? 'waiting.left_lead'
      : 'waiting.open_lead'
  return (
    <>
      <p className="text-lg" role="status">
        {t(lead, { provider })}
      </p>
      {step.trouble && <p>{t('waiting.place_kept')}</p>}
      <Freshness page={page} />
      {step.canAct && (
        <section className="flex flex-col gap-3">
          <p>{t('waiting.open_lost', { provider })}</p>
          <LaunchForm page={page} look={attempt.progress === 'abandoned' ? 'primary' : 'secondary'} />
        </section>
      )}
      <EarlierAttempts attempts={earlier} />
    </>
  )
}
