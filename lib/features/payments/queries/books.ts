import { and, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { paymentFacts, paymentOrders, payments, refunds } from '@/db/schema/payments'
import {
  type Books,
  type Finding,
  type SettlementLine,
  type TheirPayment,
  type TheirRefund,
  settledWithinDays,
} from '@/lib/domain/payments/reconciliation'
import { secondsAfter } from '@/lib/domain/shared/india-time'

type Theirs = { payments: TheirPayment[]; refunds: TheirRefund[]; lines: SettlementLine[] }

/** The gateway's book of a range beside ours: every payment, order and refund of ours that theirs names, and ours of the range. */
export async function openBooks(
  tx: Tx,
  partnerId: string,
  connectionId: string,
  { from, to, ...theirs }: { from: Date; to: Date } & Theirs,
): Promise<Books> {
  const named = [
    ...theirs.payments.map(({ gatewayPaymentId }) => gatewayPaymentId),
    ...theirs.refunds.map(({ gatewayPaymentId }) => gatewayPaymentId),
    ...theirs.lines.map(({ gatewayPaymentId, gatewayId }) => gatewayPaymentId ?? gatewayId),
  ]
  const orderIds = theirs.payments.flatMap(({ gatewayOrderId }) => gatewayOrderId ?? [])
  const ours = await tx
    .select({
      gatewayPaymentId: payments.gatewayPaymentId,
      orderId: payments.orderId,
      applicationId: paymentOrders.applicationId,
      paise: payments.paise,
      at: payments.gatewayAt,
      isCaptured: sql<boolean>`exists (select 1 from ${paymentFacts} f where f.partner_id = ${payments.partnerId}
        and f.gateway_payment_id = ${payments.gatewayPaymentId} and f.state = 'captured')`,
    })
    .from(payments)
    .innerJoin(paymentOrders, ofOrder)
    .where(
      and(
        eq(payments.partnerId, partnerId),
        eq(paymentOrders.connectionId, connectionId),
        or(
          and(gte(payments.gatewayAt, from), lt(payments.gatewayAt, to)),
          anyOf(payments.gatewayPaymentId, named),
        ),
      ),
    )
  const ourOrders = await tx
    .select({
      gatewayOrderId: sql<string>`${paymentOrders.gatewayOrderId}`,
      orderId: paymentOrders.id,
      applicationId: paymentOrders.applicationId,
    })
    .from(paymentOrders)
    .where(and(eq(paymentOrders.partnerId, partnerId), anyOf(paymentOrders.gatewayOrderId, orderIds)))
  const ourRefunds = await tx
    .select({
      gatewayRefundId: refunds.gatewayRefundId,
      gatewayPaymentId: refunds.gatewayPaymentId,
      isUnnamed: sql<boolean>`${refunds.gatewayRefundId} is null and ${refunds.state} in ('queued', 'pending')`,
    })
    .from(refunds)
    .where(and(eq(refunds.partnerId, partnerId), anyOf(refunds.gatewayPaymentId, named)))
  return {
    ...{ from, to, theirs: theirs.payments, theirRefunds: theirs.refunds, lines: theirs.lines },
    ...{ ours, ourOrders, ourRefunds },
  }
}

const ofOrder = and(eq(paymentOrders.partnerId, payments.partnerId), eq(paymentOrders.id, payments.orderId))

const anyOf = (column: Parameters<typeof inArray>[0], ids: string[]) =>
  ids.length === 0 ? sql`false` : sql`${column} = any(${sql.param([...new Set(ids)])}::text[])`

/**
 * What our own rows say against each other: captured but locked, unlocked without money, a second capture that nobody sends
 * back, money that no payout has brought within the usual days. `connectionId` null looks at every gateway.
 */
export async function scanLedger(
  db: Db | Tx,
  partnerId: string,
  connectionId: string,
  now: Date,
): Promise<Finding[]> {
  const rows = await db.execute<ScanRow>(sql`
    with captured as (
      select o.application_id, o.id as order_id, f.gateway_payment_id, min(f.paise) as paise, min(f.received_at) as at,
        bool_and(f.paise = o.paise and f.currency = 'INR') as exact
      from payment_facts f join payment_orders o on o.partner_id = f.partner_id and o.id = f.order_id
      where f.partner_id = ${partnerId} and f.state = 'captured' and o.connection_id = ${connectionId}
      group by 1, 2, 3)
    select 'paid_not_unlocked' as kind, c.application_id::text as subject, c.application_id, c.order_id,
        c.gateway_payment_id, c.paise as ours, null::int as theirs
      from captured c join applications a on a.partner_id = ${partnerId} and a.id = c.application_id
      where a.fee_settled_at is null and a.fee_waived_at is null and c.exact
    union all
    select 'settled_without_money', a.id::text, a.id, null, null, null, null
      from applications a
      where a.partner_id = ${partnerId} and a.fee_settled_at is not null
        and not exists (select 1 from receipts r left join captured c on c.gateway_payment_id = r.gateway_payment_id
          left join offline_payments p on p.partner_id = r.partner_id and p.id = r.offline_payment_id
          left join payment_orders o on o.partner_id = r.partner_id and o.id = r.order_id
          where r.partner_id = a.partner_id and r.application_id = a.id
            and (c.gateway_payment_id is not null or p.state = 'approved' or o.connection_id <> ${connectionId}))
    union all
    select 'duplicate_not_refunded', c.gateway_payment_id, c.application_id, c.order_id, c.gateway_payment_id, c.paise, null
      from captured c join applications a on a.partner_id = ${partnerId} and a.id = c.application_id
      join payments p on p.partner_id = ${partnerId} and p.gateway_payment_id = c.gateway_payment_id
      where (a.fee_settled_at is not null or a.fee_waived_at is not null) and p.state = 'captured'
        and not exists (select 1 from receipts r where r.partner_id = ${partnerId} and r.gateway_payment_id = c.gateway_payment_id)
        and coalesce((select sum(r.paise) from refunds r where r.partner_id = ${partnerId}
          and r.gateway_payment_id = c.gateway_payment_id and r.state not in ('failed', 'rejected')), 0) < c.paise
    union all
    select 'not_settled_yet', c.gateway_payment_id, c.application_id, c.order_id, c.gateway_payment_id, c.paise, null
      from captured c
      where c.at < ${secondsAfter(now, -settledWithinDays * 86_400).toISOString()}::timestamptz
        and c.at >= (select min((day || 'T00:00:00+05:30')::timestamptz) - interval '1 day' from reconciliation_runs
          where partner_id = ${partnerId} and connection_id = ${connectionId})
        and not exists (select 1 from settlement_lines l where l.partner_id = ${partnerId}
          and l.gateway_payment_id = c.gateway_payment_id and l.kind = 'payment')`)
  return rows.map(findingOf)
}

type ScanRow = {
  kind: Finding['kind']
  subject: string
  application_id: string
  order_id: string | null
  gateway_payment_id: string | null
  ours: number | null
  theirs: number | null
}

const findingOf = (row: ScanRow): Finding => ({
  kind: row.kind,
  subject: row.subject,
  applicationId: row.application_id,
  orderId: row.order_id,
  gatewayPaymentId: row.gateway_payment_id,
  gatewayRefundId: null,
  oursPaise: row.ours,
  theirsPaise: row.theirs,
})
