import { type SQL, and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { backfillItems, backfills } from '@/db/schema/alerts'
import { applications } from '@/db/schema/applications'
import { connections } from '@/db/schema/partners'
import { type BackfillScope, mostBackfilled, secondsFor } from '@/lib/domain/alerts/backfill'
import { agreedBudget } from '@/lib/features/partners/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { budgetState } from '@/lib/platform/budget/budget'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

export type Range = { connectionId: string | null; from: Date; until: Date; scope: BackfillScope }

/** What a backfill would take before it is begun. */
export type BackfillEstimate = {
  /** Attempts, orders or messages; `isTooLarge` when there are more than one backfill takes. */
  objects: number
  isTooLarge: boolean
  calls: number
  /** At half the connection's ceiling, as people and the sweep come first; null for mail, which has none. */
  seconds: number | null
  ceiling: { calls: number; windowSeconds: number } | null
}

/** How many things, how many calls and how long, without asking anything outside. Null: no such connection here. */
export async function estimateBackfill(
  staff: Staff<'integrations.replay'>,
  range: Range,
): Promise<BackfillEstimate | null> {
  const { partnerId } = staff
  const chosen = await chooseObjects(partnerId, range)
  if (!chosen) return null
  const [counted] = await database().execute<{ objects: number }>(
    sql`select count(*)::int as objects from (${chosen} limit ${mostBackfilled + 1}) found`,
  )
  const found = counted?.objects ?? 0
  const objects = Math.min(found, mostBackfilled)
  const { connectionId } = range
  const [each, ceiling] = connectionId
    ? await Promise.all([callsEach(partnerId, connectionId), ceilingOf(partnerId, connectionId)])
    : [1, null]
  const calls = Math.ceil(objects * each)
  return { objects, isTooLarge: found > mostBackfilled, calls, seconds: secondsFor(calls, ceiling), ceiling }
}

async function ceilingOf(partnerId: string, connectionId: string) {
  const state = await budgetState(partnerId, connectionId)
  return state
    ? { calls: state.size, windowSeconds: state.windowSeconds }
    : agreedBudget(partnerId, connectionId)
}

/** Calls per ask, as the newest asks of this connection went: all calls of one ask bear the same instant. */
async function callsEach(partnerId: string, connectionId: string): Promise<number> {
  const [row] = await database().execute<{ each: number | null }>(sql`
    select count(*)::float8 / nullif(count(distinct (about, at)), 0) as each from (
      select coalesce(attempt_id, order_id) as about, at from provider_calls
      where partner_id = ${partnerId} and connection_id = ${connectionId}
        and direction = 'out' and purpose in ('fetch_result', 'fetch_payments')
      order by at desc nulls last, id desc nulls last limit 200) newest`)
  return Math.max(1, row?.each ?? 1)
}

/**
 * The things of a range as SQL rows `object, object_id, application_id`, oldest first; null when the partner has no such
 * connection. A frozen attempt, an order never made at the gateway and a letter with a stale code are never asked about.
 */
export async function chooseObjects(
  partnerId: string,
  { connectionId, from, until, scope }: Range,
  tx: Tx | ReturnType<typeof database> = database(),
): Promise<SQL | null> {
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${from.toISOString()}::timestamptz and ${sql.raw(column)} < ${until.toISOString()}::timestamptz`
  const failedIn = (about: string) => sql`exists (select 1 from provider_calls c
    where c.partner_id = ${partnerId} and c.${sql.raw(about)} = o.id and c.error_kind is not null and ${within('c.at')})`
  if (!connectionId)
    return sql`select 'message' as object, o.id as object_id, o.application_id from messages o
      where o.partner_id = ${partnerId} and o.state = 'failed' and o.template not in ('verify_email', 'reset_password')
        and ${scope === 'failed' ? failedIn('message_id') : within('o.created_at')} order by o.created_at, o.id`
  const [connection] = await tx
    .select({ kind: connections.kind })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  if (!connection) return null
  const mine = sql`o.partner_id = ${partnerId} and o.connection_id = ${connectionId}`
  if (connection.kind === 'assessment')
    return sql`select 'attempt' as object, o.id as object_id, o.application_id from attempts o
      where ${mine} and o.frozen_at is null and o.last_asked_at is not null
        and ${scope === 'failed' ? failedIn('attempt_id') : within('o.last_asked_at')} order by o.last_asked_at, o.id`
  return sql`select 'order' as object, o.id as object_id, o.application_id from payment_orders o
    where ${mine} and o.gateway_order_id is not null
      and ${scope === 'failed' ? failedIn('order_id') : within('o.last_checked_at')} order by o.created_at, o.id`
}

export type Backfill = Omit<typeof backfills.$inferSelect, 'partnerId'> & {
  /** Null: mail. */
  connection: string | null
  by: string
}

const drawn = {
  id: backfills.id,
  connectionId: backfills.connectionId,
  scope: backfills.scope,
  fromAt: backfills.fromAt,
  untilAt: backfills.untilAt,
  state: backfills.state,
  objects: backfills.objects,
  estimatedSeconds: backfills.estimatedSeconds,
  changed: backfills.changed,
  unchanged: backfills.unchanged,
  failed: backfills.failed,
  startedBy: backfills.startedBy,
  startedAt: backfills.startedAt,
  waitsUntil: backfills.waitsUntil,
  endedAt: backfills.endedAt,
  connection: connections.label,
  by: accounts.fullName,
}

const withNames = () =>
  database()
    .select(drawn)
    .from(backfills)
    .leftJoin(
      connections,
      and(eq(connections.partnerId, backfills.partnerId), eq(connections.id, backfills.connectionId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, backfills.partnerId), eq(accounts.id, backfills.startedBy)),
    )

/** The partner's backfills, newest first. */
export async function listBackfills(
  staff: Staff<'integrations.read'>,
  place: PagePlace = {},
): Promise<KeysetPage<Backfill>> {
  const { where, orderBy } = fromPlace(
    { partnerId: backfills.partnerId, id: backfills.id, at: backfills.startedAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await withNames()
    .where(and(eq(backfills.partnerId, staff.partnerId), where))
    .orderBy(...orderBy)
    .limit(pageSize + 1)
  return toPage(found, place)
}

/** One backfill of the partner, or null. */
export async function findBackfill(staff: Staff<'integrations.read'>, id: string): Promise<Backfill | null> {
  const [found] = await withNames()
    .where(and(eq(backfills.partnerId, staff.partnerId), eq(backfills.id, id)))
    .orderBy(desc(backfills.startedAt))
  return found ?? null
}

export type BackfillItem = Omit<typeof backfillItems.$inferSelect, 'partnerId' | 'backfillId'> & {
  applicationNumber: string | null
}

/** The lines of a backfill in their order, behind position `after`; `next` is null on the last page. */
export async function listBackfillItems(
  staff: Staff<'integrations.read'>,
  backfillId: string,
  { after = 0, only }: { after?: number; only?: BackfillItem['state'] } = {},
): Promise<{ rows: BackfillItem[]; next: number | null }> {
  const found = await database()
    .select({
      position: backfillItems.position,
      object: backfillItems.object,
      objectId: backfillItems.objectId,
      applicationId: backfillItems.applicationId,
      state: backfillItems.state,
      before: backfillItems.before,
      after: backfillItems.after,
      refusal: backfillItems.refusal,
      doneAt: backfillItems.doneAt,
      applicationNumber: applications.number,
    })
    .from(backfillItems)
    .leftJoin(
      applications,
      and(
        eq(applications.partnerId, backfillItems.partnerId),
        eq(applications.id, backfillItems.applicationId),
      ),
    )
    .where(
      and(
        eq(backfillItems.partnerId, staff.partnerId),
        eq(backfillItems.backfillId, backfillId),
        gt(backfillItems.position, after),
        only ? eq(backfillItems.state, only) : undefined,
      ),
    )
    .orderBy(asc(backfillItems.position))
    .limit(pageSize + 1)
  const rows = found.slice(0, pageSize)
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.position ?? null) : null }
}

/** What a backfill may be asked for: the partner's connections, by id. */
export const listBackfillConnections = (
  staff: Staff<'integrations.read'>,
): Promise<{ id: string; label: string }[]> =>
  database()
    .select({ id: connections.id, label: connections.label })
    .from(connections)
    .where(eq(connections.partnerId, staff.partnerId))
    .orderBy(asc(connections.label))
