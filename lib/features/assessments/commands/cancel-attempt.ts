import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type ProviderError, outsideRefusal } from '@/lib/platform/provider-error'
import { takeTry } from '@/lib/platform/rate-limit'
import { type AttemptInput, syncAttemptJob } from '../schema'
import { askProvider, verbOf } from './ask-provider'
import type { AttemptRow } from './attempt-row'
import { holdAttempt } from './order-once'
import { type HeldAttempt, holdForStaff } from './staff-facts'

/**
 * Ends an attempt that nobody has begun: at the provider, where it knows of it, then here. The provider is the judge: when
 * the applicant was quicker, it refuses, and the attempt is asked about. Its answer is never guessed.
 */
export async function cancelAttempt(
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: AttemptInput,
): Promise<Result<void>> {
  const held = await transaction(async (tx) => {
    const found = await holdForStaff(tx, ctx, input, 'cancel')
    if (found.ok && !found.value.facts.isAtProvider) await noteCancelled(tx, ctx, found.value.row)
    return found
  })
  if (!held.ok) return held
  return held.value.facts.isAtProvider ? cancelThere(ctx, held.value) : ok()
}

async function cancelThere(
  ctx: Ctx<Staff<'assessments.manage'>>,
  { row }: HeldAttempt,
): Promise<Result<void>> {
  const { partnerId, id: attemptId } = row
  if (!(await takeTry(partnerId, `assessments.cancel:${attemptId}`, { tries: 1, seconds: 10 })))
    return refuse('asked_just_now', { waitsFor: 'provider' })
  const asked = await askProvider(ctx, row, 'cancel_attempt', (provider, ref, io) =>
    verbOf(provider, 'cancelAttempt')(ref, io),
  )
  const noted = await transaction(async (tx) => {
    if (!('error' in asked)) return ok(await noteCancelled(tx, ctx, row))
    await enqueue(tx, syncAttemptJob, { partnerId, attemptId })
    return ok(false)
  })
  await asked.conclude(
    'error' in asked
      ? `Not cancelled (${asked.error.kind}); the attempt is asked about`
      : noted.ok && noted.value
        ? 'The attempt is cancelled'
        : 'Cancelled there; here it had moved on, so it is asked about',
  )
  return 'error' in asked ? { ok: false, refusal: refusalOf(asked.error) } : ok()
}

const refusalOf = (error: ProviderError) =>
  error.kind === 'conflict'
    ? refuse('attempt_begun', { waitsFor: 'provider' }).refusal
    : outsideRefusal(error)

/** False when the attempt has moved since: then what the provider says of it decides. */
async function noteCancelled(tx: Tx, ctx: Ctx, before: AttemptRow): Promise<boolean> {
  const { partnerId, applicationId, id: attemptId, attemptNo } = before
  const row = await holdAttempt(tx, before)
  const isStillOpen = row.progress === 'not_started'
  if (isStillOpen)
    await tx
      .update(attempts)
      .set({
        progress: 'expired',
        statusReason: 'provider',
        statusDetail: 'cancelled',
        lastProgressAt: ctx.now,
        nextAskAt: null,
      })
      .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, attemptId)))
  else await enqueue(tx, syncAttemptJob, { partnerId, attemptId })
  await recordEvent(tx, ctx, 'assessment.cancelled', { applicationId, detail: { attemptNo } })
  return isStillOpen
}
