import type { ApplicationFilter } from '../applications/filter'
import type { StepKind } from '../journeys/definition'
import type { Standing } from '../journeys/standing'
import type { Permission } from '../partners/permissions'

/** A number on the dashboard is a question to the applications list: it counts what its filter shows, and opens it. */
export type Figure = { id: string; filter: ApplicationFilter }

/** Where those stand who are at one step of a journey. */
const standingsAt: Record<StepKind, readonly Standing[]> = {
  verify_email: ['email_unverified'],
  assessment: ['assessment_due', 'assessment_under_way', 'result_awaited'],
  recommendations: ['courses_waiting'],
  form: ['form'],
  fee: ['fee_due', 'fee_checking', 'fee_mismatch'],
  review: ['review_due', 'in_review'],
  decision: ['decided'],
}

export type FunnelStep = { step: StepKind; reached: Figure; here: Figure }
export type Funnel = { journey: string; steps: FunnelStep[]; closed: Figure; withdrawn: Figure }

/**
 * The funnel of one journey over its intakes: who has come to each step or beyond it, and who stands there now. Those whom
 * a closed intake or their own withdrawal stopped stand apart: nobody knows how far they would have come.
 */
export function funnelOf(journey: string, steps: readonly StepKind[], intakes: readonly string[]): Funnel {
  const within = (standings: readonly Standing[]): ApplicationFilter => ({
    intakes: [...intakes],
    steps: [...standings],
  })
  return {
    journey,
    steps: steps.map((step, at) => ({
      step,
      reached: {
        id: `${journey}.${step}.reached`,
        filter: within(steps.slice(at).flatMap((later) => standingsAt[later])),
      },
      here: { id: `${journey}.${step}.here`, filter: within(standingsAt[step]) },
    })),
    closed: { id: `${journey}.closed`, filter: within(['closed']) },
    withdrawn: { id: `${journey}.withdrawn`, filter: within(['withdrawn']) },
  }
}

/** Share of those who came to a step and went on beyond it, whole percent; null where nobody has come. */
export const wentOnPercent = (reached: number, here: number): number | null =>
  reached === 0 ? null : Math.round(((reached - here) / reached) * 100)

/** What of one intake the table of intakes counts. */
export const intakeFigures = [
  'all',
  'draft',
  'submitted',
  'in_review',
  'admitted',
  'waitlisted',
  'accepted',
] as const
export type IntakeFigure = (typeof intakeFigures)[number]

const intakeFilters: Record<IntakeFigure, ApplicationFilter> = {
  all: {},
  draft: { states: ['draft'] },
  submitted: { states: ['submitted'] },
  in_review: { steps: ['in_review'] },
  admitted: { decisions: ['admit'], decisionStates: ['released'] },
  waitlisted: { decisions: ['waitlist'], decisionStates: ['released'] },
  accepted: { offers: ['accepted'] },
}

export const figureOfIntake = (figure: IntakeFigure, intakeId: string): Figure => ({
  id: `intake.${intakeId}.${figure}`,
  filter: { intakes: [intakeId], ...intakeFilters[figure] },
})

/** What waits for whom: each piece of today's work, and the permission of those whose work it is. */
export const workToDo = [
  { id: 'to_begin_review', for: 'applications.assign', filter: { steps: ['review_due'] } },
  { id: 'unassigned', for: 'applications.assign', filter: { steps: ['in_review'], reviewers: ['none'] } },
  { id: 'asked', for: 'applications.query', filter: { query: 'open' } },
  { id: 'to_decide', for: 'decisions.propose', filter: { steps: ['in_review'], decisions: ['none'] } },
  { id: 'to_confirm', for: 'decisions.confirm', filter: { decisionStates: ['provisional'] } },
  { id: 'to_release', for: 'decisions.release', filter: { decisionStates: ['confirmed'] } },
  { id: 'offers_open', for: 'decisions.read', filter: { offers: ['open'] } },
  { id: 'wrong_amount', for: 'payments.reconcile', filter: { fees: ['mismatch'] } },
  { id: 'at_the_bank', for: 'payments.read', filter: { fees: ['checking'] } },
  { id: 'results_awaited', for: 'assessments.check', filter: { assessments: ['result_awaited'] } },
  { id: 'provider_failing', for: 'assessments.check', filter: { assessments: ['failing'] } },
] as const satisfies readonly (Figure & { for: Permission })[]
export type WorkId = (typeof workToDo)[number]['id']
