import { sql } from 'drizzle-orm'
import { database } from '@/db/client'

/**
 * Repairs what lists show and count of a partner, from the applications themselves; returns how many cards said something
 * else (0: all were right). Whoever changes an application meanwhile waits for it.
 */
export async function rebuildCards(partnerId: string): Promise<number> {
  const [row] = await database().execute<{ repaired: number }>(
    sql`select rebuild_application_cards(${partnerId}) as repaired`,
  )
  return row?.repaired ?? 0
}

const mostAtOnce = 20_000

/** Adds waiting changes to the counters; returns how many. Lists count the same before and after, only faster. */
export async function addUpFacets(most = mostAtOnce): Promise<number> {
  const [row] = await database().execute<{ taken: number }>(
    sql`select add_up_application_facets(${most}) as taken`,
  )
  return row?.taken ?? 0
}

/** Counts a partner's cards anew, when the cards are right and the counters are not. */
export async function recountFacets(partnerId: string): Promise<void> {
  await database().execute(sql`select recount_application_facets(${partnerId})`)
}
