import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { intakes } from '@/db/schema/partners'
import { reviewAssignments, reviewStages, scorecards } from '@/db/schema/reviews'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { StageInput, StageRefInput } from '../schema'

type Manager = Ctx<Staff<'intakes.manage'> | System>
type StageRow = typeof reviewStages.$inferSelect

/**
 * Adds a stage behind the others, or changes one. What reviewers see by (name, scorecard, blindness) never changes under
 * an application that has begun the stage: the old row is retired and a new one takes its place for those that come.
 */
export const saveStage = (ctx: Manager, input: StageInput): Promise<Result<{ stageId: string }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    if (!(await lockIntake(tx, partnerId, input.intakeId))) return refuse('not_found')
    if (input.scorecardId && !(await isOwnScorecard(tx, partnerId, input))) return refuse('not_found')
    const live = await liveStages(tx, partnerId, input.intakeId)
    const old = live.find(({ id }) => id === input.stageId)
    if (input.stageId && !old) return refuse('stage_retired')
    const row = {
      name: { en: input.nameEn, hi: input.nameHi },
      scorecardId: input.scorecardId,
      isBlind: input.isBlind,
      reviewersWanted: input.reviewersWanted,
      assignmentWay: input.assignmentWay,
      assignmentRules: input.assignmentRules,
      daysToReview: input.daysToReview,
    }
    const stageId = old
      ? await changeStage(tx, ctx, old, row)
      : await addStage(tx, ctx, { ...row, intakeId: input.intakeId, position: live.length + 1 })
    await recordEvent(tx, ctx, 'intake.stage_saved', { detail: { intakeId: input.intakeId, stageId } })
    return ok({ stageId })
  })

/** Takes a stage out: nobody begins it any more, and the ones behind it move up. Applications in it stay. */
export const retireStage = (ctx: Manager, { intakeId, stageId }: StageRefInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    if (!(await lockIntake(tx, partnerId, intakeId))) return refuse('not_found')
    const live = await liveStages(tx, partnerId, intakeId)
    if (!live.some(({ id }) => id === stageId)) return ok()
    await update(tx, partnerId, stageId, { retiredAt: ctx.now })
    await inOrder(
      tx,
      partnerId,
      live.filter(({ id }) => id !== stageId),
    )
    await recordEvent(tx, ctx, 'intake.stage_retired', { detail: { intakeId, stageId } })
    return ok()
  })

/** Puts a stage before the one that precedes it. */
export const raiseStage = (ctx: Manager, { intakeId, stageId }: StageRefInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    if (!(await lockIntake(tx, partnerId, intakeId))) return refuse('not_found')
    const live = await liveStages(tx, partnerId, intakeId)
    const at = live.findIndex(({ id }) => id === stageId)
    const [stage, before] = [live[at], live[at - 1]]
    if (!stage) return refuse('stage_retired')
    if (!before) return ok()
    await inOrder(
      tx,
      partnerId,
      live.map((one) => (one === stage ? before : one === before ? stage : one)),
    )
    await recordEvent(tx, ctx, 'intake.stage_saved', { detail: { intakeId, stageId } })
    return ok()
  })

/** Locks the intake, so that two people who order its stages at once do it one after the other. */
export async function lockIntake(tx: Tx, partnerId: string, intakeId: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: intakes.id })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
    .for('update')
  return Boolean(found)
}

/** The stages that applications may still begin, in order. */
export const liveStages = (tx: Tx, partnerId: string, intakeId: string): Promise<StageRow[]> =>
  tx
    .select()
    .from(reviewStages)
    .where(
      and(
        eq(reviewStages.partnerId, partnerId),
        eq(reviewStages.intakeId, intakeId),
        isNull(reviewStages.retiredAt),
      ),
    )
    .orderBy(asc(reviewStages.position))

type Terms = Pick<
  StageRow,
  | 'name'
  | 'scorecardId'
  | 'isBlind'
  | 'reviewersWanted'
  | 'assignmentWay'
  | 'assignmentRules'
  | 'daysToReview'
>

/** Changes a stage in place while nobody has begun it, else by a new row; returns the id that holds from now on. */
export async function changeStage(tx: Tx, ctx: Ctx, old: StageRow, terms: Terms): Promise<string> {
  const { partnerId, intakeId, position } = old
  const isSame =
    old.name.en === terms.name.en &&
    old.name.hi === terms.name.hi &&
    old.scorecardId === terms.scorecardId &&
    old.isBlind === terms.isBlind
  if (isSame || !(await isUsed(tx, old))) {
    await update(tx, partnerId, old.id, terms)
    return old.id
  }
  await update(tx, partnerId, old.id, { retiredAt: ctx.now })
  const { name, scorecardId, isBlind, reviewersWanted, assignmentWay, assignmentRules, daysToReview } = terms
  return addStage(tx, ctx, {
    ...{ name, scorecardId, isBlind, reviewersWanted, assignmentWay, assignmentRules, daysToReview },
    ...{ intakeId, position },
  })
}

async function addStage(
  tx: Tx,
  ctx: Ctx,
  stage: Terms & { intakeId: string; position: number },
): Promise<string> {
  const [added] = await tx
    .insert(reviewStages)
    .values({ partnerId: ctx.actor.partnerId, ...stage })
    .returning({ id: reviewStages.id })
  if (!added) throw new Error('a stage was not kept')
  return added.id
}

async function isUsed(tx: Tx, { partnerId, id }: StageRow): Promise<boolean> {
  const [used] = await tx.execute<{ used: boolean }>(sql`select exists (select 1 from ${reviewAssignments}
      where ${reviewAssignments.partnerId} = ${partnerId} and ${reviewAssignments.stageId} = ${id})
    or exists (select 1 from ${applications}
      where ${applications.partnerId} = ${partnerId} and ${applications.stageId} = ${id}) as used`)
  return used?.used ?? false
}

async function isOwnScorecard(tx: Tx, partnerId: string, { scorecardId, intakeId }: StageInput) {
  const [card] = await tx
    .select({ id: scorecards.id })
    .from(scorecards)
    .where(
      and(
        eq(scorecards.partnerId, partnerId),
        eq(scorecards.intakeId, intakeId),
        eq(scorecards.id, scorecardId ?? ''),
        isNull(scorecards.retiredAt),
      ),
    )
  return Boolean(card)
}

/** Numbers stages 1, 2, 3 …; by way of high numbers, since no two may share one even for a moment. */
async function inOrder(tx: Tx, partnerId: string, stages: readonly StageRow[]) {
  for (const [at, { id }] of stages.entries()) await update(tx, partnerId, id, { position: 1000 + at })
  for (const [at, { id }] of stages.entries()) await update(tx, partnerId, id, { position: at + 1 })
}

const update = (tx: Tx, partnerId: string, id: string, row: Partial<StageRow>) =>
  tx
    .update(reviewStages)
    .set(row)
    .where(and(eq(reviewStages.partnerId, partnerId), eq(reviewStages.id, id)))
