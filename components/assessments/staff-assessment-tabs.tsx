import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'

/** The heading of the two assessment lists: attempts, and recommended courses that no programme answers to. */
export function StaffAssessmentTabs({ current }: { current: 'attempts' | 'courses' }) {
  const t = useTranslations('staff.assessments')
  const tabs = [
    { href: '/staff/assessments', label: t('attempts'), current: current === 'attempts' },
    { href: '/staff/assessments?view=courses', label: t('courses'), current: current === 'courses' },
  ]
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="mb-4">
        <TabLinks label={t('title')} tabs={tabs} />
      </div>
    </>
  )
}
