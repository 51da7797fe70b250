import { integrationIo, markConnection, type CallPurpose } from '@/lib/features/partners/commands'
import { database } from '@/db/client'
import type { Ctx } from '@/lib/platform/context'
import type { ProviderIo } from '@/lib/platform/http'
import { type ProviderError, outcomeOf } from '@/lib/platform/provider-error'
import type { AttemptRef, OpenProvider } from '@/lib/providers/assessments/contract'
import type { AttemptRow } from './attempt-row'
import { openProvider } from './open-provider'

export type Asked<T> = ({ answer: T } | { error: ProviderError; isUnclear: boolean }) & {
  /** Writes into the integration log what the exchange came to. */
  conclude: (conclusion: string) => Promise<void>
}

/**
 * One order of staff to the provider of an attempt, sent once and logged. `isUnclear`: it may have been carried out
 * although no clear answer came. Credentials that are refused mark the connection.
 */
export async function askProvider<T>(
  ctx: Ctx,
  row: AttemptRow,
  purpose: CallPurpose,
  call: (provider: OpenProvider, ref: AttemptRef, io: ProviderIo) => Promise<T>,
): Promise<Asked<T>> {
  const { partnerId, connectionId, applicationId, id: attemptId } = row
  const io = integrationIo(ctx, { connectionId, purpose, applicationId, attemptId })
  let hasFailedOutside = false
  const watched: ProviderIo = {
    ...io,
    record: async (exchange) => {
      hasFailedOutside = exchange.errorKind !== null
      await io.record(exchange)
    },
  }
  const outcome = await outcomeOf(async () =>
    call(await openProvider(partnerId, connectionId), attemptRefOf(row), watched),
  )
  await database().transaction((tx) => markHealth(tx, ctx, connectionId, outcome))
  if (!('error' in outcome)) return { ...outcome, conclude: io.conclude }
  const isUnclear = mayHaveBeenDone(outcome.error, hasFailedOutside)
  return { ...outcome, isUnclear, conclude: io.conclude }
}

/** A refusal below 500 is a clear word; a call that our own budget held back was never sent, so nothing was recorded of it. */
function mayHaveBeenDone({ kind, info }: ProviderError, hasFailedOutside: boolean): boolean {
  if (kind === 'contract') return true
  const isRefusal = info.status !== undefined && info.status < 500
  return kind === 'transient' && hasFailedOutside && !isRefusal
}

/** The verb that a provider's capability promises. */
export function verbOf<Name extends keyof OpenProvider>(
  provider: OpenProvider,
  name: Name,
): NonNullable<OpenProvider[Name]> {
  const verb = provider[name]
  if (!verb) throw new Error(`${provider.label} promises ${name} and has no such verb`)
  return verb
}

async function markHealth(
  tx: Parameters<typeof markConnection>[0],
  ctx: Ctx,
  connectionId: string,
  outcome: { error: ProviderError } | { answer: unknown },
): Promise<void> {
  if (!('error' in outcome)) return markConnection(tx, ctx, connectionId, 'healthy')
  const { error } = outcome
  if (error.kind !== 'config') return
  const reason = error.info.status ? `HTTP ${error.info.status}` : error.message
  await markConnection(tx, ctx, connectionId, 'unhealthy', reason)
}

const attemptRefOf = (row: AttemptRow): AttemptRef => ({
  attemptId: row.id,
  email: row.email,
  externalId: row.externalId,
  memo: row.memo,
  testId: row.testId,
  since: row.createdAt,
  lastProgressAt: row.lastProgressAt,
})
