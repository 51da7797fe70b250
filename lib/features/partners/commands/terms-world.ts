import { and, eq, isNull } from 'drizzle-orm'
import { type Db, type Tx, database } from '@/db/client'
import { connections, programmes, ruleSets, ruleVersions } from '@/db/schema/partners'
import type { TermsWorld } from '@/lib/domain/partners/missing-terms'
import { outcomeOf } from '@/lib/platform/provider-error'
import { openConnection } from '../commands'

/** What an intake's terms may name now: connections that open, rules that are published, programmes not retired. */
export async function termsWorldOf(partnerId: string, db: Db | Tx = database()): Promise<TermsWorld> {
  const rows = await db
    .select({ id: connections.id, kind: connections.kind })
    .from(connections)
    .where(eq(connections.partnerId, partnerId))
  const opened = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      opens: !('error' in (await outcomeOf(() => openConnection(partnerId, row.id)))),
    })),
  )
  const usable = (kind: 'assessment' | 'payment') =>
    opened.filter((row) => row.kind === kind && row.opens).map(({ id }) => id)
  const sets = await db
    .selectDistinct({ id: ruleSets.id })
    .from(ruleSets)
    .innerJoin(
      ruleVersions,
      and(eq(ruleVersions.partnerId, ruleSets.partnerId), eq(ruleVersions.ruleSetId, ruleSets.id)),
    )
    .where(and(eq(ruleSets.partnerId, partnerId), eq(ruleVersions.state, 'published')))
  const offered = await db
    .select({ id: programmes.id })
    .from(programmes)
    .where(and(eq(programmes.partnerId, partnerId), isNull(programmes.retiredAt)))
  return {
    assessmentConnections: usable('assessment'),
    paymentConnections: usable('payment'),
    ruleSets: sets.map(({ id }) => id),
    programmes: offered.map(({ id }) => id),
  }
}
