/** A time-out that waits for its turn: whoever holds a request back keeps the clock from running meanwhile. */
export type TimeLimit = {
  ms: number
  signal: AbortSignal
  /** Stops the clock. */
  hold: () => void
  /** Lets the clock run from nought. */
  begin: () => void
  /** `performance.now()` of the last `begin`. */
  begunAt: () => number
}

const limits = new WeakMap<AbortSignal, TimeLimit>()

/** A limit whose clock runs already; its signal aborts with a TimeoutError after `ms`. */
export function timeLimit(ms: number): TimeLimit {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let begunAt = 0
  const hold = () => clearTimeout(timer)
  const begin = () => {
    hold()
    begunAt = performance.now()
    timer = setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms)
    timer.unref()
  }
  const limit = { ms, signal: controller.signal, hold, begin, begunAt: () => begunAt }
  limits.set(controller.signal, limit)
  begin()
  return limit
}

/** The limit behind a signal, or null for a signal of another making. */
export const limitOf = (signal: AbortSignal | null | undefined): TimeLimit | null =>
  (signal && limits.get(signal)) || null
