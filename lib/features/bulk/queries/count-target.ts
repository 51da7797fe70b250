import { and, inArray, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { asAskedBy, readApplicationFilter } from '@/lib/domain/applications/filter'
import { type MatchingCount, countMatching } from '@/lib/features/applications/queries/matching'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { StartRunInput } from '../schema'

/** At how many applications a run would be aimed, for the page that asks; of very many, at least so many. */
export async function countTarget(
  staff: Staff<'applications.read'>,
  target: StartRunInput['target'],
): Promise<MatchingCount> {
  const { partnerId, accountId } = staff
  if (target.by === 'filter') {
    const filter = asAskedBy(readApplicationFilter(new URLSearchParams(target.query)), accountId)
    return countMatching(partnerId, filter, await currentTime())
  }
  if (target.ids.length === 0) return { count: 0, isExact: true }
  const [found] = await database()
    .select({ count: sql<number>`count(*)::int` })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), inArray(applications.id, target.ids)))
  return { count: found?.count ?? 0, isExact: true }
}
