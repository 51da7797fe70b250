import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { decisions, releaseItems, releases } from '@/db/schema/decisions'
import type { DecisionFacts } from '@/lib/domain/decisions/can'
import { isFeeAsked } from '@/lib/domain/journeys/facts'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'

/** What is decided about one application, with the journey it stands on. */
export type LoadedDecision = { journey: LoadedJourney; facts: DecisionFacts }

/**
 * An application of this partner with the facts of its decision; null when it is not theirs. `lock` holds the application
 * row until the transaction ends, which every command that changes a decision asks for.
 */
export async function loadDecision(
  db: Db | Tx,
  partnerId: string,
  key: { number: string } | { id: string },
  options: { lock?: boolean; now: Date },
): Promise<LoadedDecision | null> {
  const journey = await loadJourney(db, partnerId, key, options)
  if (!journey) return null
  return {
    journey,
    facts: decisionFacts(journey, await liveDecisions(db, partnerId, journey.application.id)),
  }
}

type LiveRow = {
  id: string
  kind: (typeof decisions.$inferSelect)['kind']
  state: (typeof decisions.$inferSelect)['state']
  proposedBy: string | null
  isInRelease: boolean
  releaseState: (typeof releases.$inferSelect)['state'] | null
}

/** The decisions of an application that count: at most one that is released and one that is not. */
export const liveDecisions = (db: Db | Tx, partnerId: string, applicationId: string): Promise<LiveRow[]> =>
  db
    .select({
      id: decisions.id,
      kind: decisions.kind,
      state: decisions.state,
      proposedBy: decisions.proposedBy,
      isInRelease: sql<boolean>`exists (select 1 from ${releaseItems} where ${and(
        eq(releaseItems.partnerId, partnerId),
        sql`${releaseItems.decisionId} = ${decisions.id}`,
        eq(releaseItems.state, 'pending'),
      )})`,
      releaseState: releases.state,
    })
    .from(decisions)
    .leftJoin(
      releases,
      and(eq(releases.partnerId, decisions.partnerId), eq(releases.id, decisions.releaseId)),
    )
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.applicationId, applicationId),
        isNull(decisions.endedAt),
      ),
    )

export function decisionFacts({ application, facts }: LoadedJourney, live: LiveRow[]): DecisionFacts {
  const released = live.find(({ state }) => state === 'released')
  const open = live.find(({ state }) => state !== 'released')
  return {
    applicationState: application.withdrawnAt ? 'withdrawn' : application.state,
    reviewersWithIt: application.reviewerIds.length,
    hasOpenQuery: application.hasOpenQuery,
    isFeeDue: isFeeAsked(facts) && !facts.fee.settledAt,
    released: released
      ? { id: released.id, kind: released.kind, isReleaseOver: released.releaseState === 'released' }
      : null,
    open: open
      ? {
          id: open.id,
          kind: open.kind,
          state: open.state === 'confirmed' ? 'confirmed' : 'provisional',
          proposedBy: open.proposedBy,
          isInRelease: open.isInRelease,
        }
      : null,
  }
}
