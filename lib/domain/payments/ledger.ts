import type { Paise } from '../shared/paise'

/** The life of one payment (one try at paying an order). Rank only grows; `refunded` is the end. Authorised is not captured. */
export const paymentStates = ['created', 'failed', 'authorized', 'captured', 'refunded'] as const
export type PaymentState = (typeof paymentStates)[number]

/** What made us ask the gateway when a fact was learnt. */
export const factSources = ['webhook', 'return', 'poll'] as const
export type FactSource = (typeof factSources)[number]

/** One thing the gateway has said about one payment, in our words. Facts arrive in any order and more than once. */
export type PaymentFact = {
  gatewayPaymentId: string
  state: PaymentState
  paise: Paise
  currency: string
  method: string | null
  /** Gateway's machine reason for a failure, e.g. `payment_cancelled`. */
  reason: string | null
  /** The gateway's own time for the payment. */
  at: Date
}

/**
 * What an order asks for. `settledBy` is the payment that the database recorded as settling it, or null:
 * once recorded it never changes, whatever is learnt later.
 */
export type Order = { paise: Paise; currency: 'INR'; settledBy?: string | null }

/** `settled` once paid, for ever; `mismatch`: money of another amount is here and must go back; `checking`: an attempt is unresolved. */
export const orderStates = ['open', 'checking', 'settled', 'mismatch'] as const
export type OrderState = (typeof orderStates)[number]

export type OrderView = {
  state: OrderState
  settledBy: string | null
  /** One merged view per payment, in the gateway's order of time, then id. */
  payments: PaymentFact[]
  /** Captured payments of the right amount beyond the one that settles, refunded ones included. */
  secondCaptures: PaymentFact[]
  /** Captured payments of a wrong amount or currency, refunded ones included: these never settle. */
  mismatched: PaymentFact[]
  /** Second and mismatched captures that still hold the payer's money: queue each for refund, once. */
  toRefund: PaymentFact[]
  lastFailure: { gatewayPaymentId: string; reason: string | null; at: Date } | null
}

/**
 * What is true of an order, from every fact known of it: a function of the *set* of facts, so order and repetition
 * do not matter. Without a recorded `settledBy`, the right capture that the gateway dates earliest settles (then the
 * smaller id). A capture once seen still settles when the payment is refunded later; an uncaptured refund never does.
 */
export function reduceOrder(order: Order, facts: readonly PaymentFact[]): OrderView {
  const ledgers = [...groupByPayment(facts).values()].map(mergePayment).sort(byTime)
  const captured = ledgers.filter((payment) => payment.captures.length > 0)
  const isRight = (payment: MergedPayment) =>
    payment.captures.every((fact) => fact.paise === order.paise && fact.currency === order.currency)

  const settledBy = order.settledBy ?? captured.find(isRight)?.view.gatewayPaymentId ?? null
  const others = captured.filter((payment) => payment.view.gatewayPaymentId !== settledBy)
  const secondCaptures = others.filter(isRight).map(viewOf)
  const mismatched = others.filter((payment) => !isRight(payment)).map(viewOf)
  const payments = ledgers.map(viewOf)
  return {
    state: orderState(settledBy, payments, mismatched),
    settledBy,
    payments,
    secondCaptures,
    mismatched,
    toRefund: [...secondCaptures, ...mismatched]
      .filter((payment) => payment.state === 'captured')
      .sort(byTimeOfFact),
    lastFailure: lastFailureOf(payments),
  }
}

/** Whether the gateway has still to say what became of this payment: money may or may not have left the account. */
export const isUnresolved = (state: PaymentState): boolean => state === 'created' || state === 'authorized'

type MergedPayment = { view: PaymentFact; captures: PaymentFact[] }

function groupByPayment(facts: readonly PaymentFact[]): Map<string, PaymentFact[]> {
  const groups = new Map<string, PaymentFact[]>()
  for (const fact of facts) {
    const known = groups.get(fact.gatewayPaymentId)
    if (known) known.push(fact)
    else groups.set(fact.gatewayPaymentId, [fact])
  }
  return groups
}

/** The fact of the highest rank speaks for the payment; `at` is the earliest time the gateway gave. */
function mergePayment(facts: PaymentFact[]): MergedPayment {
  const captures = facts.filter((fact) => fact.state === 'captured')
  // A refund's own amount may be partial or absent: the capture says how much was taken.
  const [furthest] = [...facts].sort(byRankThenText)
  const [amountFrom] = captures.length > 0 ? [...captures].sort(byRankThenText) : [furthest]
  if (!furthest || !amountFrom) throw new RangeError('a payment is known by at least one fact')
  return {
    view: {
      ...furthest,
      paise: amountFrom.paise,
      currency: amountFrom.currency,
      at: new Date(Math.min(...facts.map((fact) => fact.at.getTime()))),
    },
    captures,
  }
}

function orderState(
  settledBy: string | null,
  payments: PaymentFact[],
  mismatched: PaymentFact[],
): OrderState {
  if (settledBy !== null) return 'settled'
  if (mismatched.some((payment) => payment.state === 'captured')) return 'mismatch'
  return payments.some((payment) => isUnresolved(payment.state)) ? 'checking' : 'open'
}

function lastFailureOf(payments: PaymentFact[]): OrderView['lastFailure'] {
  const last = payments.findLast((payment) => payment.state === 'failed')
  return last ? { gatewayPaymentId: last.gatewayPaymentId, reason: last.reason, at: last.at } : null
}

const rank = (state: PaymentState) => paymentStates.indexOf(state)
const viewOf = (payment: MergedPayment) => payment.view

const byTimeOfFact = (a: PaymentFact, b: PaymentFact) =>
  a.at.getTime() - b.at.getTime() || compareText(a.gatewayPaymentId, b.gatewayPaymentId)
const byTime = (a: MergedPayment, b: MergedPayment) => byTimeOfFact(a.view, b.view)

/** A total order, so that two facts of one rank that disagree are still read alike on every machine. */
const byRankThenText = (a: PaymentFact, b: PaymentFact) =>
  rank(b.state) - rank(a.state) ||
  a.paise - b.paise ||
  compareText(a.currency, b.currency) ||
  compareText(b.method ?? '', a.method ?? '') ||
  compareText(b.reason ?? '', a.reason ?? '')

// Code units, not a locale: the same answer everywhere.
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
