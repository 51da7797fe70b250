import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { decisions, seatPools } from '@/db/schema/decisions'
import { canPropose } from '@/lib/domain/decisions/can'
import type { MoveCause } from '@/lib/domain/decisions/decision'
import { type SeatCategory, poolFor } from '@/lib/domain/decisions/seats'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type LoadedDecision, loadDecision } from '../queries'
import { categoryOf } from '../queries/category-of'
import type { ProposeInput } from '../schema'
import { showOnApplication } from './show-on-application'

/**
 * Proposes a decision; a provisional one is replaced. The same proposal twice is one. Refuses what `canPropose` refuses,
 * `decision_programme_missing`, `decision_no_seats_set`, `not_found`.
 */
export const proposeDecision = (
  ctx: Ctx<Staff<'decisions.propose'>>,
  input: ProposeInput,
): Promise<Result<{ decisionId: string }>> =>
  transaction(async (tx) => {
    const loaded = await loadDecision(
      tx,
      ctx.actor.partnerId,
      { number: input.number },
      { lock: true, now: ctx.now },
    )
    if (!loaded) return refuse('not_found')
    const verdict = canPropose(loaded.facts)
    if (!verdict.ok) return verdict
    return insertProposal(tx, ctx, loaded, input)
  })

type Proposal = Pick<ProposeInput, 'kind' | 'programmeId' | 'category' | 'reason' | 'waitlistRank'> & {
  moveCause?: MoveCause
}

/** The proposal itself, inside a transaction that holds the application's row and has asked `canPropose`. */
export async function insertProposal(
  tx: Tx,
  ctx: Ctx<Staff | System>,
  { journey, facts }: LoadedDecision,
  proposal: Proposal,
): Promise<Result<{ decisionId: string }>> {
  const { partnerId } = ctx.actor
  const { application } = journey
  const seat = await seatFor(tx, ctx, application, proposal)
  if (!seat.ok) return seat
  if (facts.open && (await saysTheSame(tx, partnerId, facts.open.id, { ...proposal, ...seat.value })))
    return ok({ decisionId: facts.open.id })
  if (facts.open) await endDecision(tx, ctx, facts.open.id, 'changed')
  const [made] = await tx
    .insert(decisions)
    .values({
      partnerId,
      applicationId: application.id,
      intakeId: application.intakeId,
      kind: proposal.kind,
      ...seat.value,
      reason: proposal.reason,
      proposedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
      proposedAt: ctx.now,
      waitlistRank:
        proposal.kind === 'waitlist' ? (proposal.waitlistRank ?? nextRank(application, seat.value)) : null,
      movedUpFrom: facts.released?.id ?? null,
      moveCause: facts.released ? (proposal.moveCause ?? null) : null,
    })
    .returning({ id: decisions.id })
  if (!made) throw new Error('a decision was not kept')
  if (facts.open)
    await tx
      .update(decisions)
      .set({ supersededBy: made.id })
      .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, facts.open.id)))
  await showOnApplication(tx, partnerId, application.id)
  await recordEvent(tx, ctx, 'decision.proposed', {
    applicationId: application.id,
    detail: { decisionId: made.id, kind: proposal.kind },
  })
  return ok({ decisionId: made.id })
}

type Seat = { programmeId: string | null; category: SeatCategory | null }

/** The programme and pool of the proposal; a denial has none. */
async function seatFor(
  tx: Tx,
  ctx: Ctx,
  application: { id: string; intakeId: string },
  { kind, programmeId, category }: Proposal,
): Promise<Result<Seat>> {
  if (kind === 'deny') return ok({ programmeId: null, category: null })
  if (!programmeId) return refuse('decision_programme_missing', { waitsFor: 'staff' })
  const pools = await tx
    .select({ category: seatPools.category })
    .from(seatPools)
    .where(
      and(
        eq(seatPools.partnerId, ctx.actor.partnerId),
        eq(seatPools.intakeId, application.intakeId),
        eq(seatPools.programmeId, programmeId),
      ),
    )
  const pool = category
    ? pools.find((one) => one.category === category)
    : poolFor(pools, await categoryOf(tx, ctx.actor.partnerId, application.id))
  if (!pool) return refuse('decision_no_seats_set', { waitsFor: 'staff' })
  return ok({ programmeId, category: pool.category })
}

async function saysTheSame(
  tx: Tx,
  partnerId: string,
  id: string,
  proposal: Pick<Proposal, 'kind' | 'reason' | 'waitlistRank'> & Seat,
): Promise<boolean> {
  const [kept] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, id)))
  return (
    kept?.kind === proposal.kind &&
    kept.programmeId === proposal.programmeId &&
    kept.category === proposal.category &&
    kept.reason === proposal.reason &&
    (proposal.waitlistRank === undefined || kept.waitlistRank === proposal.waitlistRank)
  )
}

/** Behind everybody who waits in the pool already. */
const nextRank = (
  { partnerId, intakeId }: { partnerId: string; intakeId: string },
  { programmeId, category }: Seat,
) =>
  sql<number>`(select coalesce(max(d.waitlist_rank), 0) + 1 from decisions d
    where d.partner_id = ${partnerId} and d.intake_id = ${intakeId} and d.programme_id = ${programmeId} and d.category = ${category} and d.ended_at is null)`

/** Ends an unreleased decision, which stays readable. */
export async function endDecision(
  tx: Tx,
  ctx: Ctx,
  decisionId: string,
  end: 'changed' | 'taken_back' | 'application_withdrawn',
): Promise<boolean> {
  const ended = await tx
    .update(decisions)
    .set({ endedAt: ctx.now, end })
    .where(
      and(
        eq(decisions.partnerId, ctx.actor.partnerId),
        eq(decisions.id, decisionId),
        inArray(decisions.state, ['provisional', 'confirmed']),
        sql`${decisions.endedAt} is null`,
      ),
    )
    .returning({ id: decisions.id })
  return ended.length > 0
}
