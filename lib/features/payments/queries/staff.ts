import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { connections } from '@/db/schema/partners'
import {
  type orderStates,
  paymentFacts,
  paymentOrders,
  payments,
  receipts,
  refunds,
  webhookDeliveries,
} from '@/db/schema/payments'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { searched } from './desk-search'

export type OrderListRow = {
  id: string
  applicationId: string
  applicationNumber: string
  applicantName: string
  state: (typeof orderStates)[number]
  paise: number
  /** Tries so far, and what became of the last one. */
  tries: number
  lastTry: string | null
  receiptNumber: string | null
  refundsOpen: number
  lastCheckedAt: Date | null
  nextCheckAt: Date | null
  lastErrorKind: string | null
  createdAt: Date
}

export type PaymentFilter = {
  /** `unresolved`: money may be on its way; `refunding`: money has to go back. */
  show?: 'all' | 'unresolved' | 'settled' | 'refunding' | 'trouble'
  /** What was typed into the desk's search box. */
  search?: string
}

/** The partner's orders, newest first, filtered, a page from a place forward or back. */
export async function listPayments(
  staff: Staff<'payments.read'>,
  filter: PaymentFilter = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<OrderListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: paymentOrders.partnerId, id: paymentOrders.id, at: paymentOrders.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select(listed)
    .from(paymentOrders)
    .innerJoin(applications, sameRow(applications, paymentOrders.applicationId))
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(paymentOrders.partnerId, staff.partnerId),
        shown[filter.show ?? 'all'],
        searched('orders', paymentOrders, filter.search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

/** One order with all that is known: facts as they were learnt, payments, refunds, webhooks. Null when it is not this partner's. */
export async function findPayment(staff: Staff<'payments.read'>, orderId: string) {
  const { partnerId } = staff
  const [found] = await database()
    .select({
      order: paymentOrders,
      ...listed,
      connectionLabel: connections.label,
      connectionHealth: connections.health,
    })
    .from(paymentOrders)
    .innerJoin(applications, sameRow(applications, paymentOrders.applicationId))
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(connections, sameRow(connections, paymentOrders.connectionId))
    .where(and(eq(paymentOrders.partnerId, partnerId), eq(paymentOrders.id, orderId)))
  if (!found) return null
  const { returnTokenHash: _, ...order } = found.order
  const db = database()
  const [facts, tries, goingBack, deliveries] = await Promise.all([
    db
      .select()
      .from(paymentFacts)
      .where(and(eq(paymentFacts.partnerId, partnerId), eq(paymentFacts.orderId, orderId)))
      .orderBy(asc(paymentFacts.receivedAt), asc(paymentFacts.id)),
    db
      .select()
      .from(payments)
      .where(and(eq(payments.partnerId, partnerId), eq(payments.orderId, orderId)))
      .orderBy(asc(payments.gatewayAt)),
    db
      .select()
      .from(refunds)
      .where(and(eq(refunds.partnerId, partnerId), eq(refunds.orderId, orderId)))
      .orderBy(asc(refunds.createdAt)),
    order.gatewayOrderId
      ? db
          .select()
          .from(webhookDeliveries)
          .where(
            and(
              eq(webhookDeliveries.partnerId, partnerId),
              eq(webhookDeliveries.gatewayOrderId, order.gatewayOrderId),
            ),
          )
          .orderBy(desc(webhookDeliveries.receivedAt))
      : [],
  ])
  return { ...found, order, facts, payments: tries, refunds: goingBack, deliveries }
}

/** Applications whose fee was captured in full and which are still locked. Anything but 0 is a defect of ours. */
export async function countPaidButNotUnlocked(staff: Staff): Promise<number> {
  const [row] = await database()
    .select({ count: sql<number>`count(distinct ${applications.id})::int` })
    .from(applications)
    .innerJoin(
      paymentOrders,
      and(
        eq(paymentOrders.partnerId, applications.partnerId),
        eq(paymentOrders.applicationId, applications.id),
      ),
    )
    .innerJoin(
      paymentFacts,
      and(eq(paymentFacts.partnerId, paymentOrders.partnerId), eq(paymentFacts.orderId, paymentOrders.id)),
    )
    .where(
      and(
        eq(applications.partnerId, staff.partnerId),
        isNull(applications.feeSettledAt),
        isNull(applications.feeWaivedAt),
        eq(paymentFacts.state, 'captured'),
        eq(paymentFacts.paise, paymentOrders.paise),
        eq(paymentFacts.currency, paymentOrders.currency),
      ),
    )
  return row?.count ?? 0
}

/** The applications that the counter counts, with the open exception that explains each, if a comparison has found it. */
export async function listPaidButNotUnlocked(
  staff: Staff<'payments.read'>,
): Promise<{ number: string; exceptionId: string | null }[]> {
  const rows = await database().execute<{ number: string; exceptionId: string | null }>(sql`
    select a.number, (select x.id::text from reconciliation_exceptions x where x.partner_id = a.partner_id
        and x.application_id = a.id and x.kind = 'paid_not_unlocked' and x.state = 'open' limit 1) as "exceptionId"
    from applications a
    where a.partner_id = ${staff.partnerId} and a.fee_settled_at is null and a.fee_waived_at is null
      and exists (select 1 from payment_orders o join payment_facts f on f.partner_id = o.partner_id and f.order_id = o.id
        where o.partner_id = a.partner_id and o.application_id = a.id and f.state = 'captured'
          and f.paise = o.paise and f.currency = o.currency)
    order by a.id limit 50`)
  return [...rows]
}

/** What the staff home page counts about fees. */
export async function getFeeCounts(
  staff: Staff<'payments.read'>,
): Promise<{ settled: number; unresolved: number; refunding: number; trouble: number }> {
  const countOf = (show: keyof typeof shown) =>
    sql<number>`(count(*) filter (where ${shown[show] ?? sql`true`}))::int`
  const [row] = await database()
    .select({
      settled: countOf('settled'),
      unresolved: countOf('unresolved'),
      refunding: countOf('refunding'),
      trouble: countOf('trouble'),
    })
    .from(paymentOrders)
    .where(eq(paymentOrders.partnerId, staff.partnerId))
  return row ?? { settled: 0, unresolved: 0, refunding: 0, trouble: 0 }
}

const ofOrder = sql`${payments.partnerId} = ${paymentOrders.partnerId} and ${payments.orderId} = ${paymentOrders.id}`
const refundsOfOrder = sql`${refunds.partnerId} = ${paymentOrders.partnerId} and ${refunds.orderId} = ${paymentOrders.id}`

const listed = {
  id: paymentOrders.id,
  applicationId: paymentOrders.applicationId,
  applicationNumber: applications.number,
  applicantName: accounts.fullName,
  state: paymentOrders.state,
  paise: paymentOrders.paise,
  tries: sql<number>`(select count(*)::int from ${payments} where ${ofOrder})`,
  lastTry: sql<
    string | null
  >`(select ${payments.state} from ${payments} where ${ofOrder} order by ${payments.gatewayAt} desc limit 1)`,
  receiptNumber: sql<
    string | null
  >`(select ${receipts.number} from ${receipts} where ${receipts.partnerId} = ${paymentOrders.partnerId} and ${receipts.orderId} = ${paymentOrders.id})`,
  refundsOpen: sql<number>`(select count(*)::int from ${refunds} where ${refundsOfOrder} and ${inArray(refunds.state, ['queued', 'pending'])})`,
  lastCheckedAt: paymentOrders.lastCheckedAt,
  nextCheckAt: paymentOrders.nextCheckAt,
  lastErrorKind: paymentOrders.lastErrorKind,
  createdAt: paymentOrders.createdAt,
}

const shown = {
  all: undefined,
  unresolved: sql`exists (select 1 from ${payments} where ${ofOrder} and ${inArray(payments.state, ['created', 'authorized'])})`,
  settled: eq(paymentOrders.state, 'settled'),
  refunding: sql`exists (select 1 from ${refunds} where ${refundsOfOrder} and ${inArray(refunds.state, ['queued', 'pending', 'failed'])})`,
  trouble: sql`${paymentOrders.lastErrorKind} is not null`,
}

const sameRow = (
  table: typeof applications | typeof connections,
  id: typeof paymentOrders.applicationId | typeof paymentOrders.connectionId,
) => and(eq(table.partnerId, paymentOrders.partnerId), eq(table.id, id))
