import { expect, test } from 'vitest'
import {
  type Limiter,
  ownFixedWindow,
  ringFreedFromTheStart,
  ringOneTooLarge,
  simulate,
  slotRing,
} from './testing-simulation'

// 300 calls per 120 s, every request and every answer up to a second late, four processes. Each call is counted by four
// providers: by windows of their own clock, by windows that begin with a call, by a sliding window, by a token bucket.
const nobodyRefuses = {
  'fixed by its clock': 0,
  'fixed from the first call': 0,
  sliding: 0,
  'token bucket': 0,
}
const everybody = { person: Infinity, sweep: Infinity, bulk: Infinity }
const saturated = (limiter: Limiter, calls: number, seed: number) =>
  simulate({ limiter, seed, calls, wanted: { sweep: Infinity } })

test(
  'a million times counted, no call is refused, and 99 in 100 of those allowed are made',
  { timeout: 60_000 },
  () => {
    const outcome = saturated(slotRing(), 250_000, 11)
    expect(outcome.calls).toBe(250_000)
    expect(outcome.rejected).toEqual(nobodyRefuses)
    expect(outcome.share).toBeGreaterThanOrEqual(0.99)
  },
)

test('no call is refused when processes die at any moment and answers are lost', { timeout: 60_000 }, () => {
  for (const seed of [1, 2]) {
    const outcome = simulate({
      limiter: slotRing(),
      seed,
      calls: 15_000,
      wanted: everybody,
      crashEveryMs: 20_000,
      lost: 0.01,
    })
    expect(outcome.calls).toBe(15_000)
    expect(outcome.rejected).toEqual(nobodyRefuses)
  }
})

test('300 results that are due at an idle moment are all there within 8 seconds', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const outcome = simulate({ limiter: slotRing(), seed, calls: 300, wanted: { sweep: 300 }, atOnce: 20 })
    expect(outcome).toMatchObject({ calls: 300, rejected: nobodyRefuses })
    expect(outcome.endedAt).toBeLessThanOrEqual(8_000)
  }
})

test('when everybody always wants more, persons get 60 calls in 100, the sweep 30 and bulk work 10', () => {
  const { byClass, share } = simulate({ limiter: slotRing(), seed: 5, calls: 10_000, wanted: everybody })
  expect(Math.abs(byClass.person / 10_000 - 0.6)).toBeLessThan(0.03)
  expect(Math.abs(byClass.sweep / 10_000 - 0.3)).toBeLessThan(0.03)
  expect(Math.abs(byClass.bulk / 10_000 - 0.1)).toBeLessThan(0.03)
  expect(share).toBeGreaterThanOrEqual(0.98)
})

test('what a class does not want is lent: the sweep and bulk work share what nobody else asks for', () => {
  const wanted = { sweep: Infinity, bulk: Infinity }
  const { byClass, share } = simulate({ limiter: slotRing(), seed: 6, calls: 6_000, wanted })
  // A tenth is bulk work's own; the sweep comes first in what the persons leave.
  expect(Math.abs(byClass.bulk / 6_000 - 0.1)).toBeLessThan(0.05)
  expect(share).toBeGreaterThanOrEqual(0.98)
})

// Here the simulation itself is on trial: it must catch limiters that are almost right.
test.each([
  ['a ring whose slots rest from the start of the call', ringFreedFromTheStart],
  ['a ring of one slot too many', ringOneTooLarge],
  ['a fixed window of our own', ownFixedWindow],
])('%s is refused by a sliding window', (_, limiter) => {
  expect(saturated(limiter(), 6_000, 3).rejected['sliding']).toBeGreaterThan(0)
})
