import { isOfStaff } from './definition'
import { hasCourses, isDecided, isReviewStarted, isWithdrawn, type JourneyFacts } from './facts'
import type { JourneyPlan, PlannedStep } from './journey'

/** Where an application stands, in one word for staff: what it waits for next. In the order of a journey. */
export const standings = [
  'email_unverified',
  'assessment_due',
  'assessment_under_way',
  'result_awaited',
  'courses_waiting',
  'form',
  'fee_due',
  'fee_checking',
  'fee_mismatch',
  'closed', // the intake's dates shut the step it stands at
  'review_due',
  'in_review',
  'decided',
  'withdrawn',
] as const
export type Standing = (typeof standings)[number]

/**
 * Where this application stands: an end, the review, or the first step of its plan that holds the rest up. Recommended
 * courses hold nothing up, so they are named only until the form after them is begun.
 */
export function standingOf({ steps }: JourneyPlan, facts: JourneyFacts): Standing {
  if (isWithdrawn(facts)) return 'withdrawn'
  if (isDecided(facts)) return 'decided'
  if (isReviewStarted(facts)) return 'in_review'
  const own = steps.filter((step) => !isOfStaff(step.kind))
  const first = own.find((step) => !isBehind(step, facts))
  const courses = own.find((step) => step.kind === 'recommendations' && step.canAct)
  if (!first) return 'review_due'
  const isFormUntouched = first.kind === 'form' && facts.form.startedPages === 0
  if (first.state === 'locked') return 'closed'
  if (courses && isFormUntouched && own.indexOf(courses) < own.indexOf(first)) return 'courses_waiting'
  return words[first.kind](first, facts)
}

const words: Record<PlannedStep['kind'], (step: PlannedStep, facts: JourneyFacts) => Standing> = {
  verify_email: () => 'email_unverified',
  assessment: ({ state }) =>
    state === 'waiting'
      ? 'result_awaited'
      : state === 'in_progress'
        ? 'assessment_under_way'
        : 'assessment_due',
  recommendations: () => 'courses_waiting',
  form: () => 'form',
  fee: ({ state }, { fee }) =>
    state !== 'waiting' ? 'fee_due' : fee.orderState === 'mismatch' ? 'fee_mismatch' : 'fee_checking',
  review: () => 'review_due',
  decision: () => 'in_review',
}

/** The step holds nothing up any more: done, not asked, or advice that is already there. */
function isBehind(step: PlannedStep, facts: JourneyFacts): boolean {
  if (step.state === 'done' || step.state === 'skipped') return true
  if (step.kind === 'recommendations') return step.canAct
  return step.kind === 'assessment' && facts.assessment.attempt?.progress === 'completed' && hasCourses(facts)
}
