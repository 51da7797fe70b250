import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { connections, intakes, programmes, ruleSets, ruleVersions } from '@/db/schema/partners'
import { type TypedRules, toTypedRules } from '@/lib/domain/assessments/typed-rules'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { currentVersions, findCurrentRules, markOf } from '../commands/rule-versions'
import { listResults, type PastResult } from './rules-preview'

type Author = Staff<'rules.manage'>

export type RuleSetRow = {
  id: string
  name: string
  published: { version: number; at: Date | null } | null
  draft: number | null
  /** Codes of the intakes that use it. */
  intakes: string[]
}
export type RuleIntakeRow = {
  id: string
  code: string
  name: string
  provider: string | null
  /** The provider sends courses itself: rules are never asked. */
  recommendsItself: boolean
  ruleSetId: string | null
}

/** The partner's rule sets by name, and every intake with the rules it uses. */
export async function listRuleSets(staff: Author): Promise<{ sets: RuleSetRow[]; intakes: RuleIntakeRow[] }> {
  const { partnerId } = staff
  const [rows, used] = await Promise.all([
    database()
      .select({ id: ruleSets.id, name: ruleSets.name })
      .from(ruleSets)
      .where(eq(ruleSets.partnerId, partnerId))
      .orderBy(asc(ruleSets.name)),
    listIntakesOf(partnerId),
  ])
  const versions = await currentVersions(
    database(),
    partnerId,
    rows.map(({ id }) => id),
  )
  const sets = rows.map(({ id, name }) => {
    const { published, draft } = versions.get(id) ?? { published: null, draft: null }
    return {
      id,
      name,
      published: published && { version: published.version, at: published.publishedAt },
      draft: draft?.version ?? null,
      intakes: used.filter(({ ruleSetId }) => ruleSetId === id).map(({ code }) => code),
    }
  })
  return { sets, intakes: used }
}

async function listIntakesOf(partnerId: string): Promise<RuleIntakeRow[]> {
  const locale = await readerLocale()
  const rows = await database()
    .select({ intake: intakes, provider: connections.provider, label: connections.label })
    .from(intakes)
    .leftJoin(
      connections,
      and(eq(connections.partnerId, intakes.partnerId), eq(connections.id, intakes.assessmentConnectionId)),
    )
    .where(eq(intakes.partnerId, partnerId))
    .orderBy(desc(intakes.closesAt), asc(intakes.code))
  return rows.map(({ intake: { id, code, name, ruleSetId }, provider, label }) => ({
    id,
    code,
    name: name[locale],
    provider: label,
    recommendsItself: findAssessmentProvider(provider ?? '')?.capabilities.sendsRecommendations ?? false,
    ruleSetId,
  }))
}

export type RuleVersionInHistory = {
  version: number
  rules: number
  note: string
  by: string | null
  at: Date | null
}
export type RuleSetPage = {
  id: string
  name: string
  /** Where the editor begins: the draft, else what is published. */
  typed: TypedRules
  basedOn: string
  published: number | null
  draft: number | null
  history: RuleVersionInHistory[]
  programmes: { code: string; name: string }[]
  /** Names that results have carried so far, to choose from: by level and report. */
  names: { level: string; name: string; reportType: string | null }[]
}

/** One rule set of the partner for its editor; null when it has none of that id. */
export async function findRuleSet(staff: Author, ruleSetId: string): Promise<RuleSetPage | null> {
  const { partnerId } = staff
  const set = await findCurrentRules(database(), partnerId, ruleSetId)
  if (!set) return null
  const locale = await readerLocale()
  const [history, offered, results] = await Promise.all([
    listHistory(partnerId, ruleSetId),
    database()
      .select({ code: programmes.code, name: programmes.name })
      .from(programmes)
      .where(eq(programmes.partnerId, partnerId))
      .orderBy(asc(programmes.code)),
    listResults(partnerId, ruleSetId, 50),
  ])
  const rules = (set.draft ?? set.published)?.rules
  return {
    id: set.id,
    name: set.name,
    typed: toTypedRules(rules ?? { rules: [], most: 5 }),
    basedOn: markOf(rules),
    published: set.published?.version ?? null,
    draft: set.draft?.version ?? null,
    history,
    programmes: offered.map(({ code, name }) => ({ code, name: name[locale] })),
    names: namesIn(results),
  }
}

async function listHistory(partnerId: string, ruleSetId: string): Promise<RuleVersionInHistory[]> {
  const rows = await database()
    .select({ row: ruleVersions, by: accounts.fullName })
    .from(ruleVersions)
    .leftJoin(
      accounts,
      and(eq(accounts.partnerId, ruleVersions.partnerId), eq(accounts.id, ruleVersions.publishedBy)),
    )
    .where(
      and(
        eq(ruleVersions.partnerId, partnerId),
        eq(ruleVersions.ruleSetId, ruleSetId),
        eq(ruleVersions.state, 'published'),
      ),
    )
    .orderBy(desc(ruleVersions.version))
  return rows.map(({ row: { version, rules, note, publishedAt }, by }) => ({
    version,
    rules: rules.rules.length,
    note,
    by,
    at: publishedAt,
  }))
}

function namesIn(results: readonly PastResult[]): RuleSetPage['names'] {
  const lines = results
    .flatMap(({ scores }) => scores.lines)
    .filter(({ level, isVerification }) => level !== 'overall' && !isVerification)
    .map(({ level, name, reportType }) => ({ level, name, reportType }))
  const distinct = new Map(lines.map((line) => [JSON.stringify(line), line]))
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? [])
}
