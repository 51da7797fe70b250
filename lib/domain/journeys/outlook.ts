import { refuse, type Refusal } from '../shared/result'
import type { StepKind, StepState } from './definition'
import {
  hasCourses,
  isAssessmentDone,
  isDecided,
  isFeeAsked,
  isAskedSomething,
  isReviewStarted,
  isWithdrawn,
  type AttemptFacts,
  type JourneyFacts,
} from './facts'
import { providerTrouble } from './trouble'

type Outlook = { state: StepState; reason?: Refusal; submission?: Refusal | null }

/** State of one step from the facts; `obstacle` is what the steps before it hold against it. */
export function stepOutlook(kind: StepKind, facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  return outlooks[kind](facts, obstacle)
}

const outlooks: Record<StepKind, (facts: JourneyFacts, obstacle: Refusal | null) => Outlook> = {
  verify_email: verifyEmail,
  assessment,
  recommendations,
  form,
  fee,
  review,
  decision,
}

function verifyEmail(facts: JourneyFacts): Outlook {
  if (facts.emailVerified) return { state: 'done' }
  return stopped(withdrawal(facts)) ?? { state: 'available' }
}

function assessment(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  const { attempt } = facts.assessment
  if (isAssessmentDone(facts)) return { state: 'done' }
  if (attempt?.progress === 'completed')
    return { state: 'waiting', reason: providerTrouble(facts) ?? resultAwaited(attempt) }
  const shut = stopped(withdrawal(facts) ?? assessmentDates(facts) ?? obstacle)
  return shut ?? { state: attempt && isUnderWay(attempt) ? 'in_progress' : 'available' }
}

function recommendations(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  if (facts.recommendations.acknowledgedAt) return { state: 'done' }
  if (hasCourses(facts)) return stopped(withdrawal(facts)) ?? { state: 'available' }
  if (isAssessmentDone(facts)) {
    const isGivenUp = facts.assessment.attempt?.result === 'unavailable'
    return { state: 'skipped', reason: refuse(isGivenUp ? 'result_unavailable' : 'not_needed').refusal }
  }
  return { state: 'locked', reason: withdrawal(facts) ?? obstacle ?? refuse('assessment_first').refusal }
}

function form(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  if (facts.form.submittedAt) return { state: 'done' }
  const shut = stopped(withdrawal(facts) ?? intakeDates(facts))
  if (shut) return shut
  const isStarted = facts.form.startedPages > 0
  const isOpen = !obstacle || isStarted || mayFillAhead(facts, obstacle)
  if (!isOpen) return { state: 'locked', reason: obstacle }
  const submission = obstacle ?? (facts.form.allComplete ? null : refuse('form_incomplete').refusal)
  return { state: isStarted ? 'in_progress' : 'available', submission }
}

function fee(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  const { settledAt, orderState } = facts.fee
  if (settledAt) return { state: 'done' }
  // Money on its way is told first: neither a closing date nor a waiver makes it disappear.
  if (orderState === 'checking')
    return { state: 'waiting', reason: refuse('payment_checking', { waitsFor: 'bank' }).refusal }
  if (orderState === 'mismatch')
    return { state: 'waiting', reason: refuse('payment_mismatch', { waitsFor: 'staff' }).refusal }
  if (!isFeeAsked(facts))
    return { state: 'skipped', reason: refuse(facts.fee.waived ? 'fee_waived' : 'fee_not_due').refusal }
  const shut = stopped(withdrawal(facts) ?? intakeDates(facts) ?? obstacle)
  return shut ?? { state: orderState === 'open' ? 'in_progress' : 'available' }
}

function review(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  if (isDecided(facts)) return { state: 'done' }
  const shut = stopped(withdrawal(facts) ?? (isReviewStarted(facts) ? null : obstacle))
  if (!shut && isAskedSomething(facts)) return { state: 'available' }
  return shut ?? { state: 'waiting', reason: refuse('review_pending', { waitsFor: 'staff' }).refusal }
}

function decision(facts: JourneyFacts, obstacle: Refusal | null): Outlook {
  if (isDecided(facts)) return { state: 'done' }
  if (isReviewStarted(facts) && !isWithdrawn(facts))
    return { state: 'waiting', reason: refuse('decision_pending', { waitsFor: 'staff' }).refusal }
  const reason = withdrawal(facts) ?? obstacle ?? refuse('review_pending', { waitsFor: 'staff' }).refusal
  return { state: 'locked', reason }
}

const stopped = (reason: Refusal | null): Outlook | null => (reason ? { state: 'locked', reason } : null)

const withdrawal = (facts: JourneyFacts): Refusal | null =>
  isWithdrawn(facts) ? refuse('application_withdrawn').refusal : null

function intakeDates({ now, intake: { opensAt, closesAt } }: JourneyFacts): Refusal | null {
  if (now < opensAt)
    return refuse('intake_not_open', { waitsFor: 'staff', params: { opensAt: opensAt.toISOString() } })
      .refusal
  return now < closesAt ? null : closedAt(closesAt)
}

/** Who has submitted has earned the assessment: closing does not take it away before `assessmentUntil`. */
function assessmentDates(facts: JourneyFacts): Refusal | null {
  const {
    now,
    intake,
    form: { submittedAt },
  } = facts
  if (!submittedAt || now < intake.closesAt) return intakeDates(facts)
  return intake.assessmentUntil && now >= intake.assessmentUntil ? closedAt(intake.assessmentUntil) : null
}

const closedAt = (closesAt: Date): Refusal =>
  refuse('intake_closed', { waitsFor: 'staff', params: { closesAt: closesAt.toISOString() } }).refusal

/** The provider fails, so the applicant may do the next thing meanwhile; submitting still waits for the assessment. */
function mayFillAhead(facts: JourneyFacts, obstacle: Refusal): boolean {
  const isAboutAssessment = obstacle.code === 'assessment_first' || isProviderCode(obstacle.code)
  return isAboutAssessment && providerTrouble(facts) !== null
}

const isProviderCode = (code: string): boolean => code.startsWith('provider_')

function resultAwaited({ lastAskedAt, nextAskAt }: AttemptFacts): Refusal {
  const params: Record<string, string> = {}
  if (lastAskedAt) params.lastAskedAt = lastAskedAt.toISOString()
  if (nextAskAt) params.nextAskAt = nextAskAt.toISOString()
  return refuse('result_awaited', { waitsFor: 'provider', params }).refusal
}

/** Begun and not over: the same attempt goes on with a fresh link. Expired and failed ones are followed by a new attempt. */
const isUnderWay = ({ progress, launchedAt }: AttemptFacts): boolean =>
  progress === 'in_progress' ||
  progress === 'abandoned' ||
  (progress === 'not_started' && launchedAt !== null)
