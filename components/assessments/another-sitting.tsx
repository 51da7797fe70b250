import { useTranslations } from 'next-intl'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { LaunchForm } from './launch-form'

/** The step is done and stays so; staff have opened one more sitting. */
export function AnotherSitting({ page }: { page: AssessmentPage }) {
  const t = useTranslations('assessments')
  const [latest] = page.attempts
  const kind =
    latest?.progress === 'completed'
      ? 'verification'
      : latest?.reason === 'section_reset'
        ? 'section_reset'
        : 'retake'
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 className="text-lg">{t(`another.${kind}.title`)}</h2>
      <p>{t(`another.${kind}.lead`, { provider: page.provider })}</p>
      {page.countingRule && <p className="text-muted">{t(`counting.${page.countingRule}`)}</p>}
      <LaunchForm page={page} look="secondary" />
    </section>
  )
}
