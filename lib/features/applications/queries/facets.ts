import { type SQL, and, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import { facetConditions } from './filter-in-sql'
import { type AtTime, atTime, standingOfRow } from './standing-in-sql'

/** By what applications may be counted in groups. `standing` and `fee` are those of the time asked about. */
export const facetNames = [
  'intake',
  'programme',
  'state',
  'standing',
  'fee',
  'progress',
  'result',
  'failing',
  'stage',
  'assigned',
  'decision',
  'decision_state',
  'offer',
  'open_query',
] as const
export type FacetName = (typeof facetNames)[number]

/** One group: what it has in each facet asked for (an id or a word; null for nothing) and how many applications. */
export type FacetGroup<Name extends FacetName> = { count: number } & Record<Name, string | null>

/**
 * How many of a partner's applications fit the facets of a filter, grouped by any facets: exact, of this very instant, from
 * the counters alone. What no facet says (search, marks, dates, a certain reviewer) is not looked at.
 */
export async function countFacets<Name extends FacetName>(
  partnerId: string,
  { by, filter = {}, now }: { by: readonly Name[]; filter?: ApplicationFilter; now: Date },
): Promise<FacetGroup<Name>[]> {
  const at = atTime(partnerId, now)
  const standing = standingOfTuple(at)
  const columns = by.map((name) => sql`(${columnOf[name](standing)})::text as ${sql.identifier(name)}`)
  const groups = by.map((_, place) => sql.raw(String(place + 1)))
  const rows = await database().execute<FacetGroup<Name>>(sql`
    select ${sql.join([...columns, sql`sum(t.count)::int as count`], sql`, `)}
    from ${tuplesOf(partnerId, at, by.some((name) => name === 'programme') || asksProgramme(filter))} as t
    ${whereOf(tupleConditions(filter, at))}
    ${groups.length > 0 ? sql`group by ${sql.join(groups, sql`, `)} having sum(t.count) <> 0` : sql``}`)
  return rows.map((row) => ({ ...row, count: row.count ?? 0 }))
}

/**
 * How many of a partner's applications fit each of these filters, in their order and in one query: from the counters alone,
 * so each number is that of the list which the filter opens. Filters of facets only; what no facet says is not looked at.
 */
export async function countEach(
  partnerId: string,
  filters: readonly ApplicationFilter[],
  now: Date,
): Promise<number[]> {
  if (filters.length === 0) return []
  const at = atTime(partnerId, now)
  const standing = sql`t.standing`
  const sums = filters.map((filter, place) => {
    const fits = and(...facetConditions(filter, { row: sql`t`, standing, fee: sql`t.fee_state` }))
    return sql`coalesce(sum(t.count) ${fits ? sql`filter (where ${fits})` : sql``}, 0)::int as ${sql.identifier(`f${place}`)}`
  })
  const [row] = await database().execute<Record<string, number>>(sql`
    with tuples as materialized (select t.*, ${standingOfTuple(at)} as standing from ${tuplesOf(partnerId, at, filters.some(asksProgramme))} as t)
    select ${sql.join(sums, sql`, `)} from tuples as t`)
  return filters.map((_, place) => row?.[`f${place}`] ?? 0)
}

/** What the counters say of a filter before its rows are looked for. */
export type FacetCount = {
  /** Applications that fit the filter's facets; null facets: all of them. */
  count: number
  total: number
  /** The tuples that fit, where they are few; null where the list is better read along its order. */
  facets: string[] | null
}

/**
 * Counts by the filter's facets, and says how its rows are best found: a few by their tuples, many by walking along an order
 * until a page is full. A walk passes `total / count` rows for each that fits.
 */
export async function findFacets(
  partnerId: string,
  filter: ApplicationFilter,
  { now, size }: { now: Date; size: number },
): Promise<FacetCount> {
  const at = atTime(partnerId, now)
  const fits = and(...tupleConditions(filter, at))
  if (!fits) {
    const [all] = await countFacets(partnerId, { by: [], now })
    return { count: all?.count ?? 0, total: all?.count ?? 0, facets: null }
  }
  const [row] = await database().execute<{ count: number; total: number }>(sql`
    select coalesce(sum(t.count) filter (where ${fits}), 0)::int as count, coalesce(sum(t.count), 0)::int as total
    from ${tuplesOf(partnerId, at, asksProgramme(filter))} as t`)
  const { count = 0, total = 0 } = row ?? {}
  const isFew = count * count < size * total
  return { count, total, facets: isFew ? await tuplesThatFit(partnerId, at, fits) : null }
}

async function tuplesThatFit(partnerId: string, at: AtTime, fits: SQL): Promise<string[]> {
  const rows = await database().execute<{ facet: string }>(
    sql`select distinct t.facet::text as facet from ${tuplesOf(partnerId, at, true)} as t where ${fits}`,
  )
  return rows.map(({ facet }) => facet)
}

const asksProgramme = ({ programmes }: ApplicationFilter): boolean => programmes !== undefined

const standingOfTuple = (at: AtTime) => standingOfRow(sql`t`, at, sql`t.step = 'fee_checking'`)

const tupleConditions = (filter: ApplicationFilter, at: AtTime): SQL[] =>
  facetConditions(filter, { row: sql`t`, standing: standingOfTuple(at), fee: sql`t.fee_state` })

const whereOf = (conditions: SQL[]) => (conditions.length > 0 ? sql`where ${and(...conditions)}` : sql``)

const columnOf: Record<FacetName, (standing: SQL) => SQL> = {
  intake: () => sql`t.intake_id`,
  programme: () => sql`t.programme_id`,
  state: () => sql`t.state`,
  standing: (standing) => standing,
  fee: () => sql`t.fee_state`,
  progress: () => sql`t.progress`,
  result: () => sql`t.result`,
  failing: () => sql`t.is_failing`,
  stage: () => sql`t.stage_id`,
  assigned: () => sql`t.is_assigned`,
  decision: () => sql`t.decision_kind`,
  decision_state: () => sql`t.decision_state`,
  offer: () => sql`t.offer_state`,
  open_query: () => sql`t.has_open_query`,
}

const commonColumns = sql.raw(
  'intake_id, version_id, state, is_submitted, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query',
)

/**
 * The counts, the changes that are not yet added to them, and the few whose try at paying is under way just now: those leave
 * the tuple they have at rest for the one they are in meanwhile. With the programme there are ten times as many.
 */
function tuplesOf(partnerId: string, at: AtTime, hasProgramme: boolean): SQL {
  const counts = sql.raw(hasProgramme ? 'application_facets' : 'application_facet_sums')
  const columns = hasProgramme ? sql`facet, programme_id, ${commonColumns}` : commonColumns
  return sql`(
  select ${columns}, step, fee_state, count from ${counts} where partner_id = ${partnerId}
  union all
  select ${columns}, step, fee_state, count from application_facet_changes where partner_id = ${partnerId}
  union all
  select ${columns}, meanwhile.step, meanwhile.fee_state, meanwhile.count from application_cards as c
  cross join lateral (values (c.step, c.fee_state, -1),
    (case when c.stands_at_fee then 'fee_checking' else c.step end, 'checking', 1)) as meanwhile(step, fee_state, count)
  where c.partner_id = ${partnerId} and c.checking_until > ${at.instant})`
}
