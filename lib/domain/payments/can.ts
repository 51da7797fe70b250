import { secondsAfter } from '../shared/india-time'
import { ok, refuse, type Result } from '../shared/result'
import type { OrderView, PaymentFact } from './ledger'

/** How long silence blocks a second try. Seconds. */
export const payPolicy = {
  /** The browser is at the gateway and nothing is known yet. */
  atGatewaySeconds: 180,
  /** A payment that is only `created`: the gateway itself gives up after about ten minutes. */
  createdSeconds: 20 * 60,
  /** The gateway's clock may be behind ours, and it counts whole seconds. */
  clockSkewSeconds: 5,
} as const

export type PayFacts = {
  /** The application's open order reduced, or null when none was made yet. */
  order: OrderView | null
  /** When the browser was last sent to the gateway, and when it last came back (return or cancel). */
  sentToGatewayAt: Date | null
  cameBackAt: Date | null
  now: Date
}

export type PayVerdict = 'pay' | 'checking' | 'settled' | 'mismatch'

/** May the applicant press Pay? The page prints the same refusal that the command enforces. */
export function canPay(facts: PayFacts): Result<void> {
  const verdict = payVerdict(facts)
  if (verdict === 'settled') return refuse('fee_settled')
  if (verdict === 'mismatch') return refuse('payment_mismatch', { waitsFor: 'staff' })
  if (verdict === 'checking') return refuse('payment_checking', { waitsFor: 'bank' })
  return ok()
}

/** Where paying stands: `checking` while a try is unresolved, so that nobody pays twice. */
export function payVerdict({ order, sentToGatewayAt, cameBackAt, now }: PayFacts): PayVerdict {
  if (order?.state === 'settled') return 'settled'
  if (order?.state === 'mismatch') return 'mismatch'
  const payments = order?.payments ?? []
  if (payments.some((payment) => holdsMoneyPerhaps(payment, now))) return 'checking'
  return isAtGateway(payments, sentToGatewayAt, cameBackAt, now) ? 'checking' : 'pay'
}

/** An authorised payment blocks until it is captured or given back, however long; a created one only for a while. */
function holdsMoneyPerhaps(payment: PaymentFact, now: Date): boolean {
  if (payment.state === 'authorized') return true
  return payment.state === 'created' && now < secondsAfter(payment.at, payPolicy.createdSeconds)
}

function isAtGateway(
  payments: PaymentFact[],
  sentAt: Date | null,
  cameBackAt: Date | null,
  now: Date,
): boolean {
  if (!sentAt || now >= secondsAfter(sentAt, payPolicy.atGatewaySeconds)) return false
  if (cameBackAt && cameBackAt >= sentAt) return false
  const firstPossible = secondsAfter(sentAt, -payPolicy.clockSkewSeconds)
  // A try made before the browser last came back belongs to the visit before this one, however close together they are.
  const isOfThisVisit = ({ at }: PaymentFact) => at >= firstPossible && (!cameBackAt || at > cameBackAt)
  return !payments.some(isOfThisVisit)
}
