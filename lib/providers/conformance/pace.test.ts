import { expect, test } from 'vitest'
import { pacedFetch } from './pace'

test('a run never makes more calls than the provider allows in its window', async () => {
  let now = 0
  const sent: number[] = []
  const inner = (async () => {
    sent.push(now)
    return new Response()
  }) as typeof fetch
  const clock = { now: () => now, sleep: async (ms: number) => void (now += ms) }
  const paced = pacedFetch(inner, { calls: 3, windowSeconds: 10 }, clock)
  await Promise.all(Array.from({ length: 8 }, () => paced('http://127.0.0.1:9')))
  expect(sent).toEqual([0, 0, 0, 10_000, 10_000, 10_000, 20_000, 20_000])
})
