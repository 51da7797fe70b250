import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  type CallClass,
  type Ending,
  type Ring,
  changeAgreement,
  count,
  giveBack,
  newRing,
  spanMs,
  take,
} from './ring'

const windowSeconds = 120
const ended: Ending = { hasEnded: true, verdict: 'worked', rejectedForMs: null }
const rejected: Ending = { hasEnded: true, verdict: 'nothing', rejectedForMs: 1_000 }
let leases = 0

const ask = (ring: Ring, callClass: CallClass, now: number, patienceMs = 200_000) => {
  const lease = `lease ${(leases += 1)}`
  return { ...take(ring, { lease, callClass, leaseMs: 10_000, patienceMs }, now), lease }
}
const end = (ring: Ring, call: Answer & { lease: string }, now: number, ending = ended) => {
  if (call.kind === 'taken') giveBack(ring, call, ending, now)
}
/** A call that begins and ends at once. */
const call = (ring: Ring, callClass: CallClass, now: number) => {
  const answer = ask(ring, callClass, now)
  end(ring, answer, now)
  return answer.kind
}
const calls = (ring: Ring, callClass: CallClass, times: number, now: number) =>
  Array.from({ length: times }, () => call(ring, callClass, now)).filter((kind) => kind === 'taken').length

const classes = fc.constantFrom<CallClass>('person', 'sweep', 'bulk')
const sizes = fc.integer({ min: 1, max: 60 })

test('whatever happens, no window ever holds more calls than were agreed, counted from when their answers ended', () => {
  const steps = fc.array(
    fc.record({
      callClass: classes,
      afterMs: fc.nat(20_000),
      lastsMs: fc.nat(10_000),
      how: fc.constantFrom('ended', 'ended', 'ended', 'lost', 'process died', 'rejected'),
    }),
    { maxLength: 150 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), steps, (size, script) => {
      const ring = newRing({ calls: size, windowSeconds }, 0)
      /** Until when the provider may still count each call: its arrival is somewhere before `last`. */
      const made: { first: number; last: number }[] = []
      let pending: { at: number; work: () => void }[] = []
      let now = 0
      for (const { callClass, afterMs, lastsMs, how } of script) {
        now += afterMs
        for (const { work } of pending.filter(({ at }) => at <= now)) work()
        pending = pending.filter(({ at }) => at > now)
        const answer = ask(ring, callClass, now)
        if (answer.kind !== 'taken') continue
        const hasEnded = how === 'ended' || how === 'rejected'
        made.push({ first: now, last: hasEnded ? now + lastsMs : now + 10_000 })
        const at = now + lastsMs
        if (how === 'process died') continue
        const ending = how === 'rejected' ? rejected : { ...ended, hasEnded }
        pending.push({ at, work: () => end(ring, answer, at, ending) })
      }
      for (const { first } of made) {
        const near = made.filter((other) => other.first <= first && other.last > first - windowSeconds * 1000)
        expect(near.length).toBeLessThanOrEqual(size)
      }
    }),
    { numRuns: 300 },
  )
})

describe('lending', () => {
  test('with nobody else about, any class may use every slot at once, and not one more', () => {
    fc.assert(
      fc.property(classes, sizes, (callClass, size) => {
        const ring = newRing({ calls: size, windowSeconds }, 0)
        expect(calls(ring, callClass, size, 10)).toBe(size)
        expect(ask(ring, callClass, 20).kind).toBe('wait')
      }),
    )
  })

  test('what persons used in the window before is kept for them, up to their share of 60 in 100', () => {
    fc.assert(
      fc.property(sizes, fc.nat(60), fc.constantFrom<CallClass>('sweep', 'bulk'), (size, used, other) => {
        const ring = newRing({ calls: size, windowSeconds }, 0)
        const persons = calls(ring, 'person', used, 0)
        const later = spanMs(ring) + 1_000
        const kept = Math.min(persons, Math.floor(size * 0.6))
        expect(calls(ring, other, size, later)).toBe(size - kept)
        expect(calls(ring, 'person', size, later + 1)).toBe(kept)
      }),
    )
  })

  test('what the sweep used in the window before is kept from bulk work, up to its share of 30 in 100', () => {
    const ring = newRing({ calls: 100, windowSeconds }, 0)
    calls(ring, 'sweep', 80, 0)
    expect(calls(ring, 'bulk', 100, spanMs(ring) + 1_000)).toBe(70)
    expect(calls(ring, 'sweep', 100, spanMs(ring) + 2_000)).toBe(30)
  })

  test('who was busy two windows ago and has not come since is forgotten', () => {
    const ring = newRing({ calls: 100, windowSeconds }, 0)
    calls(ring, 'person', 60, 0)
    expect(calls(ring, 'bulk', 100, 2 * spanMs(ring) + 1_000)).toBe(100)
  })
})

describe('priority', () => {
  /** A ring whose one slot will be free at `freeAt`; nobody has used more than their share. */
  const almostFull = () => {
    const ring = newRing({ calls: 10, windowSeconds }, 0)
    calls(ring, 'sweep', 1, 0)
    calls(ring, 'person', 5, 1_000)
    calls(ring, 'sweep', 2, 1_000)
    calls(ring, 'bulk', 2, 1_000)
    return { ring, freeAt: spanMs(ring) }
  }

  test('a person who waits gets the next slot, although the sweep asks first', () => {
    const { ring, freeAt } = almostFull()
    expect(ask(ring, 'person', freeAt - 1_000).kind).toBe('wait')
    expect(ask(ring, 'sweep', freeAt).kind).toBe('wait')
    expect(ask(ring, 'bulk', freeAt + 1).kind).toBe('wait')
    expect(ask(ring, 'person', freeAt + 2).kind).toBe('taken')
  })

  test('the sweep comes before bulk work', () => {
    const { ring, freeAt } = almostFull()
    ask(ring, 'sweep', freeAt - 1_000)
    expect(ask(ring, 'bulk', freeAt).kind).toBe('wait')
    expect(ask(ring, 'sweep', freeAt + 1).kind).toBe('taken')
  })

  test('persons beyond their share step back for a sweep within its own', () => {
    const ring = newRing({ calls: 10, windowSeconds }, 0)
    calls(ring, 'person', 1, 0)
    calls(ring, 'person', 9, 1_000)
    const freeAt = spanMs(ring)
    ask(ring, 'sweep', freeAt - 1_000)
    expect(ask(ring, 'person', freeAt).kind).toBe('wait')
    expect(ask(ring, 'sweep', freeAt + 1).kind).toBe('taken')
  })

  test('somebody who has given up, or died, holds the others back for a moment only', () => {
    const { ring, freeAt } = almostFull()
    ask(ring, 'person', freeAt - 1_000)
    expect(ask(ring, 'sweep', freeAt + 250).kind).toBe('taken')
    const { ring: other } = almostFull()
    ask(other, 'person', freeAt - 10_000, 8_000)
    expect(ask(other, 'sweep', freeAt).kind).toBe('taken')
  })
})

describe('a 429', () => {
  test('makes the ring a fifth smaller and silent for as long as the provider said', () => {
    const ring = newRing({ calls: 100, windowSeconds }, 0)
    end(ring, ask(ring, 'sweep', 1_000), 2_000, { ...rejected, rejectedForMs: 30_000 })
    expect(ring).toMatchObject({ size: 80, rejections: 1 })
    expect(ask(ring, 'person', 10_000)).toMatchObject({ kind: 'wait', waitMs: 22_000 })
    expect(calls(ring, 'person', 100, 32_000)).toBe(79)
  })

  test('of calls that were on their way together counts once for the size', () => {
    const ring = newRing({ calls: 100, windowSeconds }, 0)
    const together = Array.from({ length: 20 }, () => ask(ring, 'sweep', 1_000))
    for (const each of together) end(ring, each, 2_000, rejected)
    expect(ring).toMatchObject({ size: 80, rejections: 20 })
  })

  test('is forgiven slowly: a hundredth for each window without another', () => {
    const ring = newRing({ calls: 100, windowSeconds }, 0)
    end(ring, ask(ring, 'sweep', 1_000), 2_000, rejected)
    for (let at = 10_000; at < 11 * spanMs(ring); at += 10_000) call(ring, 'sweep', at)
    expect(ring.size).toBeGreaterThanOrEqual(89)
    expect(ring.size).toBeLessThanOrEqual(91)
  })

  test('never leaves a connection without any slot', () => {
    const ring = newRing({ calls: 3, windowSeconds }, 0)
    for (let at = 1_000; at < 100 * 130_000; at += 130_000) end(ring, ask(ring, 'sweep', at), at, rejected)
    expect(ring.size).toBe(1)
  })
})

describe('another agreement', () => {
  test('fewer calls take away the slots that are free earliest: the provider still remembers the others', () => {
    const ring = newRing({ calls: 10, windowSeconds }, 0)
    calls(ring, 'sweep', 6, 0)
    changeAgreement(ring, { calls: 4, windowSeconds }, 1_000)
    expect(count(ring, 1_000)).toMatchObject({ free: 0, used: { sweep: 4 } })
  })

  test('more calls are there at once', () => {
    const ring = newRing({ calls: 10, windowSeconds }, 0)
    calls(ring, 'sweep', 10, 0)
    changeAgreement(ring, { calls: 15, windowSeconds }, 1_000)
    expect(calls(ring, 'sweep', 20, 1_000)).toBe(5)
  })

  test('a longer window holds for calls already made', () => {
    const ring = newRing({ calls: 10, windowSeconds: 10 }, 0)
    calls(ring, 'sweep', 10, 0)
    changeAgreement(ring, { calls: 10, windowSeconds: 60 }, 1_000)
    expect(ask(ring, 'sweep', 59_000).kind).toBe('wait')
    expect(ask(ring, 'sweep', 60_100).kind).toBe('taken')
  })
})
