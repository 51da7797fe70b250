import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections, intakes, ruleSets } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { AssignRuleSetInput, CreateRuleSetInput } from '../schema'
import { findCurrentRules } from './rule-versions'

type Author = Ctx<Staff<'rules.manage'>>

/** Begins an empty rule set; its rules are written and published in the editor. */
export const createRuleSet = (ctx: Author, { name }: CreateRuleSetInput): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const [made] = await tx
      .insert(ruleSets)
      .values({ partnerId: ctx.actor.partnerId, name })
      .onConflictDoNothing()
      .returning({ id: ruleSets.id })
    if (!made) return refuse('rule_set_name_taken', { waitsFor: 'staff' })
    await recordEvent(tx, ctx, 'rules.created', { detail: { ruleSet: name, ruleSetId: made.id } })
    return ok(made)
  })

/** From now on results of this intake follow this rule set, or none. Lists already made stay as they are. */
export const assignRuleSet = (
  ctx: Author,
  { intakeId, ruleSetId }: AssignRuleSetInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const ofIntake = and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId))
    const [intake] = await tx.select().from(intakes).where(ofIntake).for('update')
    if (!intake) return refuse('not_found', { waitsFor: 'staff' })
    if (intake.ruleSetId === ruleSetId) return ok()
    const set = ruleSetId ? await findCurrentRules(tx, partnerId, ruleSetId) : null
    if (ruleSetId && !set) return refuse('not_found', { waitsFor: 'staff' })
    if (set && !set.published) return refuse('rules_unpublished', { waitsFor: 'staff' })
    if (set && (await recommendsItself(tx, partnerId, intake.assessmentConnectionId)))
      return refuse('provider_recommends', { waitsFor: 'staff' })
    await tx.update(intakes).set({ ruleSetId }).where(ofIntake)
    // A draft that is published later must not take the assignment back.
    await tx
      .update(intakeVersions)
      .set({
        content: sql`jsonb_set(${intakeVersions.content}, '{ruleSetId}', ${JSON.stringify(ruleSetId)}::jsonb)`,
      })
      .where(
        and(
          eq(intakeVersions.partnerId, partnerId),
          eq(intakeVersions.intakeId, intakeId),
          eq(intakeVersions.state, 'draft'),
        ),
      )
    const detail = { intake: intake.code, ruleSet: set?.name ?? null, ruleSetId }
    await recordEvent(tx, ctx, set ? 'rules.assigned' : 'rules.unassigned', { detail })
    return ok()
  })

/** The provider behind this connection sends recommended courses, so rules are never asked. */
export async function recommendsItself(
  tx: Tx,
  partnerId: string,
  connectionId: string | null,
): Promise<boolean> {
  if (!connectionId) return false
  const [connection] = await tx
    .select({ provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.capabilities.sendsRecommendations ?? false
}
