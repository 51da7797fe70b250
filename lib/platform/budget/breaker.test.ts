import { expect, test } from 'vitest'
import {
  type Breaker,
  type Verdict,
  afterCall,
  breakerState,
  closedBreaker,
  shutForMs,
  withTrial,
} from './breaker'

const after = (breaker: Breaker, verdict: Verdict, times: number, from: number, everyMs: number) =>
  Array.from({ length: times }, (_, nth) => from + nth * everyMs).reduce(
    (next, at) => afterCall(next, verdict, `call at ${at}`, at),
    breaker,
  )

test('five failures in a row over five seconds open it for five seconds', () => {
  const four = after(closedBreaker, 'failed', 4, 0, 2_000)
  expect(breakerState(four, 6_000)).toBe('closed')
  const five = after(four, 'failed', 1, 8_000, 0)
  expect(breakerState(five, 8_000)).toBe('open')
  expect(shutForMs(five, 'any', 9_000)).toBe(4_000)
})

test('five failures within a moment are somebody’s bad luck; twenty are an outage', () => {
  expect(breakerState(after(closedBreaker, 'failed', 19, 0, 10), 200)).toBe('closed')
  expect(breakerState(after(closedBreaker, 'failed', 20, 0, 10), 200)).toBe('open')
})

test('one answer that works ends the row, and so does a minute without a failure', () => {
  const four = after(closedBreaker, 'failed', 4, 0, 2_000)
  expect(after(four, 'worked', 1, 7_000, 0)).toEqual(closedBreaker)
  expect(breakerState(after(four, 'failed', 1, 70_000, 0), 70_000)).toBe('closed')
})

test('a 429 or a call given up by us neither opens it nor ends a row of failures', () => {
  const four = after(closedBreaker, 'failed', 4, 0, 2_000)
  expect(after(four, 'nothing', 3, 6_500, 10)).toEqual(four)
})

test('after the pause exactly one call may try; the others wait for what it finds', () => {
  const open = after(closedBreaker, 'failed', 5, 0, 2_000)
  expect(breakerState(open, 13_000)).toBe('half_open')
  expect(shutForMs(open, 'first', 13_000)).toBe(0)
  const trying = withTrial(open, 'first', 10_000, 13_000)
  expect(shutForMs(trying, 'second', 13_000)).toBe(10_000)
  expect(shutForMs(trying, 'first', 13_000)).toBe(0)
})

test('a trial that works closes it at once; one whose process died gives way to the next', () => {
  const open = after(closedBreaker, 'failed', 5, 0, 2_000)
  const trying = withTrial(open, 'trial', 10_000, 13_000)
  expect(afterCall(trying, 'worked', 'trial', 14_000)).toEqual(closedBreaker)
  expect(shutForMs(trying, 'second', 23_000)).toBe(0)
})

test('each trial that fails doubles the time since it opened, up to half a minute a pause', () => {
  let breaker = after(closedBreaker, 'failed', 5, 0, 2_000)
  const pauses: number[] = []
  for (let trial = 0; trial < 7; trial += 1) {
    const now = breaker.openUntil ?? 0
    breaker = afterCall(withTrial(breaker, 'trial', 10_000, now), 'failed', 'trial', now)
    pauses.push(((breaker.openUntil ?? 0) - now) / 1000)
  }
  expect(pauses).toEqual([5, 10, 20, 30, 30, 30, 30])
})

test('a call begun before it opened that fails later does not lengthen the pause', () => {
  const open = after(closedBreaker, 'failed', 5, 0, 2_000)
  expect(afterCall(open, 'failed', 'old call', 10_000)).toEqual(open)
})

test('a person who waits is the trial at once, one at a time; the sweep sits the pause out', () => {
  const open = { ...closedBreaker, failures: 5, failedAt: 0, openedAt: 0, openUntil: 5_000 }
  expect(shutForMs(open, 'sweep', 1_000)).toBe(4_000)
  expect(shutForMs(open, 'person', 1_000, true)).toBe(0)
  const trying = withTrial(open, 'person', 8_000, 1_000)
  expect(shutForMs(trying, 'another person', 1_500, true)).toBe(7_500)
  expect(afterCall(trying, 'worked', 'person', 2_000)).toEqual(closedBreaker)
})
