import { sql } from 'drizzle-orm'
import { database } from '@/db/client'

/** Counts over every partner of this deployment, for whoever watches it; no personal data. */
export type WorkInHand = {
  /** Must read 0: captured money that has not unlocked. */
  paid_but_not_unlocked: number
  orders_awaiting_the_gateway: number
  refunds_waiting: number
  attempts_due: number
  messages_queued: number
  connections_unhealthy: number
}

/** One query over the partial indexes that the sweeps use too. */
export async function getWorkInHand(now: Date): Promise<WorkInHand> {
  const [row] = await database().execute<WorkInHand>(sql`select
    (select count(distinct a.id)::int from applications a
      join payment_orders o on o.partner_id = a.partner_id and o.application_id = a.id
      join payment_facts f on f.partner_id = o.partner_id and f.order_id = o.id
      where a.fee_settled_at is null and a.fee_waived_at is null and f.state = 'captured' and f.paise = o.paise and f.currency = o.currency) as paid_but_not_unlocked,
    (select count(*)::int from payment_orders where next_check_at is not null and state = 'open') as orders_awaiting_the_gateway,
    (select count(*)::int from refunds where state in ('queued', 'pending')) as refunds_waiting,
    (select count(*)::int from attempts where next_ask_at <= ${now.toISOString()}::timestamptz) as attempts_due,
    (select count(*)::int from messages where state = 'queued') as messages_queued,
    (select count(*)::int from connections where health = 'unhealthy') as connections_unhealthy`)
  if (!row) throw new Error('a query without rows')
  return row
}
