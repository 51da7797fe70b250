import type { Staff } from '@/lib/platform/auth/actors'
import { type BudgetState, budgetState } from '@/lib/platform/budget/budget'
import { agreedBudget } from '../commands'
import { findConnection } from '../commands/find-connection'

/** How a connection's call budget stands: what is agreed, and the gauge once it has called (null before). */
export type ConnectionBudget = {
  agreed: { calls: number; windowSeconds: number }
  state: BudgetState | null
}

/** The budget of a connection of this partner, or null when there is no such connection. */
export async function findConnectionBudget(
  staff: Staff<'settings.manage'>,
  connectionId: string,
): Promise<ConnectionBudget | null> {
  const row = await findConnection(staff.partnerId, connectionId)
  if (!row) return null
  const [state, usual] = await Promise.all([
    budgetState(row.partnerId, row.id),
    agreedBudget(row.partnerId, row.id),
  ])
  return {
    agreed: state ? { calls: state.calls, windowSeconds: state.windowSeconds } : usual,
    state,
  }
}
