import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { intakes } from '@/db/schema/partners'
import { reviewStages } from '@/db/schema/reviews'
import type { Verdict } from '@/lib/domain/bulk/run'
import { canMoveStage } from '@/lib/domain/reviews/can'
import { isRowId } from '@/lib/domain/shared/row-id'
import { ok } from '@/lib/domain/shared/result'
import { moveStage as move } from '@/lib/features/reviews/commands/move-stage'
import { defineKind, verdictOf } from './kind'

/** Brings applications to another stage of their intake. */
export const moveStage = defineKind({
  permission: 'applications.assign',
  input: z.object({ stageId: z.string({ error: 'required' }).refine(isRowId, 'required') }),
  pace: { atOnce: 2, leaseSeconds: 30 },
  fields: async ({ partnerId }) => [
    { name: 'stageId', as: 'select', options: await listStageChoices(partnerId) },
  ],
  judge: async ({ partnerId }, { stageId }, ids) => {
    const [stage] = await database()
      .select()
      .from(reviewStages)
      .where(and(eq(reviewStages.partnerId, partnerId), eq(reviewStages.id, stageId)))
    const rows = await database()
      .select({
        id: applications.id,
        state: applications.state,
        intakeId: applications.intakeId,
        stageId: applications.stageId,
      })
      .from(applications)
      .where(and(eq(applications.partnerId, partnerId), inArray(applications.id, ids)))
    const target = stage ? { ...stage, isRetired: stage.retiredAt !== null } : null
    return new Map<string, Verdict>(
      rows.map((row) => [row.id, verdictOf(canMoveStage(row, target), row.stageId === stageId)]),
    )
  },
  act: async (ctx, { stageId }, { number }) => {
    const moved = await move(ctx, { number, stageId })
    return moved.ok ? ok('done') : moved
  },
})

const listStageChoices = async (partnerId: string) => {
  const stages = await database()
    .select({ id: reviewStages.id, name: reviewStages.name, intake: intakes.name })
    .from(reviewStages)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, reviewStages.partnerId), eq(intakes.id, reviewStages.intakeId)),
    )
    .where(and(eq(reviewStages.partnerId, partnerId), isNull(reviewStages.retiredAt)))
    .orderBy(sql`${intakes.sessionYear} desc`, asc(intakes.code), asc(reviewStages.position))
  return stages.map(({ id, name, intake }) => ({
    value: id,
    label: { en: `${intake.en}: ${name.en}`, hi: `${intake.hi}: ${name.hi}` },
  }))
}
