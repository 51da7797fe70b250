import type { CountingRule, Progress, ResultState } from './attempt'
import { type ScoreSheet, overallLine, scoreOn } from './scores'

export type CountableAttempt = {
  attemptNo: number
  progress: Progress
  result: ResultState
  /** Marks are compared only within one test of one connection. */
  connectionId: string
  testId: string | null
  scores: ScoreSheet | null
}

/**
 * The attempt whose result counts by the intake's rule: among those with a full result, else among the finished ones,
 * else simply the newest. "Best" compares one mark of the same test on the same scale; where that cannot be done, the
 * latest counts. Null without attempts.
 */
export function countingAttempt<Attempt extends CountableAttempt>(
  attempts: readonly Attempt[],
  rule: CountingRule,
): Attempt | null {
  const ordered = [...attempts].sort((a, b) => a.attemptNo - b.attemptNo)
  const finished = ordered.filter(({ progress }) => progress === 'completed')
  const ready = finished.filter(({ result }) => result === 'ready')
  const candidates = ready.length > 0 ? ready : finished
  if (candidates.length === 0) return ordered.at(-1) ?? null
  if (rule === 'first') return candidates[0] ?? null
  return (rule === 'best' ? bestOf(candidates) : null) ?? candidates.at(-1) ?? null
}

/** The mark that speaks for a whole test, in the order we prefer; points count as the share of their maximum. */
const decidingScales = ['percent', 'percentile', 'ten', 'sten', 't', 'z', 'points'] as const

function bestOf<Attempt extends CountableAttempt>(candidates: readonly Attempt[]): Attempt | null {
  const [first] = candidates
  const isSameTest = candidates.every(
    ({ connectionId, testId }) => connectionId === first?.connectionId && testId === first.testId,
  )
  if (!isSameTest) return null
  for (const scale of decidingScales) {
    const marked = candidates.map((attempt) => ({ attempt, mark: markOn(attempt, scale) }))
    if (marked.every(({ mark }) => mark !== null))
      return marked.reduce((best, next) => ((next.mark ?? 0) >= (best.mark ?? 0) ? next : best)).attempt
  }
  return null
}

function markOn({ scores }: CountableAttempt, scale: (typeof decidingScales)[number]): number | null {
  const line = scores && overallLine(scores)
  const score = line && scoreOn(line, scale)
  if (!score) return null
  if (scale !== 'points') return score.value
  return score.outOf && score.outOf > 0 ? score.value / score.outOf : null
}
