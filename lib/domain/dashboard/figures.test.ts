import { describe, expect, test } from 'vitest'
import { assessmentFirst, paymentFirst } from '../journeys/definition'
import { standings } from '../journeys/standing'
import { funnelOf, wentOnPercent } from './figures'

describe('the funnel of a journey', () => {
  test.each([assessmentFirst, paymentFirst])(
    'of $id names every place an application can stand at, once',
    ({ id, steps }) => {
      const funnel = funnelOf(id, steps, ['i'])
      const named = funnel.steps.flatMap(({ here }) => here.filter.steps ?? [])
      const apart = [...(funnel.closed.filter.steps ?? []), ...(funnel.withdrawn.filter.steps ?? [])]
      expect([...named, ...apart].sort()).toEqual([...standings].sort())
    },
  )

  test('whoever has come to a step has come to every step before it', () => {
    const { steps } = funnelOf('payment_first', paymentFirst.steps, ['i'])
    for (const [at, { reached }] of steps.entries())
      for (const earlier of steps.slice(0, at))
        expect(earlier.reached.filter.steps).toEqual(expect.arrayContaining(reached.filter.steps ?? []))
    expect(steps.map(({ step }) => step).indexOf('fee')).toBeLessThan(
      steps.map(({ step }) => step).indexOf('assessment'),
    )
  })

  test('the share that went on is of those who came, and of nobody it is nothing', () => {
    expect(wentOnPercent(200, 50)).toBe(75)
    expect(wentOnPercent(0, 0)).toBeNull()
  })
})
