import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts, verificationStates } from '@/db/schema/assessments'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { loadJourney } from '@/lib/features/applications/queries'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { SectionInput } from '../schema'
import { verbOf } from './ask-provider'
import type { AttemptRow } from './attempt-row'
import { type OnceOrder, type TaskRow, orderOnce } from './order-once'

/**
 * Has the provider make a short supervised repeat of one section of a finished attempt, which the applicant may then
 * open. The result stays as it is. Never sent twice.
 */
export const orderVerification = (
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: SectionInput,
): Promise<Result<void>> => orderOnce(ctx, input, verificationOrder)

export const verificationOrder: OnceOrder = {
  verb: 'order_verification',
  task: 'verification_unclear',
  purpose: 'order_verification',
  events: {
    asked: 'assessment.verification_asked',
    refused: 'assessment.verification_refused',
    unclear: 'assessment.verification_unclear',
  },
  unanswered: 'verification_unanswered',
  send: (provider, ref, sectionId, io) => verbOf(provider, 'orderVerification')(ref, sectionId, io),
  begin: (tx, row) => become(tx, row, 'ordering'),
  end: (tx, row, task, how) => become(tx, row, how === 'unclear' ? 'unclear' : beforeOf(task)),
  carryOut,
  refusalOf: (error) =>
    error.kind === 'conflict' ? refuse('verification_exists', { waitsFor: 'provider' }).refusal : null,
}

async function carryOut(tx: Tx, ctx: Ctx, row: AttemptRow, { id, detail }: TaskRow): Promise<void> {
  const { partnerId, applicationId, attemptNo } = row
  await become(tx, row, 'ordered')
  await recordEvent(tx, ctx, 'assessment.verification_ordered', {
    applicationId,
    detail: { attemptNo, section: detail.section ?? null },
  })
  const journey = await loadJourney(tx, partnerId, { id: applicationId }, { now: ctx.now })
  if (!journey) throw new Error('an attempt lost its application')
  await writeMessage(tx, ctx, {
    template: 'verification_ordered',
    to: journey.applicant.email,
    locale: journey.applicant.locale,
    params: { applicationNumber: journey.application.number },
    applicationId,
    dedupeKey: `verification_ordered:${id}`,
  })
}

type Verification = AttemptRow['verification']

const become = async (tx: Tx, { partnerId, id }: AttemptRow, verification: Verification): Promise<void> => {
  await tx
    .update(attempts)
    .set({ verification })
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
}

/** What the attempt said of verification before this order. */
const beforeOf = ({ detail }: TaskRow): Verification =>
  verificationStates.find((state) => state === detail.before) ?? null
