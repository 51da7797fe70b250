import { and, eq, gt, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { rateLimits } from '@/db/schema/accounts'

export type RateLimit = { tries: number; seconds: number }

/**
 * Counts one try at `key` in a fixed window and says whether it is still within the limit.
 * Shared by every process through the database; uses the machine's clock, never the sandbox's.
 */
export async function takeTry(partnerId: string, key: string, limit: RateLimit): Promise<boolean> {
  const [row] = await database()
    .insert(rateLimits)
    .values({ partnerId, key, windowStart: sql`now()`, tries: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.partnerId, rateLimits.key],
      set: {
        tries: sql`case when ${rateLimits.windowStart} < now() - make_interval(secs => ${limit.seconds}) then 1 else ${rateLimits.tries} + 1 end`,
        windowStart: sql`case when ${rateLimits.windowStart} < now() - make_interval(secs => ${limit.seconds}) then now() else ${rateLimits.windowStart} end`,
      },
    })
    .returning({ tries: rateLimits.tries })
  return (row?.tries ?? 1) <= limit.tries
}

/** Gives one try at `key` back: what succeeded does not count against its owner. */
export async function returnTry(partnerId: string, key: string): Promise<void> {
  await database()
    .update(rateLimits)
    .set({ tries: sql`${rateLimits.tries} - 1` })
    .where(and(eq(rateLimits.partnerId, partnerId), eq(rateLimits.key, key), gt(rateLimits.tries, 0)))
}
