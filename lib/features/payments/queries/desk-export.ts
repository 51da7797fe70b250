import type { Staff } from '@/lib/platform/auth/actors'
import { type CsvColumn, csvOfRows, csvRupees } from '@/lib/platform/csv'
import type { KeysetPage, PagePlace } from '@/lib/platform/keyset'
import {
  type CouponListRow,
  type OfflineListRow,
  type PaymentListRow,
  type SettlementListRow,
  listCoupons,
  listOffline,
  listSettlements,
  listTries,
} from './desk-lists'
import { type OrderListRow, listPayments } from './staff'
import { type RefundListRow, type WebhookListRow, listRefunds, listWebhooks } from './staff-queues'

/** A list of the desk as a CSV file, newest first, every row of the partner's; null for a list that is not there. */
export function deskFile(
  exporter: Staff<'payments.export'>,
  view: string,
): ReadableStream<Uint8Array> | null {
  // Whoever may export may read: the roles with the one hold the other.
  const staff = exporter as Staff<'payments.export' | 'payments.read'> as Staff<'payments.read'>
  if (!Object.hasOwn(files, view)) return null
  return files[view as keyof typeof files](staff)
}

const rowsAtOnce = 500

async function* walk<Row>(
  list: (place: PagePlace, size: number) => Promise<KeysetPage<Row>>,
): AsyncGenerator<Row> {
  let place: PagePlace | null = {}
  while (place) {
    const page: KeysetPage<Row> = await list(place, rowsAtOnce)
    yield* page.rows
    place = page.next
  }
}

const orders: CsvColumn<OrderListRow>[] = [
  { header: 'Order', cell: (row) => row.id },
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Applicant', cell: (row) => row.applicantName },
  { header: 'State', cell: (row) => row.state },
  { header: 'Rupees', cell: (row) => csvRupees(row.paise) },
  { header: 'Tries', cell: (row) => row.tries },
  { header: 'Last try', cell: (row) => row.lastTry },
  { header: 'Receipt', cell: (row) => row.receiptNumber },
  { header: 'Made at', cell: (row) => row.createdAt },
]
const payments: CsvColumn<PaymentListRow>[] = [
  { header: 'Payment', cell: (row) => row.gatewayPaymentId },
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Applicant', cell: (row) => row.applicantName },
  { header: 'State', cell: (row) => row.state },
  { header: 'Rupees', cell: (row) => csvRupees(row.paise) },
  { header: 'Method', cell: (row) => row.method },
  { header: 'Reason', cell: (row) => row.reason },
  { header: 'At the gateway', cell: (row) => row.gatewayAt },
]
const refunds: CsvColumn<RefundListRow>[] = [
  { header: 'Refund', cell: (row) => row.gatewayRefundId },
  { header: 'Payment', cell: (row) => row.gatewayPaymentId },
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Applicant', cell: (row) => row.applicantName },
  { header: 'State', cell: (row) => row.state },
  { header: 'Reason', cell: (row) => row.reason },
  { header: 'Rupees', cell: (row) => csvRupees(row.paise) },
  { header: 'Queued at', cell: (row) => row.createdAt },
  { header: 'Settled at', cell: (row) => row.settledAt },
]
const offline: CsvColumn<OfflineListRow>[] = [
  { header: 'Reference', cell: (row) => row.reference },
  { header: 'Method', cell: (row) => row.method },
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Applicant', cell: (row) => row.applicantName },
  { header: 'State', cell: (row) => row.state },
  { header: 'Rupees', cell: (row) => csvRupees(row.paise) },
  { header: 'Received on', cell: (row) => row.receivedOn },
  { header: 'Recorded by', cell: (row) => row.recordedBy },
  { header: 'Decided by', cell: (row) => row.decidedBy },
]
const coupons: CsvColumn<CouponListRow>[] = [
  { header: 'Code', cell: (row) => row.code },
  { header: 'Intake', cell: (row) => row.intakeName.en },
  { header: 'Percent', cell: (row) => row.percentOff },
  { header: 'Rupees', cell: (row) => row.paiseOff && csvRupees(row.paiseOff) },
  { header: 'Most uses', cell: (row) => row.maxUses },
  { header: 'Held or used', cell: (row) => row.uses },
  { header: 'Used', cell: (row) => row.used },
  { header: 'From', cell: (row) => row.startsAt },
  { header: 'Until', cell: (row) => row.endsAt },
]
const settlements: CsvColumn<SettlementListRow>[] = [
  { header: 'Settlement', cell: (row) => row.gatewaySettlementId },
  { header: 'UTR', cell: (row) => row.utr },
  { header: 'Net rupees', cell: (row) => csvRupees(row.netPaise) },
  { header: 'Fee rupees', cell: (row) => csvRupees(row.feePaise) },
  { header: 'Tax in fee', cell: (row) => csvRupees(row.taxPaise) },
  { header: 'Settled at', cell: (row) => row.settledAt },
]
const webhooks: CsvColumn<WebhookListRow>[] = [
  { header: 'Event', cell: (row) => row.eventId },
  { header: 'Type', cell: (row) => row.type },
  { header: 'Order', cell: (row) => row.gatewayOrderId },
  { header: 'Signature holds', cell: (row) => row.signatureHolds },
  { header: 'Deliveries', cell: (row) => row.deliveries },
  { header: 'Received at', cell: (row) => row.receivedAt },
]

type Reader = Staff<'payments.read'>
const files = {
  orders: (staff: Reader) =>
    csvOfRows(
      orders,
      walk((place, size) => listPayments(staff, {}, place, size)),
    ),
  payments: (staff: Reader) =>
    csvOfRows(
      payments,
      walk((place, size) => listTries(staff, {}, place, size)),
    ),
  refunds: (staff: Reader) =>
    csvOfRows(
      refunds,
      walk((place, size) => listRefunds(staff, {}, place, size)),
    ),
  offline: (staff: Reader) =>
    csvOfRows(
      offline,
      walk((place, size) => listOffline(staff, {}, place, size)),
    ),
  coupons: (staff: Reader) =>
    csvOfRows(
      coupons,
      walk((place, size) => listCoupons(staff, place, size)),
    ),
  settlements: (staff: Reader) =>
    csvOfRows(
      settlements,
      walk((place, size) => listSettlements(staff, place, size)),
    ),
  webhooks: (staff: Reader) =>
    csvOfRows(
      webhooks,
      walk((place, size) => listWebhooks(staff, {}, place, size)),
    ),
}
