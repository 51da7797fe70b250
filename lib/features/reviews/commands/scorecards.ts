import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { criteria, reviewAssignments, reviewStages, scorecards } from '@/db/schema/reviews'
import { scorecardComplaint } from '@/lib/domain/reviews/scorecard'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ScorecardInput } from '../schema'
import { changeStage, liveStages, lockIntake } from './stages'

/**
 * Keeps a scorecard of an intake: criteria whose weights are 100 together. One that reviewers have met stays as it was:
 * a new one takes its place, in the stages too, and applications in review keep the old.
 */
export const saveScorecard = (
  ctx: Ctx<Staff<'intakes.manage'> | System>,
  input: ScorecardInput,
): Promise<Result<{ scorecardId: string }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const complaint = scorecardComplaint(input.criteria)
    if (complaint) return refuse('invalid_input', { fields: { criteria: complaint } })
    if (!(await lockIntake(tx, partnerId, input.intakeId))) return refuse('not_found')
    const old = input.scorecardId ? await findCard(tx, partnerId, input) : null
    if (input.scorecardId && !old) return refuse('not_found')
    const scorecardId = old && !(await isMet(tx, partnerId, old.id)) ? old.id : await addCard(tx, ctx, input)
    if (old && scorecardId === old.id) await changeCard(tx, partnerId, old.id, input)
    if (old && scorecardId !== old.id) await takePlaceOf(tx, ctx, old, scorecardId)
    await recordEvent(tx, ctx, 'intake.scorecard_saved', {
      detail: { intakeId: input.intakeId, scorecardId, criteria: input.criteria.length },
    })
    return ok({ scorecardId })
  })

type CardRow = typeof scorecards.$inferSelect

async function findCard(tx: Tx, partnerId: string, { intakeId, scorecardId }: ScorecardInput) {
  const [card] = await tx
    .select()
    .from(scorecards)
    .where(
      and(
        eq(scorecards.partnerId, partnerId),
        eq(scorecards.intakeId, intakeId),
        eq(scorecards.id, scorecardId ?? ''),
        isNull(scorecards.retiredAt),
      ),
    )
  return card ?? null
}

/** Somebody has it before them, or has filled it in. */
async function isMet(tx: Tx, partnerId: string, scorecardId: string): Promise<boolean> {
  const [met] = await tx
    .select({ id: reviewAssignments.id })
    .from(reviewAssignments)
    .innerJoin(
      reviewStages,
      and(
        eq(reviewStages.partnerId, reviewAssignments.partnerId),
        eq(reviewStages.id, reviewAssignments.stageId),
      ),
    )
    .where(and(eq(reviewAssignments.partnerId, partnerId), eq(reviewStages.scorecardId, scorecardId)))
    .limit(1)
  return Boolean(met)
}

async function addCard(tx: Tx, ctx: Ctx, input: ScorecardInput): Promise<string> {
  const { partnerId } = ctx.actor
  const [card] = await tx
    .insert(scorecards)
    .values({ partnerId, intakeId: input.intakeId, name: input.name })
    .returning({ id: scorecards.id })
  if (!card) throw new Error('a scorecard was not kept')
  await writeCriteria(tx, partnerId, card.id, input)
  return card.id
}

async function changeCard(tx: Tx, partnerId: string, id: string, input: ScorecardInput) {
  await tx
    .update(scorecards)
    .set({ name: input.name })
    .where(and(eq(scorecards.partnerId, partnerId), eq(scorecards.id, id)))
  await tx.delete(criteria).where(and(eq(criteria.partnerId, partnerId), eq(criteria.scorecardId, id)))
  await writeCriteria(tx, partnerId, id, input)
}

const writeCriteria = (tx: Tx, partnerId: string, scorecardId: string, input: ScorecardInput) =>
  tx
    .insert(criteria)
    .values(
      input.criteria.map((criterion, at) => ({ partnerId, scorecardId, position: at + 1, ...criterion })),
    )

async function takePlaceOf(tx: Tx, ctx: Ctx, old: CardRow, scorecardId: string) {
  const { partnerId, intakeId, id } = old
  await tx
    .update(scorecards)
    .set({ retiredAt: ctx.now })
    .where(and(eq(scorecards.partnerId, partnerId), eq(scorecards.id, id)))
  for (const stage of await liveStages(tx, partnerId, intakeId))
    if (stage.scorecardId === id) await changeStage(tx, ctx, stage, { ...stage, scorecardId })
}
