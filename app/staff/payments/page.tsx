import { getTranslations } from 'next-intl/server'
import { PaidNotUnlocked } from '@/components/payments/desk-views'
import { StaffPaymentTabs, deskViews } from '@/components/payments/staff-payment-tabs'
import { sameAddress } from '@/components/staff/list-address'
import { listPaidButNotUnlocked } from '@/lib/features/payments/queries/staff'
import { requireStaff } from '@/lib/platform/auth/current'
import { views } from './views'

const viewOf = (asked: unknown) => deskViews.find((view) => view === asked) ?? 'orders'

export async function generateMetadata({ searchParams }: PageProps<'/staff/payments'>) {
  const [t, desk] = await Promise.all([getTranslations('staff'), getTranslations('desk')])
  const view = viewOf((await searchParams).view)
  return {
    title:
      view === 'orders' ? t('payments.page_title') : `${desk(`tabs.${view}`)} · ${t('payments.page_title')}`,
  }
}

export default async function StaffPaymentsPage({ searchParams }: PageProps<'/staff/payments'>) {
  const raw = await searchParams
  const staff = await requireStaff('payments.read', sameAddress('/staff/payments', raw))
  const view = viewOf(raw.view)
  const View = views[view]
  return (
    <>
      <PaidNotUnlocked rows={await listPaidButNotUnlocked(staff)} />
      <StaffPaymentTabs current={view} raw={raw} role={staff.role} />
      <View staff={staff} raw={raw} />
    </>
  )
}
