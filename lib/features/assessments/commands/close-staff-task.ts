import { and, eq } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { staffTasks } from '@/db/schema/assessments'
import { roleMay } from '@/lib/domain/partners/permissions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { CloseStaffTaskInput } from '../schema'
import { type OnceOrder, closeTask, holdAttempt } from './order-once'
import { verificationOrder } from './order-verification'
import { resetOrder } from './reset-section'

const orders: Partial<Record<(typeof staffTasks.$inferSelect)['kind'], OnceOrder>> = {
  reset_unclear: resetOrder,
  verification_unclear: verificationOrder,
}

/**
 * Closes a task with a note. Where the task is an order that was never answered, staff say what they found at the
 * provider, and that is carried out here: a reset that happened makes its new attempt, one that did not changes nothing.
 */
export const closeStaffTask = (
  ctx: Ctx<Staff<'assessments.manage'>>,
  { taskId, note, finding }: CloseStaffTaskInput,
): Promise<Result<{ number: string }>> =>
  transaction(async (tx) => {
    const { partnerId, role } = ctx.actor
    const [found] = await tx
      .select({ task: staffTasks, number: applications.number })
      .from(staffTasks)
      .innerJoin(
        applications,
        and(eq(applications.partnerId, staffTasks.partnerId), eq(applications.id, staffTasks.applicationId)),
      )
      .where(and(eq(staffTasks.partnerId, partnerId), eq(staffTasks.id, taskId)))
    if (!found) return refuse('not_found')
    const { task, number } = found
    if (task.kind === 'extra_time_at_provider' && !roleMay(role, 'accommodations.manage'))
      return refuse('not_allowed', { waitsFor: 'staff' })
    const order = orders[task.kind]
    if (order && !finding) return refuse('finding_missing', { waitsFor: 'staff' })
    const { attemptId, applicationId } = task
    const row = order && attemptId ? await holdAttempt(tx, { partnerId, applicationId, id: attemptId }) : null
    const closing = { ...task.detail, closingNote: note, finding: finding ?? null }
    if (!(await closeTask(tx, ctx, task, closing))) return refuse('task_closed', { waitsFor: 'staff' })
    if (order && row && finding === 'happened') await order.carryOut(tx, ctx, row, task)
    if (order && row && finding === 'did_not') await order.end(tx, row, task, 'refused')
    await recordEvent(tx, ctx, 'staff_task.closed', {
      applicationId,
      detail: { kind: task.kind, finding: finding ?? null },
    })
    return ok({ number })
  })
