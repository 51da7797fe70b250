import type { Paise } from '../shared/paise'
import type { PaymentState } from './ledger'

/** Everything that can be out of step between the gateway, our ledger and the applications. */
export const exceptionKinds = [
  'unknown_here',
  'unknown_there',
  'amount_differs',
  'settled_differs',
  'refund_unknown',
  'paid_not_unlocked',
  'settled_without_money',
  'duplicate_not_refunded',
  'not_settled_yet',
] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

/** `fixed` by its own command, `closed` by a person with a note, `gone` when a later run no longer found it. */
export const exceptionStates = ['open', 'fixed', 'closed', 'gone'] as const

/** What a press can do about it; `look` is a person's work outside the portal. */
export const exceptionFixes = [
  'ask_gateway',
  'settle_again',
  'import_refund',
  'fetch_settlements',
  'look',
] as const
export type ExceptionFix = (typeof exceptionFixes)[number]

export const runStates = ['running', 'done', 'failed'] as const

/** What a line of a payout is about. */
export const settlementLineKinds = ['payment', 'refund', 'adjustment', 'other'] as const
export type SettlementLineKind = (typeof settlementLineKinds)[number]

/** One line of a gateway's payout, in our words. `fee` includes its `tax`; `net` is what reached the bank, negative for money back. */
export type SettlementLine = {
  gatewayId: string
  kind: SettlementLineKind
  settlementId: string
  utr: string | null
  gatewayPaymentId: string | null
  gatewayOrderId: string | null
  paise: Paise
  fee: Paise
  tax: Paise
  net: Paise
  settledAt: Date
}

/** One payment as the gateway lists it for a range of days. */
export type TheirPayment = {
  gatewayPaymentId: string
  gatewayOrderId: string | null
  state: PaymentState
  paise: Paise
  refundedPaise: Paise
  at: Date
}
/** One refund as the gateway lists it. */
export type TheirRefund = {
  gatewayRefundId: string
  gatewayPaymentId: string
  state: 'pending' | 'processed' | 'failed'
  paise: Paise
  at: Date
}

/** One payment of our ledger. `isCaptured`: a capture was seen, whatever became of it later. */
export type OurPayment = {
  gatewayPaymentId: string
  orderId: string
  applicationId: string
  isCaptured: boolean
  paise: Paise
  at: Date
}
export type OurRefund = { gatewayRefundId: string | null; gatewayPaymentId: string; isUnnamed: boolean }
export type OurOrder = { gatewayOrderId: string; orderId: string; applicationId: string }

/** One thing out of step. `subject` names it for ever, so that a second run finds the same one. */
export type Finding = {
  kind: ExceptionKind
  subject: string
  applicationId: string | null
  orderId: string | null
  gatewayPaymentId: string | null
  gatewayRefundId: string | null
  oursPaise: Paise | null
  theirsPaise: Paise | null
}

/** The two books of a range of days. `ours` holds every payment that `theirs` or `lines` name, and those of the range. */
export type Books = {
  from: Date
  to: Date
  theirs: readonly TheirPayment[]
  theirRefunds: readonly TheirRefund[]
  lines: readonly SettlementLine[]
  ours: readonly OurPayment[]
  ourOrders: readonly OurOrder[]
  ourRefunds: readonly OurRefund[]
}

/** Compares the gateway's book with ours: a function of the two, so that running it again finds the same. */
export function compareBooks(books: Books): Finding[] {
  const ours = new Map(books.ours.map((payment) => [payment.gatewayPaymentId, payment]))
  const orders = new Map(books.ourOrders.map((order) => [order.gatewayOrderId, order]))
  return [
    ...books.theirs.filter(wasCaptured).flatMap((their) => comparePayment(their, ours, orders)),
    ...missingThere(books),
    ...books.lines.flatMap((line) => compareLine(line, ours)),
    ...unknownRefunds(books, ours),
  ]
}

/** What a payout's line should bring: the amount less the fee, which includes its tax; a refund brings nothing and costs no fee. */
export const expectedNet = ({ kind, paise, fee }: Pick<SettlementLine, 'kind' | 'paise' | 'fee'>): Paise =>
  kind === 'refund' ? -paise - fee : paise - fee

/** The press that may help with a kind; without an order of ours there is nobody to ask about. */
export function fixOf(kind: ExceptionKind, isOrderKnown: boolean): ExceptionFix {
  const fix = fixes[kind]
  return fix === 'ask_gateway' && !isOrderKnown ? 'look' : fix
}

const fixes: Record<ExceptionKind, ExceptionFix> = {
  unknown_here: 'ask_gateway',
  unknown_there: 'ask_gateway',
  amount_differs: 'ask_gateway',
  settled_differs: 'look',
  refund_unknown: 'import_refund',
  paid_not_unlocked: 'settle_again',
  settled_without_money: 'look',
  duplicate_not_refunded: 'settle_again',
  not_settled_yet: 'fetch_settlements',
}

const wasCaptured = ({ state }: TheirPayment) => state === 'captured' || state === 'refunded'

function comparePayment(
  their: TheirPayment,
  ours: Map<string, OurPayment>,
  orders: Map<string, OurOrder>,
): Finding[] {
  const our = ours.get(their.gatewayPaymentId)
  const order = their.gatewayOrderId ? orders.get(their.gatewayOrderId) : undefined
  const about = {
    applicationId: our?.applicationId ?? order?.applicationId ?? null,
    orderId: our?.orderId ?? order?.orderId ?? null,
    gatewayPaymentId: their.gatewayPaymentId,
    gatewayRefundId: null,
    theirsPaise: their.paise,
  }
  const { gatewayPaymentId: subject } = their
  // A payment given back without ever being captured looks refunded there and moved no money here.
  if (!our?.isCaptured)
    return their.state === 'captured' ? [{ kind: 'unknown_here', subject, ...about, oursPaise: null }] : []
  if (our.paise !== their.paise) return [{ kind: 'amount_differs', subject, ...about, oursPaise: our.paise }]
  return []
}

function missingThere({ from, to, theirs, ours }: Books): Finding[] {
  const there = new Set(theirs.map(({ gatewayPaymentId }) => gatewayPaymentId))
  return ours
    .filter(({ isCaptured, at, gatewayPaymentId }) => {
      return isCaptured && at >= from && at < to && !there.has(gatewayPaymentId)
    })
    .map((our) => ({
      kind: 'unknown_there',
      subject: our.gatewayPaymentId,
      applicationId: our.applicationId,
      orderId: our.orderId,
      gatewayPaymentId: our.gatewayPaymentId,
      gatewayRefundId: null,
      oursPaise: our.paise,
      theirsPaise: null,
    }))
}

function compareLine(line: SettlementLine, ours: Map<string, OurPayment>): Finding[] {
  if (line.kind !== 'payment' && line.kind !== 'refund') return []
  const paymentId = line.gatewayPaymentId ?? line.gatewayId
  const our = ours.get(paymentId)
  const expected = expectedNet(line)
  const isOfOurAmount = line.kind !== 'payment' || !our || our.paise === line.paise
  if (line.net === expected && isOfOurAmount) return []
  return [
    {
      kind: 'settled_differs',
      subject: line.gatewayId,
      applicationId: our?.applicationId ?? null,
      orderId: our?.orderId ?? null,
      gatewayPaymentId: paymentId,
      gatewayRefundId: line.kind === 'refund' ? line.gatewayId : null,
      oursPaise: our && line.kind === 'payment' ? our.paise - line.fee : expected,
      theirsPaise: line.net,
    },
  ]
}

/** A refund of ours whose answer is still on its way has no name yet: until then an unknown one may be that very refund. */
function unknownRefunds({ theirRefunds, ourRefunds }: Books, ours: Map<string, OurPayment>): Finding[] {
  const named = new Set(ourRefunds.map(({ gatewayRefundId }) => gatewayRefundId))
  const unnamed = new Set(
    ourRefunds.filter(({ isUnnamed }) => isUnnamed).map(({ gatewayPaymentId }) => gatewayPaymentId),
  )
  return theirRefunds
    .filter(({ state, gatewayRefundId, gatewayPaymentId }) => {
      return state !== 'failed' && !named.has(gatewayRefundId) && !unnamed.has(gatewayPaymentId)
    })
    .map((their) => {
      const our = ours.get(their.gatewayPaymentId)
      return {
        kind: 'refund_unknown',
        subject: their.gatewayRefundId,
        applicationId: our?.applicationId ?? null,
        orderId: our?.orderId ?? null,
        gatewayPaymentId: their.gatewayPaymentId,
        gatewayRefundId: their.gatewayRefundId,
        oursPaise: null,
        theirsPaise: their.paise,
      }
    })
}

/** Payouts come two working days after the capture; a weekend and a holiday on top are ordinary. Days. */
export const settledWithinDays = 6
/** Days of payments that each run looks at again: a bank may answer three days late. */
export const lookBackDays = 4
/** After this hour in India yesterday's book is complete at the gateway. */
export const runAfterHour = 6
