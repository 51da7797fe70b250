import { ok, refuse, type Refusal, type Result, type WaitsFor } from '../shared/result'
import { isOfStaff, type JourneyDefinition, type StepKind, type StepState } from './definition'
import {
  hasCourses,
  isAssessmentDone,
  isDecided,
  isReviewStarted,
  isWithdrawn,
  type JourneyFacts,
} from './facts'
import { stepOutlook } from './outlook'
import { providerTrouble } from './trouble'

export type PlannedStep = {
  kind: StepKind
  state: StepState
  /** Always set when locked or waiting; when skipped it says why the step is not needed. */
  reason: Refusal | null
  /** Who acts next on this step; null when it is done or skipped. */
  waitsFor: WaitsFor | null
  /** The applicant may act on it now: launch, type, pay, look. */
  canAct: boolean
  /** Form only: why it cannot be submitted yet although it may be filled; null when it can, or on other steps. */
  submission: Refusal | null
  /** Assessment only: what goes wrong at the provider just now. Trying again stays possible. */
  trouble: Refusal | null
}

export type JourneyPlan = {
  steps: PlannedStep[]
  /** The one thing to do next; null when the applicant has only to wait, or is through. */
  next: { kind: StepKind } | null
}

/** The steps of one application with their states, reasons and who acts; and the one thing to do next. */
export function planJourney(definition: JourneyDefinition, facts: JourneyFacts): JourneyPlan {
  const steps: PlannedStep[] = []
  for (const kind of definition.steps) steps.push(planStep(kind, steps, facts))
  const open = steps.filter((step) => step.canAct)
  const next = open.find((step) => !isStuck(step, facts)) ?? open[0]
  return { steps, next: next ? { kind: next.kind } : null }
}

/**
 * May the applicant act on this step now? Asks the plan itself, so what a page explains is what a command enforces.
 * A finished step says that it is finished; recommended courses may always be read again.
 */
export function mayStep(definition: JourneyDefinition, facts: JourneyFacts, kind: StepKind): Result<void> {
  const step = planJourney(definition, facts).steps.find((planned) => planned.kind === kind)
  if (!step) return refuse('not_needed')
  if (step.canAct) return ok()
  if (step.state === 'done' && kind === 'recommendations') return ok()
  return { ok: false, refusal: step.reason ?? refuse(finished[kind]).refusal }
}

/**
 * May a start link be minted now? What holds of the attempt itself is `mayLaunch`. A sitting that staff opened after the
 * step was done may be begun until the application is decided.
 */
export function mayStartAssessment(definition: JourneyDefinition, facts: JourneyFacts): Result<void> {
  const isOpenAgain = Boolean(facts.assessment.another) && isAssessmentDone(facts)
  if (isOpenAgain && !isWithdrawn(facts) && !isDecided(facts)) return ok()
  return mayStep(definition, facts, 'assessment')
}

/** May answers be saved? */
export const mayEditForm = (definition: JourneyDefinition, facts: JourneyFacts): Result<void> =>
  mayStep(definition, facts, 'form')

/** May the form become final? */
export function maySubmit(definition: JourneyDefinition, facts: JourneyFacts): Result<void> {
  const form = planJourney(definition, facts).steps.find((step) => step.kind === 'form')
  if (form?.canAct && form.submission) return { ok: false, refusal: form.submission }
  return mayEditForm(definition, facts)
}

/** May a payment be begun? A second try while one is unresolved is refused here too. */
export const mayPay = (definition: JourneyDefinition, facts: JourneyFacts): Result<void> =>
  mayStep(definition, facts, 'fee')

/** May a question of staff be answered? Only while one is open. */
export const mayAnswerQuery = (definition: JourneyDefinition, facts: JourneyFacts): Result<void> =>
  mayStep(definition, facts, 'review')

/**
 * May the order of programmes change? Before submission with the form; after it only where the courses are recommended
 * later than the form, and until review starts.
 */
export function mayChangePreferences(definition: JourneyDefinition, facts: JourneyFacts): Result<void> {
  if (!facts.form.submittedAt) return mayEditForm(definition, facts)
  if (isWithdrawn(facts)) return refuse('application_withdrawn')
  const { steps } = definition
  if (steps.indexOf('recommendations') < steps.indexOf('form')) return refuse('already_submitted')
  return isReviewStarted(facts) ? refuse('preferences_closed', { waitsFor: 'staff' }) : ok()
}

const finished = {
  verify_email: 'not_needed',
  assessment: 'attempt_finished',
  recommendations: 'not_needed',
  form: 'already_submitted',
  fee: 'fee_settled',
  review: 'not_needed',
  decision: 'not_needed',
} as const satisfies Record<StepKind, string>

function planStep(kind: StepKind, earlier: PlannedStep[], facts: JourneyFacts): PlannedStep {
  const obstacle = obstacleBefore(kind, earlier, facts)
  const { state, reason = null, submission = null } = stepOutlook(kind, facts, obstacle)
  const canAct = state === 'available' || state === 'in_progress'
  const isOver = state === 'done' || state === 'skipped'
  const trouble = kind === 'assessment' && !isOver ? providerTrouble(facts) : null
  const waitsFor = isOver ? null : (reason?.waitsFor ?? 'applicant')
  return { kind, state, reason, waitsFor, canAct, submission: canAct ? submission : null, trouble }
}

/** Why the steps before this one keep it shut, or null when nothing does. */
function obstacleBefore(kind: StepKind, earlier: PlannedStep[], facts: JourneyFacts): Refusal | null {
  const blocker = earlier.find((step) => !isOfStaff(step.kind) && !isPassed(step, facts))
  if (!blocker) return null
  if (blocker.reason) return blocker.reason
  const waitsFor = blocker.trouble?.waitsFor ?? 'applicant'
  return refuse(
    blocker.kind === 'form' && kind !== 'assessment' ? 'submission_first' : comesFirst[blocker.kind],
    { waitsFor },
  ).refusal
}

/** Recommended courses are advice: once there are any, or there will be none, nothing waits for a look at them. */
function isPassed(step: PlannedStep, facts: JourneyFacts): boolean {
  if (step.state === 'done' || step.state === 'skipped') return true
  if (step.kind === 'recommendations') return step.canAct
  return step.kind === 'assessment' && facts.assessment.attempt?.progress === 'completed' && hasCourses(facts)
}

const comesFirst = {
  verify_email: 'email_unverified',
  assessment: 'assessment_first',
  recommendations: 'recommendations_first',
  form: 'form_first',
  fee: 'fee_unpaid',
  review: 'review_pending',
  decision: 'decision_pending',
} as const satisfies Record<StepKind, string>

/** It may be tried, but something else helps more: the provider fails, or the form is full and waits to be submitted. */
const isStuck = ({ trouble, submission }: PlannedStep, facts: JourneyFacts): boolean =>
  trouble !== null || (submission !== null && facts.form.allComplete)
