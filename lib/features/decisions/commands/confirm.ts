import { and, eq, inArray, isNull } from 'drizzle-orm'
import { decisions } from '@/db/schema/decisions'
import { canConfirm, canTakeBack } from '@/lib/domain/decisions/can'
import { decisionMoves } from '@/lib/domain/decisions/decision'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { loadDecision } from '../queries'
import type { ApplicationInput } from '../schema'
import { endDecision } from './propose'
import { showOnApplication } from './show-on-application'

/** A second person confirms what is proposed. Refuses what `canConfirm` refuses, and `not_found`. */
export const confirmDecision = (
  ctx: Ctx<Staff<'decisions.confirm'>>,
  { number }: ApplicationInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const loaded = await loadDecision(tx, partnerId, { number }, { lock: true, now: ctx.now })
    if (!loaded) return refuse('not_found')
    const verdict = canConfirm(loaded.facts, accountId)
    if (!verdict.ok) return verdict
    const { application } = loaded.journey
    const [confirmed] = await tx
      .update(decisions)
      .set({ state: decisionMoves.confirm.to, confirmedBy: accountId, confirmedAt: ctx.now })
      .where(
        and(
          eq(decisions.partnerId, partnerId),
          eq(decisions.applicationId, application.id),
          inArray(decisions.state, [...decisionMoves.confirm.from]),
          isNull(decisions.endedAt),
        ),
      )
      .returning({ id: decisions.id, kind: decisions.kind })
    if (!confirmed) return refuse('decision_not_provisional', { waitsFor: 'staff' })
    await showOnApplication(tx, partnerId, application.id)
    await recordEvent(tx, ctx, 'decision.confirmed', {
      applicationId: application.id,
      detail: { decisionId: confirmed.id, kind: confirmed.kind },
    })
    return ok()
  })

/** Takes an unreleased decision back: the row is ended and stays. Refuses what `canTakeBack` refuses, and `not_found`. */
export const takeBackDecision = (
  ctx: Ctx<Staff<'decisions.propose'>>,
  { number }: ApplicationInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const loaded = await loadDecision(tx, partnerId, { number }, { lock: true, now: ctx.now })
    if (!loaded) return refuse('not_found')
    const verdict = canTakeBack(loaded.facts)
    if (!verdict.ok) return verdict
    const { open } = loaded.facts
    if (!open || !(await endDecision(tx, ctx, open.id, 'taken_back')))
      return refuse('decision_nothing_open', { waitsFor: 'staff' })
    const { application } = loaded.journey
    await showOnApplication(tx, partnerId, application.id)
    await recordEvent(tx, ctx, 'decision.taken_back', {
      applicationId: application.id,
      detail: { decisionId: open.id, kind: open.kind },
    })
    return ok()
  })
