import { and, desc, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { decisions, offers } from '@/db/schema/decisions'

/**
 * Writes on the application's row what its lists show of the decision: the one that is not released yet, else the released
 * one, and the offer that came of it. Every command that changes a decision or an offer ends with it.
 */
export async function showOnApplication(tx: Tx, partnerId: string, applicationId: string): Promise<void> {
  const live = await tx
    .select({ id: decisions.id, kind: decisions.kind, state: decisions.state })
    .from(decisions)
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.applicationId, applicationId),
        isNull(decisions.endedAt),
      ),
    )
  const shown = live.find(({ state }) => state !== 'released') ?? live[0]
  const [offer] = await tx
    .select({ state: offers.state })
    .from(offers)
    .where(
      and(
        eq(offers.partnerId, partnerId),
        eq(offers.applicationId, applicationId),
        ne(offers.state, 'withdrawn'),
      ),
    )
    .orderBy(desc(offers.id))
    .limit(1)
  await tx
    .update(applications)
    .set({
      decisionKind: shown?.kind ?? null,
      decisionState: shown?.state ?? null,
      offerState: offer?.state ?? null,
    })
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
}
