import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { staffTasks } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { outsideRefusal } from '@/lib/platform/provider-error'
import { takeTry } from '@/lib/platform/rate-limit'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { AttemptInput } from '../schema'
import { askProvider, verbOf } from './ask-provider'
import type { AttemptRow } from './attempt-row'
import { holdAttempt } from './order-once'
import { holdForStaff } from './staff-facts'

/** `task`: the provider cannot be told by us, so staff write to it. */
export type ErasureAsked = { by: 'provider' | 'task' }

/** Has the provider forget who sat this attempt: by its own call, or by a task where it has none. */
export async function eraseAtProvider(
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: AttemptInput,
): Promise<Result<ErasureAsked>> {
  const held = await transaction(async (tx) => {
    const found = await holdForStaff(tx, ctx, input, 'erase_at_provider')
    if (!found.ok) return found
    const { row } = found.value
    const isOurs = await supportsErasure(tx, row)
    if (!isOurs) await openTask(tx, ctx, row)
    return ok({ row, isOurs })
  })
  if (!held.ok) return held
  const { row, isOurs } = held.value
  return isOurs ? eraseThere(ctx, row) : ok({ by: 'task' })
}

async function eraseThere(ctx: Ctx<Staff>, row: AttemptRow): Promise<Result<ErasureAsked>> {
  const { partnerId, email, externalId, applicationId, attemptNo } = row
  if (!(await takeTry(partnerId, `assessments.erase:${row.id}`, { tries: 1, seconds: 30 })))
    return refuse('asked_just_now', { waitsFor: 'provider' })
  const asked = await askProvider(ctx, row, 'erase_candidate', (provider, _ref, io) =>
    verbOf(provider, 'eraseCandidate')({ email, externalId }, io),
  )
  // The provider can be told in principle, but not by this connection: then it is for staff as well.
  if ('error' in asked && asked.error.kind === 'refused_by_provider') {
    await asked.conclude('It cannot be told by this connection; a task was opened')
    return transaction(async (tx) => {
      await holdAttempt(tx, row)
      await openTask(tx, ctx, row)
      return ok({ by: 'task' as const })
    })
  }
  if ('error' in asked) {
    await asked.conclude(`Not erased (${asked.error.kind})`)
    return { ok: false, refusal: outsideRefusal(asked.error) }
  }
  await asked.conclude('The provider took the request to erase')
  return transaction(async (tx) => {
    await recordEvent(tx, ctx, 'assessment.erasure_asked', {
      applicationId,
      detail: { attemptNo, by: 'provider' },
    })
    return ok({ by: 'provider' })
  })
}

async function supportsErasure(tx: Tx, { partnerId, connectionId }: AttemptRow): Promise<boolean> {
  const [connection] = await tx
    .select({ provider: connections.provider })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return findAssessmentProvider(connection?.provider ?? '')?.capabilities.supportsErasure ?? false
}

/** Pressing twice opens one task; the application's row is held, so that two presses cannot cross. */
async function openTask(tx: Tx, ctx: Ctx, row: AttemptRow): Promise<void> {
  const { partnerId, applicationId, id: attemptId, attemptNo } = row
  const kind = 'erasure_at_provider' as const
  const [open] = await tx
    .select({ id: staffTasks.id })
    .from(staffTasks)
    .where(
      and(
        eq(staffTasks.partnerId, partnerId),
        eq(staffTasks.attemptId, attemptId),
        eq(staffTasks.kind, kind),
        isNull(staffTasks.doneAt),
      ),
    )
  if (open) return
  await tx
    .insert(staffTasks)
    .values({ partnerId, kind, applicationId, attemptId, detail: { attemptNo }, openedAt: ctx.now })
  await recordEvent(tx, ctx, 'assessment.erasure_asked', { applicationId, detail: { attemptNo, by: 'task' } })
}
