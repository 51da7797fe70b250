import { eq, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { partners } from '@/db/schema/partners'
import { sandboxDeliveries } from '@/db/schema/sandbox'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { type SandboxPanel, getSandboxPanel } from '../queries'

/** The panel with the sandbox's present and how many messages of the simulators are still under way. */
export type StaffPanel = SandboxPanel & { now: Date; messagesUnderWay: number }

/** The sandbox panel; null where the deployment or the partner is no sandbox: then there is nothing to play with. */
export async function findStaffPanel(staff: Staff<'sandbox.use'>): Promise<StaffPanel | null> {
  if (!env().SANDBOX) return null
  const [partner] = await database()
    .select({ isSandbox: partners.isSandbox })
    .from(partners)
    .where(eq(partners.id, staff.partnerId))
  if (!partner?.isSandbox) return null
  const [panel, now, [waiting]] = await Promise.all([
    getSandboxPanel(staff),
    currentTime(),
    database()
      .select({ count: sql<number>`count(*)::int` })
      .from(sandboxDeliveries)
      .where(isNull(sandboxDeliveries.sentAt)),
  ])
  return { ...panel, now, messagesUnderWay: waiting?.count ?? 0 }
}
