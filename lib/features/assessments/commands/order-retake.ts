import { attempts } from '@/db/schema/assessments'
import { mayStartAssessment } from '@/lib/domain/journeys/journey'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { loadJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { extraTimeOf } from '../queries/extra-time'
import type { OrderRetakeInput } from '../schema'
import { holdForStaff } from './staff-facts'

/**
 * Allows the applicant one more attempt after the newest, `attemptNo`, has ended. Its result and every earlier one stay
 * as they are; the applicant is told. A second press finds a newer attempt and makes none.
 */
export const orderRetake = (
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: OrderRetakeInput,
): Promise<Result<{ attemptNo: number }>> =>
  transaction(async (tx) => {
    const held = await holdForStaff(tx, ctx, input, 'retake')
    if (!held.ok) return held
    const { journey, row } = held.value
    const { application, intake, applicant } = journey
    const { partnerId } = ctx.actor
    const attemptNo = row.attemptNo + 1
    const [retake] = await tx
      .insert(attempts)
      .values({
        partnerId,
        applicationId: application.id,
        connectionId: intake.assessmentConnectionId ?? row.connectionId,
        attemptNo,
        reason: 'retake',
        reasonNote: input.note,
        orderedBy: ctx.actor.accountId,
        testId: intake.assessmentTestId,
        extraTimePercent: await extraTimeOf(tx, partnerId, application.id),
        email: applicant.email,
        fullName: applicant.fullName,
        mobile: applicant.mobile,
        createdAt: ctx.now,
      })
      .returning({ id: attempts.id })
    if (!retake) throw new Error('the retake was not returned')
    const after = await loadJourney(tx, partnerId, { id: application.id }, { now: ctx.now })
    if (!after || !mayStartAssessment(after.definition, after.facts).ok)
      return refuse('retake_shut', { waitsFor: 'staff' })
    await recordEvent(tx, ctx, 'assessment.retake_ordered', {
      applicationId: application.id,
      detail: { attemptNo },
    })
    await writeMessage(tx, ctx, {
      template: 'retake_allowed',
      to: applicant.email,
      locale: applicant.locale,
      params: { applicationNumber: application.number },
      applicationId: application.id,
      dedupeKey: `retake_allowed:${retake.id}`,
    })
    return ok({ attemptNo })
  })
