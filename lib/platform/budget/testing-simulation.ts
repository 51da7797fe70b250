import {
  type Answer,
  type Ask,
  type CallClass,
  type Ending,
  changeAgreement,
  giveBack,
  newRing,
  take,
} from './ring'

/*
 * Hours of calls in simulated time: processes that ask a limiter for slots, a network that delays every request and every
 * answer by up to a second, and a provider that counts what arrives in its own way. Milliseconds everywhere.
 */

export type Limiter = {
  take: (ask: Ask, now: number) => Answer
  giveBack: (call: { lease: string; slot: number; begunAt: number }, ending: Ending, now: number) => void
}

/** Whether the provider serves a call that arrives now. */
export type Window = (now: number) => boolean

const agreed = { calls: 300, windowSeconds: 120 }
const windowMs = agreed.windowSeconds * 1000

/** The four ways to count 300 calls in 120 s; a provider does not say which is its own. */
const windows: Record<string, () => Window> = {
  'fixed by its clock': () => {
    const counted = new Map<number, number>()
    return (now) => countIn(counted, Math.floor((now + 47_000) / windowMs))
  },
  'fixed from the first call': () => {
    let began = -Infinity
    let calls = 0
    return (now) => {
      if (now - began >= windowMs) [began, calls] = [now, 0]
      calls += 1
      return calls <= agreed.calls
    }
  },
  sliding: () => {
    const served: number[] = []
    return (now) => {
      const oldest = served[served.length - agreed.calls]
      if (oldest !== undefined && now - oldest <= windowMs) return false
      served.push(now)
      return true
    }
  },
  'token bucket': () => {
    let tokens = agreed.calls
    let filledAt = 0
    return (now) => {
      tokens = Math.min(agreed.calls, tokens + ((now - filledAt) * agreed.calls) / windowMs)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    }
  },
}

function countIn(counted: Map<number, number>, bucket: number): boolean {
  const calls = (counted.get(bucket) ?? 0) + 1
  counted.set(bucket, calls)
  return calls <= agreed.calls
}

/** Ours. */
export function slotRing(): Limiter {
  const ring = newRing(agreed, 0)
  return {
    take: (ask, now) => take(ring, ask, now),
    giveBack: (call, ending, now) => giveBack(ring, call, ending, now),
  }
}

/** A ring whose slots rest from the sending of the call instead of from the end of its answer. */
export function ringFreedFromTheStart(): Limiter {
  const ring = newRing(agreed, 0)
  return {
    take: (ask, now) => take(ring, ask, now),
    giveBack(call, ending, now) {
      const held = ring.slots.find(({ lease }) => lease === call.lease)
      giveBack(ring, call, ending, now)
      if (held) held.freeAt -= now - call.begunAt
    },
  }
}

/** A ring of 301 slots. */
export function ringOneTooLarge(): Limiter {
  const ring = newRing(agreed, 0)
  changeAgreement(ring, { ...agreed, calls: agreed.calls + 1 }, 0)
  return {
    take: (ask, now) => take(ring, ask, now),
    giveBack: (call, ending, now) => giveBack(ring, call, ending, now),
  }
}

/** 300 calls in each two minutes of our own clock. */
export function ownFixedWindow(): Limiter {
  const counted = new Map<number, number>()
  return {
    take(_, now) {
      const bucket = Math.floor(now / windowMs)
      if (countIn(counted, bucket)) return { kind: 'taken', slot: 0 }
      return { kind: 'wait', waitMs: (bucket + 1) * windowMs - now, recheckMs: 5_000 }
    },
    giveBack: () => {},
  }
}

export type Simulation = {
  limiter: Limiter
  seed: number
  processes?: number
  /** Calls of one process on their way at once, at most. */
  atOnce?: number
  /** Calls each class has to make, in all processes together; Infinity: it always wants another. */
  wanted: Partial<Record<CallClass, number>>
  /** Ends after so many calls. */
  calls: number
  /** A process dies about every so many milliseconds, with all its calls on their way, and another takes its place. */
  crashEveryMs?: number
  /** Chance that a call is never answered, although it arrives. */
  lost?: number
}

export type Outcome = {
  calls: number
  /** How many of them each kind of provider refused: every call is counted by all four. */
  rejected: Record<string, number>
  /** Calls served per window after the first, as a part of what the provider would serve. */
  share: number
  byClass: Record<CallClass, number>
  /** When the last answer came. */
  endedAt: number
}

const timeoutMs = 8_000
const leaseMs = timeoutMs + 2_000
const roundTripMs = 3
const wakeJitterMs = 20

/** Runs one simulation to its end. The same seed gives the same outcome. */
export function simulate({ limiter, seed, processes = 4, atOnce = 1000, ...rest }: Simulation): Outcome {
  const { wanted, calls, crashEveryMs, lost = 0 } = rest
  const random = randomOf(seed)
  const agenda = new Agenda()
  const left = { person: 0, sweep: 0, bulk: 0, ...wanted }
  const byClass = { person: 0, sweep: 0, bulk: 0 }
  const providers = Object.entries(windows).map(([name, window]) => ({
    name,
    isServed: window(),
    rejected: 0,
  }))
  const outcome = { calls: 0, endedAt: 0 }
  let afterFirstWindow = 0
  const lives = Array.from({ length: processes }, () => ({ life: 0, underWay: 0 }))

  /** One process's line of one class asks for its next slot. */
  const ask = (process: number, life: number, callClass: CallClass): void => {
    const self = lives[process]
    if (!self || self.life !== life || left[callClass] <= 0 || outcome.calls >= calls) return
    const again = (ms: number) => agenda.add(agenda.now + ms, () => ask(process, life, callClass))
    if (self.underWay >= atOnce) return again(50)
    const lease = `${outcome.calls}`
    const answer = limiter.take({ lease, callClass, leaseMs, patienceMs: Infinity }, agenda.now)
    if (answer.kind !== 'taken') {
      const sleep = 'recheckMs' in answer ? Math.min(answer.waitMs, answer.recheckMs) : answer.waitMs
      return again(sleep + random() * wakeJitterMs)
    }
    left[callClass] -= 1
    byClass[callClass] += 1
    outcome.calls += 1
    self.underWay += 1
    if (agenda.now >= windowMs) afterFirstWindow += 1
    send(process, life, { lease, slot: answer.slot, begunAt: agenda.now })
    again(roundTripMs)
  }

  const send = (process: number, life: number, call: { lease: string; slot: number; begunAt: number }) => {
    agenda.add(agenda.now + random() * 1000, () => {
      for (const provider of providers) if (!provider.isServed(agenda.now)) provider.rejected += 1
      const isLost = random() < lost
      const comesAt = isLost ? call.begunAt + timeoutMs : agenda.now + random() * 1000
      agenda.add(comesAt, () => {
        const self = lives[process]
        if (!self || self.life !== life) return
        self.underWay -= 1
        outcome.endedAt = agenda.now
        // A lost call would open the breaker of a provider that loses many; here it is the network's.
        const verdict = isLost ? 'nothing' : 'worked'
        limiter.giveBack(call, { hasEnded: !isLost, verdict, rejectedForMs: null }, agenda.now)
      })
    })
  }

  const begin = (process: number) => {
    const self = lives[process]
    if (!self) return
    self.life += 1
    self.underWay = 0
    for (const callClass of Object.keys(wanted) as CallClass[]) ask(process, self.life, callClass)
  }
  const crash = () => {
    if (outcome.calls >= calls || !crashEveryMs) return
    begin(Math.floor(random() * processes))
    agenda.add(agenda.now + random() * 2 * crashEveryMs, crash)
  }

  for (const process of lives.keys()) agenda.add(random() * 100, () => begin(process))
  if (crashEveryMs) agenda.add(crashEveryMs, crash)
  agenda.run()
  const perMs = agreed.calls / windowMs
  const share = afterFirstWindow / (Math.max(1, outcome.endedAt - 1_000 - windowMs) * perMs)
  const rejected = Object.fromEntries(providers.map(({ name, rejected }) => [name, rejected]))
  return { ...outcome, rejected, byClass, share }
}

/** What is to be done when, in order: a binary heap. */
class Agenda {
  now = 0
  private times: number[] = []
  private works: (() => void)[] = []

  add(at: number, work: () => void): void {
    let here = this.times.length
    while (here > 0) {
      const above = (here - 1) >> 1
      if ((this.times[above] ?? 0) <= at) break
      this.put(here, this.times[above] ?? 0, this.works[above] ?? work)
      here = above
    }
    this.put(here, at, work)
  }

  run(): void {
    for (let work = this.next(); work; work = this.next()) work()
  }

  private next(): (() => void) | undefined {
    const [first] = this.works
    if (!first) return undefined
    this.now = this.times[0] ?? this.now
    const at = this.times.pop() ?? 0
    const work = this.works.pop()
    if (work && this.works.length > 0) this.sink(at, work)
    return first
  }

  private sink(at: number, work: () => void): void {
    const { times, works } = this
    let here = 0
    for (;;) {
      const left = 2 * here + 1
      const below = (times[left + 1] ?? Infinity) < (times[left] ?? Infinity) ? left + 1 : left
      if ((times[below] ?? Infinity) >= at) break
      this.put(here, times[below] ?? 0, works[below] ?? work)
      here = below
    }
    this.put(here, at, work)
  }

  private put(here: number, at: number, work: () => void): void {
    this.times[here] = at
    this.works[here] = work
  }
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
