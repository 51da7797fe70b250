import type { z } from 'zod'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { setBudget } from '@/lib/platform/budget/budget'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { setCallBudgetInput } from '../schema'
import { findConnection } from './find-connection'

/** Changes how many calls a connection may make in a window, as agreed with its provider. */
export async function setCallBudget(
  ctx: Ctx<Staff<'settings.manage'>>,
  { connectionId, calls, windowSeconds }: z.output<typeof setCallBudgetInput>,
): Promise<Result<void>> {
  const row = await findConnection(ctx.actor.partnerId, connectionId)
  if (!row) return refuse('not_found')
  // The ring locks its own rows; repeating it is harmless, so the event follows only when it held.
  await setBudget({ partnerId: row.partnerId, connectionId: row.id }, { calls, windowSeconds })
  return transaction(async (tx) => {
    await recordEvent(tx, ctx, 'connection.budget_set', {
      detail: { connectionId: row.id, connection: row.label, calls, windowSeconds },
    })
    return ok()
  })
}
