import { secondsAfter } from '../shared/india-time'
import { ok, refuse, type Result } from '../shared/result'
import type { Progress } from './attempt'

/** A mint that has not ended by then was lost with its process and blocks nobody. Seconds. */
export const mintingSeconds = 30

export type LaunchFacts = {
  /** The newest attempt; `mintingSince`: a click that is getting its start link just now. */
  attempt: { no: number; progress: Progress; mintingSince: Date | null } | null
  now: Date
}

/** Which attempt a click uses: the one under way, or a new one. */
export type LaunchPlan = { attemptNo: number; isNew: boolean }

/**
 * May a start link be minted, and for which attempt? What is begun, left or not yet begun is resumed; what expired or
 * failed is followed by a new attempt; what is completed is over. Whether the step is open at all says the journey.
 */
export function mayLaunch({ attempt, now }: LaunchFacts): Result<LaunchPlan> {
  if (!attempt) return ok({ attemptNo: 1, isNew: true })
  if (attempt.progress === 'completed') return refuse('attempt_finished')
  if (attempt.mintingSince && now < secondsAfter(attempt.mintingSince, mintingSeconds))
    return refuse('launch_in_progress')
  const isOver = attempt.progress === 'expired' || attempt.progress === 'failed'
  return ok(isOver ? { attemptNo: attempt.no + 1, isNew: true } : { attemptNo: attempt.no, isNew: false })
}
