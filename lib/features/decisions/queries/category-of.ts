import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { applicationPages } from '@/db/schema/applications'

/** The category an applicant chose on the form; null when they chose none. */
export async function categoryOf(
  db: Db | Tx,
  partnerId: string,
  applicationId: string,
): Promise<string | null> {
  const [page] = await db
    .select({ answers: applicationPages.answers })
    .from(applicationPages)
    .where(
      and(
        eq(applicationPages.partnerId, partnerId),
        eq(applicationPages.applicationId, applicationId),
        eq(applicationPages.page, 'personal'),
      ),
    )
  return page?.answers.category || null
}
