/** Which part of a time range is asked about again: only what failed, or all that was last asked about in it. */
export const backfillScopes = ['failed', 'asked'] as const
export type BackfillScope = (typeof backfillScopes)[number]

export const backfillStates = ['running', 'stopped', 'done'] as const
export type BackfillState = (typeof backfillStates)[number]

/** What one line of a backfill is about. */
export const backfillObjects = ['attempt', 'order', 'message'] as const
export type BackfillObject = (typeof backfillObjects)[number]

export const backfillItemStates = ['waiting', 'unchanged', 'changed', 'failed'] as const
export type BackfillItemState = (typeof backfillItemStates)[number]

/** One backfill takes at most so many; a longer range is done in parts. */
export const mostBackfilled = 20_000

/** The share of a connection's calls that bulk work counts on while people and the sweep come first. */
const shareOfBulk = 0.5

/**
 * How long `calls` take, in seconds, under a ceiling of `ceiling.calls` per `ceiling.windowSeconds`: at half of it, because people and
 * the sweep are served first. 0 for nothing; null where no ceiling holds (mail).
 */
export function secondsFor(
  calls: number,
  ceiling: { calls: number; windowSeconds: number } | null,
): number | null {
  if (!ceiling) return null
  return Math.ceil((calls * ceiling.windowSeconds) / (ceiling.calls * shareOfBulk))
}
