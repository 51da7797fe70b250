import { useTranslations } from 'next-intl'
import { SummaryList } from '@/components/ui/summary-list'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { EarlierAttempts } from './earlier-attempts'
import { Freshness } from './freshness'
import { LaunchForm } from './launch-form'

/** Before the test: what it is, what will happen, what leaves the portal, and the button. */
export function AssessmentStart({ page }: { page: AssessmentPage }) {
  const t = useTranslations('assessments')
  const { provider, launch } = page
  return (
    <>
      <p className="text-lg">{launch === 'again' ? whyAgain(page, t) : t('before.lead', { provider })}</p>
      <section>
        <h2 className="mb-2 text-lg">{t('before.what_happens')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-6">
          <li>{t('before.new_tab')}</li>
          <li>{page.consent ? t('before.how_long_at_once') : t('before.how_long', { provider })}</li>
          <li>{t('before.fresh_link', { provider })}</li>
          {page.extraTimePercent && <li>{t('before.extra_time', { percent: page.extraTimePercent })}</li>}
          {page.countingRule && <li>{t(`counting.${page.countingRule}`)}</li>}
        </ul>
      </section>
      <SentDetails page={page} />
      <LaunchForm page={page} look="primary" />
      {page.step.trouble && page.attempts.length > 0 && <Freshness page={page} />}
      <EarlierAttempts attempts={page.attempts.filter(({ launchedAt }) => launchedAt)} />
    </>
  )
}

/** Staff's own word first, then what the provider said of the last sitting. */
function whyAgain(
  { attempts: [latest, before], provider }: AssessmentPage,
  t: ReturnType<typeof useTranslations<'assessments'>>,
): string {
  if (latest?.reason === 'retake' && !latest.launchedAt) return t('before.retake')
  if (latest?.reason === 'section_reset' && !latest.launchedAt) return t('before.section_reset', { provider })
  const detail = latest?.statusDetail ?? before?.statusDetail
  if (detail === 'left_test' || detail === 'terminated_by_provider')
    return t(`before.${detail}`, { provider })
  return t('before.again')
}

const allDetails = ['full_name', 'email', 'mobile'] as const

function SentDetails({
  page: { provider, candidate, attempts, details = allDetails },
}: {
  page: AssessmentPage
}) {
  const t = useTranslations('assessments')
  const values = { full_name: candidate.fullName, email: candidate.email, mobile: candidate.mobile }
  if (details.length === 0) return <p>{t('before.sent_nothing', { provider })}</p>
  return (
    <section>
      <h2 className="mb-2 text-lg">{t('before.sent', { provider })}</h2>
      <p className="mb-3 text-muted">{t(attempts.length > 0 ? 'before.sent_frozen' : 'before.sent_body')}</p>
      <SummaryList rows={details.map((key) => ({ key, label: t(`before.${key}`), value: values[key] }))} />
    </section>
  )
}
