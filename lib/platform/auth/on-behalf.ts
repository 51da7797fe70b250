import { and, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { type Permission, roleMay } from '@/lib/domain/partners/permissions'
import type { Staff } from './actors'

/** Work in somebody's name is done without a browser: no session is this one. */
const noSession = '00000000-0000-0000-0000-000000000000'

/**
 * The member of staff in whose name the worker goes on with what they confirmed. Asked anew each time: null once they are
 * shut out or their role no longer holds the permission.
 */
export async function staffOnBehalf<P extends Permission>(
  partnerId: string,
  accountId: string,
  permission: P,
): Promise<Staff<P> | null> {
  const [row] = await database()
    .select({
      fullName: accounts.fullName,
      email: accounts.email,
      locale: accounts.locale,
      role: staff.role,
    })
    .from(staff)
    .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
    .where(and(eq(staff.partnerId, partnerId), eq(staff.accountId, accountId), isNull(staff.deactivatedAt)))
  if (!row || !roleMay(row.role, permission)) return null
  return { kind: 'staff', partnerId, accountId, sessionId: noSession, ...row } as Staff<P>
}
