/** Every kind of step a journey may hold. */
export const stepKinds = [
  'verify_email',
  'assessment',
  'recommendations',
  'form',
  'fee',
  'review',
  'decision',
] as const
export type StepKind = (typeof stepKinds)[number]

/** `waiting` is on someone else; `skipped` is not asked of this application. */
export const stepStates = ['locked', 'available', 'in_progress', 'waiting', 'done', 'skipped'] as const
export type StepState = (typeof stepStates)[number]

/** Which steps an intake asks for, in which order: data of the intake, never code of a page. */
export type JourneyDefinition = { id: string; steps: readonly StepKind[] }

/** Option A: the assessment suggests courses, then the form is filled. */
export const assessmentFirst: JourneyDefinition = {
  id: 'assessment_first',
  steps: ['verify_email', 'assessment', 'recommendations', 'form', 'fee', 'review', 'decision'],
}

/** Option B: the form and the settled fee unlock the assessment. */
export const paymentFirst: JourneyDefinition = {
  id: 'payment_first',
  steps: ['verify_email', 'form', 'fee', 'assessment', 'recommendations', 'review', 'decision'],
}

/** The journey kept with an intake. Throws on anything that is not one: an intake like that must not be shown at all. */
export function readJourney(raw: unknown): JourneyDefinition {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('steps' in raw))
    throw unreadable('no id or steps')
  const { id, steps } = raw
  if (typeof id !== 'string' || id === '') throw unreadable('its id is not a name')
  if (!Array.isArray(steps) || !steps.every(isStepKind)) throw unreadable('it holds an unknown step')
  const problem = disorderIn(steps)
  if (problem) throw unreadable(problem)
  return { id, steps }
}

function disorderIn(steps: readonly StepKind[]): string | null {
  const place = (kind: StepKind) => steps.indexOf(kind)
  if (new Set(steps).size !== steps.length) return 'a step stands twice'
  if (place('form') < 0) return 'there is no form to submit'
  if (place('verify_email') > 0) return 'the e-mail address is not verified first'
  if (
    place('recommendations') >= 0 &&
    (place('assessment') < 0 || place('recommendations') < place('assessment'))
  )
    return 'courses are recommended before the assessment'
  const firstOfStaff = steps.findIndex(isOfStaff)
  if (firstOfStaff >= 0 && !steps.slice(firstOfStaff).every(isOfStaff))
    return 'a step of the applicant follows the review'
  if (place('decision') >= 0 && place('decision') < place('review'))
    return 'the decision comes before the review'
  return null
}

/** Steps that only staff can finish; they come last and lock nothing. */
export const isOfStaff = (kind: StepKind): boolean => kind === 'review' || kind === 'decision'

const isStepKind = (raw: unknown): raw is StepKind => stepKinds.some((kind) => kind === raw)

const unreadable = (why: string) => new TypeError(`not a journey: ${why}`)
