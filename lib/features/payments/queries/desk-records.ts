import { and, asc, eq, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { offlinePayments } from '@/db/schema/fees'
import { paymentFacts, paymentOrders, payments, receipts, refunds } from '@/db/schema/payments'
import { reconciliationExceptions, settlementLines, settlements } from '@/db/schema/settlements'
import { canApproveOffline } from '@/lib/domain/payments/can-desk'
import { canRefund, refundablePaise } from '@/lib/domain/payments/refunds'
import type { Refusal } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { loadFeeDesk } from './fee-desk'

type Reader = Staff<'payments.read'>

/** One line of a record's timeline: an event of ours, or something the gateway said. */
export type RecordLine =
  | {
      id: string
      at: Date
      kind: 'event'
      name: string
      detail: Record<string, string | number | boolean | null>
      who: string | null
    }
  | {
      id: string
      at: Date
      kind: 'fact'
      state: typeof paymentFacts.$inferSelect.state
      paise: number
      payment: string
      source: string
    }

/** What happened to the money of one application, oldest first; `payment` keeps what is about one payment. */
export async function listMoneyLines(
  staff: Reader,
  applicationId: string,
  payment: string | null = null,
): Promise<RecordLine[]> {
  const { partnerId } = staff
  const [told, said] = await Promise.all([
    database()
      .select({
        id: events.id,
        at: events.at,
        name: events.name,
        detail: events.detail,
        who: sql<
          string | null
        >`(select who.full_name from accounts who where who.partner_id = ${events.partnerId} and who.id = ${events.actorId})`,
      })
      .from(events)
      .where(
        and(
          eq(events.partnerId, partnerId),
          eq(events.applicationId, applicationId),
          or(sql`${events.name} like 'fee.%'`, sql`${events.name} like 'reconciliation.%'`),
          payment ? sql`${events.detail} ->> 'payment' = ${payment}` : undefined,
        ),
      )
      .orderBy(asc(events.at), asc(events.id)),
    database()
      .select({
        id: paymentFacts.id,
        at: paymentFacts.receivedAt,
        state: paymentFacts.state,
        paise: paymentFacts.paise,
        payment: paymentFacts.gatewayPaymentId,
        source: paymentFacts.source,
      })
      .from(paymentFacts)
      .innerJoin(
        paymentOrders,
        and(eq(paymentOrders.partnerId, paymentFacts.partnerId), eq(paymentOrders.id, paymentFacts.orderId)),
      )
      .where(
        and(
          eq(paymentFacts.partnerId, partnerId),
          eq(paymentOrders.applicationId, applicationId),
          payment ? eq(paymentFacts.gatewayPaymentId, payment) : undefined,
        ),
      ),
  ])
  const lines: RecordLine[] = [
    ...told.map((line) => ({ ...line, kind: 'event' as const })),
    ...said.map((line) => ({ ...line, kind: 'fact' as const })),
  ]
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** One payment with its order, what goes back, its payout, and whether and how much can still go back. Null: not theirs. */
export async function findTry(staff: Reader, id: string) {
  const { partnerId } = staff
  const [found] = await database()
    .select({ payment: payments, order: paymentOrders, ...person })
    .from(payments)
    .innerJoin(
      paymentOrders,
      and(eq(paymentOrders.partnerId, payments.partnerId), eq(paymentOrders.id, payments.orderId)),
    )
    .innerJoin(applications, ofOrder)
    .innerJoin(accounts, ofApplicant)
    .where(and(eq(payments.partnerId, partnerId), eq(payments.id, id)))
  if (!found) return null
  const { gatewayPaymentId } = found.payment
  const [goingBack, lines, payout, captures] = await Promise.all([
    database()
      .select()
      .from(refunds)
      .where(and(eq(refunds.partnerId, partnerId), eq(refunds.gatewayPaymentId, gatewayPaymentId)))
      .orderBy(asc(refunds.createdAt)),
    listMoneyLines(staff, found.order.applicationId, gatewayPaymentId),
    findPayoutOf(partnerId, gatewayPaymentId),
    database()
      .select({ paise: sql<number>`min(${paymentFacts.paise})` })
      .from(paymentFacts)
      .where(
        and(
          eq(paymentFacts.partnerId, partnerId),
          eq(paymentFacts.gatewayPaymentId, gatewayPaymentId),
          eq(paymentFacts.state, 'captured'),
        ),
      ),
  ])
  const captured = captures[0]?.paise ?? 0
  const left = refundablePaise(captured, goingBack)
  const may = canRefund({ paise: captured, isCaptured: captured > 0 }, goingBack, Math.max(left, 100))
  const { returnTokenHash: _, ...order } = found.order
  return {
    ...found,
    order,
    refunds: goingBack,
    lines,
    payout,
    refundable: { left, locked: may.ok ? null : may.refusal },
  }
}

/** One refund with its payment's id and timeline; `isOwn`: this reader asked for it. Null: not theirs. */
export async function findRefund(staff: Reader, id: string) {
  const [found] = await database()
    .select({
      refund: refunds,
      paymentId: payments.id,
      requestedBy: sql<
        string | null
      >`(select who.full_name from accounts who where who.partner_id = ${refunds.partnerId} and who.id = ${refunds.requestedBy})`,
      decidedBy: sql<
        string | null
      >`(select who.full_name from accounts who where who.partner_id = ${refunds.partnerId} and who.id = ${refunds.decidedBy})`,
      isFeeSettled: sql<boolean>`${applications.feeSettledAt} is not null`,
      applicationState: applications.state,
      ...person,
    })
    .from(refunds)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, refunds.partnerId), eq(applications.id, refunds.applicationId)),
    )
    .innerJoin(accounts, ofApplicant)
    .leftJoin(
      payments,
      and(eq(payments.partnerId, refunds.partnerId), eq(payments.gatewayPaymentId, refunds.gatewayPaymentId)),
    )
    .where(and(eq(refunds.partnerId, staff.partnerId), eq(refunds.id, id)))
  if (!found) return null
  const lines = await listMoneyLines(staff, found.refund.applicationId, found.refund.gatewayPaymentId)
  return { ...found, lines, isOwn: found.refund.requestedBy === staff.accountId }
}

/** One record of money outside the gateway, with what holds against approving it by this reader. Null: not theirs. */
export async function findOfflinePayment(staff: Reader, id: string) {
  const isRow = and(eq(offlinePayments.partnerId, staff.partnerId), eq(offlinePayments.id, id))
  const [found] = await database()
    .select({
      offline: offlinePayments,
      recordedBy: sql<
        string | null
      >`(select who.full_name from accounts who where who.partner_id = ${offlinePayments.partnerId} and who.id = ${offlinePayments.recordedBy})`,
      decidedBy: sql<
        string | null
      >`(select who.full_name from accounts who where who.partner_id = ${offlinePayments.partnerId} and who.id = ${offlinePayments.decidedBy})`,
      receipt: receipts.number,
      ...person,
    })
    .from(offlinePayments)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, offlinePayments.partnerId),
        eq(applications.id, offlinePayments.applicationId),
      ),
    )
    .innerJoin(accounts, ofApplicant)
    .leftJoin(
      receipts,
      and(
        eq(receipts.partnerId, offlinePayments.partnerId),
        eq(receipts.offlinePaymentId, offlinePayments.id),
      ),
    )
    .where(isRow)
  if (!found) return null
  const { applicationId } = found.offline
  const now = await currentTime()
  const desk = await loadFeeDesk(database(), staff.partnerId, { id: applicationId }, { now })
  if (!desk) return null
  const may = canApproveOffline(desk.facts, found.offline, staff.accountId)
  const locked: Refusal | null = may.ok ? null : may.refusal
  return { ...found, locked, lines: await listMoneyLines(staff, applicationId) }
}

/** One payout with its lines; null: not theirs. */
export async function findSettlement(staff: Reader, id: string) {
  const [settlement] = await database()
    .select()
    .from(settlements)
    .where(and(eq(settlements.partnerId, staff.partnerId), eq(settlements.id, id)))
  if (!settlement) return null
  const lines = await database()
    .select({ line: settlementLines, paymentId: payments.id })
    .from(settlementLines)
    .leftJoin(
      payments,
      and(
        eq(payments.partnerId, settlementLines.partnerId),
        eq(payments.gatewayPaymentId, settlementLines.gatewayPaymentId),
      ),
    )
    .where(and(eq(settlementLines.partnerId, staff.partnerId), eq(settlementLines.settlementId, id)))
    .orderBy(asc(settlementLines.gatewayId))
    .limit(mostLines)
  return { settlement, lines }
}

const mostLines = 1000

/** One exception with its application and payment; null: not theirs. */
export async function findException(staff: Reader, id: string) {
  const [found] = await database()
    .select({
      exception: reconciliationExceptions,
      owner: sql<
        string | null
      >`(select who.full_name from accounts who where who.partner_id = ${reconciliationExceptions.partnerId} and who.id = ${reconciliationExceptions.ownerId})`,
      applicationNumber: sql<string | null>`${applications.number}`,
      paymentId: sql<string | null>`${payments.id}`,
    })
    .from(reconciliationExceptions)
    .leftJoin(
      applications,
      and(
        eq(applications.partnerId, reconciliationExceptions.partnerId),
        eq(applications.id, reconciliationExceptions.applicationId),
      ),
    )
    .leftJoin(
      payments,
      and(
        eq(payments.partnerId, reconciliationExceptions.partnerId),
        eq(payments.gatewayPaymentId, reconciliationExceptions.gatewayPaymentId),
      ),
    )
    .where(and(eq(reconciliationExceptions.partnerId, staff.partnerId), eq(reconciliationExceptions.id, id)))
  if (!found) return null
  const { applicationId } = found.exception
  return { ...found, lines: applicationId ? await listMoneyLines(staff, applicationId) : [] }
}

export type DeskHit = {
  kind: 'order' | 'payment' | 'refund' | 'offline' | 'settlement' | 'application'
  id: string
  label: string
}

/** Whatever carries exactly this id: order, payment, receipt, refund, payout, UTR, reference, application number, e-mail. */
export async function findDeskHits(staff: Reader, typed: string): Promise<DeskHit[]> {
  const q = typed.trim()
  if (q.length < 4 || q.length > 100) return []
  const p = staff.partnerId
  const rows = await database().execute<DeskHit>(sql`
    select 'order' as kind, o.id::text as id, coalesce(o.gateway_order_id, o.receipt) as label from payment_orders o
      where o.partner_id = ${p} and (o.gateway_order_id = ${q} or o.receipt = ${q})
    union select 'order', r.order_id::text, r.number from receipts r
      where r.partner_id = ${p} and r.number = ${q.toUpperCase()} and r.order_id is not null
    union select 'offline', r.offline_payment_id::text, r.number from receipts r
      where r.partner_id = ${p} and r.number = ${q.toUpperCase()} and r.offline_payment_id is not null
    union select 'payment', y.id::text, y.gateway_payment_id from payments y
      where y.partner_id = ${p} and y.gateway_payment_id = ${q}
    union select 'refund', r.id::text, coalesce(r.gateway_refund_id, r.gateway_payment_id) from refunds r
      where r.partner_id = ${p} and (r.gateway_refund_id = ${q} or r.gateway_payment_id = ${q})
    union select 'offline', f.id::text, f.reference from offline_payments f
      where f.partner_id = ${p} and f.reference = ${q.toUpperCase()}
    union select 'settlement', s.id::text, coalesce(s.utr, s.gateway_settlement_id) from settlements s
      where s.partner_id = ${p} and (s.utr = ${q} or s.gateway_settlement_id = ${q})
    union select 'application', a.number, a.number from applications a join accounts c on c.partner_id = a.partner_id and c.id = a.applicant_id
      where a.partner_id = ${p} and (a.number = ${q.toUpperCase()} or c.email = ${q.toLowerCase()})
    limit 20`)
  return [...rows]
}

async function findPayoutOf(partnerId: string, gatewayPaymentId: string) {
  const [row] = await database()
    .select({ id: settlements.id, utr: settlements.utr, line: settlementLines })
    .from(settlementLines)
    .innerJoin(
      settlements,
      and(
        eq(settlements.partnerId, settlementLines.partnerId),
        eq(settlements.id, settlementLines.settlementId),
      ),
    )
    .where(and(eq(settlementLines.partnerId, partnerId), eq(settlementLines.gatewayId, gatewayPaymentId)))
  return row ?? null
}

const person = { applicationNumber: applications.number, applicantName: accounts.fullName }
const ofOrder = and(
  eq(applications.partnerId, paymentOrders.partnerId),
  eq(applications.id, paymentOrders.applicationId),
)
const ofApplicant = and(
  eq(accounts.partnerId, applications.partnerId),
  eq(accounts.id, applications.applicantId),
)
