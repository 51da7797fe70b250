import { getTranslations } from 'next-intl/server'
import { orderShows, StaffOrders } from '@/components/payments/staff-orders'
import { StaffRefunds } from '@/components/payments/staff-refunds'
import { StaffWebhooks } from '@/components/payments/staff-webhooks'
import { sameAddress } from '@/components/staff/list-address'
import { listPayments } from '@/lib/features/payments/queries/staff'
import { listRefunds, listWebhooks } from '@/lib/features/payments/queries/staff-queues'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace, readTimedPlace, timedPage } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('payments.page_title'),
})

export default async function StaffPaymentsPage({ searchParams }: PageProps<'/staff/payments'>) {
  const raw = await searchParams
  const staff = await requireStaff('payments.read', sameAddress('/staff/payments', raw))
  if (raw.view === 'refunds')
    return (
      <StaffRefunds raw={raw} page={await listRefunds(staff, { isOpen: raw.open === '1' }, readPlace(raw))} />
    )
  if (raw.view === 'webhooks')
    return (
      <StaffWebhooks
        raw={raw}
        page={await listWebhooks(staff, { isRejected: raw.rejected === '1' }, readPlace(raw))}
      />
    )
  const filter = {
    show: orderShows.find((show) => show === raw.show),
    search: typeof raw.q === 'string' ? raw.q.slice(0, 100) : undefined,
  }
  const page = timedPage(await listPayments(staff, { ...filter, after: readTimedPlace(raw) }))
  return <StaffOrders raw={raw} filter={filter} page={page} />
}
