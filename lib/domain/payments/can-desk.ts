import type { JourneyDefinition } from '../journeys/definition'
import { type JourneyFacts, isDecided, isReviewStarted, isWithdrawn } from '../journeys/facts'
import { formatPaise, type Paise } from '../shared/paise'
import { ok, refuse, type Result } from '../shared/result'
import type { PayVerdict } from './can'
import type { OfflineState } from './fees'

/** Everything that staff's verbs on one application's fee depend on. */
export type DeskFacts = {
  definition: JourneyDefinition
  journey: JourneyFacts
  /** Where paying online stands across all orders. */
  verdict: PayVerdict
  /** What is to be paid now: the fee less a live coupon. */
  price: Paise
  /** The live record of a payment outside the gateway. */
  offline: OfflineState | null
  /** A capture of the right amount arrived on one of its orders, whatever became of it: without the waiver it would settle. */
  hasCapture: boolean
}

/**
 * May the fee be let go? Refused while a payment is unresolved: the bank's answer comes first. Money that a bank still
 * sends after days finds the fee over, and goes back by itself.
 */
export function canWaiveFee(facts: DeskFacts): Result<void> {
  const open = canBeSettledByHand(facts)
  if (!open.ok) return open
  return facts.offline === null ? ok() : refuse('offline_exists', { waitsFor: 'staff' })
}

/** May money from outside the gateway be put in for this application? The same reasons hold against it as against a waiver. */
export const canRecordOffline = (facts: DeskFacts): Result<void> => canWaiveFee(facts)

/** May this record settle the fee? `by` is the second person; null asks for anybody. */
export function canApproveOffline(
  facts: DeskFacts,
  record: { state: OfflineState; recordedBy: string; paise: Paise },
  by: string | null,
): Result<void> {
  if (record.state !== 'proposed') return refuse('offline_decided', { waitsFor: 'staff' })
  if (record.recordedBy === by) return refuse('second_person_needed', { waitsFor: 'staff' })
  const open = canBeSettledByHand(facts)
  if (!open.ok) return open
  if (record.paise !== facts.price)
    return refuse('offline_amount_differs', {
      waitsFor: 'staff',
      params: { amount: formatPaise(facts.price) },
    })
  return ok()
}

/** May the waiver be taken back? Only before what it opened was used, and never over money that came and went back. */
export function canTakeBackWaiver(facts: DeskFacts): Result<void> {
  if (!facts.journey.fee.waived) return refuse('waiver_missing', { waitsFor: 'staff' })
  if (isUsedBehindFee(facts)) return refuse('waiver_used', { waitsFor: 'staff' })
  return facts.hasCapture ? refuse('waiver_needed_money', { waitsFor: 'staff' }) : ok()
}

function canBeSettledByHand({ definition, journey, verdict }: DeskFacts): Result<void> {
  const { fee } = journey
  if (isWithdrawn(journey)) return refuse('application_withdrawn')
  if (fee.settledAt) return refuse('fee_settled', { waitsFor: 'staff' })
  if (fee.waived) return refuse('fee_waived', { waitsFor: 'staff' })
  if (!definition.steps.includes('fee') || !fee.paise) return refuse('fee_not_due', { waitsFor: 'staff' })
  if (verdict === 'checking') return refuse('payment_checking', { waitsFor: 'bank' })
  return verdict === 'mismatch' ? refuse('payment_mismatch', { waitsFor: 'staff' }) : ok()
}

/** Whether the applicant or staff have gone on to what stands behind the fee. */
function isUsedBehindFee({ definition: { steps }, journey }: DeskFacts): boolean {
  const behind = steps.slice(steps.indexOf('fee') + 1)
  if (isReviewStarted(journey) || isDecided(journey)) return true
  if (behind.includes('assessment') && journey.assessment.attempt !== null) return true
  return behind.includes('form') && journey.form.startedPages > 0
}
