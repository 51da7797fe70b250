import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { RawSearch } from '@/components/staff/list-address'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'
import { fileAddress, viewAddress } from './desk-search'

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

const filesOf = {
  coupons: ['coupons', 'waivers'],
  settlements: ['exceptions', 'settlements'],
} as const

/**
 * The heading of the desk's lists: everything about money, and the file of each list that is open, narrowed as it is. What
 * was typed into the search box goes along from tab to tab.
 */
export function StaffPaymentTabs({ current, raw }: { current: DeskView; raw: RawSearch }) {
  const t = useTranslations('desk')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="mb-4 flex flex-col gap-3">
        <TabLinks
          label={t('title')}
          tabs={deskViews.map((view) => ({
            href: viewAddress(view, { q: raw.q }),
            label: t(`tabs.${view}`),
            current: view === current,
          }))}
        />
        <p className="flex flex-wrap gap-2">
          {current === 'coupons' || current === 'settlements' ? (
            filesOf[current].map((list) => (
              <FileLink key={list} href={fileAddress(list, raw)}>
                {t(`export_of.${list}`)}
              </FileLink>
            ))
          ) : (
            <FileLink href={fileAddress(current, raw)}>{t('export')}</FileLink>
          )}
        </p>
      </div>
    </>
  )
}

const FileLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <ButtonLink look="quiet" size="dense" href={href} prefetch={false}>
    {children}
  </ButtonLink>
)
