import { randomUUID } from 'node:crypto'
import { and, eq, exists, inArray, lte, notExists, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { releaseItems, releases } from '@/db/schema/decisions'
import { ok } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { releaseNext } from './release-next'
import { type Release, moveRelease } from './release-row'
import { holdFrom, mailReleased, startRelease } from './run-release'
import { undoItem } from './undo-release'

/**
 * Takes every release one stretch further that has anything to do now: begins what is due, releases what may go out, ends
 * holds that have passed, finishes an undo. Everything it knows is in the rows, so it goes on after any crash; several
 * workers share the work. Returns how many releases it moved.
 */
export async function carryOutReleases(): Promise<number> {
  const now = await currentTime()
  const due = await database().select().from(releases).where(isDue(now)).orderBy(releases.id)
  for (const release of due) await carryOutRelease(systemAt(release.partnerId, now), release)
  return due.length
}

/** One release, as far as it may go now. */
export async function carryOutRelease(ctx: Ctx<System>, release: Release): Promise<void> {
  if (release.state === 'scheduled') await beginOrStop(ctx, release)
  if (release.state === 'undone') await finishUndo(ctx, release)
  if (release.state === 'holding') await goOn(ctx, release)
  await releaseAll(ctx, release)
  const moved = await endStretch(ctx, release)
  // No hold was asked for: it has passed the moment it begins.
  if (moved?.holdUntil && release.holdMinutes === 0)
    await carryOutRelease({ ...ctx, now: moved.holdUntil }, moved)
}

const ownItems = (state: 'pending' | 'released') =>
  database()
    .select({ one: sql`1` })
    .from(releaseItems)
    .where(
      and(
        eq(releaseItems.partnerId, releases.partnerId),
        eq(releaseItems.releaseId, releases.id),
        eq(releaseItems.state, state),
      ),
    )

const isDue = (now: Date) =>
  or(
    inArray(releases.state, ['first_batch', 'rest']),
    and(eq(releases.state, 'scheduled'), lte(releases.scheduledFor, now)),
    and(eq(releases.state, 'holding'), lte(releases.holdUntil, now)),
    and(eq(releases.state, 'undone'), exists(ownItems('released'))),
  )

/** At its moment a scheduled release begins, or, when its seats are gone or its last day is past, it stops and staff see why. */
async function beginOrStop(ctx: Ctx<System>, { id, partnerId, name }: Release): Promise<void> {
  const begun = await startRelease(ctx, { releaseId: id })
  if (begun.ok || begun.refusal.code === 'release_not_now') return
  await transaction(async (tx) => {
    const stopped = await moveRelease(
      tx,
      { id, partnerId },
      'stop',
      { stoppedAt: ctx.now },
      eq(releases.state, 'scheduled'),
    )
    if (stopped)
      await recordEvent(tx, ctx, 'release.stopped', {
        detail: { releaseId: id, name, code: begun.refusal.code },
      })
    return ok()
  })
}

async function releaseAll(ctx: Ctx<System>, { id }: Release): Promise<void> {
  for (;;) {
    // Each decision carries its own moment, as on a long list the first and the last are minutes apart.
    const step = await releaseNext({ ...ctx, now: await currentTime() }, id)
    if (!step.ok || step.value === 'none_left' || step.value === 'not_releasing') return
  }
}

/** When nothing of the stretch is left: the first batch is held, the rest is finished once everybody is written to. */
async function endStretch(
  ctx: Ctx<System>,
  { id, partnerId, holdMinutes, name }: Release,
): Promise<Release | null> {
  const now = await currentTime()
  const key = { id, partnerId }
  const held = await transaction(async (tx) => {
    const nothingOfFirst = notExists(
      database()
        .select({ one: sql`1` })
        .from(releaseItems)
        .where(
          and(
            eq(releaseItems.partnerId, releases.partnerId),
            eq(releaseItems.releaseId, releases.id),
            eq(releaseItems.state, 'pending'),
            eq(releaseItems.batch, 'first'),
          ),
        ),
    )
    const moved = await moveRelease(
      tx,
      key,
      'hold',
      { holdUntil: holdFrom({ holdMinutes }, now) },
      nothingOfFirst,
    )
    if (moved) await recordEvent(tx, { ...ctx, now }, 'release.holding', { detail: { releaseId: id, name } })
    return ok(moved)
  })
  if (held.ok && held.value) return held.value
  const [current] = await database()
    .select()
    .from(releases)
    .where(and(eq(releases.partnerId, partnerId), eq(releases.id, id)))
  if (current?.state !== 'rest') return null
  await mailReleased({ ...ctx, now }, current)
  await transaction(async (tx) => {
    const moved = await moveRelease(tx, key, 'finish', { finishedAt: now }, notExists(ownItems('pending')))
    if (moved) await recordEvent(tx, { ...ctx, now }, 'release.finished', { detail: { releaseId: id, name } })
    return ok()
  })
  return null
}

/** The hold has passed without a stop: those of the first batch are written to, and the rest may go. */
async function goOn(ctx: Ctx<System>, { id, partnerId, name }: Release): Promise<void> {
  await transaction(async (tx) => {
    const moved = await moveRelease(tx, { id, partnerId }, 'go_on', {}, lte(releases.holdUntil, ctx.now))
    if (moved) await recordEvent(tx, ctx, 'release.went_on', { detail: { releaseId: id, name } })
    return ok()
  })
}

/** An undo that was cut off half way. */
async function finishUndo(ctx: Ctx<System>, { id, partnerId }: Release): Promise<void> {
  const left = await database()
    .select({ decisionId: releaseItems.decisionId })
    .from(releaseItems)
    .where(
      and(
        eq(releaseItems.partnerId, partnerId),
        eq(releaseItems.releaseId, id),
        eq(releaseItems.state, 'released'),
      ),
    )
  for (const { decisionId } of left) await undoItem(ctx, { releaseId: id, decisionId })
}

const systemAt = (partnerId: string, now: Date): Ctx<System> => ({
  actor: { kind: 'system', partnerId },
  now,
  source: 'job',
  requestId: randomUUID(),
})
