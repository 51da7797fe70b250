import { randomUUID } from 'node:crypto'
import { type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { callProvider } from '@/lib/platform/http'
import { metricsText } from '@/lib/platform/metrics'
import { ProviderError } from '@/lib/platform/provider-error'
import { budgetState, budgetedFetch, setBudget } from './budget'
import { createBudget } from './postgres-budget'
import { type BudgetKey, giveSlotBack, takeSlot } from './postgres-ring'
import type { CallClass } from './ring'
import { aConnection } from './testing'

const fresh = useFreshDatabase()
let key: BudgetKey
let provider: Server
let answer: (response: ServerResponse) => void = () => {}
let met = 0

beforeAll(async () => {
  provider = createServer((_, response) => {
    met += 1
    answer(response)
  })
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  provider.closeAllConnections()
  provider.close()
})
beforeEach(async () => {
  key = await aConnection(fresh().sql)
  met = 0
  answer = says(200)
})

const says =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end('{}')

/** A call as every provider client makes it. */
const call = (
  agreed: { calls: number; windowSeconds: number },
  {
    to = key,
    callClass = 'person',
    timeoutMs = 2_000,
  }: { to?: BudgetKey; callClass?: CallClass; timeoutMs?: number } = {},
) =>
  callProvider(
    {
      url: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`,
      method: 'GET',
      headers: {},
      timeoutMs,
    },
    { fetch: budgetedFetch(to, callClass, async () => agreed), now: () => new Date(), record: () => {} },
  )

const ask = (over: { callClass?: CallClass; leaseMs?: number } = {}) => ({
  lease: randomUUID(),
  callClass: 'sweep' as const,
  leaseMs: 10_000,
  patienceMs: 30_000,
  ...over,
})
const ended = { hasEnded: true, verdict: 'worked', rejectedForMs: null } as const
const state = async (of = key) => {
  const found = await budgetState(of.partnerId, of.connectionId)
  if (!found) throw new Error('the connection has called')
  return found
}
const refusalOf = async (refused: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await refused.then(
    () => null,
    (reason) => reason,
  )
  if (error instanceof ProviderError) return error
  throw new Error('the call was not refused')
}
const secondsUntil = (instant: Date | null) => ((instant?.getTime() ?? 0) - Date.now()) / 1000

describe('slots', () => {
  test('eight takers at once never hold one slot twice', async () => {
    await createBudget(key, { calls: 50, windowSeconds: 120 })
    const taker = async () => {
      const slots: number[] = []
      for (;;) {
        const answered = await takeSlot(key, ask(), fresh().sql)
        if (answered?.kind === 'taken') slots.push(answered.slot)
        // A lost race asks again; a full ring says to wait for long.
        else if (answered && answered.waitMs > 1_000) return slots
      }
    }
    const held = (await Promise.all(Array.from({ length: 8 }, taker))).flat()
    expect(held.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, slot) => slot))
  })

  test('eight takers who give back at once take no slot before one window after its call ended', async () => {
    await createBudget(key, { calls: 20, windowSeconds: 1 })
    const calls: { slot: number; begun: number; over: number }[] = []
    const taker = async () => {
      for (let nth = 0; nth < 400 && calls.length < 80; nth += 1) {
        const question = ask()
        const answered = await takeSlot(key, question, fresh().sql)
        if (answered?.kind !== 'taken') {
          // What the database itself says to wait for, and no other sleep.
          await new Promise((done) => setTimeout(done, Math.min(answered?.waitMs ?? 0, 1_000)))
          continue
        }
        const { lease } = question
        const given = await giveSlotBack(key, { lease, slot: answered.slot }, ended, fresh().sql)
        calls.push({ slot: answered.slot, begun: answered.at, over: given?.at ?? 0 })
      }
    }
    await Promise.all(Array.from({ length: 8 }, taker))
    expect(calls.length).toBeGreaterThanOrEqual(80)
    for (const { slot, over, begun } of calls)
      for (const next of calls.filter((other) => other.slot === slot && other.begun > begun))
        expect(next.begun - over).toBeGreaterThanOrEqual(1_000)
  })

  test('a call whose process dies keeps its slot for its time-out and one window', async () => {
    await createBudget(key, { calls: 1, windowSeconds: 60 })
    await takeSlot(key, ask({ leaseMs: 10_000 }))
    const { used, left, nextFreeAt } = await state()
    expect({ used, left }).toEqual({ used: 1, left: 0 })
    expect(secondsUntil(nextFreeAt)).toBeGreaterThan(68)
  })

  test('a call that was answered keeps it for one window after the answer was read to its end', async () => {
    await call({ calls: 1, windowSeconds: 60 })
    const left = secondsUntil((await state()).nextFreeAt)
    expect(left).toBeGreaterThan(58)
    expect(left).toBeLessThan(61)
  })

  test('a call that broke off keeps its whole lease: its request may still arrive', async () => {
    answer = (response) => response.destroy()
    await expect(call({ calls: 1, windowSeconds: 60 })).rejects.toMatchObject({ kind: 'transient' })
    expect(secondsUntil((await state()).nextFreeAt)).toBeGreaterThan(62)
  })

  test('an answer that breaks off in the middle keeps it too', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{')
      setImmediate(() => response.destroy())
    }
    await expect(call({ calls: 1, windowSeconds: 60 })).rejects.toMatchObject({ kind: 'transient' })
    expect(secondsUntil((await state()).nextFreeAt)).toBeGreaterThan(62)
  })

  test('processes that call for the first time together make one budget', async () => {
    const agreed = { calls: 3, windowSeconds: 60 }
    await Promise.all(Array.from({ length: 6 }, () => createBudget(key, agreed)))
    await call(agreed)
    expect(await state()).toMatchObject({ ...agreed, size: 3, used: 1, left: 2 })
  })
})

describe('waiting', () => {
  test('a person who has to wait for a slot waits, and the time-out begins only when the request is sent', async () => {
    const agreed = { calls: 1, windowSeconds: 1 }
    await call(agreed)
    const began = performance.now()
    expect((await call(agreed, { timeoutMs: 400 })).status).toBe(200)
    expect(performance.now() - began).toBeGreaterThan(900)
  })

  test.each<CallClass>(['person', 'sweep', 'bulk'])(
    'a call of class %s is told at once when no slot will be free in time',
    async (callClass) => {
      const agreed = { calls: 1, windowSeconds: 60 }
      await call(agreed)
      const refusal = await refusalOf(call(agreed, { callClass }))
      expect(refusal.kind).toBe('rate_limited')
      expect(refusal.info.retryAfterSeconds).toBeGreaterThan(55)
      expect(met).toBe(1)
    },
  )

  test('a call that takes longer than its time-out ends there', async () => {
    answer = () => {}
    await expect(call({ calls: 9, windowSeconds: 60 }, { timeoutMs: 200 })).rejects.toMatchObject({
      kind: 'transient',
      info: { message: 'timed out' },
    })
  })
})

describe('a 429', () => {
  test('shrinks the ring, silences the connection for as long as the provider says, and is counted', async () => {
    answer = says(429, { 'retry-after': '30' })
    const agreed = { calls: 10, windowSeconds: 60 }
    expect((await call(agreed)).status).toBe(429)
    const { size, rejections, lastRejectedAt, pausedUntil } = await state()
    expect({ size, rejections }).toEqual({ size: 8, rejections: 1 })
    expect(secondsUntil(lastRejectedAt)).toBeGreaterThan(-5)
    expect(secondsUntil(pausedUntil)).toBeGreaterThan(27)
    await expect(call(agreed)).rejects.toMatchObject({ kind: 'rate_limited' })
    expect(met).toBe(1)
  })

  test('that twenty calls meet at the same moment shrinks it once, while others take and give back', async () => {
    await createBudget(key, { calls: 40, windowSeconds: 120 })
    const taken = async () => {
      const question = ask()
      const answered = await takeSlot(key, question, fresh().sql)
      return { lease: question.lease, slot: answered?.kind === 'taken' ? answered.slot : -1 }
    }
    const held = await Promise.all(Array.from({ length: 20 }, taken))
    const refused = { hasEnded: true, verdict: 'nothing', rejectedForMs: 0 } as const
    await Promise.all(
      held.flatMap((lease) => [giveSlotBack(key, lease, refused, fresh().sql), taken(), taken()]),
    )
    // Whoever ends next sees what all of them wrote, and puts the last slot in its place.
    await giveSlotBack(key, { lease: randomUUID(), slot: 0 }, ended)
    const [{ inUse } = { inUse: 0 }] = await fresh().sql<{ inUse: number }[]>`
      select count(*)::int as "inUse" from call_slots where connection_id = ${key.connectionId} and not is_parked`
    expect({ ...(await state()), inUse }).toMatchObject({ size: 32, rejections: 20, inUse: 32 })
  })

  test('does not touch another partner, nor another connection of the same partner', async () => {
    const elsewhere = [await aConnection(fresh().sql), await aConnection(fresh().sql, key.partnerId)]
    const agreed = { calls: 10, windowSeconds: 60 }
    answer = says(429, { 'retry-after': '30' })
    await call(agreed)
    answer = says(200)
    for (const to of elsewhere) {
      expect((await call(agreed, { to })).status).toBe(200)
      expect(await state(to)).toMatchObject({ size: 10, used: 1, rejections: 0, pausedUntil: null })
    }
  })
})

describe('the breaker', () => {
  const agreed = { calls: 100, windowSeconds: 60 }
  /** As if that much time had gone by for the breaker. */
  const timePasses = (seconds: number) => fresh().sql`
    update call_budgets set failing_since = failing_since - ${seconds}::int * interval '1 second',
      opened_at = opened_at - ${seconds}::int * interval '1 second',
      open_until = open_until - ${seconds}::int * interval '1 second'
    where connection_id = ${key.connectionId}`
  const fiveFailures = async () => {
    answer = says(503)
    for (let nth = 0; nth < 4; nth += 1) await call(agreed)
    await timePasses(6)
    await call(agreed)
  }

  test('opens after five failures over some seconds; then sweep and bulk are refused at once and nobody is called', async () => {
    await fiveFailures()
    expect((await state()).breaker).toBe('open')
    for (const callClass of ['sweep', 'bulk'] as const)
      expect(await refusalOf(call(agreed, { callClass }))).toMatchObject({
        kind: 'transient',
        info: { retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 5) },
      })
    expect(met).toBe(5)
  })

  test('stays closed for the provider that answers 4xx, and for failures within a moment', async () => {
    answer = says(503)
    for (let nth = 0; nth < 8; nth += 1) await call(agreed)
    expect((await state()).breaker).toBe('closed')
    await timePasses(30)
    answer = says(404)
    await call(agreed)
    answer = says(503)
    await call(agreed)
    expect((await state()).breaker).toBe('closed')
  })

  test('lets exactly one of eight through once its pause is over, and all again when that one is answered', async () => {
    await fiveFailures()
    await timePasses(10)
    expect((await state()).breaker).toBe('half_open')
    const asked = Array.from({ length: 8 }, () => ask())
    const answers = await Promise.all(asked.map((question) => takeSlot(key, question, fresh().sql)))
    const winners = answers.flatMap((given, at) => (given?.kind === 'taken' ? [{ given, at }] : []))
    expect(winners).toHaveLength(1)
    answer = says(200)
    await expect(call(agreed)).rejects.toMatchObject({ kind: 'transient' })
    const [winner] = winners
    if (!winner || winner.given.kind !== 'taken') throw new Error('one was let through')
    const lease = String(asked[winner.at]?.lease)
    await giveSlotBack(key, { lease, slot: winner.given.slot }, ended)
    expect((await call(agreed)).status).toBe(200)
    expect((await state()).breaker).toBe('closed')
  })

  test('a person who clicks is the trial without waiting for the pause, and the others pause longer when it fails', async () => {
    await fiveFailures()
    expect((await state()).breaker).toBe('open')
    expect((await call(agreed, { callClass: 'person' })).status).toBe(503)
    await timePasses(6)
    expect((await call(agreed, { callClass: 'person' })).status).toBe(503)
    const refusal = await refusalOf(call(agreed, { callClass: 'sweep' }))
    expect(refusal.kind).toBe('transient')
    expect(refusal.info.retryAfterSeconds).toBeGreaterThanOrEqual(5)
    answer = says(200)
    expect((await call(agreed, { callClass: 'person' })).status).toBe(200)
    expect((await state()).breaker).toBe('closed')
  })
})

describe('the agreement', () => {
  test('staff may change it while calls go on, and the gauge follows', async () => {
    expect(await budgetState(key.partnerId, key.connectionId)).toBeNull()
    await setBudget(key, { calls: 5, windowSeconds: 60 })
    await call({ calls: 999, windowSeconds: 1 })
    expect(await state()).toMatchObject({
      calls: 5,
      windowSeconds: 60,
      size: 5,
      used: 1,
      left: 4,
      nextFreeAt: null,
    })
    await setBudget(key, { calls: 1, windowSeconds: 600 })
    const { used, left, nextFreeAt } = await state()
    expect({ used, left }).toEqual({ used: 1, left: 0 })
    expect(secondsUntil(nextFreeAt)).toBeGreaterThan(590)
    await setBudget(key, { calls: 3, windowSeconds: 600 })
    expect(await state()).toMatchObject({ calls: 3, size: 3, used: 1, left: 2 })
  })

  test('takers at work meanwhile never exceed the new one', async () => {
    await createBudget(key, { calls: 40, windowSeconds: 120 })
    let stop = false
    const taker = async () => {
      while (!stop) await takeSlot(key, ask(), fresh().sql)
    }
    const takers = Array.from({ length: 6 }, taker)
    for (const calls of [30, 45, 10, 25]) await setBudget(key, { calls, windowSeconds: 120 })
    stop = true
    await Promise.all(takers)
    const { used, left, calls, size } = await state()
    expect({ total: used + left, calls, size }).toEqual({ total: 25, calls: 25, size: 25 })
  })

  test.each([
    { calls: 0, windowSeconds: 60 },
    { calls: 1.5, windowSeconds: 60 },
    { calls: 10, windowSeconds: 0 },
  ])('$calls calls per $windowSeconds s is no agreement', async (agreed) => {
    await expect(setBudget(key, agreed)).rejects.toThrow(RangeError)
  })
})

test('what became of calls can be read in the metrics, by class and without naming anybody', async () => {
  await call({ calls: 9, windowSeconds: 60 })
  const { text } = await metricsText({})
  expect(text).toMatch(/pravesh_provider_calls_total\{class="person",outcome="worked"\} \d+/)
  expect(text).not.toContain(key.connectionId)
})
