import { and, eq, ne } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { offlinePayments } from '@/db/schema/fees'
import { canApproveOffline, canRecordOffline } from '@/lib/domain/payments/can-desk'
import { indiaDate } from '@/lib/domain/shared/india-time'
import { formatPaise } from '@/lib/domain/shared/paise'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { loadFeeDesk } from '../queries/fee-desk'
import type { DecideInput, RecordOfflineInput } from '../schema'
import { settleFeeOffline } from './settle-fee'

/**
 * Puts in money that came outside the gateway; a second person has to approve it before it counts. Refuses another amount
 * than the fee, a reference that is known already, and whatever holds against settling by hand.
 */
export const recordOfflinePayment = (
  ctx: Ctx<Staff<'payments.record'>>,
  input: RecordOfflineInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const { number, method, reference, receivedOn, paise, note } = input
    const desk = await loadFeeDesk(tx, partnerId, { number }, { lock: true, now: ctx.now })
    if (!desk) return refuse('not_found')
    const may = canRecordOffline(desk.facts)
    if (!may.ok) return may
    const { price } = desk.facts
    if (paise !== price)
      return refuse('offline_amount_differs', { waitsFor: 'staff', params: { amount: formatPaise(price) } })
    if (receivedOn > indiaDate(ctx.now)) return refuse('offline_in_future', { waitsFor: 'staff' })
    if (await isReferenceTaken(tx, partnerId, method, reference))
      return refuse('offline_reference_taken', { waitsFor: 'staff' })
    const { id: applicationId } = desk.journey.application
    const [row] = await tx
      .insert(offlinePayments)
      .values({
        partnerId,
        applicationId,
        method,
        reference,
        receivedOn,
        paise,
        note,
        recordedBy: accountId,
        recordedAt: ctx.now,
        createdAt: ctx.now,
      })
      // Two records of one draft, for two applications at once: the second is refused like any other.
      .onConflictDoNothing()
      .returning({ id: offlinePayments.id })
    if (!row) return refuse('offline_reference_taken', { waitsFor: 'staff' })
    await recordEvent(tx, ctx, 'fee.offline_recorded', { applicationId, detail: { paise, method } })
    return ok(row)
  })

/**
 * The second person's word. Approved money settles the fee in this very transaction, with a receipt; rejected money
 * leaves the fee due. Refuses the person who put it in, and whatever has changed since.
 */
export async function decideOfflinePayment(
  ctx: Ctx<Staff<'payments.approve'>>,
  { id, verdict, note }: DecideInput,
): Promise<Result<{ number: string }>> {
  const { partnerId, accountId } = ctx.actor
  const [found] = await database()
    .select({ applicationId: offlinePayments.applicationId })
    .from(offlinePayments)
    .where(and(eq(offlinePayments.partnerId, partnerId), eq(offlinePayments.id, id)))
  if (!found) return refuse('not_found')
  return transaction(async (tx) => {
    // The application first, as everywhere: what is read now cannot change until this ends.
    const key = { id: found.applicationId }
    const desk = await loadFeeDesk(tx, partnerId, key, { lock: true, now: ctx.now })
    const isRow = and(eq(offlinePayments.partnerId, partnerId), eq(offlinePayments.id, id))
    const [record] = await tx.select().from(offlinePayments).where(isRow).for('update')
    if (!desk || !record) return refuse('not_found')
    const may =
      verdict === 'approve' ? canApproveOffline(desk.facts, record, accountId) : mayReject(record, accountId)
    if (!may.ok) return may
    const state = verdict === 'approve' ? ('approved' as const) : ('rejected' as const)
    await tx
      .update(offlinePayments)
      .set({ state, decidedBy: accountId, decidedAt: ctx.now, decisionNote: note })
      .where(isRow)
    const { application } = desk.journey
    const detail = { paise: record.paise, method: record.method }
    await recordEvent(tx, ctx, `fee.offline_${state}`, { applicationId: application.id, detail })
    if (state === 'approved') await settleFeeOffline(tx, ctx, desk.journey, record, desk.use?.id ?? null)
    return ok({ number: application.number })
  })
}

function mayReject(record: { state: string; recordedBy: string }, accountId: string): Result<void> {
  if (record.state !== 'proposed') return refuse('offline_decided', { waitsFor: 'staff' })
  return record.recordedBy === accountId ? refuse('second_person_needed', { waitsFor: 'staff' }) : ok()
}

async function isReferenceTaken(
  tx: Tx,
  partnerId: string,
  method: RecordOfflineInput['method'],
  reference: string,
) {
  const [taken] = await tx
    .select({ id: offlinePayments.id })
    .from(offlinePayments)
    .where(
      and(
        eq(offlinePayments.partnerId, partnerId),
        eq(offlinePayments.method, method),
        eq(offlinePayments.reference, reference),
        ne(offlinePayments.state, 'rejected'),
      ),
    )
  return Boolean(taken)
}
