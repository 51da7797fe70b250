import { beforeAll, describe, expect, test } from 'vitest'
import { type Line, lineOf, policies, scenarios, taughtModel } from './bench'
import { ours } from './policies'

// Fewer seeds than `npm run bench:sync`, so the bars have a margin; the published figures stand in docs/bench/sync.md.
const seeds = [8, 1, 1, 1] as const
const bestListed = [4.1, 26.5, 73, 126] as const

describe('the scheduler in the four published scenarios', () => {
  const lines: Line[] = []
  beforeAll(() => {
    const model = taughtModel()
    scenarios.forEach((scenario, at) => lines.push(lineOf(scenario, () => ours(model), seeds[at] ?? 1)))
  }, 120_000)

  test('results wait no longer than under the best rule known for each of them', () => {
    const waits = lines.map(({ meanSeconds }, at) => meanSeconds / (bestListed[at] ?? 0))
    expect(Math.max(...waits.slice(1))).toBeLessThan(1)
    // With few sitters a dozen seeds still scatter by a tenth.
    expect(waits[0]).toBeLessThan(1.12)
  })

  test('with many sitters no more than four calls are spent on a result, and once they are back one', () => {
    for (const { callsPerResult } of lines.slice(1)) expect(callsPerResult).toBeLessThan(4.1)
    expect(Math.max(...lines.map(({ callsFromReturn }) => callsFromReturn))).toBeLessThan(1.01)
    const all = lines.slice(1).reduce((sum, { callsPerResult }) => sum + callsPerResult, 0)
    expect(all).toBeLessThan(7.5)
  })

  test('no result is missing', () => {
    expect(lines.map(({ missing }) => missing)).toEqual([0, 0, 0, 0])
  })
})

describe('with every callback and return lost', () => {
  test('each result is found all the same, and no later than by asking everybody in turn', () => {
    const busy = { sitters: 1500, startMinutes: 60 }
    const told = taughtModel()
    const found = lineOf(busy, () => ours(told, { ignoresHints: true }), 1)
    const inTurn = lineOf(busy, policies()['round-robin'] ?? (() => ours(told)), 1)
    expect(found.missing).toBe(0)
    expect(found.meanSeconds).toBeLessThan(inTurn.meanSeconds * 0.6)
  }, 60_000)

  test('a test of unknown length without a past loses nothing either', () => {
    const found = lineOf({ sitters: 200, startMinutes: 60 }, () => ours(null, { ignoresHints: true }), 1)
    expect(found.missing).toBe(0)
  }, 60_000)
})
