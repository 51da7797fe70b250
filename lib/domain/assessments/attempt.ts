/** How far one sitting has come. `abandoned` and `expired` may be our clock's conclusion; `completed` is only ever the provider's. */
export const progressStates = [
  'not_started',
  'in_progress',
  'completed',
  'abandoned',
  'expired',
  'failed',
] as const
export type Progress = (typeof progressStates)[number]

/** What we hold of its result, an axis of its own: a sitting can be finished before its result exists. */
export const resultStates = ['none', 'pending', 'partial', 'ready', 'unavailable'] as const
export type ResultState = (typeof resultStates)[number]

/** What a provider says about a progress beyond its name; each has a sentence for the applicant. */
export const statusDetails = [
  'left_test',
  'terminated_by_provider',
  'window_elapsed',
  'cancelled',
  'paused',
  'reset',
] as const
export type StatusDetail = (typeof statusDetails)[number]

/**
 * Why this attempt exists: the first one; another after one that ran out or ended early; one that staff allowed; or the
 * same sitting with a section reset by staff.
 */
export const attemptReasons = ['first', 'again', 'retake', 'section_reset'] as const
export type AttemptReason = (typeof attemptReasons)[number]

/** Which attempt counts where there are several: a rule of the intake, shown to the applicant. */
export const countingRules = ['latest', 'best', 'first'] as const
export type CountingRule = (typeof countingRules)[number]
