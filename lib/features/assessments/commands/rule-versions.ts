import { createHash } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { programmes, ruleSets, ruleVersions } from '@/db/schema/partners'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import { toTypedRules } from '@/lib/domain/assessments/typed-rules'

export type RuleVersionRow = typeof ruleVersions.$inferSelect
/** The rules that hold now, and those being written. */
export type CurrentVersions = { published: RuleVersionRow | null; draft: RuleVersionRow | null }

/** Newest published version and draft of each rule set of the partner, by rule set id. */
export async function currentVersions(
  db: Db | Tx,
  partnerId: string,
  ruleSetIds: readonly string[],
): Promise<Map<string, CurrentVersions>> {
  const found = new Map<string, CurrentVersions>(
    ruleSetIds.map((id) => [id, { published: null, draft: null }]),
  )
  if (ruleSetIds.length === 0) return found
  const rows = await db
    .select()
    .from(ruleVersions)
    .where(and(eq(ruleVersions.partnerId, partnerId), inArray(ruleVersions.ruleSetId, [...ruleSetIds])))
    .orderBy(desc(ruleVersions.version))
  for (const row of rows) {
    const held = found.get(row.ruleSetId)
    if (held) held[row.state] ??= row
  }
  return found
}

/** One rule set with its current versions; null when the partner has none of that id. `lock` holds it until the transaction ends. */
export async function findCurrentRules(
  db: Db | Tx,
  partnerId: string,
  ruleSetId: string,
  options: { lock?: boolean } = {},
): Promise<({ id: string; name: string } & CurrentVersions) | null> {
  const query = db
    .select({ id: ruleSets.id, name: ruleSets.name })
    .from(ruleSets)
    .where(and(eq(ruleSets.partnerId, partnerId), eq(ruleSets.id, ruleSetId)))
  const [set] = await (options.lock ? query.for('update') : query)
  if (!set) return null
  const versions = await currentVersions(db, partnerId, [ruleSetId])
  return { ...set, ...(versions.get(ruleSetId) ?? { published: null, draft: null }) }
}

/** The programme codes that a rule of this partner may name. */
export const listProgrammeCodes = async (db: Db | Tx, partnerId: string): Promise<string[]> =>
  (
    await db.select({ code: programmes.code }).from(programmes).where(eq(programmes.partnerId, partnerId))
  ).map(({ code }) => code)

/** The same text for the same rules: tells whether somebody else has saved them meanwhile. Empty for none. */
export const markOf = (rules: RecommendationRules | null | undefined): string =>
  rules
    ? createHash('sha256')
        .update(JSON.stringify(toTypedRules(rules)))
        .digest('hex')
    : ''
