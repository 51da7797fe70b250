import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countingRules, progressStates, resultStates } from './attempt'
import { type CountableAttempt, countingAttempt } from './counting'
import type { Score } from './scores'

const sheet = (...scores: Score[]) => ({
  lines: [
    {
      level: 'overall' as const,
      id: null,
      name: '',
      within: null,
      reportType: null,
      scores,
      state: null,
      isVerification: false,
      verdict: null,
      minutes: null,
    },
  ],
  band: null,
  norm: null,
  isPartial: false,
})
const percent = (value: number) => sheet({ scale: 'percent', value, outOf: null })
const attempt = (attemptNo: number, changes: Partial<CountableAttempt> = {}): CountableAttempt => ({
  attemptNo,
  progress: 'completed',
  result: 'ready',
  connectionId: 'c1',
  testId: 't1',
  scores: percent(50),
  ...changes,
})
const no = (attempts: CountableAttempt[], rule: (typeof countingRules)[number]) =>
  countingAttempt(attempts, rule)?.attemptNo

describe('which attempt counts', () => {
  const three = [
    attempt(1, { scores: percent(61) }),
    attempt(2, { scores: percent(74) }),
    attempt(3, { scores: percent(58) }),
  ]

  test('the intake says latest, best or first', () => {
    expect(no(three, 'latest')).toBe(3)
    expect(no(three, 'best')).toBe(2)
    expect(no(three, 'first')).toBe(1)
  })

  test('a retake that is only begun never takes the earlier result away', () => {
    const begun = [attempt(1), attempt(2, { progress: 'in_progress', result: 'none', scores: null })]
    for (const rule of countingRules) expect(no(begun, rule)).toBe(1)
  })

  test('a finished retake whose result is still to come does not count before it is here', () => {
    expect(no([attempt(1), attempt(2, { result: 'pending', scores: null })], 'latest')).toBe(1)
  })

  test('while nothing is finished the newest attempt speaks', () => {
    const none = [
      attempt(1, { progress: 'expired', result: 'none' }),
      attempt(2, { progress: 'not_started' }),
    ]
    expect(no(none, 'first')).toBe(2)
    expect(countingAttempt([], 'best')).toBeNull()
  })

  test('best never compares two different tests, or marks on different scales', () => {
    expect(no([attempt(1, { scores: percent(99) }), attempt(2, { testId: 't2' })], 'best')).toBe(2)
    const sten = sheet({ scale: 'sten', value: 9, outOf: null })
    expect(no([attempt(1, { scores: percent(99) }), attempt(2, { scores: sten })], 'best')).toBe(2)
  })

  test('points are compared by their share of the maximum', () => {
    const points = (value: number, outOf: number) => sheet({ scale: 'points', value, outOf })
    expect(no([attempt(1, { scores: points(30, 40) }), attempt(2, { scores: points(40, 60) })], 'best')).toBe(
      1,
    )
  })

  test('whatever the attempts are, one that is there is chosen, and their order in the list does not matter', () => {
    const anyAttempt = fc.record({
      progress: fc.constantFrom(...progressStates),
      result: fc.constantFrom(...resultStates),
      percent: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
    })
    fc.assert(
      fc.property(
        fc.array(anyAttempt, { maxLength: 6 }),
        fc.constantFrom(...countingRules),
        (drawn, rule) => {
          const attempts = drawn.map(({ percent: mark, ...states }, at) =>
            attempt(at + 1, { ...states, scores: mark === null ? null : percent(mark) }),
          )
          const chosen = countingAttempt(attempts, rule)
          expect(countingAttempt([...attempts].reverse(), rule)).toEqual(chosen)
          if (attempts.some(({ progress }) => progress === 'completed'))
            expect(chosen?.progress).toBe('completed')
          else expect(chosen).toEqual(attempts.at(-1) ?? null)
        },
      ),
      { numRuns: 500 },
    )
  })
})
