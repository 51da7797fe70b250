import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { intakes } from '@/db/schema/partners'
import { recommend } from '@/lib/domain/assessments/recommend'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import { listOffered } from '@/lib/features/partners/queries/terms'
import type { Staff } from '@/lib/platform/auth/actors'
import { markWords } from '../commands/mark-words'
import { findCurrentRules } from '../commands/rule-versions'

export type PastResult = {
  number: string
  attemptNo: number
  intake: typeof intakes.$inferSelect
  scores: NonNullable<(typeof attempts.$inferSelect)['scores']>
}

/** Finished results with marks of the intakes that use a rule set, newest first: at most `most`. */
export async function listResults(partnerId: string, ruleSetId: string, most: number): Promise<PastResult[]> {
  const rows = await database()
    .select({
      number: applications.number,
      attemptNo: attempts.attemptNo,
      intake: intakes,
      scores: attempts.scores,
    })
    .from(attempts)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, attempts.partnerId), eq(applications.id, attempts.applicationId)),
    )
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(intakes.ruleSetId, ruleSetId),
        eq(attempts.result, 'ready'),
        isNotNull(attempts.scores),
      ),
    )
    .orderBy(sql`${attempts.finishedAt} desc nulls last`, desc(attempts.id))
    .limit(most)
  return rows.flatMap(({ scores, ...row }) => (scores ? [{ ...row, scores }] : []))
}

/** What rules would give on past results, beside what the published version gives for the same ones. */
export type RulesPreview = {
  attempts: number
  changed: number
  /** Results for which nothing is recommended, by these rules and by the published ones. */
  nothing: { before: number; after: number }
  programmes: { code: string; before: number; after: number }[]
  /** Only lists that differ, newest first: programme codes in order. */
  lists: { number: string; attemptNo: number; before: string[]; after: string[] }[]
}

/** How many past results a preview looks at. */
const previewedResults = 200

/** Tries rules on the last finished results (at most 200) of the intakes that use the rule set. Writes nothing. */
export async function previewRules(
  staff: Staff<'rules.manage'>,
  { ruleSetId, rules }: { ruleSetId: string; rules: RecommendationRules },
): Promise<RulesPreview> {
  const { partnerId } = staff
  const [set, results] = await Promise.all([
    findCurrentRules(database(), partnerId, ruleSetId),
    listResults(partnerId, ruleSetId, previewedResults),
  ])
  const offered = await offeredByIntake(results)
  const lists = results.map(({ number, attemptNo, intake, scores }) => {
    const listBy = (version: RecommendationRules | null | undefined) =>
      version
        ? recommend(scores, version, offered.get(intake.id) ?? [], markWords).map(
            ({ programmeCode }) => programmeCode,
          )
        : []
    return { number, attemptNo, before: listBy(set?.published?.rules), after: listBy(rules) }
  })
  const changed = lists.filter(({ before, after }) => before.join() !== after.join())
  return {
    attempts: lists.length,
    changed: changed.length,
    nothing: {
      before: lists.filter(({ before }) => before.length === 0).length,
      after: lists.filter(({ after }) => after.length === 0).length,
    },
    programmes: countProgrammes(lists),
    lists: changed,
  }
}

async function offeredByIntake(results: readonly PastResult[]): Promise<Map<string, string[]>> {
  const distinct = [...new Map(results.map(({ intake }) => [intake.id, intake])).values()]
  return new Map(
    await Promise.all(
      distinct.map(
        async (intake) =>
          [
            intake.id,
            (
              await listOffered(database(), {
                partnerId: intake.partnerId,
                intakeId: intake.id,
                intakeVersionId: null,
              })
            ).map(({ code }) => code),
          ] as const,
      ),
    ),
  )
}

function countProgrammes(lists: RulesPreview['lists']): RulesPreview['programmes'] {
  const codes = [...new Set(lists.flatMap(({ before, after }) => [...before, ...after]))].sort()
  return codes.map((code) => ({
    code,
    before: lists.filter(({ before }) => before.includes(code)).length,
    after: lists.filter(({ after }) => after.includes(code)).length,
  }))
}
