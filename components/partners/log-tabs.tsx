import { useTranslations } from 'next-intl'
import { TabLinks } from '@/components/ui/tab-links'

/** The two places of the integration log: the exchanges, and the time ranges that were asked about again. */
export function LogTabs({ here }: { here: 'log' | 'backfills' }) {
  const t = useTranslations('staff.integrations')
  return (
    <div className="mb-3">
      <TabLinks
        label={t('places')}
        tabs={[
          { href: '/staff/integrations', label: t('title'), current: here === 'log' },
          { href: '/staff/integrations/backfills', label: t('backfills'), current: here === 'backfills' },
        ]}
      />
    </div>
  )
}
