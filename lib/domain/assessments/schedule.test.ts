import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secondsAfter } from '../shared/india-time'
import { progressStates, resultStates } from './attempt'
import { type FinishModel, ageWorth, learnFinishes, worthOfLook } from './finish-model'
import { type LookFacts, isOwed, looksPerSecond, nextLook, priceOfLook, worthOfAsking } from './schedule'

const launchedAt = new Date('2026-11-21T10:00:00Z')
const minutes = (count: number) => secondsAfter(launchedAt, count * 60)
const facts = (some: Partial<LookFacts> = {}): LookFacts => ({
  launchedAt,
  startedAt: null,
  lastAskedAt: null,
  asks: 0,
  failures: 0,
  retryAfterSeconds: null,
  watchedAt: null,
  hintedAt: null,
  extraTimePercent: null,
  progress: 'in_progress',
  result: 'none',
  now: launchedAt,
  ...some,
})

const nothingYet = { durations: [], heard: 0, silent: 0 }
function learned(history: Parameters<typeof learnFinishes>[0]): FinishModel {
  const model = learnFinishes(history)
  if (!model) throw new Error('too little is known')
  return model
}
const anHour = learned({ expectedMinutes: 60, ...nothingYet })
const quick = learned({
  expectedMinutes: 60,
  durations: Array.from({ length: 400 }, (_, at) => 600 + at),
  heard: 300,
  silent: 100,
})
const gapInMinutes = (from: Date | null, to: Date | null) =>
  ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 60_000

describe('when a look is worth its call', () => {
  test('a test of an hour is left alone at first, and looked at ever more closely as its end comes near', () => {
    const first = ageWorth(anHour, 0, 4)
    const late = ageWorth(anHour, 45 * 60, 4) - 45 * 60
    expect(first / 60).toBeGreaterThan(12)
    expect(late / 60).toBeLessThan(6)
  })

  test('the dearer a call, the later the look', () => {
    const ages = [0.01, 0.1, 1, 10, 100].map((price) => ageWorth(anHour, 30 * 60, price))
    expect(ages).toEqual([...ages].sort((a, b) => a - b))
    expect(new Set(ages).size).toBe(ages.length)
  })

  test('people who finish early teach the scheduler to look early, and where few come back by themselves, more often', () => {
    expect(ageWorth(quick, 0, 20)).toBeLessThan(ageWorth(anHour, 0, 20))
    const past = { expectedMinutes: 60, durations: [], heard: 0 }
    const silent = learned({ ...past, silent: 200 })
    const talkative = learned({ ...past, heard: 200, silent: 0 })
    expect(ageWorth(silent, 30 * 60, 2)).toBeLessThan(ageWorth(talkative, 30 * 60, 2))
  })

  test('worth and age say the same in both directions', () => {
    const price = fc.double({ min: 0.5, max: 300, noNaN: true })
    fc.assert(
      fc.property(price, fc.integer({ min: 0, max: 3300 }), (price, lookedAt) => {
        const age = ageWorth(anHour, lookedAt, price)
        if (age >= anHour.endSeconds) return
        expect(worthOfLook(anHour, lookedAt, age + 40)).toBeGreaterThanOrEqual(price * 0.6)
        expect(worthOfLook(anHour, lookedAt, age - 40)).toBeLessThanOrEqual(price * 1.6)
      }),
    )
  })

  test('a test of unknown length without a past is left to the ladder', () => {
    expect(learnFinishes({ expectedMinutes: null, ...nothingYet })).toBeNull()
    const few = Array.from({ length: 19 }, () => 1800)
    expect(learnFinishes({ expectedMinutes: null, durations: few, heard: 0, silent: 19 })).toBeNull()
    expect(nextLook(facts(), null, 1)).toEqual(minutes(5))
  })
})

describe('who is asked next', () => {
  const now = minutes(50)
  const worth = (some: Partial<LookFacts>, model: FinishModel | null = anHour) =>
    worthOfAsking(facts({ now, ...some }), model, now)

  test('a hint is first in line and asked at once, at any price', () => {
    const hinted = facts({ now, hintedAt: now, lastAskedAt: minutes(49) })
    expect(nextLook(hinted, anHour, 1e6)).toEqual(now)
    expect(isOwed(worth({ hintedAt: now }))).toBe(true)
    const others = [{}, { watchedAt: now }, { progress: 'completed', result: 'pending' } as const]
    for (const other of others) expect(worth({ hintedAt: now })).toBeGreaterThan(worth(other))
  })

  test('a hint that was asked about is used up; one that came too early is followed up a few times', () => {
    const early = facts({ hintedAt: minutes(20), lastAskedAt: minutes(20.1), now: minutes(20.1) })
    expect(nextLook(early, anHour, 50)).toEqual(minutes(20.6))
    const old = facts({ hintedAt: minutes(5), lastAskedAt: minutes(30), now: minutes(30) })
    expect(gapInMinutes(minutes(30), nextLook(old, anHour, 50))).toBeGreaterThan(5)
  })

  test('then a finished test whose result is owed, then a test that must be over, then the likeliest to have ended', () => {
    const owed = worth({ progress: 'completed', result: 'pending' })
    const over = worth({ now: minutes(80) })
    const [long, short] = [worth({ lastAskedAt: minutes(35) }), worth({ lastAskedAt: minutes(48) })]
    const order = [owed, over, long, short]
    expect(order).toEqual([...order].sort((a, b) => b - a))
    expect(new Set(order).size).toBe(4)
  })

  test('an applicant who looks is asked for sooner than one who does not, and quickly while calls are plenty', () => {
    const watching = facts({ now: minutes(2), watchedAt: minutes(2) })
    expect(nextLook(watching, anHour, 1)).toEqual(minutes(2))
    expect(worth({ watchedAt: now })).toBeGreaterThan(worth({}))
    const atEase = priceOfLook({ open: 300, callsPerSecond: 2.5 })
    expect(worthOfAsking(watching, anHour, minutes(2))).toBeGreaterThan(atEase)
  })

  test('the more are open for the calls there are, the more a look must be worth; early in the test it never is', () => {
    const priceAt = (open: number) => priceOfLook({ open, callsPerSecond: 2.5 })
    const prices = [300, 600, 1200, 1800].map(priceAt)
    expect(prices).toEqual([...prices].sort((a, b) => a - b))
    expect(new Set(prices).size).toBe(4)
    expect(worthOfAsking(facts({ now: minutes(10) }), anHour, now)).toBeLessThan(priceAt(6000))
    expect(worthOfAsking(facts({ now: minutes(75) }), anHour, now)).toBeGreaterThan(priceAt(6000))
  })

  test('where next to nobody sits calls are free, but not without end', () => {
    let [looks, age] = [0, 0]
    const price = priceOfLook({ open: 1, callsPerSecond: 2.5 })
    for (; age < 55 * 60; looks++) age = ageWorth(anHour, age, price)
    expect(looks).toBeLessThan(40)
  })

  test('looks leave the last free calls to hints and people, and use what was saved up slowly', () => {
    const budget = { calls: 300, windowSeconds: 120 }
    expect(looksPerSecond({ free: 0, ...budget })).toBe(0)
    expect(looksPerSecond({ free: 1, ...budget })).toBeLessThan(1.5)
    expect(looksPerSecond({ free: 40, ...budget })).toBe(2.5)
    expect(looksPerSecond({ free: 300, ...budget })).toBeGreaterThan(4)
  })
})

describe('unusual sittings', () => {
  test('extra time moves every look by as much', () => {
    const plain = gapInMinutes(launchedAt, nextLook(facts(), anHour, 5))
    const longer = gapInMinutes(launchedAt, nextLook(facts({ extraTimePercent: 50 }), anHour, 5))
    expect(longer / plain).toBeCloseTo(1.5)
  })

  test('a test not begun at the last look counts from there, and one never begun is asked for ever more rarely', () => {
    const unbegun = (at: number) =>
      gapInMinutes(
        minutes(at),
        nextLook(facts({ progress: 'not_started', lastAskedAt: minutes(at), now: minutes(at) }), anHour, 1),
      )
    expect(unbegun(30)).toBeGreaterThanOrEqual(15)
    expect(unbegun(600)).toBe(300)
    expect(unbegun(5 * 24 * 60)).toBe(24 * 60)
  })

  test('a sitting that outlasts everything known is asked for in growing pauses, until the horizon', () => {
    let asking = facts({ lastAskedAt: minutes(80), now: minutes(80) })
    const pauses: number[] = []
    for (let next = nextLook(asking, anHour, 1); next; next = nextLook(asking, anHour, 1)) {
      pauses.push(gapInMinutes(asking.now, next))
      if (next.getTime() === asking.now.getTime()) break
      asking = { ...asking, lastAskedAt: next, now: next }
    }
    expect(pauses.slice(0, 3)).toEqual([40, 60, 90])
    expect(pauses.length).toBeLessThan(30)
    expect(asking.now).toEqual(minutes(14 * 24 * 60))
  })

  test('whatever the facts: never in the past, never before the provider allows, nothing when answered or past the horizon', () => {
    const at = fc.integer({ min: 0, max: 20 * 24 * 60 })
    const any = fc.record({
      progress: fc.constantFrom(...progressStates),
      result: fc.constantFrom(...resultStates),
      now: at,
      asked: fc.option(at),
      hinted: fc.option(at),
      started: fc.option(at),
      moved: fc.option(at),
      watched: fc.option(at),
      retry: fc.option(fc.nat(7200)),
      failures: fc.nat(9),
      price: fc.double({ min: 0.001, max: 1e5, noNaN: true }),
      model: fc.constantFrom(anHour, quick, null),
    })
    const past = (minute: number | null, now: number) =>
      minute === null ? null : minutes(Math.min(minute, now))
    fc.assert(
      fc.property(any, ({ progress, result, model, price, failures, retry, ...at }) => {
        const some = facts({
          progress,
          result,
          failures,
          retryAfterSeconds: retry,
          now: minutes(at.now),
          lastAskedAt: past(at.asked, at.now),
          hintedAt: past(at.hinted, at.now),
          startedAt: past(at.started, at.now),
          lastProgressAt: past(at.moved, at.now),
          watchedAt: past(at.watched, at.now),
        })
        const next = nextLook(some, model, price)
        expect(worthOfAsking(some, model, launchedAt)).not.toBeNaN()
        if (progress === 'expired' || progress === 'failed' || at.now >= 14 * 24 * 60) expect(next).toBeNull()
        if (!next) return
        expect(next >= some.now).toBe(true)
        if (retry && some.lastAskedAt) expect(next >= secondsAfter(some.lastAskedAt, retry)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
