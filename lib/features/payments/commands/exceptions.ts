import { and, eq } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { refunds } from '@/db/schema/payments'
import { reconciliationExceptions } from '@/db/schema/settlements'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { loadJourney } from '@/lib/features/applications/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type CloseExceptionInput, type ExceptionInput, reconcileJob, settleOrderJob } from '../schema'
import { asSystem } from './gateway'
import { recordFacts } from './record-facts'
import { settleOrder } from './settle-order'

export type ExceptionRow = typeof reconciliationExceptions.$inferSelect
type Reconciler = Ctx<Staff<'payments.reconcile'>>

/** Takes charge of an exception; whoever had it before no longer has. */
export const takeException = (ctx: Reconciler, { id }: ExceptionInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const row = await lockOpen(tx, ctx, id)
    if (!row.ok) return row
    await tx.update(reconciliationExceptions).set({ ownerId: ctx.actor.accountId }).where(isRow(row.value))
    await recordEvent(tx, ctx, 'reconciliation.owned', aboutOf(row.value))
    return ok()
  })

/** Closes an exception that may stand as it is, with the reason. Later runs leave it closed. */
export const closeException = (ctx: Reconciler, { id, note }: CloseExceptionInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const row = await lockOpen(tx, ctx, id)
    if (!row.ok) return row
    await tx
      .update(reconciliationExceptions)
      .set({ state: 'closed', note, endedBy: ctx.actor.accountId, endedAt: ctx.now })
      .where(isRow(row.value))
    await recordEvent(tx, ctx, 'reconciliation.closed', aboutOf(row.value))
    return ok()
  })

/**
 * Presses the suggested fix: each is safe to press again. Refuses where only a person can help, `gateway_unreachable`, and
 * `exception_stays` when the fix ran and the books still differ.
 */
export async function fixException(ctx: Reconciler, { id }: ExceptionInput): Promise<Result<void>> {
  const [row] = await database()
    .select()
    .from(reconciliationExceptions)
    .where(
      and(eq(reconciliationExceptions.partnerId, ctx.actor.partnerId), eq(reconciliationExceptions.id, id)),
    )
  if (!row) return refuse('not_found')
  if (row.state !== 'open') return refuse('exception_over', { waitsFor: 'staff' })
  const done = await fixes[row.fix](ctx, row)
  await database().update(reconciliationExceptions).set({ lastFixAt: ctx.now }).where(isRow(row))
  if (!done.ok) return done
  return transaction(async (tx) => {
    const [fixed] = await tx
      .update(reconciliationExceptions)
      .set({ state: 'fixed', endedBy: ctx.actor.accountId, endedAt: ctx.now })
      .where(and(isRow(row), eq(reconciliationExceptions.state, 'open')))
      .returning({ id: reconciliationExceptions.id })
    if (fixed) await recordEvent(tx, ctx, 'reconciliation.fixed', aboutOf(row))
    return ok()
  })
}

type Fix = (ctx: Reconciler, row: ExceptionRow) => Promise<Result<void>>

const byHand: Fix = async () => refuse('exception_needs_a_person', { waitsFor: 'staff' })

/** Asks the gateway about the order again: what it says is recorded, settles, and queues what has to go back. */
const askAgain: Fix = async (ctx, row) => {
  if (!row.orderId) return byHand(ctx, row)
  const asked = await settleOrder(asSystem(ctx, 'poll'), { orderId: row.orderId, source: 'poll' })
  if (!asked.ok) return asked
  return row.kind === 'unknown_here' ? ok() : refuse('exception_stays', { waitsFor: 'staff' })
}

/** Reduces the ledger once more: the transaction that every payment goes through, with nothing new told. */
const settleAgain: Fix = async (ctx, { orderId }) => {
  if (!orderId) return refuse('exception_needs_a_person', { waitsFor: 'staff' })
  await database().transaction((tx) => recordFacts(tx, asSystem(ctx, 'poll'), orderId, [], 'poll'))
  return ok()
}

/** Takes a refund that was made at the gateway by hand into our books, so that it counts against what can still go back. */
const importRefund: Fix = (ctx, row) =>
  transaction(async (tx) => {
    const { orderId, applicationId, gatewayPaymentId, gatewayRefundId, theirsPaise: paise } = row
    if (!orderId || !applicationId || !gatewayPaymentId || !gatewayRefundId || !paise)
      return refuse('exception_needs_a_person', { waitsFor: 'staff' })
    const { partnerId } = ctx.actor
    await loadJourney(tx, partnerId, { id: applicationId }, { lock: true, now: ctx.now })
    const [imported] = await tx
      .insert(refunds)
      .values({
        ...{ partnerId, applicationId, orderId, gatewayPaymentId, gatewayRefundId, paise },
        ...{ reason: 'found_at_gateway', state: 'processed', createdAt: ctx.now, settledAt: ctx.now },
      })
      .onConflictDoNothing()
      .returning({ id: refunds.id })
    if (!imported) return ok()
    const detail = { payment: gatewayPaymentId, paise }
    await recordEvent(tx, ctx, 'fee.refund_found', { applicationId, actorKind: 'gateway', detail })
    await enqueue(tx, settleOrderJob, { partnerId, orderId, source: 'poll' })
    return ok()
  })

/** Reads the payouts of the days since again, each as its own job; the exception closes by itself when one names it. */
const fetchPayouts: Fix = (ctx, row) =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    for (let back = 1; back <= daysReadAgain; back++) {
      const day = indiaDate(secondsAfter(ctx.now, -back * 86_400))
      await enqueue(tx, reconcileJob, { partnerId, connectionId: row.connectionId, day })
    }
    return ok()
  })

const daysReadAgain = 10

const fixes: Record<ExceptionRow['fix'], Fix> = {
  ask_gateway: askAgain,
  settle_again: settleAgain,
  import_refund: importRefund,
  fetch_settlements: fetchPayouts,
  look: byHand,
}

async function lockOpen(tx: Tx, ctx: Reconciler, id: string): Promise<Result<ExceptionRow>> {
  const [row] = await tx
    .select()
    .from(reconciliationExceptions)
    .where(
      and(eq(reconciliationExceptions.partnerId, ctx.actor.partnerId), eq(reconciliationExceptions.id, id)),
    )
    .for('update')
  if (!row) return refuse('not_found')
  return row.state === 'open' ? ok(row) : refuse('exception_over', { waitsFor: 'staff' })
}

const isRow = ({ partnerId, id }: ExceptionRow) =>
  and(eq(reconciliationExceptions.partnerId, partnerId), eq(reconciliationExceptions.id, id))

const aboutOf = ({ id, kind, applicationId }: ExceptionRow) => ({
  applicationId,
  detail: { exception: id, kind },
})
