import { secondsAfter } from '../shared/india-time'
import { ok, refuse, type Result } from '../shared/result'
import type { AttemptReason, Progress } from './attempt'

/** A mint that has not ended by then was lost with its process and blocks nobody. Seconds. */
export const mintingSeconds = 30

export type LaunchFacts = {
  /** The newest attempt; `mintingSince`: a click that is getting its start link just now. */
  attempt: {
    no: number
    progress: Progress
    mintingSince: Date | null
    /** Staff ordered a supervised repeat of a section, which is still to be sat. */
    hasOpenVerification?: boolean
    /** Staff opened this sitting; when it ends early, another one is theirs to allow again. */
    isOpenedByStaff?: boolean
  } | null
  /** The provider lets somebody go on with a sitting that was left. */
  resumesAfterLeaving: boolean
  /** Sittings that were begun and ended without a full result, and how many an applicant may begin without asking staff. */
  ended: number
  allowed: number
  now: Date
}

/** Which attempt a click uses: the one under way, or a new one. */
export type LaunchPlan = { attemptNo: number; isNew: boolean }

/**
 * May a start link be minted, and for which attempt? What is begun or not yet begun is resumed, what was left too where
 * the provider allows that. What ran out is followed by a new attempt, and so is what ended early, as long as the intake
 * allows one more. What is completed is over. Whether the step is open at all says the journey.
 */
export function mayLaunch(facts: LaunchFacts): Result<LaunchPlan> {
  const { attempt, now } = facts
  if (!attempt) return ok({ attemptNo: 1, isNew: true })
  const sameAgain = ok({ attemptNo: attempt.no, isNew: false })
  if (attempt.progress === 'completed' && !attempt.hasOpenVerification) return refuse('attempt_finished')
  if (attempt.mintingSince && now < secondsAfter(attempt.mintingSince, mintingSeconds))
    return refuse('launch_in_progress')
  if (attempt.progress === 'expired') return ok({ attemptNo: attempt.no + 1, isNew: true })
  if (!endsEarly(attempt.progress, facts.resumesAfterLeaving)) return sameAgain
  if (attempt.isOpenedByStaff || facts.ended >= facts.allowed)
    return refuse('attempts_used_up', { waitsFor: 'staff' })
  return ok({ attemptNo: attempt.no + 1, isNew: true })
}

/** Whether staff opened a sitting: such a one goes on being theirs when it runs out unbegun and is begun anew. */
export const isOpenedByStaff = (reason: AttemptReason): boolean =>
  reason === 'retake' || reason === 'section_reset'

/** The sitting is over without being complete: it failed, or was left at a provider that takes nobody back. */
export const endsEarly = (progress: Progress, resumesAfterLeaving: boolean): boolean =>
  progress === 'failed' || (progress === 'abandoned' && !resumesAfterLeaving)

/** Sittings that were begun without being opened by staff, and ended before they were complete. */
export const countEnded = (
  attempts: readonly { progress: Progress; reason?: AttemptReason }[],
  resumesAfterLeaving: boolean,
): number =>
  attempts.filter(
    ({ progress, reason = 'first' }) =>
      endsEarly(progress, resumesAfterLeaving) && (reason === 'first' || reason === 'again'),
  ).length
