import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, letters, offers, releaseItems } from '@/db/schema/decisions'
import { moves } from '@/lib/domain/applications/machine'
import { decisionMoves } from '@/lib/domain/decisions/decision'
import { holdsSeat, offerMoves } from '@/lib/domain/decisions/offer'
import { releaseMoves } from '@/lib/domain/decisions/release'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ReleaseInput, ReleaseItemInput } from '../schema'
import { ofRelease } from './prepare-release'
import { lockRelease, moveRelease } from './release-row'
import { freeSeat } from './seats'
import { showOnApplication } from './show-on-application'

type Decision = typeof decisions.$inferSelect

/**
 * Undoes a whole release within its hold: nothing more goes out, and what went out comes back, one transaction each. Cut
 * off half way, the worker finishes it. Refuses `release_undo_over`, `not_found`. Returns how many came back.
 */
export async function undoRelease(
  ctx: Ctx<Staff<'decisions.release'>>,
  { releaseId }: ReleaseInput,
): Promise<Result<{ undone: number }>> {
  const begun = await transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    const moved = await moveRelease(tx, release, 'undo', { undoneAt: ctx.now, undoneBy: ctx.actor.accountId })
    if (!moved) return refuse('release_undo_over', { waitsFor: 'staff' })
    await tx
      .update(releaseItems)
      .set({ state: 'left_out' })
      .where(and(ofRelease(moved), eq(releaseItems.state, 'pending')))
    await recordEvent(tx, ctx, 'release.undone', { detail: { releaseId, name: moved.name } })
    return ok(moved)
  })
  if (!begun.ok) return begun
  const out = await database()
    .select({ decisionId: releaseItems.decisionId })
    .from(releaseItems)
    .where(and(ofRelease(begun.value), eq(releaseItems.state, 'released')))
    .orderBy(releaseItems.position)
  let undone = 0
  for (const { decisionId } of out) if ((await undoItem(ctx, { releaseId, decisionId })).ok) undone += 1
  return ok({ undone })
}

/**
 * Takes one released decision back within the hold: it is confirmed again, its seat is free, its letter is revoked and
 * kept, the application stands where it stood. Refuses `release_undo_over`, `not_found`.
 */
export const undoItem = (
  ctx: Ctx<Staff<'decisions.release'> | System>,
  { releaseId, decisionId }: ReleaseItemInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const release = await lockRelease(tx, partnerId, releaseId)
    if (!release) return refuse('not_found')
    const mayUndo = [...releaseMoves.undo.from, releaseMoves.undo.to].some((state) => state === release.state)
    if (!mayUndo) return refuse('release_undo_over', { waitsFor: 'staff' })
    const [item] = await tx
      .update(releaseItems)
      .set({
        state: 'undone',
        undoneAt: ctx.now,
        undoneBy: 'accountId' in ctx.actor ? ctx.actor.accountId : null,
      })
      .where(
        and(ofRelease(release), eq(releaseItems.decisionId, decisionId), eq(releaseItems.state, 'released')),
      )
      .returning()
    if (!item) return refuse('release_not_now', { waitsFor: 'staff' })
    await bringBack(tx, ctx, decisionId, { releaseId, wasMailed: item.mailedAt !== null })
    return ok()
  })

async function bringBack(
  tx: Tx,
  ctx: Ctx,
  decisionId: string,
  { releaseId, wasMailed }: { releaseId: string; wasMailed: boolean },
): Promise<void> {
  const { partnerId } = ctx.actor
  const decision = await holdApplicationOf(tx, partnerId, decisionId)
  await revokeLetter(tx, ctx, decisionId)
  await withdrawOffer(tx, ctx, decisionId)
  await tx
    .update(decisions)
    .set({ state: decisionMoves.undo.to, releasedAt: null, releaseId: null })
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.id, decisionId),
        inArray(decisions.state, [...decisionMoves.undo.from]),
      ),
    )
  const earlier = await restoreEarlier(tx, partnerId, decisionId)
  await tx
    .update(applications)
    .set(
      earlier?.releasedAt
        ? { decidedAt: earlier.releasedAt }
        : { state: moves.undo_decision.to, decidedAt: null },
    )
    .where(
      and(
        eq(applications.partnerId, partnerId),
        eq(applications.id, decision.applicationId),
        inArray(applications.state, [...moves.undo_decision.from]),
      ),
    )
  await showOnApplication(tx, partnerId, decision.applicationId)
  await recordEvent(tx, ctx, 'decision.release_undone', {
    applicationId: decision.applicationId,
    detail: { decisionId, releaseId, kind: decision.kind },
  })
  if (wasMailed) await writeThatItWasTakenBack(tx, ctx, decision, releaseId)
}

/** The application is held first, as everywhere, so that an answer to the offer comes before or after, never between. */
async function holdApplicationOf(tx: Tx, partnerId: string, decisionId: string): Promise<Decision> {
  const [decision] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, decisionId)))
  if (!decision) throw new Error('a released decision is not there')
  await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, decision.applicationId)))
    .for('update')
  return decision
}

async function revokeLetter(tx: Tx, ctx: Ctx, decisionId: string): Promise<void> {
  await tx
    .update(letters)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(letters.partnerId, ctx.actor.partnerId),
        eq(letters.decisionId, decisionId),
        isNull(letters.revokedAt),
      ),
    )
}

async function withdrawOffer(tx: Tx, ctx: Ctx, decisionId: string): Promise<void> {
  const [offer] = await tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.partnerId, ctx.actor.partnerId),
        eq(offers.decisionId, decisionId),
        inArray(offers.state, [...offerMoves.withdraw.from]),
      ),
    )
  if (!offer) return
  await tx
    .update(offers)
    .set({ state: offerMoves.withdraw.to, endedAt: ctx.now })
    .where(and(eq(offers.partnerId, offer.partnerId), eq(offers.id, offer.id)))
  if (holdsSeat(offer.state)) await freeSeat(tx, offer)
}

/** Who was moving up from the waitlist has their place again, with its letter. */
async function restoreEarlier(tx: Tx, partnerId: string, decisionId: string): Promise<Decision | null> {
  const [earlier] = await tx
    .update(decisions)
    .set({ endedAt: null, end: null, supersededBy: null })
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.supersededBy, decisionId),
        eq(decisions.end, 'superseded'),
      ),
    )
    .returning()
  if (!earlier) return null
  await tx
    .update(letters)
    .set({ replacedAt: null })
    .where(
      and(eq(letters.partnerId, partnerId), eq(letters.decisionId, earlier.id), isNull(letters.revokedAt)),
    )
  return earlier
}

async function writeThatItWasTakenBack(tx: Tx, ctx: Ctx, decision: Decision, releaseId: string) {
  const [to] = await tx
    .select({ number: applications.number, email: accounts.email, locale: accounts.locale })
    .from(applications)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(and(eq(applications.partnerId, decision.partnerId), eq(applications.id, decision.applicationId)))
  if (!to) return
  await writeMessage(tx, ctx, {
    template: 'decision_taken_back',
    to: to.email,
    locale: to.locale,
    applicationId: decision.applicationId,
    params: { applicationNumber: to.number },
    dedupeKey: `decision_taken_back:${releaseId}:${decision.id}`,
  })
}
