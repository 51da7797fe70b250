import type { Staff } from '@/lib/platform/auth/actors'
import { type CsvColumn, csvOfRows, csvRupees } from '@/lib/platform/csv'
import type { KeysetPage, PagePlace } from '@/lib/platform/keyset'
import { type DeskFilter, type DeskList, deskLists } from '@/lib/domain/payments/desk-filter'
import {
  type CouponListRow,
  type ExceptionListRow,
  type OfflineListRow,
  type PaymentListRow,
  type SettlementListRow,
  type WaiverListRow,
  listCoupons,
  listExceptions,
  listOffline,
  listSettlements,
  listTries,
  listWaivers,
} from './desk-lists'
import { type OrderListRow, listPayments } from './staff'
import { type RefundListRow, type WebhookListRow, listRefunds, listWebhooks } from './staff-queues'

/** A list of the desk as a CSV file: the rows that it shows for this filter, newest first, of every page. Null for a list that is not there. */
export function deskFile(
  exporter: Staff<'payments.export'>,
  asked: string,
  filter: DeskFilter = {},
): ReadableStream<Uint8Array> | null {
  // Whoever may export may read: the roles with the one hold the other.
  const staff = exporter as Staff<'payments.export' | 'payments.read'> as Reader
  const list = deskLists.find((one) => one === asked)
  return list ? files[list](staff, filter) : null
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
  { header: 'Rupees', cell: (row) => maybeRupees(row.paiseOff) },
  { header: 'Most uses', cell: (row) => row.maxUses },
  { header: 'Held or used', cell: (row) => row.uses },
  { header: 'Used', cell: (row) => row.used },
  { header: 'From', cell: (row) => row.startsAt },
  { header: 'Until', cell: (row) => row.endsAt },
]
const waivers: CsvColumn<WaiverListRow>[] = [
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Applicant', cell: (row) => row.applicantName },
  { header: 'Kind', cell: (row) => row.kind },
  { header: 'Rupees', cell: (row) => csvRupees(row.paise) },
  { header: 'Reason', cell: (row) => row.reason },
  { header: 'Waived by', cell: (row) => row.grantedBy },
  { header: 'Waived at', cell: (row) => row.grantedAt },
  { header: 'Taken back at', cell: (row) => row.takenBackAt },
]
const settlements: CsvColumn<SettlementListRow>[] = [
  { header: 'Settlement', cell: (row) => row.gatewaySettlementId },
  { header: 'UTR', cell: (row) => row.utr },
  { header: 'Net rupees', cell: (row) => csvRupees(row.netPaise) },
  { header: 'Fee rupees', cell: (row) => csvRupees(row.feePaise) },
  { header: 'Tax in fee', cell: (row) => csvRupees(row.taxPaise) },
  { header: 'Settled at', cell: (row) => row.settledAt },
]
const exceptions: CsvColumn<ExceptionListRow>[] = [
  { header: 'What', cell: (row) => row.kind },
  { header: 'About', cell: (row) => row.subject },
  { header: 'Application', cell: (row) => row.applicationNumber },
  { header: 'Payment', cell: (row) => row.gatewayPaymentId },
  { header: 'State', cell: (row) => row.state },
  { header: 'Rupees in our book', cell: (row) => maybeRupees(row.oursPaise) },
  { header: "Rupees in the gateway's book", cell: (row) => maybeRupees(row.theirsPaise) },
  { header: 'Owner', cell: (row) => row.owner },
  { header: 'Found at', cell: (row) => row.createdAt },
]
const webhooks: CsvColumn<WebhookListRow>[] = [
  { header: 'Event', cell: (row) => row.eventId },
  { header: 'Type', cell: (row) => row.type },
  { header: 'Order', cell: (row) => row.gatewayOrderId },
  { header: 'Signature holds', cell: (row) => row.signatureHolds },
  { header: 'Deliveries', cell: (row) => row.deliveries },
  { header: 'Received at', cell: (row) => row.receivedAt },
]

const maybeRupees = (paise: number | null) => (paise === null ? null : csvRupees(paise))

type Reader = Staff<'payments.read'>
type Lister<Row> = (
  staff: Reader,
  filter: DeskFilter,
  place: PagePlace,
  size: number,
) => Promise<KeysetPage<Row>>

const fileOf =
  <Row>(columns: readonly CsvColumn<Row>[], list: Lister<Row>) =>
  (staff: Reader, filter: DeskFilter) =>
    csvOfRows(
      columns,
      walk((place, size) => list(staff, filter, place, size)),
    )

const files: Record<DeskList, (staff: Reader, filter: DeskFilter) => ReadableStream<Uint8Array>> = {
  orders: fileOf(orders, listPayments),
  payments: fileOf(payments, listTries),
  refunds: fileOf(refunds, listRefunds),
  offline: fileOf(offline, listOffline),
  coupons: fileOf(coupons, listCoupons),
  waivers: fileOf(waivers, listWaivers),
  settlements: fileOf(settlements, listSettlements),
  exceptions: fileOf(exceptions, listExceptions),
  webhooks: fileOf(webhooks, listWebhooks),
}
