import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'

/** The head of every page about letters. */
export function MessageTabs({ current }: { current: 'templates' | 'reminders' }) {
  const t = useTranslations('outreach')
  return (
    <>
      <PageTitle dense lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="mb-4">
        <TabLinks
          label={t('tabs.label')}
          tabs={[
            { href: '/staff/messages', label: t('tabs.templates'), current: current === 'templates' },
            {
              href: '/staff/messages/reminders',
              label: t('tabs.reminders'),
              current: current === 'reminders',
            },
            { href: '/staff/bulk?kind=message', label: t('tabs.many') },
          ]}
        />
      </div>
    </>
  )
}
