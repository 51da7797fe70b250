import type { StepKind } from '../journeys/definition'
import type { Standing } from '../journeys/standing'
import type { IntakeTerms, Reach } from './terms'

/** What may differ between two versions, in the order in which it is told. */
export const termFields = [
  'name',
  'opens',
  'closes',
  'assessment_until',
  'journey',
  'programmes',
  'fee',
  'fee_rules',
  'refund_policy',
  'payment',
  'assessment',
  'test',
  'attempts',
  'counting',
  'rule_set',
  'stages',
  'scorecard',
  'seats',
] as const
export type TermField = (typeof termFields)[number]

const valueOf: Record<TermField, (terms: IntakeTerms) => unknown> = {
  name: ({ name }) => [name.en, name.hi],
  opens: ({ opensAt }) => timeOf(opensAt),
  closes: ({ closesAt }) => timeOf(closesAt),
  assessment_until: ({ assessmentUntil }) => timeOf(assessmentUntil),
  journey: ({ journey }) => journey.steps,
  programmes: ({ programmeIds }) => programmeIds,
  fee: ({ feePaise }) => feePaise ?? 0,
  fee_rules: ({ feeRules }) => feeRules.map(({ by, value, paise }) => [by, value, paise]),
  refund_policy: ({ refundPolicy }) => [refundPolicy.en, refundPolicy.hi],
  payment: ({ paymentConnectionId }) => paymentConnectionId,
  assessment: ({ assessmentConnectionId }) => assessmentConnectionId,
  test: ({ assessmentTestId }) => assessmentTestId,
  attempts: ({ attemptsAllowed }) => attemptsAllowed,
  counting: ({ countingAttempt }) => countingAttempt,
  rule_set: ({ ruleSetId }) => ruleSetId,
  stages: ({ stages }) => snapshotOf(stages),
  scorecard: ({ scorecard }) => snapshotOf(scorecard),
  seats: ({ seats }) => snapshotOf(seats),
}

// A date and time control keeps no milliseconds: they are no difference.
const timeOf = (instant: string | null) =>
  instant === null ? null : Math.floor(new Date(instant).getTime() / 1000)
const snapshotOf = (rows: IntakeTerms['stages']) => (rows ?? []).map(({ id, label }) => [id, label])

/** What differs between two versions of an intake's terms. */
export const changedTerms = (before: IntakeTerms, after: IntakeTerms): TermField[] =>
  termFields.filter(
    (field) => JSON.stringify(valueOf[field](before)) !== JSON.stringify(valueOf[field](after)),
  )

/** Those in flight: they have begun, and neither a decision nor their own withdrawal has ended it. */
export const isInFlight = (standing: Standing): boolean => standing !== 'decided' && standing !== 'withdrawn'

/**
 * Whether an application that stands there may go over to another version: everything that differs is either behind it,
 * takes nothing from it, or was said to reach those in flight. `because`: what would have been taken or asked anew.
 */
export function moveVerdict(
  change: { from: IntakeTerms; to: IntakeTerms; reaches: readonly Reach[] },
  standing: Standing,
): { moves: boolean; because: TermField[] } {
  const because = changedTerms(change.from, change.to).filter((field) => {
    const effect = effectOf(field, change.from, change.to, standing)
    return effect !== 'none' && !(effect !== 'taken' && change.reaches.includes(effect))
  })
  return { moves: change.reaches.length > 0 && isInFlight(standing) && because.length === 0, because }
}

/** `none`: not felt there; a reach: felt, and allowed where that reach was chosen; `taken`: never without asking them. */
type Effect = 'none' | Reach | 'taken'

function effectOf(field: TermField, from: IntakeTerms, to: IntakeTerms, standing: Standing): Effect {
  const isBehind = (kind: StepKind) => stepsBehind(from.journey.steps, standing).includes(kind)
  switch (field) {
    case 'name':
    case 'rule_set':
    case 'stages':
    case 'scorecard':
    case 'seats':
      return 'none'
    case 'opens':
      return isEarlier(to.opensAt, from.opensAt) || isBehind('form') ? 'none' : 'taken'
    case 'closes':
      return isEarlier(from.closesAt, to.closesAt) ? 'dates' : isAllBehind(standing) ? 'none' : 'taken'
    case 'assessment_until':
      return isAllBehind(standing) || isBehind('assessment') ? 'none' : lengthened(from, to)
    case 'journey':
      return 'taken'
    case 'programmes':
      return isBehind('form') || from.programmeIds.every((id) => to.programmeIds.includes(id))
        ? 'none'
        : 'taken'
    case 'fee':
    case 'fee_rules':
    case 'refund_policy':
      return isBehind('fee') && asksEverybody(from) ? 'none' : 'taken'
    case 'payment':
      if (isBehind('fee')) return 'none'
      // Money may be on its way through the old connection.
      return standing === 'fee_checking' || standing === 'fee_mismatch' ? 'taken' : 'payment'
    case 'assessment':
    case 'test':
      return isBehind('assessment') || isBegun(standing) ? 'none' : 'assessment'
    case 'attempts':
      return to.attemptsAllowed > from.attemptsAllowed || isBehind('assessment') ? 'none' : 'assessment'
    case 'counting':
      return isBehind('assessment') ? 'none' : 'assessment'
  }
}

const stepOf: Partial<Record<Standing, StepKind>> = {
  email_unverified: 'verify_email',
  assessment_due: 'assessment',
  assessment_under_way: 'assessment',
  result_awaited: 'assessment',
  courses_waiting: 'recommendations',
  form: 'form',
  fee_due: 'fee',
  fee_checking: 'fee',
  fee_mismatch: 'fee',
}

/** The steps of the applicant that are over; of one whose step the dates shut, none can be said to be. */
function stepsBehind(steps: readonly string[], standing: Standing): readonly string[] {
  if (isAllBehind(standing)) return steps
  const step = stepOf[standing]
  return step ? steps.slice(0, Math.max(0, steps.indexOf(step))) : []
}

const isAllBehind = (standing: Standing) =>
  standing === 'review_due' || standing === 'in_review' || !isInFlight(standing)

const isBegun = (standing: Standing) => standing === 'assessment_under_way' || standing === 'result_awaited'

const isEarlier = (a: string, b: string) => new Date(a).getTime() < new Date(b).getTime()

/** No end at all is the longest time. */
const lengthened = ({ assessmentUntil: from }: IntakeTerms, { assessmentUntil: to }: IntakeTerms): Effect =>
  to === null || (from !== null && isEarlier(from, to)) ? 'dates' : 'taken'

/** Whoever is past the fee has paid it only where everybody is asked for one. */
const asksEverybody = ({ feePaise, feeRules }: IntakeTerms) =>
  feePaise !== null && feePaise > 0 && feeRules.every(({ paise }) => paise > 0)
