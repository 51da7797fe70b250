import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'

/** The heading of the three payment lists: orders, what goes back, what the gateway told us. */
export function StaffPaymentTabs({ current }: { current: 'orders' | 'refunds' | 'webhooks' }) {
  const t = useTranslations('staff.payments')
  const path = '/staff/payments'
  const tabs = [
    { key: 'orders', href: path, label: t('orders') },
    { key: 'refunds', href: `${path}?view=refunds`, label: t('refunds') },
    { key: 'webhooks', href: `${path}?view=webhooks`, label: t('webhooks') },
  ]
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="mb-4">
        <TabLinks
          label={t('title')}
          tabs={tabs.map(({ key, ...tab }) => ({ ...tab, current: key === current }))}
        />
      </div>
    </>
  )
}
