import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { decisions, releases, seatPools } from '@/db/schema/decisions'
import { type MoveCause, moveCauses } from '@/lib/domain/decisions/decision'
import { type SeatCategory, seatCategories } from '@/lib/domain/decisions/seats'
import { nextInLine } from '@/lib/domain/decisions/waitlist'
import { canPropose } from '@/lib/domain/decisions/can'
import { type Result, ok } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { loadDecision } from '../queries'
import type { MoveUp, PoolInput } from '../schema'
import { insertProposal } from './propose'

type Pool = { partnerId: string; intakeId: string; programmeId: string; category: SeatCategory }

/**
 * Proposes an admission for each who is next on a pool's waitlist, as many as it has seats that nobody holds and nobody is
 * proposed for. A person confirms each and a release brings it out, like every other. Returns how many were proposed.
 */
export const moveUpWaitlist = (
  ctx: Ctx<Staff<'decisions.propose'>>,
  pool: PoolInput,
): Promise<Result<{ proposed: number }>> =>
  proposeMoves(ctx, { ...pool, partnerId: ctx.actor.partnerId }, 'seats_added')

/** The same by itself, when a seat came free. */
export async function moveUpByItself(
  ctx: Ctx<System>,
  { category, cause, ...pool }: MoveUp,
): Promise<Result<{ proposed: number }>> {
  const known = seatCategories.find((one) => one === category)
  const why = moveCauses.find((one) => one === cause)
  if (!known || !why) return ok({ proposed: 0 })
  return proposeMoves(ctx, { ...pool, category: known }, why)
}

async function proposeMoves(
  ctx: Ctx<Staff | System>,
  pool: Pool,
  cause: MoveCause,
): Promise<Result<{ proposed: number }>> {
  const waiting = await waitingFor(pool)
  let proposed = 0
  for (const { applicationId } of nextInLine(waiting, waiting.length)) {
    const moved = await proposeMove(ctx, pool, { applicationId, cause })
    if (moved.ok && moved.value === 'full') break
    if (moved.ok && moved.value === 'proposed') proposed += 1
  }
  return ok({ proposed })
}

/** Who waits for this pool and has no decision under way. */
export async function waitingFor({ partnerId, intakeId, programmeId, category }: Pool) {
  const rows = await database()
    .select({
      decisionId: decisions.id,
      applicationId: decisions.applicationId,
      rank: decisions.waitlistRank,
      since: decisions.proposedAt,
    })
    .from(decisions)
    .innerJoin(
      releases,
      and(eq(releases.partnerId, decisions.partnerId), eq(releases.id, decisions.releaseId)),
    )
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.intakeId, intakeId),
        eq(decisions.programmeId, programmeId),
        eq(decisions.category, category),
        eq(decisions.kind, 'waitlist'),
        eq(decisions.state, 'released'),
        isNull(decisions.endedAt),
        sql`not exists (select 1 from decisions o where o.partner_id = ${decisions.partnerId}
          and o.application_id = ${decisions.applicationId} and o.ended_at is null and o.state <> 'released')`,
      ),
    )
    .orderBy(asc(decisions.waitlistRank))
    .limit(500)
  return rows.map((row) => ({ ...row, rank: row.rank ?? Number.MAX_SAFE_INTEGER }))
}

/** One step up, when the pool still has a seat for it. The application is held before the pool, as everywhere. */
const proposeMove = (
  ctx: Ctx<Staff | System>,
  pool: Pool,
  { applicationId, cause }: { applicationId: string; cause: MoveCause },
): Promise<Result<'proposed' | 'skipped' | 'full'>> =>
  transaction(async (tx) => {
    const loaded = await loadDecision(tx, pool.partnerId, { id: applicationId }, { lock: true, now: ctx.now })
    if (loaded?.facts.released?.kind !== 'waitlist' || loaded.facts.open) return ok('skipped')
    if (!canPropose(loaded.facts).ok) return ok('skipped')
    if ((await unspokenSeats(tx, pool)) <= 0) return ok('full')
    const made = await insertProposal(tx, ctx, loaded, {
      kind: 'admit',
      programmeId: pool.programmeId,
      category: pool.category,
      reason: `waitlist: ${cause}`,
      waitlistRank: undefined,
      moveCause: cause,
    })
    return made.ok ? ok('proposed') : made
  })

/** Seats that no offer holds and no unreleased admission is meant for; the pool is held, so two cannot count the same one. */
async function unspokenSeats(tx: Tx, { partnerId, intakeId, programmeId, category }: Pool): Promise<number> {
  const [pool] = await tx
    .select({ capacity: seatPools.capacity, taken: seatPools.taken })
    .from(seatPools)
    .where(
      and(
        eq(seatPools.partnerId, partnerId),
        eq(seatPools.intakeId, intakeId),
        eq(seatPools.programmeId, programmeId),
        eq(seatPools.category, category),
      ),
    )
    .for('update')
  if (!pool) return 0
  const [meant] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(decisions)
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.intakeId, intakeId),
        eq(decisions.programmeId, programmeId),
        eq(decisions.category, category),
        eq(decisions.kind, 'admit'),
        isNull(decisions.endedAt),
        sql`${decisions.state} <> 'released'`,
      ),
    )
  return pool.capacity - pool.taken - (meant?.count ?? 0)
}
