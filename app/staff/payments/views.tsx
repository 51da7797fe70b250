import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ListSwitch, OfflineTable, PaymentsTable } from '@/components/payments/desk-lists'
import { DeskSearch } from '@/components/payments/desk-search'
import { DeskHits, SettlementsView, WaiversAndCoupons } from '@/components/payments/desk-views'
import { StaffOrders } from '@/components/payments/staff-orders'
import type { DeskView } from '@/components/payments/staff-payment-tabs'
import { StaffRefunds } from '@/components/payments/staff-refunds'
import { StaffWebhooks } from '@/components/payments/staff-webhooks'
import type { RawSearch } from '@/components/staff/list-address'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import { readDeskFilter } from '@/lib/domain/payments/desk-filter'
import {
  listCoupons,
  listExceptions,
  listIntakesForCoupons,
  listOffline,
  listPaymentConnections,
  listRuns,
  listSettlements,
  listTries,
  listWaivers,
} from '@/lib/features/payments/queries/desk-lists'
import { findDeskHits } from '@/lib/features/payments/queries/desk-records'
import { listPayments } from '@/lib/features/payments/queries/staff'
import { listRefunds, listWebhooks } from '@/lib/features/payments/queries/staff-queues'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { readPlace } from '@/lib/platform/keyset'

type Props = { staff: Staff<'payments.read'>; raw: RawSearch }

async function Orders({ staff, raw }: Props) {
  const filter = readDeskFilter(raw)
  const [page, hits] = await Promise.all([
    listPayments(staff, filter, readPlace(raw)),
    filter.search ? findDeskHits(staff, filter.search) : [],
  ])
  return (
    <StaffOrders raw={raw} filter={filter} page={page}>
      <DeskHits hits={hits} />
    </StaffOrders>
  )
}

async function Payments({ staff, raw }: Props) {
  return (
    <>
      <DeskSearch view="payments" raw={raw} />
      <PaymentsTable raw={raw} page={await listTries(staff, readDeskFilter(raw), readPlace(raw))} />
    </>
  )
}

const Refunds = async ({ staff, raw }: Props) => (
  <StaffRefunds raw={raw} page={await listRefunds(staff, readDeskFilter(raw), readPlace(raw))} />
)

async function Offline({ staff, raw }: Props) {
  const t = await getTranslations('desk')
  return (
    <>
      <DeskSearch view="offline" raw={raw} />
      <div className="mb-3 flex flex-col items-start gap-2">
        <p className="measure text-sm text-muted">{t('offline_where')}</p>
        <ListSwitch raw={raw} name="waiting" on={t('show_waiting')} off={t('show_all')} />
      </div>
      <OfflineTable raw={raw} page={await listOffline(staff, readDeskFilter(raw), readPlace(raw))} />
    </>
  )
}

async function Coupons({ staff, raw }: Props) {
  const [place, filter] = [readPlace(raw), readDeskFilter(raw)]
  const [waivers, coupons, intakes] = await Promise.all([
    listWaivers(staff, filter, raw.of === 'waivers' ? place : {}),
    listCoupons(staff, filter, raw.of === 'coupons' ? place : {}),
    listIntakesForCoupons(staff),
  ])
  return (
    <WaiversAndCoupons raw={raw} role={staff.role} waivers={waivers} coupons={coupons} intakes={intakes} />
  )
}

async function Settlements({ staff, raw }: Props) {
  const [place, filter] = [readPlace(raw), readDeskFilter(raw)]
  const isOfPayouts = raw.of === 'settlements'
  const [exceptions, settlements, runs, connections, now] = await Promise.all([
    listExceptions(staff, filter, isOfPayouts ? {} : place),
    listSettlements(staff, filter, isOfPayouts ? place : {}),
    listRuns(staff),
    listPaymentConnections(staff),
    currentTime(),
  ])
  return (
    <SettlementsView
      {...{ raw, exceptions, settlements, runs, connections }}
      role={staff.role}
      yesterday={indiaDate(secondsAfter(now, -86_400))}
    />
  )
}

const Webhooks = async ({ staff, raw }: Props) => (
  <StaffWebhooks raw={raw} page={await listWebhooks(staff, readDeskFilter(raw), readPlace(raw))} />
)

/** The desk's tabs, each by its word in the address. */
export const views: Record<DeskView, (props: Props) => Promise<ReactNode>> = {
  orders: Orders,
  payments: Payments,
  refunds: Refunds,
  offline: Offline,
  coupons: Coupons,
  settlements: Settlements,
  webhooks: Webhooks,
}
