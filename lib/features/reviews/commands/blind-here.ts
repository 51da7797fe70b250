import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { hidesPersonFrom } from '@/lib/features/applications/queries/blind'
import type { Staff } from '@/lib/platform/auth/actors'

/** Whether this member of staff may not know just now who the applicant of this application is. */
export async function isBlindHere(db: Db | Tx, staff: Staff, applicationId: string): Promise<boolean> {
  const [row] = await db
    .select({ isHidden: hidesPersonFrom(staff) })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.id, applicationId)))
  return row?.isHidden ?? true
}
