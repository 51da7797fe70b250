import { expect, test } from 'vitest'
import { Line } from './line'
import { type Answer, newRing, take } from './ring'

/** A line in simulated time: `script` says what the database answers, one after the other. */
function aLine(answer: (nth: number, now: number) => Answer, patienceMs = 8_000) {
  let now = 0
  let leases = 0
  const asked: { at: number; lease: string }[] = []
  const slept: number[] = []
  const line = new Line(
    {
      ask: async ({ lease }) => {
        asked.push({ at: now, lease })
        return answer(asked.length, now)
      },
      newLease: () => `lease ${(leases += 1)}`,
      now: () => now,
      sleep: async (ms) => {
        slept.push(ms)
        now += ms
      },
      random: () => 0,
    },
    patienceMs,
  )
  return { line, asked, slept, pass: (ms: number) => (now += ms) }
}
const taken: Answer = { kind: 'taken', slot: 7 }
const wait = (waitMs: number): Answer => ({ kind: 'wait', waitMs, recheckMs: 5_000 })

test('a free slot is handed out with a single question', async () => {
  const { line, asked, slept } = aLine(() => taken)
  expect(await line.enter(1_000)).toEqual({ lease: 'lease 1', slot: 7 })
  expect(asked).toHaveLength(1)
  expect(slept).toEqual([])
})

test('however many wait, only the first asks, and all are served in the order they came', async () => {
  const { line, asked } = aLine((nth) => (nth === 1 ? wait(3_000) : taken))
  const order: number[] = []
  await Promise.all(Array.from({ length: 50 }, (_, who) => line.enter(1_000).then(() => order.push(who))))
  expect(order).toEqual(Array.from({ length: 50 }, (_, who) => who))
  expect(asked).toHaveLength(51)
})

test('it sleeps until a slot can be free, and looks again now and then in case that changed', async () => {
  const { line, slept } = aLine((nth) => (nth === 1 ? wait(7_000) : nth === 2 ? wait(2_000) : taken))
  await line.enter(1_000)
  expect(slept).toEqual([5_000, 2_000])
})

test('who cannot be served within their patience is told at once when to come back', async () => {
  const { line, slept } = aLine(() => wait(90_500))
  await expect(line.enter(1_000)).rejects.toMatchObject({
    kind: 'rate_limited',
    info: { retryAfterSeconds: 91 },
  })
  expect(slept).toEqual([])
})

test('patience ends while waiting too', async () => {
  const { line, slept } = aLine(() => wait(3_000))
  await expect(line.enter(1_000)).rejects.toMatchObject({
    kind: 'rate_limited',
    info: { retryAfterSeconds: 3 },
  })
  expect(slept).toEqual([3_000, 3_000])
})

test('while the connection rests everybody in line is refused at once, with the time to come back', async () => {
  const { line } = aLine(() => ({ kind: 'shut', waitMs: 4_200 }))
  const refusals = await Promise.allSettled([line.enter(1_000), line.enter(1_000)])
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ reason: { kind: 'transient', info: { retryAfterSeconds: 5 } } })
})

test('a process held up between asking and sending lets that lease run out and asks for another', async () => {
  let stop = () => 0
  const { line, asked, pass } = aLine((nth) => {
    if (nth === 1) stop()
    return taken
  })
  stop = () => pass(60_000)
  expect(await line.enter(1_000)).toEqual({ lease: 'lease 2', slot: 7 })
  expect(asked).toHaveLength(2)
})

test('a broken question reaches everybody who waits, and the next comer is served again', async () => {
  const { line } = aLine((nth) => {
    if (nth === 1) throw new Error('the database is away')
    return taken
  })
  await expect(line.enter(1_000)).rejects.toThrow('the database is away')
  expect(await line.enter(1_000)).toMatchObject({ slot: 7 })
})

test('thirty waiters on a full ring of 300 put about one question per slot', async () => {
  const ring = newRing({ calls: 300, windowSeconds: 120 }, -130_000)
  // Slots that come free one after the other, 400 ms apart.
  for (let nth = 0; nth < 300; nth += 1)
    take(ring, { lease: `old ${nth}`, callClass: 'sweep', leaseMs: 0, patienceMs: 0 }, -119_000 + nth * 396)
  const { line, asked } = aLine(
    (nth, now) =>
      take(ring, { lease: `new ${nth}`, callClass: 'sweep', leaseMs: 10_000, patienceMs: 30_000 }, now),
    30_000,
  )
  await Promise.all(Array.from({ length: 30 }, () => line.enter(8_000)))
  expect(asked.length).toBeLessThanOrEqual(65)
})
