import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { retryAfterSeconds } from '@/lib/platform/http'
import { log } from '@/lib/platform/log'
import { countOf } from '@/lib/platform/metrics'
import { limitOf, timeLimit } from '@/lib/platform/time-limit'
import type { Verdict } from './breaker'
import { Line, type Turn } from './line'
import { type Agreed, type BudgetState, changeBudget, createBudget, readBudget } from './postgres-budget'
import { type BudgetKey, giveSlotBack, takeSlot } from './postgres-ring'
import type { Answer, Ask, CallClass } from './ring'

export type { BudgetKey, BudgetState, CallClass }

/** How long a call waits for a slot, in milliseconds, before it is refused with the time to come back. */
const patienceMs: Record<CallClass, number> = { person: 8_000, sweep: 30_000, bulk: 30_000 }
/** The time-out of a call whose caller gave none of ours. */
const defaultTimeoutMs = 30_000
/** Silence after a 429 that names no time, in milliseconds; the smaller ring does the rest. */
const barePauseMs = 2_000

/**
 * `fetch` that keeps to the connection's budget: waits for a slot of its ring, sends, and gives the slot back when the answer
 * has been read to its end. A time limit made by `timeLimit` runs from the sending, not from the waiting.
 * `agreed` is asked once, when the connection calls for the first time.
 * @throws ProviderError('rate_limited') when no slot is free within the patience of the class (8 s for a person, 30 s else),
 *   ProviderError('transient') while the connection's breaker is open; both with `retryAfterSeconds`
 */
export function budgetedFetch(
  key: BudgetKey,
  callClass: CallClass,
  agreed: () => Promise<Agreed>,
): typeof fetch {
  return async (input, init) => {
    const limit = limitOf(init?.signal) ?? timeLimit(defaultTimeoutMs)
    limit.hold()
    const turn = await lineOf(key, callClass, agreed)
      .enter(limit.ms)
      .catch((error: unknown) => {
        calls.add({ class: callClass, outcome: 'refused' })
        throw error
      })
    limit.begin()
    const signal =
      init?.signal && init.signal !== limit.signal
        ? AbortSignal.any([init.signal, limit.signal])
        : limit.signal
    const end = async (hasEnded: boolean, response: Response | null) => {
      const isOurs = Boolean(init?.signal?.aborted) && limit.signal !== init?.signal
      await tell(key, callClass, turn, hasEnded, response, isOurs)
    }
    try {
      const response = await globalThis.fetch(input, { ...init, signal })
      return await watched(response, end)
    } catch (error) {
      await end(false, null)
      throw error
    }
  }
}

/**
 * Changes what is agreed with the provider, also while calls go on. Fewer calls or a longer window hold for the calls already
 * made, as far as the ring remembers them.
 * @throws RangeError unless both are whole numbers, 1 to 10,000 calls per 1 to 86,400 seconds
 */
export const setBudget = (key: BudgetKey, agreed: Agreed): Promise<void> => changeBudget(key, agreed)

/** How a connection's budget stands, for the gauge in its settings; null when it has never called. */
export const budgetState = (partnerId: string, connectionId: string): Promise<BudgetState | null> =>
  readBudget({ partnerId, connectionId })

const calls = countOf('pravesh_provider_calls_total', 'Calls to outside systems by class and outcome', [
  'class',
  'outcome',
])

// One line per process, connection and class, also across Next's separately bundled entry points.
const kept = globalThis as typeof globalThis & { praveshLines?: Map<string, Line> }

function lineOf(key: BudgetKey, callClass: CallClass, agreed: () => Promise<Agreed>): Line {
  const lines = (kept.praveshLines ??= new Map())
  const name = `${key.partnerId} ${key.connectionId} ${callClass}`
  const known = lines.get(name)
  if (known) return known
  const line = new Line(
    {
      ask: (question) => askRing(key, { ...question, callClass }, agreed),
      newLease: randomUUID,
      now: () => performance.now(),
      sleep: (ms) => sleep(ms),
      random: Math.random,
    },
    patienceMs[callClass],
  )
  lines.set(name, line)
  return line
}

async function askRing(key: BudgetKey, ask: Ask, agreed: () => Promise<Agreed>): Promise<Answer> {
  const answer =
    (await takeSlot(key, ask)) ?? (await createBudget(key, await agreed()), await takeSlot(key, ask))
  if (!answer) throw new Error('the connection of this budget is gone')
  if (answer.kind === 'wait') calls.add({ class: ask.callClass, outcome: 'waited' })
  return answer
}

/** Hands the answer on and says when it has been read to its end; a body that breaks off counts as no answer. */
async function watched(
  response: Response,
  end: (hasEnded: boolean, response: Response) => Promise<void>,
): Promise<Response> {
  // A status outside these cannot be handed on with another body.
  const canFollow = response.status >= 200 && response.status <= 599
  const reader = canFollow ? response.body?.getReader() : undefined
  if (!reader) {
    await end(true, response)
    return response
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        try {
          const { done, value } = await reader.read()
          if (!done) return stream.enqueue(value)
          await end(true, response)
          stream.close()
        } catch (error) {
          await end(false, response)
          stream.error(error)
        }
      },
      async cancel(reason) {
        await reader.cancel(reason)
        await end(true, response)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}

/** Never fails the call: a slot that could not be given back is free when its lease ends. */
async function tell(
  key: BudgetKey,
  callClass: CallClass,
  turn: Turn,
  hasEnded: boolean,
  response: Response | null,
  isGivenUp: boolean,
): Promise<void> {
  const verdict = isGivenUp ? 'nothing' : verdictOf(hasEnded ? response : null)
  const isRejected = response?.status === 429
  calls.add({ class: callClass, outcome: isRejected ? 'rejected' : verdict })
  const rejectedForMs = isRejected ? pauseAfter(response) : null
  await giveSlotBack(key, turn, { hasEnded, verdict, rejectedForMs }).catch((error: unknown) => {
    log.warn({ err: error, connectionId: key.connectionId }, 'a slot of a call budget was not given back')
  })
}

function verdictOf(response: Response | null): Verdict {
  if (response === null || response.status >= 500) return 'failed'
  return response.status === 429 ? 'nothing' : 'worked'
}

const pauseAfter = ({ headers }: Response): number =>
  headers.has('retry-after') ? retryAfterSeconds(headers, new Date()) * 1000 : barePauseMs
