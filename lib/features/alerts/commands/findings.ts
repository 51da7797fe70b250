import { type SQL, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { type AlertKind, type Finding, usualTerms } from '@/lib/domain/alerts/alert'

export type PartnerFinding = Finding & { partnerId: string }

/** What is wrong now at every partner, of one kind, each by the partner's own terms: one query along an index. */
export async function findTroubles(kind: AlertKind, now: Date): Promise<PartnerFinding[]> {
  const rows = await database().execute<PartnerFinding>(questions[kind](sinceOf(kind, now), kind))
  return [...rows]
}

/** The instant before which a partner's own patience ends, as SQL: now less the minutes of its rule. */
const sinceOf = (kind: AlertKind, now: Date): SQL =>
  sql`(${now.toISOString()}::timestamptz - make_interval(mins => coalesce(r.minutes, ${usualTerms[kind].minutes})))`

const everyPartner = (kind: AlertKind): SQL =>
  sql`partners p left join alert_rules r on r.partner_id = p.id and r.kind = ${kind}`

const wholePartner = (kind: AlertKind, found: SQL): SQL => sql`
  select p.id as "partnerId", 'partner' as subject, f.value, null::uuid as "connectionId", null::text as label
  from ${everyPartner(kind)}, lateral (${found}) f where f.value > 0`

const byConnection = (kind: AlertKind, found: SQL): SQL => sql`
  select p.id as "partnerId", c.id::text as subject, f.value, c.id as "connectionId", c.label
  from ${everyPartner(kind)}, lateral (${found}) f
  join connections c on c.id = f.connection_id
  where c.partner_id = p.id`

const questions: Record<AlertKind, (since: SQL, kind: AlertKind) => SQL> = {
  connection_unhealthy: (since, kind) => sql`
    select p.id as "partnerId", c.id::text as subject, 1 as value, c.id as "connectionId", c.label
    from ${everyPartner(kind)} join connections c on c.partner_id = p.id
    where c.health = 'unhealthy' and coalesce(c.health_changed_at, c.created_at) <= ${since}`,
  rate_limited: (since, kind) =>
    byConnection(
      kind,
      sql`select connection_id, count(*)::int as value from provider_calls
        where partner_id = p.id and error_kind is not null and status = 429 and at > ${since}
        group by connection_id`,
    ),
  stale_results: (since, kind) =>
    byConnection(
      kind,
      sql`select connection_id, count(*)::int as value from attempts
        where partner_id = p.id and progress = 'completed' and result in ('none', 'pending', 'partial')
          and last_progress_at <= ${since} and frozen_at is null
        group by connection_id`,
    ),
  mail_failing: (since, kind) =>
    wholePartner(
      kind,
      sql`select count(*)::int as value from provider_calls
        where partner_id = p.id and error_kind is not null and purpose = 'deliver_mail' and at > ${since}`,
    ),
  backlog: (since, kind) => sql`
    select p.id as "partnerId", f.line as subject, f.value, null::uuid as "connectionId", null::text as label
    from ${everyPartner(kind)}, lateral (${backlog(since)}) f
    where f.value > 0`,
  paid_not_unlocked: (_since, kind) =>
    wholePartner(
      kind,
      sql`select count(distinct a.id)::int as value from applications a
        join payment_orders o on o.partner_id = a.partner_id and o.application_id = a.id
        join payment_facts f on f.partner_id = o.partner_id and f.order_id = o.id
        where a.partner_id = p.id and a.fee_settled_at is null
          and f.state = 'captured' and f.paise = o.paise and f.currency = o.currency`,
    ),
  reconciliation_open: (_since, kind) =>
    wholePartner(
      kind,
      sql`select count(*)::int as value from reconciliation_exceptions where partner_id = p.id and state = 'open'`,
    ),
}

/**
 * What should have been done by then. A message that failed and waits for its next try is not late; jobs are dated by the
 * machine's clock, everything else by the portal's.
 */
const backlog = (since: SQL): SQL => sql`
  select 'mail' as line, count(*)::int as value from messages
    where partner_id = p.id and state = 'queued' and tries = 0 and created_at <= ${since}
  union all
  select 'attempts', count(*)::int from attempts
    where partner_id = p.id and next_ask_at <= ${since} and frozen_at is null
  union all
  select 'orders', count(*)::int from payment_orders where partner_id = p.id and next_check_at <= ${since}
  union all
  select 'jobs', count(*)::int from pgboss.job
    where state < 'active' and data ->> 'partnerId' = p.id::text
      and start_after <= now() - make_interval(mins => coalesce(r.minutes, ${usualTerms.backlog.minutes}))`
