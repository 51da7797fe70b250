import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'

export const deskViews = [
  'orders',
  'payments',
  'refunds',
  'offline',
  'coupons',
  'settlements',
  'webhooks',
] as const
export type DeskView = (typeof deskViews)[number]

const path = '/staff/payments'

/** The heading of the desk's lists: everything about money, and the file of the list that is open. */
export function StaffPaymentTabs({ current }: { current: DeskView }) {
  const t = useTranslations('desk')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="mb-4 flex flex-col gap-3">
        <TabLinks
          label={t('title')}
          tabs={deskViews.map((view) => ({
            href: view === 'orders' ? path : `${path}?view=${view}`,
            label: t(`tabs.${view}`),
            current: view === current,
          }))}
        />
        <p>
          <ButtonLink look="quiet" size="dense" href={`${path}/export?view=${current}`} prefetch={false}>
            {t('export')}
          </ButtonLink>
        </p>
      </div>
    </>
  )
}
