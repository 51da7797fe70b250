import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { intakes } from '@/db/schema/partners'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { outcomeOf } from '@/lib/platform/provider-error'
import { openConnection } from '../commands'
import type { assignAssessmentInput } from '../schema'
import { findConnection } from './find-connection'

/**
 * Names the connection and test of an intake, which attempt counts, and how many may be begun without asking. It holds for
 * attempts that begin from now on: an attempt keeps the connection and test that it began with.
 */
export const assignAssessment = (
  ctx: Ctx<Staff<'settings.manage'>>,
  {
    intakeId,
    connectionId,
    testId,
    countingAttempt,
    attemptsAllowed,
  }: z.output<typeof assignAssessmentInput>,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const own = and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId))
    const [intake] = await tx.select({ code: intakes.code }).from(intakes).where(own).for('update')
    if (!intake) return refuse('not_found')
    const connection = await findConnection(partnerId, connectionId, tx)
    if (connection?.kind !== 'assessment')
      return refuse('invalid_input', { fields: { connectionId: 'connection_required' } })
    if ('error' in (await outcomeOf(() => openConnection(partnerId, connectionId))))
      return refuse('invalid_input', { fields: { connectionId: 'connection_incomplete' } })
    await tx
      .update(intakes)
      .set({
        assessmentConnectionId: connectionId,
        assessmentTestId: testId,
        countingAttempt,
        attemptsAllowed,
      })
      .where(own)
    await recordEvent(tx, ctx, 'intake.assessment_assigned', {
      detail: {
        intake: intake.code,
        connectionId,
        connection: connection.label,
        test: testId,
        counting: countingAttempt,
        attemptsAllowed,
      },
    })
    return ok()
  })
