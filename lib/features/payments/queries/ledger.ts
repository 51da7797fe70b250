import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { paymentFacts, paymentOrders, receipts, refunds } from '@/db/schema/payments'
import { type PayVerdict, payPolicy, payVerdict } from '@/lib/domain/payments/can'
import { type OrderView, type PaymentFact, reduceOrder } from '@/lib/domain/payments/ledger'
import { secondsAfter } from '@/lib/domain/shared/india-time'

export type OrderRow = typeof paymentOrders.$inferSelect
export type ReceiptRow = typeof receipts.$inferSelect
export type RefundRow = typeof refunds.$inferSelect

/** One order with everything known of it, reduced. */
export type LedgerOrder = { row: OrderRow; view: OrderView; verdict: PayVerdict }

/** The whole of one application's fee: its orders oldest first, and where paying stands across all of them. */
export type FeeLedger = {
  orders: LedgerOrder[]
  /** The order that a press of Pay would use; null before the first press and after the last. */
  open: LedgerOrder | null
  verdict: PayVerdict
  receipt: ReceiptRow | null
  refunds: RefundRow[]
}

/** Who is recorded as having settled the fee, when that was no payment of the gateway: money at the counter, a waiver. */
const settledElsewhere = 'settled elsewhere'

/** The payment recorded as settling: an application has one receipt, so a capture on any other order is a second one. */
export const settlingPayment = (
  feeOverAt: Date | null,
  receipt: Pick<ReceiptRow, 'gatewayPaymentId'> | null,
): string | null => receipt?.gatewayPaymentId ?? (feeOverAt ? settledElsewhere : null)

/** A kept fact as the ledger reads it. */
export const factOf = (row: typeof paymentFacts.$inferSelect): PaymentFact => ({
  gatewayPaymentId: row.gatewayPaymentId,
  state: row.state,
  paise: row.paise,
  currency: row.currency,
  method: row.method,
  reason: row.reason,
  at: row.gatewayAt,
})

/** Reads everything about one application's fee. Inside a transaction that holds the application row it cannot change meanwhile. */
export async function loadFeeLedger(
  db: Db | Tx,
  application: { partnerId: string; id: string; feeSettledAt: Date | null; feeWaivedAt: Date | null },
  now: Date,
): Promise<FeeLedger> {
  const feeOverAt = application.feeSettledAt ?? application.feeWaivedAt
  const ofApplication = and(
    eq(paymentOrders.partnerId, application.partnerId),
    eq(paymentOrders.applicationId, application.id),
  )
  const [rows, known, money] = await Promise.all([
    db
      .select()
      .from(paymentOrders)
      .where(ofApplication)
      .orderBy(asc(paymentOrders.createdAt), asc(paymentOrders.id)),
    listFacts(db, application),
    listMoney(db, application),
  ])
  const settledBy = settlingPayment(feeOverAt, money.receipt)
  const orders = rows.map((row): LedgerOrder => {
    const view = reduceOrder({ paise: row.paise, currency: 'INR', settledBy }, known.get(row.id) ?? [])
    return {
      row,
      view,
      verdict: payVerdict({
        order: view,
        sentToGatewayAt: row.sentToGatewayAt,
        cameBackAt: row.returnedAt,
        now,
      }),
    }
  })
  const open = orders.find(({ row }) => row.state === 'creating' || row.state === 'open') ?? null
  return { orders, open, verdict: verdictOf(orders, feeOverAt), ...money }
}

function verdictOf(orders: LedgerOrder[], feeOverAt: Date | null): PayVerdict {
  if (feeOverAt) return 'settled'
  const verdicts = orders.map(({ verdict }) => verdict)
  if (verdicts.includes('mismatch')) return 'mismatch'
  return verdicts.some((verdict) => verdict !== 'pay') ? 'checking' : 'pay'
}

/**
 * The browser is back from the gateway, and the gateway has not been heard since. Only its answer ends the visit: while it
 * is silent nobody knows whether the browser comes back from having paid, so Pay stays shut.
 */
export const isBackUnheard = ({ returnClaim, returnedAt, sentToGatewayAt }: OrderRow): boolean =>
  returnClaim !== null && (!returnedAt || (sentToGatewayAt !== null && returnedAt < sentToGatewayAt))

/** The browser was sent to the gateway and may still go there: it has not come back, and no money is on its way. */
export function isAwaitedAtGateway(
  { row: { sentToGatewayAt, returnedAt, returnClaim }, view }: LedgerOrder,
  now: Date,
): boolean {
  if (!sentToGatewayAt || now >= secondsAfter(sentToGatewayAt, payPolicy.atGatewaySeconds)) return false
  if (returnClaim !== null || (returnedAt && returnedAt >= sentToGatewayAt)) return false
  return payVerdict({ order: view, sentToGatewayAt: null, cameBackAt: null, now }) === 'pay'
}

const secondsOfTheSameClick = 10

/** The browser is leaving for the gateway this very moment: a second click goes with it instead of being refused. */
export const isJustSent = (open: LedgerOrder, now: Date): boolean =>
  isAwaitedAtGateway(open, now) &&
  open.row.sentToGatewayAt !== null &&
  now < secondsAfter(open.row.sentToGatewayAt, secondsOfTheSameClick)

async function listFacts(
  db: Db | Tx,
  application: { partnerId: string; id: string },
): Promise<Map<string, PaymentFact[]>> {
  const rows = await db
    .select({ fact: paymentFacts })
    .from(paymentFacts)
    .innerJoin(
      paymentOrders,
      and(eq(paymentOrders.partnerId, paymentFacts.partnerId), eq(paymentOrders.id, paymentFacts.orderId)),
    )
    .where(
      and(eq(paymentFacts.partnerId, application.partnerId), eq(paymentOrders.applicationId, application.id)),
    )
  const byOrder = new Map<string, PaymentFact[]>()
  for (const { fact } of rows) byOrder.set(fact.orderId, [...(byOrder.get(fact.orderId) ?? []), factOf(fact)])
  return byOrder
}

async function listMoney(db: Db | Tx, { partnerId, id }: { partnerId: string; id: string }) {
  const [receipt] = await db
    .select()
    .from(receipts)
    .where(and(eq(receipts.partnerId, partnerId), eq(receipts.applicationId, id)))
  const goingBack = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.partnerId, partnerId), eq(refunds.applicationId, id)))
    .orderBy(asc(refunds.createdAt))
  return { receipt: receipt ?? null, refunds: goingBack }
}
