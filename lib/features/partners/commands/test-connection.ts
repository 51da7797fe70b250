import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ProviderIo } from '@/lib/platform/http'
import { type ProviderError, outcomeOf } from '@/lib/platform/provider-error'
import type { CatalogueTest } from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { type OpenConnection, integrationIo, markConnection, openConnection } from '../commands'
import { type ConnectionRow, findConnection } from './find-connection'

/** How asking went: each has a sentence `connections.test.outcome.<outcome>`. */
export type AskOutcome =
  'answered' | 'incomplete' | 'config' | 'rate_limited' | 'transient' | 'contract' | 'refused'

export type ConnectionTest = { outcome: AskOutcome; at: Date; durationMs: number }

/**
 * Asks the provider one harmless question with the saved settings and notes what it says of the connection: accepted or
 * refused credentials change its health; a provider that is away or busy says nothing about them.
 */
export async function testConnection(
  ctx: Ctx<Staff<'settings.manage'>>,
  { connectionId }: { connectionId: string },
): Promise<Result<ConnectionTest>> {
  const row = await findConnection(ctx.actor.partnerId, connectionId)
  if (!row) return refuse('not_found')
  const began = performance.now()
  const { outcome, error } = await ask(ctx, row, 'probe', probe)
  const durationMs = Math.round(performance.now() - began)
  await transaction(async (tx) => {
    if (outcome === 'answered') await markConnection(tx, ctx, row.id, 'healthy')
    if (outcome === 'config' || outcome === 'incomplete')
      await markConnection(tx, ctx, row.id, 'unhealthy', error?.message ?? null)
    await recordEvent(tx, ctx, 'connection.tested', {
      detail: { connectionId: row.id, connection: row.label, outcome },
    })
    return ok()
  })
  return ok({ outcome, at: ctx.now, durationMs })
}

const mostTests = 500

export type ListedTests = {
  outcome: AskOutcome
  tests: CatalogueTest[] | null
  typed: Record<string, string>
}

/**
 * The tests that a provider offers, asked for with the saved settings; null with the reason when it could not be asked.
 * `typed` is handed back as it came. Refuses `not_found` where the provider has no list.
 */
export async function listConnectionTests(
  ctx: Ctx<Staff<'settings.manage' | 'intakes.manage'>>,
  { connectionId, typed }: { connectionId: string; typed: Record<string, string> },
): Promise<Result<ListedTests>> {
  const row = await findConnection(ctx.actor.partnerId, connectionId)
  const door = row?.kind === 'assessment' ? findAssessmentProvider(row.provider) : null
  if (!row || !door?.capabilities.hasCatalogue) return refuse('not_found')
  const { outcome, answer } = await ask(ctx, row, 'list_tests', async ({ settings }, io) =>
    door.open(settings).listTests?.(io),
  )
  return ok({ outcome, tests: answer?.slice(0, mostTests) ?? null, typed })
}

type Asked<T> = { outcome: AskOutcome; answer?: T; error?: ProviderError }

/** One question at a connection, in the integration log with what we made of the answer. */
async function ask<T>(
  ctx: Ctx<Staff<'settings.manage' | 'intakes.manage'>>,
  row: ConnectionRow,
  purpose: 'probe' | 'list_tests',
  question: (connection: OpenConnection, io: ProviderIo) => Promise<T>,
): Promise<Asked<T>> {
  const opened = await outcomeOf(() => openConnection(row.partnerId, row.id))
  if ('error' in opened) return { outcome: 'incomplete', error: opened.error }
  const io = integrationIo(ctx, { connectionId: row.id, purpose, callClass: 'person' })
  const asked = await outcomeOf(() => question(opened.answer, io))
  if ('answer' in asked) {
    await io.conclude(purpose === 'probe' ? 'connection works' : 'list of tests read')
    return { outcome: 'answered', answer: asked.answer }
  }
  await io.conclude(`failed: ${asked.error.kind}`)
  return { outcome: outcomeOfError(asked.error), error: asked.error }
}

async function probe({ provider, settings }: OpenConnection, io: ProviderIo): Promise<void> {
  const door = findAssessmentProvider(provider)
  if (door) return door.open(settings).probe(io)
  const gateway = Object.entries(paymentGateways).find(([id]) => id === provider)?.[1]
  // A gateway has no question of its own for this: an order nobody made is enough to have the key looked at.
  const asked = await outcomeOf(async () =>
    gateway?.fetchFacts(settings as never, 'order_ConnectionTest00', io),
  )
  if ('error' in asked && asked.error.kind !== 'not_found' && asked.error.kind !== 'invalid')
    throw asked.error
}

function outcomeOfError({ kind }: ProviderError): AskOutcome {
  return kind === 'config' || kind === 'rate_limited' || kind === 'transient' || kind === 'contract'
    ? kind
    : 'refused'
}
