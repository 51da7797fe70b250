import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { staffTasks } from '@/db/schema/assessments'
import { namedSections } from '@/lib/domain/assessments/can-staff'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import { type Refusal, type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { CallPurpose } from '@/lib/features/partners/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { type EventName, recordEvent } from '@/lib/platform/events'
import type { ProviderIo } from '@/lib/platform/http'
import { type ProviderError, outsideRefusal } from '@/lib/platform/provider-error'
import type { AttemptRef, OpenProvider } from '@/lib/providers/assessments/contract'
import type { SectionInput } from '../schema'
import { askProvider } from './ask-provider'
import { type AttemptRow, lockAttempt } from './attempt-row'
import { holdForStaff, listUnclear } from './staff-facts'

export type TaskRow = typeof staffTasks.$inferSelect

/** An order that a provider must never get twice, because it destroys or creates something there. */
export type OnceOrder = {
  verb: 'reset_section' | 'order_verification'
  /** The task that stands for the order until its answer is known. */
  task: 'reset_unclear' | 'verification_unclear'
  purpose: CallPurpose
  events: { asked: EventName; refused: EventName; unclear: EventName }
  unanswered: RefusalCode
  send: (provider: OpenProvider, ref: AttemptRef, sectionId: string, io: ProviderIo) => Promise<void>
  /** Held rows before the call, and after it was refused or left unclear. */
  begin: (tx: Tx, row: AttemptRow) => Promise<void>
  end: (tx: Tx, row: AttemptRow, task: TaskRow, how: 'refused' | 'unclear') => Promise<void>
  /** What follows once the provider has done it; also when staff found later that it had. */
  carryOut: (tx: Tx, ctx: Ctx, row: AttemptRow, task: TaskRow) => Promise<void>
  refusalOf?: (error: ProviderError) => Refusal | null
}

/** A second press so soon is the same press, and its answer may be on the way. Seconds. */
const sameOrderSeconds = 30

/**
 * Sends such an order at most once. The intention is committed first, as an open task; a clear answer closes it, a lost
 * one (or a crash) leaves it open for staff to look into, and until then nothing of the kind is sent for this application.
 */
export async function orderOnce(
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: SectionInput,
  order: OnceOrder,
): Promise<Result<void>> {
  const intended = await transaction((tx) => intend(tx, ctx, input, order))
  if (!intended.ok) return intended
  const { row, task } = intended.value
  const asked = await askProvider(ctx, row, order.purpose, (provider, ref, io) =>
    order.send(provider, ref, input.sectionId, io),
  )
  const how = !('error' in asked) ? 'done' : asked.isUnclear ? 'unclear' : 'refused'
  await transaction((tx) => conclude(tx, ctx, row, task, order, how))
  await asked.conclude(conclusions[how])
  if (!('error' in asked)) return ok()
  if (asked.isUnclear) return refuse(order.unanswered, { waitsFor: 'staff' })
  return { ok: false, refusal: order.refusalOf?.(asked.error) ?? outsideRefusal(asked.error) }
}

const conclusions = {
  done: 'Done, and noted here',
  refused: 'Not done; nothing was changed',
  unclear: 'No clear answer. It is not sent again: a task asks staff to look at the provider',
}

async function intend(
  tx: Tx,
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: SectionInput,
  order: OnceOrder,
): Promise<Result<{ row: AttemptRow; task: TaskRow }>> {
  const held = await holdForStaff(tx, ctx, input, order.verb)
  if (!held.ok) return (await isOnItsWay(tx, ctx, held.refusal, input)) ?? held
  const { row } = held.value
  const section = namedSections(row.scores).find(({ id }) => id === input.sectionId)
  if (!section) return refuse('not_found')
  const { partnerId, accountId } = ctx.actor
  const [task] = await tx
    .insert(staffTasks)
    .values({
      partnerId,
      kind: order.task,
      applicationId: row.applicationId,
      attemptId: row.id,
      detail: {
        attemptNo: row.attemptNo,
        sectionId: section.id,
        section: section.name,
        note: input.note,
        orderedBy: accountId,
        before: row.verification,
      },
      openedAt: ctx.now,
    })
    .returning()
  if (!task) throw new Error('the task was not returned')
  await order.begin(tx, row)
  await recordEvent(tx, ctx, order.events.asked, about(row, task))
  return ok({ row, task })
}

/** A double click is told that it was one, not that an answer was lost. */
async function isOnItsWay(tx: Tx, ctx: Ctx<Staff>, { code }: Refusal, { number }: SectionInput) {
  if (code !== 'call_unclear' && code !== 'verification_open') return null
  const { partnerId } = ctx.actor
  const [application] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.number, number)))
  const [latest] = application ? await listUnclear(tx, partnerId, application.id) : []
  const isRecent = latest !== undefined && latest.openedAt > secondsAfter(ctx.now, -sameOrderSeconds)
  return isRecent ? refuse('asked_just_now', { waitsFor: 'provider' }) : null
}

async function conclude(
  tx: Tx,
  ctx: Ctx,
  { partnerId, id, applicationId }: AttemptRow,
  task: TaskRow,
  order: OnceOrder,
  how: 'done' | 'refused' | 'unclear',
): Promise<Result<void>> {
  const row = await holdAttempt(tx, { partnerId, id, applicationId })
  if (how === 'unclear') {
    await order.end(tx, row, task, how)
    await recordEvent(tx, ctx, order.events.unclear, about(row, task))
    return ok()
  }
  const isMine = await closeTask(tx, ctx, task, { ...task.detail, finding: how })
  // Staff looked and closed the task while the answer was on its way: what they found has been noted already.
  if (!isMine) return ok()
  if (how === 'done') await order.carryOut(tx, ctx, row, task)
  else {
    await order.end(tx, row, task, how)
    await recordEvent(tx, ctx, order.events.refused, about(row, task))
  }
  return ok()
}

/** Application first, then attempt, as every command takes them. */
export async function holdAttempt(
  tx: Tx,
  { partnerId, id, applicationId }: Pick<AttemptRow, 'partnerId' | 'id' | 'applicationId'>,
): Promise<AttemptRow> {
  await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
    .for('update')
  const row = await lockAttempt(tx, partnerId, id)
  if (!row) throw new Error('an attempt is never deleted')
  return row
}

/** False when somebody else has closed it. */
export async function closeTask(
  tx: Tx,
  ctx: Ctx,
  { partnerId, id }: TaskRow,
  detail: TaskRow['detail'],
): Promise<boolean> {
  const doneBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null
  const closed = await tx
    .update(staffTasks)
    .set({ doneAt: ctx.now, doneBy, detail })
    .where(and(eq(staffTasks.partnerId, partnerId), eq(staffTasks.id, id), isNull(staffTasks.doneAt)))
    .returning({ id: staffTasks.id })
  return closed.length === 1
}

const about = (row: AttemptRow, { detail }: TaskRow) => ({
  applicationId: row.applicationId,
  detail: { attemptNo: row.attemptNo, section: detail.section ?? null },
})
