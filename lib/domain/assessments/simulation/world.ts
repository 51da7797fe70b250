/**
 * A provider's connection and its sittings in simulated seconds, without clock or I/O: 300 calls per 120 s as a slot
 * ring, one call per result. What a scheduler chooses is the only thing that differs between two runs of one world.
 */
export type Sitting = {
  start: number
  finish: number
  /** The browser comes back at the end, which is the hint. */
  returns: boolean
  hintedAt: number | null
  lookedAt: number | null
  fetchedAt: number | null
  asks: number
  /** Place among the open ones; -1 before the start and after the result. */
  place: number
}

export type WorldSettings = {
  sitters: number
  /** They start evenly spread over so long. */
  startMinutes: number
  seed: number
}

/** Chooses whom to ask. The world asks for each returned one before anything else, except where `ignoresHints`. */
export type Policy = {
  ignoresHints?: boolean
  /** Everybody's end is known at once. */
  knowsEnds?: boolean
  /** Looks per second when so many calls are free. Default: the steady rate of the ceiling. */
  looksPerSecond?: (free: number) => number
  /** Every `chooseEverySeconds`: whom to look at next, best first, at most `most`. */
  choose: (open: readonly Sitting[], now: number, most: number) => Sitting[]
  asked?: (sitting: Sitting, now: number) => void
}

export type Outcome = {
  meanSeconds: number
  p95Seconds: number
  calls: number
  results: number
  /** Of those whose browser returns: all calls, and those from the return on. */
  returning: { results: number; calls: number; callsFromReturn: number }
  missing: number
}

export const ceiling = { calls: 300, windowSeconds: 120 } as const
const tick = 0.1
const chooseEverySeconds = 2
const roundTrip = { least: 0.05, most: 0.25 }
/** Share whose browser returns. */
const returning = 0.85
const lastSecond = 12 * 3600

/** A number in [0, 1) at each call, the same series for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** How long one sitting takes, in seconds: median 45 minutes, spread 9, nobody longer than the 60 allowed. */
export function durationFrom(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.max(5, Math.min(60, 45 + 9 * normal)) * 60
}

/** Runs one world under one policy until every result is fetched (or half a day has passed). */
export function run(settings: WorldSettings, policy: Policy): Outcome {
  const random = randomFrom(settings.seed * 7919 + settings.sitters + settings.startMinutes * 13)
  const sittings = sittingsOf(settings, random)
  const ends = [...sittings].sort((a, b) => a.finish - b.finish)
  const [open, hints, busyUntil]: [Sitting[], Sitting[], number[]] = [[], [], []]
  const returned = { results: 0, calls: 0, callsFromReturn: 0 }
  let [begun, ended, heard, released, results, allowance, chosenAt] = [0, 0, 0, 0, 0, 0, -Infinity]
  let [chosen, at]: [Sitting[], number] = [[], 0]

  const call = (sitting: Sitting, now: number) => {
    const trip = roundTrip.least + random() * (roundTrip.most - roundTrip.least)
    busyUntil.push(now + trip + ceiling.windowSeconds)
    sitting.asks++
    sitting.lookedAt = now + trip / 2
    if (sitting.returns) returned.calls++
    if (sitting.returns && sitting.finish <= now) returned.callsFromReturn++
    if (sitting.finish <= sitting.lookedAt) {
      sitting.fetchedAt = now + trip
      results++
      if (sitting.returns) returned.results++
      close(open, sitting)
    }
    policy.asked?.(sitting, now)
  }

  let now = 0
  for (; results < sittings.length && now < lastSecond; now += tick) {
    for (let next = sittings[begun]; next && next.start <= now; next = sittings[++begun])
      next.place = open.push(next) - 1
    for (let next = ends[ended]; next && next.finish <= now; next = ends[++ended]) {
      if (!policy.knowsEnds && (!next.returns || policy.ignoresHints)) continue
      next.hintedAt = next.finish
      hints.push(next)
    }
    while ((busyUntil[released] ?? Infinity) <= now) released++
    const free = () => ceiling.calls - (busyUntil.length - released)
    for (let next = hints[heard]; next && free() > 0; next = hints[++heard])
      if (next.place >= 0) call(next, now)
    const rate = policy.looksPerSecond?.(free()) ?? ceiling.calls / ceiling.windowSeconds
    allowance = Math.min(Math.max(1, rate * chooseEverySeconds), allowance + rate * tick)
    if (now - chosenAt >= chooseEverySeconds) {
      ;[chosen, at, chosenAt] = [policy.choose(open, now, Math.max(8, free())), 0, now]
    }
    for (; allowance >= 1 && free() > 0 && at < chosen.length; at++) {
      const next = chosen[at]
      if (!next || next.place < 0 || (next.hintedAt !== null && !policy.ignoresHints)) continue
      allowance--
      call(next, now)
    }
  }
  const waits = sittings.flatMap(({ fetchedAt, finish }) => (fetchedAt === null ? [] : fetchedAt - finish))
  waits.sort((a, b) => a - b)
  return {
    meanSeconds: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    p95Seconds: waits[Math.floor(waits.length * 0.95)] ?? NaN,
    calls: busyUntil.length,
    results,
    returning: returned,
    missing: sittings.length - results,
  }
}

function sittingsOf({ sitters, startMinutes }: WorldSettings, random: () => number): Sitting[] {
  const sittings = Array.from({ length: sitters }, (): Sitting => {
    const start = random() * startMinutes * 60
    return {
      start,
      finish: start + durationFrom(random),
      returns: random() < returning,
      hintedAt: null,
      lookedAt: null,
      fetchedAt: null,
      asks: 0,
      place: -1,
    }
  })
  return sittings.sort((a, b) => a.start - b.start)
}

/** Takes one out of the open ones; the last takes its place. */
function close(open: Sitting[], sitting: Sitting): void {
  const last = open.pop()
  if (last && last !== sitting) {
    open[sitting.place] = last
    last.place = sitting.place
  }
  sitting.place = -1
}
