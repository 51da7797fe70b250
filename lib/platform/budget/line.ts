import { ProviderError } from '@/lib/platform/provider-error'
import type { Answer, Ask } from './ring'

/** A slot of the ring in the hand of one call. */
export type Turn = { lease: string; slot: number }

type Waiter = {
  leaseMs: number
  /** Monotonic milliseconds of this process. */
  deadline: number
  resolve: (turn: Turn) => void
  reject: (error: unknown) => void
}

/** What a line needs of the world; simulated time in tests. */
export type LineWorld = {
  ask: (question: Omit<Ask, 'callClass'>) => Promise<Answer>
  newLease: () => string
  now: () => number
  sleep: (ms: number) => Promise<void>
  random: () => number
}

/** So much may pass between asking for a slot and sending the request; a process held up for longer asks again. */
export const graceMs = 2_000
const jitterMs = 20

/**
 * The calls of one class to one connection that this process has waiting: first come, first served, and only the first asks
 * the database. It sleeps until a slot can be free. Whoever cannot be served within their patience is told at once.
 */
export class Line {
  private waiting: Waiter[] = []
  private isAsking = false
  /** No slot before then, as far as we know; only while somebody waits. */
  private notBefore = 0

  constructor(
    private readonly world: LineWorld,
    private readonly patienceMs: number,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.length === 0
  }

  /**
   * Resolves a slot for a call that may take `timeoutMs`.
   * @throws ProviderError('rate_limited') when no slot will be free in time, ('transient') while the breaker is open
   */
  enter(timeoutMs: number): Promise<Turn> {
    const now = this.world.now()
    const deadline = now + this.patienceMs
    if (!this.isEmpty && this.notBefore > deadline) return Promise.reject(tooBusy(this.notBefore - now))
    return new Promise((resolve, reject) => {
      this.waiting.push({ leaseMs: timeoutMs + graceMs, deadline, resolve, reject })
      if (!this.isAsking) void this.serve()
    })
  }

  private async serve(): Promise<void> {
    this.isAsking = true
    try {
      let lease = this.world.newLease()
      for (let head = this.waiting[0]; head; head = this.waiting[0]) {
        const asked = this.world.now()
        const patienceMs = Math.max(...this.waiting.map(({ deadline }) => deadline)) - asked
        const answer = await this.world.ask({ lease, leaseMs: head.leaseMs, patienceMs })
        if (answer.kind === 'shut') this.refuseAll(isDown(answer.waitMs))
        else if (answer.kind === 'wait') await this.wait(answer)
        else {
          // Held up too long: the lease would end before the call does. It runs out by itself.
          if (this.world.now() - asked < graceMs) this.waiting.shift()?.resolve({ lease, slot: answer.slot })
          lease = this.world.newLease()
        }
      }
    } catch (error) {
      this.refuseAll(error)
    } finally {
      this.isAsking = false
    }
  }

  private async wait({ waitMs, recheckMs }: { waitMs: number; recheckMs: number }): Promise<void> {
    this.notBefore = this.world.now() + waitMs
    const isInVain = ({ deadline }: Waiter) => deadline < this.notBefore
    for (const waiter of this.waiting.filter(isInVain)) waiter.reject(tooBusy(waitMs))
    this.waiting = this.waiting.filter((waiter) => !isInVain(waiter))
    if (this.isEmpty) return
    await this.world.sleep(Math.min(waitMs, recheckMs) + this.world.random() * jitterMs)
  }

  private refuseAll(error: unknown): void {
    for (const waiter of this.waiting.splice(0)) waiter.reject(error)
  }
}

const inSeconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000))

const tooBusy = (waitMs: number) =>
  new ProviderError('rate_limited', {
    message: 'no call left in the budget of this connection',
    retryAfterSeconds: inSeconds(waitMs),
  })

const isDown = (waitMs: number) =>
  new ProviderError('transient', {
    message: 'this connection has failed several times and rests',
    retryAfterSeconds: inSeconds(waitMs),
  })
