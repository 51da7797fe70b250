import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { RawSearch } from '@/components/staff/list-address'
import { LockedAction } from '@/components/staff/locked-action'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { useRoleLock } from './desk-action'
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
export function StaffPaymentTabs({
  current,
  raw,
  role,
}: {
  current: DeskView
  raw: RawSearch
  role: StaffRole
}) {
  const t = useTranslations('desk')
  const because = useRoleLock(role)('payments.export')
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
        <div className="flex flex-wrap gap-2">
          {current === 'coupons' || current === 'settlements' ? (
            filesOf[current].map((list) => (
              <FileLink key={list} href={fileAddress(list, raw)} because={because}>
                {t(`export_of.${list}`)}
              </FileLink>
            ))
          ) : (
            <FileLink href={fileAddress(current, raw)} because={because}>
              {t('export')}
            </FileLink>
          )}
        </div>
      </div>
    </>
  )
}

/** `because`: why this role may not take the file; null when it may. */
const FileLink = ({
  href,
  because,
  children,
}: {
  href: string
  because: string | null
  children: ReactNode
}) =>
  because === null ? (
    <ButtonLink look="quiet" size="dense" href={href} prefetch={false}>
      {children}
    </ButtonLink>
  ) : (
    <LockedAction because={because}>{children}</LockedAction>
  )
