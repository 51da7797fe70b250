import { and, eq } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { canMoveStage } from '@/lib/domain/reviews/can'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { MoveStageInput } from '../schema'
import { closeOpenAssignments, findStage, lockReviewed, projectReview } from './reviewed'

/**
 * Brings an application to another stage of its intake. What was open in the stage it leaves is closed; scorecards stay.
 * The stage it stands in already is what was asked for.
 */
export const moveStage = (
  ctx: Ctx<Staff<'applications.assign'>>,
  { number, stageId }: MoveStageInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const reviewed = await lockReviewed(tx, partnerId, { number })
    if (!reviewed) return refuse('not_found')
    const { application, stage } = reviewed
    const target = await findStage(tx, partnerId, stageId)
    const verdict = canMoveStage(application, target && { ...target, isRetired: target.retiredAt !== null })
    if (!verdict.ok) return verdict
    if (application.stageId === stageId) return ok()
    await tx
      .update(applications)
      .set({ stageId })
      .where(and(eq(applications.partnerId, partnerId), eq(applications.id, application.id)))
    await closeOpenAssignments(tx, application, stage ? [stage.id] : [], ctx.now)
    await projectReview(tx, application)
    await recordEvent(tx, ctx, 'review.stage_moved', {
      applicationId: application.id,
      detail: { from: stage?.id ?? null, to: stageId },
    })
    return ok()
  })
