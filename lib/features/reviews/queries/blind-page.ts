import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { hidesPersonFrom } from '@/lib/features/applications/queries/blind'
import type { Staff } from '@/lib/platform/auth/actors'

/** Whether the whole record of this application is shut for this member of staff, because its stage is blind to them. */
export async function isRecordHidden(staff: Staff<'applications.read'>, number: string): Promise<boolean> {
  const [row] = await database()
    .select({ isHidden: hidesPersonFrom(staff) })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.number, number)))
  return row?.isHidden ?? false
}
