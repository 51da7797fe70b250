import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { callReplays } from '@/db/schema/alerts'
import { providerCalls } from '@/db/schema/events'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { takeTry } from '@/lib/platform/rate-limit'
import { replayOf } from '../queries/replay'
import type { ReplayInput } from '../schema'
import { askAgain, knowledgeOf } from './ask-again'

/** Asking about the same thing more often than this brings nothing new. */
const replayAtMost = { tries: 1, seconds: 5 }

/**
 * Replays one exchange: the product's own command asks for the state once more, within a person's call budget; its exchanges are
 * logged as `replayOf` this one. What was known before and after is kept, also when the outside system did not answer, which
 * is a refusal. What creates, destroys or moves money is refused by `canReplay` and nothing happens.
 */
export async function replayCall(
  ctx: Ctx<Staff<'integrations.replay'>>,
  { callId }: ReplayInput,
): Promise<Result<{ replayId: string }>> {
  const { partnerId, accountId } = ctx.actor
  const [call] = await database()
    .select()
    .from(providerCalls)
    .where(and(eq(providerCalls.partnerId, partnerId), eq(providerCalls.id, callId)))
  if (!call) return refuse('not_found')
  const chosen = await replayOf(partnerId, call)
  if (!chosen.ok) return chosen
  const { way, id } = chosen.value
  if (!(await takeTry(partnerId, `alerts.replay:${id}`, replayAtMost))) return refuse('asked_just_now')
  const replayId = uuidv7()
  const before = await knowledgeOf(partnerId, way, id)
  await database().transaction(async (tx) => {
    await tx
      .insert(callReplays)
      .values({ partnerId, id: replayId, callId, byId: accountId, startedAt: ctx.now, before })
    await recordEvent(tx, ctx, 'integration.replayed', {
      applicationId: call.applicationId,
      detail: { callId, purpose: call.purpose },
    })
  })
  const { refusal } = await askAgain[way](
    {
      ...ctx,
      actor: { kind: 'system', partnerId },
      calls: { replayOf: callId, callClass: 'person' },
    },
    id,
  )
  await database()
    .update(callReplays)
    .set({
      endedAt: ctx.now,
      after: await knowledgeOf(partnerId, way, id),
      refusal: refusal?.code ?? null,
    })
    .where(and(eq(callReplays.partnerId, partnerId), eq(callReplays.id, replayId)))
  return refusal ? { ok: false, refusal } : ok({ replayId })
}
