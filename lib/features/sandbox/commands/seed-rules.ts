import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { intakes, ruleSets, ruleVersions } from '@/db/schema/partners'
import { seedRuleSets } from '@/db/seed/recommendation-rules'
import { recordEvent } from '@/lib/platform/events'

/** Writes the published recommendation rules of one partner of the demo world, and which intakes use them. */
export async function seedRules(tx: Tx, partnerId: string, slug: string, now: Date): Promise<void> {
  const ctx = {
    actor: { kind: 'system', partnerId },
    now,
    source: 'seed',
    requestId: `seed-rules-${slug}`,
  } as const
  for (const { partner, name, note, rules, intakes: codes } of seedRuleSets) {
    if (partner !== slug) continue
    const [set] = await tx.insert(ruleSets).values({ partnerId, name }).returning()
    if (!set) throw new Error('rule set was not written')
    await tx
      .insert(ruleVersions)
      .values({ partnerId, ruleSetId: set.id, version: 1, state: 'published', rules, note, publishedAt: now })
    await tx
      .update(intakes)
      .set({ ruleSetId: set.id })
      .where(and(eq(intakes.partnerId, partnerId), inArray(intakes.code, codes)))
    await recordEvent(tx, ctx, 'rules.published', {
      detail: { ruleSet: name, ruleSetId: set.id, version: 1, rules: rules.rules.length },
    })
  }
}
