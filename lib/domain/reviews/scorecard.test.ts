import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanPercent, scorecardComplaint, unscored, weightedPercent } from './scorecard'

const academics = { id: 'academics', weight: 60, maxPoints: 10 }
const statement = { id: 'statement', weight: 40, maxPoints: 5 }
const words = { en: 'Academics', hi: 'शैक्षणिक' }

describe('the weighted score', () => {
  test('counts each criterion by its weight and its own most points', () => {
    expect(weightedPercent([academics, statement], { academics: 5, statement: 5 })).toBe(70)
  })
  test('is there only when every criterion has its points', () => {
    expect(weightedPercent([academics, statement], { academics: 5 })).toBeNull()
    expect(unscored([academics, statement], { academics: 11 })).toEqual(['academics', 'statement'])
    expect(weightedPercent([], {})).toBeNull()
  })
  test('is 0 for no points, 100 for all, and grows with every point', () => {
    const card = fc
      .array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
      .chain((shares) =>
        fc.tuple(
          fc.constant(shares),
          fc.array(fc.integer({ min: 1, max: 10 }), { minLength: shares.length, maxLength: shares.length }),
        ),
      )
      .map(([shares, most]) => {
        const sum = shares.reduce((a, b) => a + b, 0)
        const weights = shares.map((share) => Math.max(1, Math.floor((share * 100) / sum)))
        weights[0] = (weights[0] ?? 0) + 100 - weights.reduce((a, b) => a + b, 0)
        return weights.map((weight, at) => ({ id: String(at), weight, maxPoints: most[at] ?? 1 }))
      })
      .filter((criteria) => criteria.every(({ weight }) => weight > 0))
    fc.assert(
      fc.property(card, fc.nat(), (criteria, seed) => {
        const points = (of: (max: number) => number) =>
          Object.fromEntries(criteria.map(({ id, maxPoints }) => [id, of(maxPoints)]))
        expect(
          weightedPercent(
            criteria,
            points(() => 0),
          ),
        ).toBe(0)
        expect(
          weightedPercent(
            criteria,
            points((max) => max),
          ),
        ).toBe(100)
        const some = points((max) => seed % max)
        const before = weightedPercent(criteria, some) ?? -1
        const [first] = criteria
        if (first) some[first.id] = (some[first.id] ?? 0) + 1
        expect(weightedPercent(criteria, some)).toBeGreaterThan(before)
      }),
    )
  })
  test('several scorecards count as their mean', () => {
    expect(meanPercent([70, 80.5])).toBe(75.25)
    expect(meanPercent([])).toBeNull()
  })
})

test('a scorecard needs criteria with names in both languages and weights of 100 together', () => {
  const whole = { name: words, weight: 100, maxPoints: 10 }
  expect(scorecardComplaint([whole])).toBeNull()
  expect(scorecardComplaint([])).toBe('criteria_missing')
  expect(scorecardComplaint([{ ...whole, weight: 90 }])).toBe('weights_not_100')
  expect(scorecardComplaint([{ ...whole, name: { en: 'A', hi: '' } }])).toBe('name_missing')
  expect(scorecardComplaint([{ ...whole, maxPoints: 0 }])).toBe('number_wrong')
})
