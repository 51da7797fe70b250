import { setTimeout as sleep } from 'node:timers/promises'
import { configureDatabase } from '@/db/client'
import { ProviderError } from '@/lib/platform/provider-error'
import { timeLimit } from '@/lib/platform/time-limit'
import { type CallClass, budgetedFetch } from './budget'

// One of several processes that call a provider as often as the budget lets them, until they are stopped or killed.
const { DATABASE_URL, PROVIDER_URL, PARTNER_ID, CONNECTION_ID, CALLER, CALLS, WINDOW_SECONDS, TIMEOUT_MS } =
  process.env
configureDatabase(() => ({ url: String(DATABASE_URL), poolSize: 2, prepare: true }))
const key = { partnerId: String(PARTNER_ID), connectionId: String(CONNECTION_ID) }
const agreed = { calls: Number(CALLS), windowSeconds: Number(WINDOW_SECONDS) }

/** Refused callers come back a little later, as a queue's next try would. */
async function call(callClass: CallClass): Promise<never> {
  const fetchInTurn = budgetedFetch(key, callClass, async () => agreed)
  for (;;) {
    try {
      const { signal } = timeLimit(Number(TIMEOUT_MS))
      const headers = { 'x-caller': String(CALLER), 'x-class': callClass }
      await (await fetchInTurn(String(PROVIDER_URL), { signal, headers })).text()
    } catch (error) {
      const seconds = error instanceof ProviderError ? (error.info.retryAfterSeconds ?? 1) : 1
      await sleep(Math.min(seconds, agreed.windowSeconds / 40) * 1000)
    }
  }
}

const callers: CallClass[] = ['person', 'person', 'sweep', 'sweep', 'sweep', 'sweep', 'bulk', 'bulk']
for (const callClass of callers) void call(callClass)
