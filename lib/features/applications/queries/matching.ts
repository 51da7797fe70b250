import { type SQL, and, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import { type FacetCount, findFacets } from './facets'
import { cardConditions, facetConditions, hasFacets, isCountedByFacets } from './filter-in-sql'
import { type AtTime, atTime, feeOfCard, standingOfCard } from './standing-in-sql'

/** Counted one by one no farther than this; beyond it the count says "at least". */
export const mostCounted = 10_000

/** `isExact` false: at least so many. */
export type MatchingCount = { count: number; isExact: boolean }

/** How many of a partner's applications a filter shows. `me` among its reviewers must be an account by now. */
export async function countMatching(
  partnerId: string,
  filter: ApplicationFilter,
  now: Date,
): Promise<MatchingCount> {
  const isForCounters = hasFacets(filter) || isCountedByFacets(filter)
  const found = isForCounters ? await findFacets(partnerId, filter, { now, size: mostCounted }) : null
  return countFrom(partnerId, filter, found, now)
}

/** The same, when the counters have been asked already; null: they know nothing of this filter. */
export async function countFrom(
  partnerId: string,
  filter: ApplicationFilter,
  found: FacetCount | null,
  now: Date,
): Promise<MatchingCount> {
  if (found && (isCountedByFacets(filter) || found.count === 0)) return { count: found.count, isExact: true }
  const at = atTime(partnerId, now)
  const [row] = await database().execute<{ count: number }>(sql`
    select count(hit.application_id)::int as count from (
      select c.application_id from application_cards as c
      where ${cardsMatching(partnerId, filter, found?.facets ?? null, at)} limit ${mostCounted + 1}) as hit`)
  const count = row?.count ?? 0
  return { count: Math.min(count, mostCounted), isExact: count <= mostCounted }
}

/**
 * The applications that a filter shows, a batch at a time, by id and not in the filter's order: for what acts on all of them.
 * Continue with `after` the last one's id; an empty batch is the end.
 */
export async function walkMatching(
  partnerId: string,
  filter: ApplicationFilter,
  { after = null, size, now }: { after?: string | null; size: number; now: Date },
): Promise<{ id: string; number: string }[]> {
  const at = atTime(partnerId, now)
  const found = hasFacets(filter) ? await findFacets(partnerId, filter, { now, size }) : null
  const rows = await database().execute<{ id: string; number: string }>(sql`
    select c.application_id as id, c.number from application_cards as c
    where ${and(
      cardsMatching(partnerId, filter, found?.facets ?? null, at),
      after === null ? undefined : sql`c.application_id > ${after}::uuid`,
    )} order by c.application_id limit ${size}`)
  return [...rows]
}

/** The condition on the card `c`. `facets`: the tuples that fit, where the counters found few rows. */
export function cardsMatching(
  partnerId: string,
  filter: ApplicationFilter,
  facets: string[] | null,
  at: AtTime,
): SQL | undefined {
  const row = sql`c`
  return and(
    sql`c.partner_id = ${partnerId}`,
    facets === null ? undefined : sql`c.facet = any(${`{${facets.join(',')}}`}::bigint[])`,
    ...facetConditions(filter, { row, standing: standingOfCard(row, at), fee: feeOfCard(row, at) }),
    ...cardConditions(partnerId, filter),
  )
}
