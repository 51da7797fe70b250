import { and, desc, eq } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { extraTimes } from '@/db/schema/assessments'

/** Extra time that staff have granted for this application by now, in percent of the normal time; null for none. */
export async function extraTimeOf(
  db: Db | Tx,
  partnerId: string,
  applicationId: string,
): Promise<number | null> {
  const [granted] = await db
    .select({ percent: extraTimes.percent })
    .from(extraTimes)
    .where(and(eq(extraTimes.partnerId, partnerId), eq(extraTimes.applicationId, applicationId)))
    .orderBy(desc(extraTimes.grantedAt), desc(extraTimes.id))
    .limit(1)
  return granted && granted.percent > 0 ? granted.percent : null
}
