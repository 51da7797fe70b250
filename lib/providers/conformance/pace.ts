type Pace = { calls: number; windowSeconds: number }
type Clock = { now: () => number; sleep: (ms: number) => Promise<void> }

const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** `fetch` that makes at most `calls` calls in any `windowSeconds`: what lies beyond waits its turn. One process only. */
export function pacedFetch(
  inner: typeof fetch,
  { calls, windowSeconds }: Pace,
  clock = realClock,
): typeof fetch {
  const began: number[] = []
  let turn: Promise<void> = Promise.resolve()
  const wait = async () => {
    const free = (began[began.length - calls] ?? -Infinity) + windowSeconds * 1000
    const ms = free - clock.now()
    if (ms > 0) await clock.sleep(ms)
    began.push(clock.now())
  }
  return async (input, init) => {
    turn = turn.then(wait)
    await turn
    return inner(input, init)
  }
}
