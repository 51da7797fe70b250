import type { FinishModel } from '../finish-model'
import { type LookFacts, isOwed, looksPerSecond, nextLook, priceOfLook, worthOfAsking } from '../schedule'
import { type Policy, type Sitting, ceiling } from './world'

/** Knows every end at its instant: the least waiting that the ceiling allows. */
export const oracle = (): Policy => ({ knowsEnds: true, choose: () => [] })

/** Whoever was asked longest ago, newcomers first. */
export const roundRobin = (options: Pick<Policy, 'ignoresHints'> = {}): Policy => ({
  ...options,
  choose: (open, _now, most) => best(open, most, ({ lookedAt }) => -(lookedAt ?? -1)),
})

/** The listed greedy rule: chance of having finished since the last look, times the time since then. */
export const hazardTimesAge = (
  finished: (age: number) => number,
  options: Pick<Policy, 'ignoresHints'> = {},
): Policy => ({
  ...options,
  choose: (open, now, most) =>
    best(open, most, ({ start, lookedAt }) => {
      const last = lookedAt ?? start
      const gained = finished(now - start) - finished(last - start)
      return (gained / Math.max(1e-9, gained + 1 - finished(now - start))) * (now - last)
    }),
})

/** The portal's own scheduler, as the sweep uses it. */
export function ours(model: FinishModel | null, options: Pick<Policy, 'ignoresHints'> = {}): Policy {
  const callsPerSecond = ceiling.calls / ceiling.windowSeconds
  const known = new Map<Sitting, { facts: LookFacts; dueAt: number }>()
  const clock = new Date(0)
  let price = 0
  const plan = (facts: LookFacts) => nextLook(facts, model, price / 2)?.getTime() ?? Infinity
  return {
    ...options,
    looksPerSecond: (free) => looksPerSecond({ free, ...ceiling }),
    choose(open, now, most) {
      clock.setTime(now * 1000)
      price = priceOfLook({ open: open.length, callsPerSecond })
      return best(open, most, (sitting) => {
        let entry = known.get(sitting)
        if (!entry) {
          const facts = factsOf(sitting, clock)
          known.set(sitting, (entry = { facts, dueAt: plan(facts) }))
        }
        if (entry.dueAt > now * 1000) return -Infinity
        const worth = worthOfAsking(entry.facts, model, new Date(entry.dueAt))
        if (isOwed(worth) || worth >= price) return worth
        if (worth < price / 2) entry.dueAt = plan(entry.facts)
        return -Infinity
      })
    },
    asked(sitting) {
      const entry = known.get(sitting)
      if (!entry || sitting.place < 0) return
      entry.facts.lastAskedAt = new Date((sitting.lookedAt ?? 0) * 1000)
      entry.facts.progress = 'in_progress'
      entry.facts.asks++
      entry.dueAt = plan(entry.facts)
    },
  }
}

const factsOf = (sitting: Sitting, now: Date): LookFacts => ({
  launchedAt: new Date(sitting.start * 1000),
  startedAt: null,
  lastAskedAt: null,
  asks: 0,
  failures: 0,
  retryAfterSeconds: null,
  watchedAt: null,
  hintedAt: null,
  extraTimePercent: null,
  progress: 'not_started',
  result: 'none',
  now,
})

/** The `most` highest, highest first; -Infinity is never chosen. */
function best(open: readonly Sitting[], most: number, rank: (sitting: Sitting) => number): Sitting[] {
  const ranked: { sitting: Sitting; value: number }[] = []
  for (const sitting of open) {
    const value = rank(sitting)
    if (value > -Infinity) ranked.push({ sitting, value })
  }
  const values = Float64Array.from(ranked, ({ value }) => value).sort()
  const least = values[values.length - most] ?? -Infinity
  return ranked
    .filter(({ value }) => value >= least)
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ sitting }) => sitting)
}
