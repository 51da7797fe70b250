import { type Tx, database } from '@/db/client'
import type { Refusal, Result } from '@/lib/domain/shared/result'
import type { Actor } from './auth/actors'
import type { CallClass } from './budget/budget'

/** From where a change comes. */
export type Source = 'browser' | 'webhook' | 'return' | 'callback' | 'poll' | 'job' | 'seed' | 'setup'

/** Who acts, when, and from where: the first argument of every command. */
export type Ctx<A extends Actor = Actor> = {
  actor: A
  now: Date
  source: Source
  requestId: string
  calls?: CallMark
}

/** How every call to an outside system made in this context is logged and budgeted, where that is not its usual way. */
export type CallMark = {
  /** The exchange that staff replay, or the backfill, for which the call is made. */
  replayOf?: string
  backfillId?: string
  callClass?: CallClass
}

/**
 * Runs one business verb in one transaction. A refusal rolls everything back and is returned;
 * an exception rolls back and passes on.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await database().transaction(async (tx) => {
      const result = await work(tx)
      if (!result.ok) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    throw error
  }
}

class RolledBack extends Error {
  constructor(readonly result: { ok: false; refusal: Refusal }) {
    super('rolled back')
  }
}
