import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts, recommendations } from '@/db/schema/assessments'
import type { intakes } from '@/db/schema/partners'
import { recommend, type RuledRecommendation } from '@/lib/domain/assessments/recommend'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { type OfferedProgramme, listOffered } from '@/lib/features/partners/queries/terms'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { AttemptInput } from '../schema'
import { type AttemptRow, lockAttempt } from './attempt-row'
import type { KeptCourses } from './keep-recommendations'
import { markWords } from './mark-words'
import { recommendsItself } from './rule-sets'
import { findCurrentRules, type RuleVersionRow } from './rule-versions'

type Intake = typeof intakes.$inferSelect

/**
 * Where the provider sends no courses, the intake's rules recommend programmes in the moment a result with marks is ready:
 * once, with the version then published. Null when the rules have no part in it, so that the provider's own list is kept.
 */
export async function recommendByRules(
  tx: Tx,
  ctx: Ctx,
  journey: LoadedJourney,
  before: Pick<AttemptRow, 'result' | 'scores'>,
  after: AttemptRow,
): Promise<KeptCourses | null> {
  const isFirstReadable = before.result !== 'ready' || before.scores === null
  if (after.result !== 'ready' || after.scores === null || !isFirstReadable) return null
  if (await recommendsItself(tx, after.partnerId, after.connectionId)) return null
  const rules = await findRulesOf(tx, journey.intake)
  return rules && writeList(tx, ctx, journey, after, rules, 'recommendations.made')
}

/** Staff have one attempt's list made anew by the newest published version; the list of before is replaced. */
export const recommendAgain = (
  ctx: Ctx<Staff<'rules.manage'>>,
  { number, attemptNo }: AttemptInput,
): Promise<Result<KeptCourses>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const journey = await loadJourney(tx, partnerId, { number }, { lock: true, now: ctx.now })
    const attempt = journey && (await lockAttemptNo(tx, journey, attemptNo))
    if (!journey || !attempt) return refuse('not_found', { waitsFor: 'staff' })
    if (attempt.result !== 'ready' || !attempt.scores) return refuse('no_marks_yet', { waitsFor: 'provider' })
    if (await recommendsItself(tx, partnerId, attempt.connectionId))
      return refuse('provider_recommends', { waitsFor: 'staff' })
    const rules = await findRulesOf(tx, journey.intake)
    if (!rules) return refuse('rules_not_assigned', { waitsFor: 'staff' })
    await tx
      .delete(recommendations)
      .where(and(eq(recommendations.partnerId, partnerId), eq(recommendations.attemptId, attempt.id)))
    return ok(await writeList(tx, ctx, journey, attempt, rules, 'recommendations.made_again'))
  })

type RulesInForce = { name: string; version: RuleVersionRow }

async function lockAttemptNo(
  tx: Tx,
  { application: { partnerId, id } }: LoadedJourney,
  attemptNo: number,
): Promise<AttemptRow | null> {
  const [found] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.applicationId, id),
        eq(attempts.attemptNo, attemptNo),
      ),
    )
  return found ? lockAttempt(tx, partnerId, found.id) : null
}

/** The version that results of this intake follow now; null when it uses no rules. */
async function findRulesOf(tx: Tx, intake: Intake): Promise<RulesInForce | null> {
  if (!intake.ruleSetId) return null
  const set = await findCurrentRules(tx, intake.partnerId, intake.ruleSetId)
  return set?.published ? { name: set.name, version: set.published } : null
}

async function writeList(
  tx: Tx,
  ctx: Ctx,
  { application }: LoadedJourney,
  { partnerId, id: attemptId, applicationId, attemptNo, scores }: AttemptRow,
  { name, version }: RulesInForce,
  event: 'recommendations.made' | 'recommendations.made_again',
): Promise<KeptCourses> {
  const offered = await listOffered(tx, application)
  const codes = offered.map(({ code }) => code)
  const list = scores ? recommend(scores, version.rules, codes, markWords) : []
  const rows = list.flatMap((recommended, at) => {
    const programme = offered.find(({ code }) => code === recommended.programmeCode)
    return programme ? [{ ...rowOf(recommended, programme), position: at + 1, createdAt: ctx.now }] : []
  })
  if (rows.length > 0)
    await tx
      .insert(recommendations)
      .values(rows.map((row) => ({ ...row, partnerId, attemptId, ruleVersionId: version.id })))
  await recordEvent(tx, ctx, event, {
    applicationId,
    detail: {
      attemptNo,
      ruleSet: name,
      ruleSetId: version.ruleSetId,
      version: version.version,
      recommended: rows.length,
    },
  })
  return { courses: rows.length, offered: rows.length }
}

/** `raw` keeps what the list rests on, so that the page can show it and staff can follow it. Rules count from 1 there. */
const rowOf = (
  { weight, reason, marks, band, heldRules, isPartial }: RuledRecommendation,
  programme: OfferedProgramme,
) => ({
  courseName: programme.name.en,
  raw: { marks, band, isPartial, rules: heldRules.map((at) => at + 1) },
  programmeId: programme.id,
  matchedBy: 'rule' as const,
  weight,
  reason,
})
