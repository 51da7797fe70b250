import { and, eq, max } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import type { Result } from '@/lib/domain/shared/result'
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
 * Has the provider destroy the marks of one section so that it can be sat again. The attempt keeps its result for ever
 * and is frozen; the same sitting goes on under a new attempt number. Never sent twice.
 */
export const resetSection = (
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: SectionInput,
): Promise<Result<void>> => orderOnce(ctx, input, resetOrder)

export const resetOrder: OnceOrder = {
  verb: 'reset_section',
  task: 'reset_unclear',
  purpose: 'reset_section',
  events: {
    asked: 'assessment.reset_asked',
    refused: 'assessment.reset_refused',
    unclear: 'assessment.reset_unclear',
  },
  unanswered: 'reset_unanswered',
  send: (provider, ref, sectionId, io) => verbOf(provider, 'resetSection')(ref, sectionId, io),
  begin: async () => {},
  end: async () => {},
  carryOut,
}

async function carryOut(tx: Tx, ctx: Ctx, before: AttemptRow, { detail }: TaskRow): Promise<void> {
  const { partnerId, applicationId } = before
  await tx
    .update(attempts)
    .set({ frozenAt: ctx.now, nextAskAt: null })
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, before.id)))
  const [newest] = await tx
    .select({ no: max(attempts.attemptNo) })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, applicationId)))
  const attemptNo = (newest?.no ?? before.attemptNo) + 1
  const [again] = await tx
    .insert(attempts)
    .values({ ...sameSitting(before), ...ordered(detail), attemptNo, createdAt: ctx.now })
    .returning({ id: attempts.id })
  if (!again) throw new Error('the new attempt was not returned')
  await recordEvent(tx, ctx, 'assessment.section_reset', {
    applicationId,
    detail: { attemptNo, section: detail.section ?? null },
  })
  const journey = await loadJourney(tx, partnerId, { id: applicationId }, { now: ctx.now })
  if (!journey) throw new Error('an attempt lost its application')
  await writeMessage(tx, ctx, {
    template: 'section_reset',
    to: journey.applicant.email,
    locale: journey.applicant.locale,
    params: { applicationNumber: journey.application.number },
    applicationId,
    dedupeKey: `section_reset:${again.id}`,
  })
}

/** What the sitting is known by at the provider goes on; what came of it stays with the earlier attempt. */
const sameSitting = (row: AttemptRow) => ({
  partnerId: row.partnerId,
  applicationId: row.applicationId,
  connectionId: row.connectionId,
  externalId: row.externalId,
  memo: row.memo,
  testId: row.testId,
  email: row.email,
  fullName: row.fullName,
  mobile: row.mobile,
  expectedMinutes: row.expectedMinutes,
  extraTimePercent: row.extraTimePercent,
})

const ordered = ({ note, orderedBy }: TaskRow['detail']) => ({
  reason: 'section_reset' as const,
  reasonNote: typeof note === 'string' ? note : null,
  orderedBy: typeof orderedBy === 'string' ? orderedBy : null,
})
