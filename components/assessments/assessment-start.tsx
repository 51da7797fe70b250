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
      <p className="text-lg">{launch === 'again' ? t('before.again') : t('before.lead', { provider })}</p>
      <section>
        <h2 className="mb-2 text-lg">{t('before.what_happens')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-6">
          <li>{t('before.new_tab')}</li>
          <li>{t('before.how_long', { provider })}</li>
          <li>{t('before.fresh_link')}</li>
        </ul>
      </section>
      <SentDetails page={page} />
      <LaunchForm page={page} look="primary" />
      {page.step.trouble && page.attempts.length > 0 && <Freshness page={page} />}
      <EarlierAttempts attempts={page.attempts.filter(({ launchedAt }) => launchedAt)} />
    </>
  )
}

function SentDetails({ page: { provider, candidate, attempts } }: { page: AssessmentPage }) {
  const t = useTranslations('assessments')
  return (
    <section>
      <h2 className="mb-2 text-lg">{t('before.sent', { provider })}</h2>
      <p className="mb-3 text-muted">{t(attempts.length > 0 ? 'before.sent_frozen' : 'before.sent_body')}</p>
      <SummaryList
        rows={[
          { key: 'name', label: t('before.full_name'), value: candidate.fullName },
          { key: 'email', label: t('before.email'), value: candidate.email },
          { key: 'mobile', label: t('before.mobile'), value: candidate.mobile },
        ]}
      />
    </section>
  )
}
