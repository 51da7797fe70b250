import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { mayReadMetrics, metricsText } from '@/lib/platform/metrics'
import { getWorkInHand } from './metrics'

useFreshDatabase()

test('an empty deployment has nothing in hand, and says so in numbers', async () => {
  const counts = await getWorkInHand(new Date())
  expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0, 0])
  expect((await metricsText(counts)).text).toContain('pravesh_paid_but_not_unlocked 0')
})

test('without a token set nobody reads the metrics', () => {
  expect(mayReadMetrics(null)).toBe(false)
  expect(mayReadMetrics('Bearer undefined')).toBe(false)
})
