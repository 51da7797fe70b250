import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { readApplicationSearch } from '@/lib/domain/applications/search'
import { isRowId } from '@/lib/domain/shared/row-id'
import { byShape } from '@/lib/features/applications/queries/search-in-sql'
import { type DeskList, searchedText } from '@/lib/domain/payments/desk-filter'

/** What was typed, for one partner: as an id of somebody else's, as a receipt of ours, as a person's or an application's. */
type Asked = { partnerId: string; id: string; receipt: SQL | null; people: SQL | null }

/**
 * The rows of one of the desk's lists that the search box means; undefined when nothing was typed. Each way to a row is a
 * branch that runs along an index: an id exactly, a name, an address or a number by its beginning. Ids of other partners
 * are in none of them.
 */
export function searched(
  list: DeskList,
  { id }: { id: PgColumn },
  search: string | undefined,
  partnerId: string,
): SQL | undefined {
  const typed = searchedText(search ?? '')
  if (typed === '') return undefined
  return sql`${id} in (${any(branches[list](asked(partnerId, typed)))})`
}

function asked(partnerId: string, typed: string): Asked {
  const search = readApplicationSearch(typed)
  if (search?.by === 'receipt') return { partnerId, id: typed, receipt: sql`${search.number}`, people: null }
  const person = search && byShape(partnerId, search)
  const people = person
    ? sql`select c.application_id from application_cards c where c.partner_id = ${partnerId} and ${person}`
    : null
  return { partnerId, id: typed, receipt: null, people }
}

/** Ways to a row's id; one that cannot be meant is null. */
type Branches = (SQL | null)[]

const any = (ways: Branches): SQL =>
  sql.join(
    ways.filter((way) => way !== null),
    sql` union all `,
  )

/** Orders by what the gateway or we call them, or whose they are. */
const ownOrders = ({ partnerId: p, id, people }: Asked): Branches => [
  sql`select o.id from payment_orders o where o.partner_id = ${p} and (o.gateway_order_id = ${id} or o.receipt = ${id})`,
  isRowId(id)
    ? sql`select o.id from payment_orders o where o.partner_id = ${p} and o.id = ${id}::uuid`
    : null,
  people &&
    sql`select o.id from payment_orders o where o.partner_id = ${p} and o.application_id in (${people})`,
]

const orders = (asked: Asked): Branches => {
  const { partnerId: p, id, receipt } = asked
  return [
    ...ownOrders(asked),
    sql`select y.order_id from payments y where y.partner_id = ${p} and y.gateway_payment_id = ${id}`,
    sql`select r.order_id from refunds r where r.partner_id = ${p} and r.gateway_refund_id = ${id}`,
    receipt &&
      sql`select r.order_id from receipts r where r.partner_id = ${p} and r.number = ${receipt} and r.order_id is not null`,
  ]
}

const payments = (asked: Asked): Branches => {
  const { partnerId: p, id, receipt } = asked
  return [
    sql`select y.id from payments y where y.partner_id = ${p} and y.gateway_payment_id = ${id}`,
    sql`select y.id from payments y where y.partner_id = ${p} and y.order_id in (${any(ownOrders(asked))})`,
    sql`select y.id from refunds r join payments y on y.partner_id = r.partner_id and y.gateway_payment_id = r.gateway_payment_id
      where r.partner_id = ${p} and r.gateway_refund_id = ${id}`,
    receipt &&
      sql`select y.id from receipts r join payments y on y.partner_id = r.partner_id and y.gateway_payment_id = r.gateway_payment_id
        where r.partner_id = ${p} and r.number = ${receipt}`,
  ]
}

const branches: Record<DeskList, (asked: Asked) => Branches> = {
  orders,
  payments,
  refunds: ({ partnerId: p, id, receipt, people }) => [
    sql`select r.id from refunds r where r.partner_id = ${p} and (r.gateway_refund_id = ${id} or r.gateway_payment_id = ${id})`,
    sql`select r.id from payment_orders o join refunds r on r.partner_id = o.partner_id and r.application_id = o.application_id
        and r.order_id = o.id where o.partner_id = ${p} and (o.gateway_order_id = ${id} or o.receipt = ${id})`,
    people && sql`select r.id from refunds r where r.partner_id = ${p} and r.application_id in (${people})`,
    receipt &&
      sql`select r.id from receipts n join refunds r on r.partner_id = n.partner_id and r.gateway_payment_id = n.gateway_payment_id
          where n.partner_id = ${p} and n.number = ${receipt}`,
  ],
  offline: ({ partnerId: p, id, receipt, people }) => [
    sql`select f.id from offline_payments f where f.partner_id = ${p} and f.reference = ${spaced(id)}`,
    people &&
      sql`select f.id from offline_payments f where f.partner_id = ${p} and f.application_id in (${people})`,
    receipt &&
      sql`select r.offline_payment_id from receipts r
          where r.partner_id = ${p} and r.number = ${receipt} and r.offline_payment_id is not null`,
  ],
  coupons: ({ partnerId: p, id, people }) => [
    sql`select k.id from coupons k where k.partner_id = ${p} and starts_with(k.code, ${asCode(id)})`,
    people &&
      sql`select u.coupon_id from coupon_uses u
        where u.partner_id = ${p} and u.application_id in (${people}) and u.state in ('held', 'used')`,
  ],
  waivers: ({ partnerId: p, id, people }) => [
    sql`select w.id from coupons k join coupon_uses u on u.partner_id = k.partner_id and u.coupon_id = k.id
      join fee_waivers w on w.partner_id = u.partner_id and w.coupon_use_id = u.id
      where k.partner_id = ${p} and k.code = ${asCode(id)}`,
    people &&
      sql`select w.id from fee_waivers w where w.partner_id = ${p} and w.application_id in (${people})`,
  ],
  settlements: (asked) => {
    const { partnerId: p, id } = asked
    return [
      sql`select s.id from settlements s where s.partner_id = ${p} and ${isPayout(id)}`,
      sql`select l.settlement_id from settlement_lines l where l.partner_id = ${p} and l.gateway_payment_id = ${id}`,
      sql`select l.settlement_id from payments x join settlement_lines l
        on l.partner_id = x.partner_id and l.gateway_payment_id = x.gateway_payment_id
        where x.partner_id = ${p} and x.id in (${any(payments(asked))})`,
    ]
  },
  exceptions: ({ partnerId: p, id, people }) => [
    sql`select x.id from reconciliation_exceptions x
      where x.partner_id = ${p} and ${id} in (x.subject, x.gateway_payment_id, x.gateway_refund_id)`,
    sql`select x.id from settlements s join settlement_lines l on l.partner_id = s.partner_id and l.settlement_id = s.id
      join reconciliation_exceptions x on x.partner_id = l.partner_id and x.gateway_payment_id = l.gateway_payment_id
      where s.partner_id = ${p} and ${isPayout(id)}`,
    people &&
      sql`select x.id from reconciliation_exceptions x where x.partner_id = ${p} and x.application_id in (${people})`,
  ],
  webhooks: (asked) => {
    const { partnerId: p, id } = asked
    return [
      sql`select d.id from connections n join webhook_deliveries d
        on d.partner_id = n.partner_id and d.connection_id = n.id and d.event_id = ${id} where n.partner_id = ${p}`,
      sql`select d.id from webhook_deliveries d where d.partner_id = ${p} and d.gateway_order_id = ${id}`,
      sql`select d.id from payment_orders m join webhook_deliveries d
        on d.partner_id = m.partner_id and d.gateway_order_id = m.gateway_order_id
        where m.partner_id = ${p} and m.id in (${any(orders(asked))})`,
    ]
  },
}

/** A payout by the gateway's id of it, or by the bank's number. */
const isPayout = (id: string): SQL =>
  sql`(s.gateway_settlement_id = ${id} or s.utr in (${id}, ${id.toUpperCase()}))`

/** References and codes as they are kept. */
const spaced = (typed: string): string => typed.toUpperCase().replaceAll(/\s+/g, ' ')
const asCode = (typed: string): string => typed.toUpperCase().replaceAll(/\s+/g, '')
