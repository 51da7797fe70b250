import { useTranslations } from 'next-intl'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { LaunchButton } from './launch-button'

/** A plain form that opens the test in a new tab: the link is minted by the click and lives in no page of ours. */
export function LaunchForm({ page, look }: { page: AssessmentPage; look: 'primary' | 'secondary' }) {
  const t = useTranslations('assessments')
  return (
    <form
      method="post"
      action={`/applications/${page.number}/assessment/launch`}
      target="_blank"
      rel="noopener"
    >
      <LaunchButton look={look} label={t(`button.${page.launch}`)} openingLabel={t('button.opening')} />
      <p className="mt-2 text-sm text-muted">{t('button.note')}</p>
    </form>
  )
}
