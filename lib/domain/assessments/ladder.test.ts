import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secondsAfter } from '../shared/india-time'
import { progressStates, resultStates } from './attempt'
import { isPastHorizon, nextAsk, type AskFacts } from './ladder'

const launchedAt = new Date('2026-11-21T10:00:00Z')
const after = (seconds: number) => secondsAfter(launchedAt, seconds)
const facts = (some: Partial<AskFacts> = {}): AskFacts => ({
  launchedAt,
  lastAskedAt: null,
  asks: 0,
  failures: 0,
  retryAfterSeconds: null,
  watchedAt: null,
  progress: 'in_progress',
  result: 'none',
  now: launchedAt,
  ...some,
})

/** The moments, in seconds after the launch, at which an unwatched attempt is asked for. */
function moments(start: AskFacts, count: number): number[] {
  const found: number[] = []
  let asking = start
  while (found.length < count) {
    const next = nextAsk(asking)
    if (!next) break
    found.push((next.getTime() - launchedAt.getTime()) / 1000)
    asking = {
      ...asking,
      lastAskedAt: next,
      asks: asking.asks + 1,
      now: next,
      watchedAt: asking.watchedAt && next,
    }
  }
  return found
}

describe('when to ask the provider again', () => {
  test('while the applicant looks: four times every 15 seconds, then every minute', () => {
    expect(moments(facts({ watchedAt: launchedAt }), 6)).toEqual([15, 30, 45, 60, 120, 180])
  })

  test('when nobody looks: after 5, 15 and 60 minutes, 6 hours, a day, then daily', () => {
    expect(moments(facts(), 7)).toEqual([300, 900, 3600, 21600, 86400, 172800, 259200])
  })

  test('many quick asks of a watching tab do not use up the slow ones', () => {
    const closed = facts({ asks: 40, lastAskedAt: after(2400), now: after(2400) })
    expect(nextAsk(closed)).toEqual(after(3600))
  })

  test('a finished test is asked for its result within a minute, although the launch was hours ago', () => {
    const done = facts({
      progress: 'completed',
      result: 'pending',
      lastProgressAt: after(7200),
      lastAskedAt: after(7200),
      now: after(7200),
    })
    expect(moments(done, 3)).toEqual([7260, 7500, 8100])
  })

  test('a busy provider is not asked again before it allows, even while the applicant looks', () => {
    const busy = facts({
      watchedAt: launchedAt,
      lastAskedAt: launchedAt,
      failures: 1,
      retryAfterSeconds: 600,
    })
    expect(nextAsk(busy)).toEqual(after(600))
  })

  test('each failure doubles the pause', () => {
    const failing = (failures: number) =>
      nextAsk(facts({ watchedAt: launchedAt, lastAskedAt: launchedAt, failures }))
    expect([1, 2, 3, 4].map(failing)).toEqual([after(30), after(60), after(120), after(240)])
    expect(nextAsk(facts({ watchedAt: launchedAt, lastAskedAt: launchedAt, failures: 40 }))).toEqual(
      after(6 * 3600),
    )
  })

  test('a finished test with its result, an expired and a failed one are not asked for', () => {
    expect(nextAsk(facts({ progress: 'completed', result: 'ready' }))).toBeNull()
    expect(nextAsk(facts({ progress: 'completed', result: 'unavailable' }))).toBeNull()
    expect(nextAsk(facts({ progress: 'expired' }))).toBeNull()
    expect(nextAsk(facts({ progress: 'failed' }))).toBeNull()
    expect(nextAsk(facts({ launchedAt: null }))).toBeNull()
  })

  test('an abandoned test may be resumed, so it is still asked for', () => {
    expect(nextAsk(facts({ progress: 'abandoned' }))).not.toBeNull()
  })

  test('asking ends with one last try at the horizon of 14 days', () => {
    const late = moments(facts(), 100)
    expect(late.at(-1)).toBe(14 * 86400)
    expect(isPastHorizon(launchedAt, after(14 * 86400))).toBe(true)
    expect(isPastHorizon(launchedAt, after(14 * 86400 - 1))).toBe(false)
  })

  test('the next ask is never in the past and never before what the provider allows', () => {
    const seconds = fc.integer({ min: 0, max: 20 * 86400 })
    const any = fc.record({
      asked: seconds,
      watched: fc.option(seconds),
      now: seconds,
      asks: fc.nat(50),
      failures: fc.nat(50),
      retryAfterSeconds: fc.option(fc.nat(7200)),
      progress: fc.constantFrom(...progressStates),
      result: fc.constantFrom(...resultStates),
    })
    fc.assert(
      fc.property(any, ({ asked, watched, now, ...rest }) => {
        const lastAskedAt = after(Math.min(asked, now))
        const next = nextAsk(
          facts({
            ...rest,
            lastAskedAt,
            watchedAt: watched === null ? null : after(watched),
            now: after(now),
          }),
        )
        if (!next) return
        expect(next >= after(now)).toBe(true)
        expect(next >= secondsAfter(lastAskedAt, rest.retryAfterSeconds ?? 0)).toBe(true)
      }),
    )
  })
})
