import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { extraTimes } from '@/db/schema/assessments'
import type { Staff } from '@/lib/platform/auth/actors'
import { decrypt } from '@/lib/platform/secrets'
import { sealOf } from '../commands/grant-extra-time'

/** One arrangement of extra time; `percent` 0 took an earlier one back. */
export type ExtraTimeGrant = {
  id: string
  percent: number
  reason: string
  grantedBy: string
  grantedAt: Date
}

/** Every arrangement for one application of the partner, the one that holds now first. */
export async function listExtraTime(
  { partnerId }: Staff<'accommodations.manage'>,
  applicationId: string,
): Promise<ExtraTimeGrant[]> {
  const rows = await database()
    .select({ grant: extraTimes, grantedBy: accounts.fullName })
    .from(extraTimes)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, extraTimes.partnerId), eq(accounts.id, extraTimes.grantedBy)),
    )
    .where(and(eq(extraTimes.partnerId, partnerId), eq(extraTimes.applicationId, applicationId)))
    .orderBy(desc(extraTimes.grantedAt), desc(extraTimes.id))
  return rows.map(({ grant: { id, percent, reason, grantedAt }, grantedBy }) => ({
    id,
    percent,
    reason: decrypt(reason, sealOf(id)),
    grantedBy,
    grantedAt,
  }))
}
