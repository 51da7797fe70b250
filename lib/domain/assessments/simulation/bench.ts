import { type FinishModel, ageWorth, learnFinishes } from '../finish-model'
import { hazardTimesAge, oracle, ours, roundRobin } from './policies'
import { type Outcome, type Policy, durationFrom, randomFrom, run } from './world'

export type Scenario = { sitters: number; startMinutes: number }

/** Sitters, and over how many minutes they start. */
export const scenarios: readonly Scenario[] = [
  { sitters: 500, startMinutes: 60 },
  { sitters: 3000, startMinutes: 60 },
  { sitters: 3000, startMinutes: 10 },
  { sitters: 9000, startMinutes: 60 },
]

/** One policy in one scenario, over several seeds. */
export type Line = {
  meanSeconds: number
  p95Seconds: number
  callsPerResult: number
  callsPerReturned: number
  callsFromReturn: number
  missing: number
  calls: number
  results: number
}

const past = 1000

/** What the scheduler has learned from earlier sittings of the same test, drawn from other seeds than the world's. */
export function taughtModel(sittings = past, expectedMinutes: number | null = 60): FinishModel | null {
  const random = randomFrom(424_242)
  const durations = Array.from({ length: sittings }, () => durationFrom(random))
  const heard = Math.round(sittings * 0.85)
  return learnFinishes({ expectedMinutes, durations, heard, silent: sittings - heard })
}

/** Share finished by an age, exactly as the world draws it: the listed hazard rules are given the truth. */
export function trueShare(): (age: number) => number {
  const random = randomFrom(99)
  const sorted = Float64Array.from({ length: 100_000 }, () => durationFrom(random)).sort()
  const bySecond = new Float64Array(3601)
  let finished = 0
  for (let second = 0; second <= 3600; second++) {
    while ((sorted[finished] ?? Infinity) <= second) finished++
    bySecond[second] = finished / sorted.length
  }
  return (age) => bySecond[Math.max(0, Math.min(3600, Math.floor(age)))] ?? 1
}

/** The policies of the table by name, each made anew for every run. */
export function policies(): Record<string, () => Policy> {
  const share = trueShare()
  const taught = taughtModel()
  const firstDay = taughtModel(0)
  return {
    oracle: oracle,
    'round-robin': () => roundRobin({ ignoresHints: true }),
    'hazard only': () => hazardTimesAge(share, { ignoresHints: true }),
    'redirect + round-robin': () => roundRobin(),
    'redirect + hazard': () => hazardTimesAge(share),
    ours: () => ours(taught),
    'ours, first day': () => ours(firstDay),
  }
}

/** Averages of `seeds` runs of one scenario, counted up from `firstSeed`. */
export function lineOf(scenario: Scenario, policy: () => Policy, seeds: number, firstSeed = 1): Line {
  const outcomes = Array.from({ length: seeds }, (_, at) =>
    run({ ...scenario, seed: firstSeed + at }, policy()),
  )
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0)
  const returned = sum((outcome) => outcome.returning.results)
  return {
    meanSeconds: sum((outcome) => outcome.meanSeconds) / seeds,
    p95Seconds: sum((outcome) => outcome.p95Seconds) / seeds,
    callsPerResult: sum(({ calls }) => calls) / sum(({ results }) => results),
    callsPerReturned: sum((outcome) => outcome.returning.calls) / returned,
    callsFromReturn: sum((outcome) => outcome.returning.callsFromReturn) / returned,
    missing: sum(({ missing }) => missing),
    calls: sum(({ calls }) => calls),
    results: sum(({ results }) => results),
  }
}

/**
 * The least calls with which any scheduler can hold a mean wait of `meanSeconds`, had it calls without end: looks spaced
 * as the optimal checking schedule spaces them, nobody competing. Counted for those whose browser returns.
 */
export function leastCallsPerReturned(meanSeconds: number): number {
  const [model, share] = [taughtModel(20_000, null), trueShare()]
  if (!model) throw new Error('nothing was learned')
  let [cheap, dear] = [0.02, 400]
  while (dear / cheap > 1.02) {
    const price = Math.sqrt(cheap * dear)
    if (expectedOf(model, share, price).meanSeconds > meanSeconds) dear = price
    else cheap = price
  }
  return expectedOf(model, share, cheap).calls
}

function expectedOf(
  model: FinishModel,
  share: (age: number) => number,
  price: number,
): { meanSeconds: number; calls: number } {
  let [calls, waited, last] = [1, 0, 0]
  while (last < model.endSeconds - 1) {
    const look = Math.min(model.endSeconds, Math.max(last + 1, ageWorth(model, last, price)))
    for (let age = last; age < look; age++) waited += share(age) - share(last)
    calls += 1 - share(look)
    last = look
  }
  return { meanSeconds: model.silentShare * waited, calls }
}
