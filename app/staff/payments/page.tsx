import { getTranslations } from 'next-intl/server'
import { PaidNotUnlocked } from '@/components/payments/desk-views'
import { deskViews } from '@/components/payments/staff-payment-tabs'
import { sameAddress } from '@/components/staff/list-address'
import { listPaidButNotUnlocked } from '@/lib/features/payments/queries/staff'
import { requireStaff } from '@/lib/platform/auth/current'
import { views } from './views'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('payments.page_title'),
})

export default async function StaffPaymentsPage({ searchParams }: PageProps<'/staff/payments'>) {
  const raw = await searchParams
  const staff = await requireStaff('payments.read', sameAddress('/staff/payments', raw))
  const View = views[deskViews.find((view) => view === raw.view) ?? 'orders']
  return (
    <>
      <PaidNotUnlocked rows={await listPaidButNotUnlocked(staff)} />
      <View staff={staff} raw={raw} />
    </>
  )
}
