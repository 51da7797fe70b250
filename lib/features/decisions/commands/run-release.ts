import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import type { Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, releaseItems, seatPools } from '@/db/schema/decisions'
import { programmes } from '@/db/schema/partners'
import { shortPools } from '@/lib/domain/decisions/seats'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { poolsOf, promisedSeats } from '../queries/dry-run'
import type { ReleaseInput, ScheduleReleaseInput } from '../schema'
import { ofRelease } from './prepare-release'
import { type Release, lockRelease, moveRelease } from './release-row'

type Releaser = Ctx<Staff<'decisions.release'>>
const notNow = () => refuse('release_not_now', { waitsFor: 'staff' })

/** Sets the moment at which an approved release begins by itself. Refuses `release_time_past`, `seats_short`, `release_not_now`. */
export const scheduleRelease = (
  ctx: Releaser,
  { releaseId, at }: ScheduleReleaseInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    if (at <= ctx.now) return refuse('release_time_past', { fields: { at: 'release_time_past' } })
    if (at >= release.respondBy) return refuse('respond_by_past', { waitsFor: 'staff' })
    const seats = await checkSeats(tx, release)
    if (!seats.ok) return seats
    const moved = await moveRelease(tx, release, 'schedule', { scheduledFor: at })
    if (!moved) return notNow()
    await recordEvent(tx, ctx, 'release.scheduled', {
      detail: { releaseId, name: moved.name, at: at.toISOString() },
    })
    return ok()
  })

/**
 * Begins an approved release now: its first batch goes out. Two releases after the same last seat meet at the pools' locks,
 * so one begins and the other is refused `seats_short` before anybody is told anything. Refuses `release_not_now`, `respond_by_past`.
 */
export const startRelease = (
  ctx: Ctx<Staff<'decisions.release'> | System>,
  { releaseId }: ReleaseInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    if (release.respondBy <= ctx.now) return refuse('respond_by_past', { waitsFor: 'staff' })
    const seats = await checkSeats(tx, release)
    if (!seats.ok) return seats
    const moved = await moveRelease(tx, release, 'start', { startedAt: ctx.now })
    if (!moved) return notNow()
    await recordEvent(tx, ctx, 'release.started', { detail: { releaseId, name: moved.name } })
    return ok()
  })

/** Enough free seats for this release beside what releases under way have promised; asked under the pools' locks. */
async function checkSeats(tx: Tx, release: Release): Promise<Result<void>> {
  await tx
    .select({ taken: seatPools.taken })
    .from(seatPools)
    .where(and(eq(seatPools.partnerId, release.partnerId), eq(seatPools.intakeId, release.intakeId)))
    .orderBy(seatPools.programmeId, seatPools.category)
    .for('update')
  const mine = await tx
    .select({ programmeId: decisions.programmeId, category: decisions.category })
    .from(releaseItems)
    .innerJoin(
      decisions,
      and(eq(decisions.partnerId, releaseItems.partnerId), eq(decisions.id, releaseItems.decisionId)),
    )
    .where(and(ofRelease(release), eq(releaseItems.state, 'pending'), eq(decisions.kind, 'admit')))
  const wanted = mine.flatMap(({ programmeId, category }) =>
    programmeId && category ? [{ programmeId, category }] : [],
  )
  const short = shortPools(await poolsOf(tx, release), [
    ...wanted,
    ...(await promisedSeats(tx, release)),
  ]).find((pool) =>
    wanted.some((one) => one.programmeId === pool.programmeId && one.category === pool.category),
  )
  return short ? refuseShort(tx, release.partnerId, short) : ok()
}

async function refuseShort(
  tx: Tx,
  partnerId: string,
  pool: { programmeId: string; category: string; capacity: number; taken: number; wanted: number },
) {
  const [programme] = await tx
    .select({ code: programmes.code })
    .from(programmes)
    .where(and(eq(programmes.partnerId, partnerId), eq(programmes.id, pool.programmeId)))
  return refuse('seats_short', {
    waitsFor: 'staff',
    params: {
      programme: programme?.code ?? '',
      category: pool.category,
      left: pool.capacity - pool.taken,
      wanted: pool.wanted,
    },
  })
}

/** Nothing more goes out from the moment this returns. Refuses `release_not_now`, `not_found`. */
export const stopRelease = (ctx: Releaser, { releaseId }: ReleaseInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    const moved = await moveRelease(tx, release, 'stop', {
      stoppedAt: ctx.now,
      stoppedBy: ctx.actor.accountId,
    })
    if (!moved) return notNow()
    await recordEvent(tx, ctx, 'release.stopped', { detail: { releaseId, name: moved.name } })
    return ok()
  })

/** A stopped release goes on: with its first batch, or, where that was out, through a whole hold again. */
export const resumeRelease = (ctx: Releaser, { releaseId }: ReleaseInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    if (release.respondBy <= ctx.now) return refuse('respond_by_past', { waitsFor: 'staff' })
    const seats = await checkSeats(tx, release)
    if (!seats.ok) return seats
    const moved = release.holdUntil
      ? await moveRelease(tx, release, 'resume_hold', { holdUntil: holdFrom(release, ctx.now) })
      : await moveRelease(tx, release, 'resume_first', { startedAt: release.startedAt ?? ctx.now })
    if (!moved) return notNow()
    await recordEvent(tx, ctx, 'release.resumed', { detail: { releaseId, name: moved.name } })
    return ok()
  })

/** A stopped release is over: who was still waiting is left out and stays confirmed, who was reached keeps the decision. */
export const closeRelease = (ctx: Releaser, { releaseId }: ReleaseInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    const moved = await moveRelease(tx, release, 'close')
    if (!moved) return notNow()
    await tx
      .update(releaseItems)
      .set({ state: 'left_out' })
      .where(and(ofRelease(moved), eq(releaseItems.state, 'pending')))
    await recordEvent(tx, ctx, 'release.closed', { detail: { releaseId, name: moved.name } })
    return ok()
  })

/** When a hold that begins now has passed. */
export const holdFrom = ({ holdMinutes }: Pick<Release, 'holdMinutes'>, now: Date): Date =>
  secondsAfter(now, holdMinutes * 60)

/** Released decisions of a release whose applicants have not been written to. */
const unmailed = (release: Pick<Release, 'partnerId' | 'id'>) =>
  and(ofRelease(release), eq(releaseItems.state, 'released'), isNull(releaseItems.mailedAt))

/**
 * Writes to everybody a release has reached and not written to yet; only once its hold has passed, since a page can be
 * taken back and a letter-box cannot. Safe to repeat. Returns how many.
 */
export async function mailReleased(ctx: Ctx<System>, release: Release): Promise<number> {
  let count = 0
  for (;;) {
    const written = await database().transaction(async (tx) => {
      const held = await lockRelease(tx, release.partnerId, release.id, 'share')
      if (held?.state !== 'rest') return 0
      const due = await tx
        .select({ decisionId: releaseItems.decisionId })
        .from(releaseItems)
        .where(unmailed(release))
        .orderBy(releaseItems.position)
        .limit(100)
        .for('update', { skipLocked: true })
      for (const { decisionId } of due) await mailOne(tx, ctx, release, decisionId)
      return due.length
    })
    if (written === 0) return count
    count += written
  }
}

/** Writes to the applicant of one released decision, in the transaction that holds its item. */
export async function mailOne(
  tx: Tx,
  ctx: Ctx,
  release: Pick<Release, 'partnerId' | 'id'>,
  decisionId: string,
) {
  const { partnerId } = release
  const [to] = await tx
    .select({
      id: applications.id,
      number: applications.number,
      email: accounts.email,
      locale: accounts.locale,
    })
    .from(decisions)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, partnerId), eq(applications.id, decisions.applicationId)),
    )
    .innerJoin(accounts, and(eq(accounts.partnerId, partnerId), eq(accounts.id, applications.applicantId)))
    .where(
      and(eq(decisions.partnerId, partnerId), eq(decisions.id, decisionId), isNotNull(decisions.releasedAt)),
    )
  if (!to) return
  await writeMessage(tx, ctx, {
    template: 'decision_released',
    to: to.email,
    locale: to.locale,
    applicationId: to.id,
    params: { applicationNumber: to.number },
    dedupeKey: `decision_released:${release.id}:${decisionId}`,
  })
  await tx
    .update(releaseItems)
    .set({ mailedAt: ctx.now })
    .where(and(ofRelease(release), inArray(releaseItems.decisionId, [decisionId])))
}
