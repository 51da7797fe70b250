import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { releaseDryRuns, releaseItems, releases } from '@/db/schema/decisions'
import { intakeProgrammes, intakes } from '@/db/schema/partners'
import type { DryRunLine } from '@/lib/domain/decisions/dry-run'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { runDry } from '../queries/dry-run'
import type { ApproveReleaseInput, CreateReleaseInput, ReleaseInput } from '../schema'
import { type Release, lockRelease, moveRelease } from './release-row'

/** Plans a release of confirmed decisions; nothing goes out. Refuses `respond_by_past`, `not_found` (intake, programme). */
export const createRelease = (
  ctx: Ctx<Staff<'decisions.release'>>,
  input: CreateReleaseInput,
): Promise<Result<{ releaseId: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    if (input.respondBy <= ctx.now) return refuse('respond_by_past', { fields: { respondBy: 'india_time' } })
    if (!(await isOffered(tx, partnerId, input))) return refuse('not_found')
    const [made] = await tx
      .insert(releases)
      .values({
        partnerId,
        name: input.name,
        intakeId: input.intakeId,
        filter: { programmeId: input.programmeId, kinds: input.kinds },
        firstBatchSize: input.firstBatchSize,
        holdMinutes: input.holdMinutes,
        respondBy: input.respondBy,
        createdBy: accountId,
        createdAt: ctx.now,
      })
      .returning({ id: releases.id })
    if (!made) throw new Error('a release was not kept')
    await recordEvent(tx, ctx, 'release.created', { detail: { releaseId: made.id, name: input.name } })
    return ok({ releaseId: made.id })
  })

async function isOffered(tx: Tx, partnerId: string, { intakeId, programmeId }: CreateReleaseInput) {
  if (!programmeId) {
    const [intake] = await tx
      .select({ id: intakes.id })
      .from(intakes)
      .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
    return Boolean(intake)
  }
  const [offered] = await tx
    .select({ position: intakeProgrammes.position })
    .from(intakeProgrammes)
    .where(
      and(
        eq(intakeProgrammes.partnerId, partnerId),
        eq(intakeProgrammes.intakeId, intakeId),
        eq(intakeProgrammes.programmeId, programmeId),
      ),
    )
  return Boolean(offered)
}

/** Lists exactly who would get what, and keeps the list. An approval is void from then on. Refuses `release_not_now`, `not_found`. */
export const dryRunRelease = (
  ctx: Ctx<Staff<'decisions.release'>>,
  { releaseId }: ReleaseInput,
): Promise<Result<{ fingerprint: string }>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId)
    if (!release) return refuse('not_found')
    const moved = await moveRelease(tx, release, 'dry_run', {
      approvedBy: null,
      approvedAt: null,
      approvedFingerprint: null,
    })
    if (!moved) return refuse('release_not_now', { waitsFor: 'staff' })
    await tx
      .update(releaseItems)
      .set({ state: 'left_out' })
      .where(and(ofRelease(moved), eq(releaseItems.state, 'pending')))
    const { lines, fingerprint } = await runDry(tx, moved, ctx.now)
    await tx.insert(releaseDryRuns).values({
      partnerId: moved.partnerId,
      releaseId,
      fingerprint,
      lines,
      ranBy: ctx.actor.accountId,
      ranAt: ctx.now,
    })
    await recordEvent(tx, ctx, 'release.dry_run', {
      detail: { releaseId, name: moved.name, count: lines.length },
    })
    return ok({ fingerprint })
  })

/**
 * A second person approves the list they have read; the release will carry out that list and nothing else. Refuses
 * `release_by_another`, `release_changed` (the list on their page is not what would go out now), `release_blocked`,
 * `release_not_now`, `not_found`.
 */
export const approveRelease = (
  ctx: Ctx<Staff<'decisions.confirm'>>,
  { releaseId, fingerprint }: ApproveReleaseInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const release = await lockRelease(tx, partnerId, releaseId)
    if (!release) return refuse('not_found')
    if (release.createdBy === accountId) return refuse('release_by_another', { waitsFor: 'staff' })
    await oneApprovalAtATime(tx, release)
    const read = await lastDryRun(tx, release)
    const now = await runDry(tx, release, ctx.now)
    if (read?.fingerprint !== fingerprint || now.fingerprint !== fingerprint)
      return refuse('release_changed', { waitsFor: 'staff' })
    if (now.blocks.length > 0) return refuse('release_blocked', { waitsFor: 'staff' })
    const moved = await moveRelease(tx, release, 'approve', {
      approvedBy: accountId,
      approvedAt: ctx.now,
      approvedFingerprint: fingerprint,
    })
    if (!moved) return refuse('release_not_now', { waitsFor: 'staff' })
    await listItems(tx, moved, now.lines)
    await recordEvent(tx, ctx, 'release.approved', {
      detail: { releaseId, name: moved.name, count: now.lines.length, fingerprint },
    })
    return ok()
  })

/** Two approvals of one intake look one after the other, so that no decision gets on both lists. */
async function oneApprovalAtATime(tx: Tx, { partnerId, intakeId }: Release): Promise<void> {
  await tx
    .select({ id: intakes.id })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
    .for('no key update')
}

/** The newest dry run of a release. */
export async function lastDryRun(tx: Tx, { partnerId, id }: Release) {
  const [run] = await tx
    .select()
    .from(releaseDryRuns)
    .where(and(eq(releaseDryRuns.partnerId, partnerId), eq(releaseDryRuns.releaseId, id)))
    .orderBy(desc(releaseDryRuns.ranAt), desc(releaseDryRuns.id))
    .limit(1)
  return run ?? null
}

/** What the release carries out; in chunks, since one statement takes 65,535 values. */
async function listItems(tx: Tx, { partnerId, id, firstBatchSize }: Release, lines: readonly DryRunLine[]) {
  for (let from = 0; from < lines.length; from += 1000) {
    await tx
      .insert(releaseItems)
      .values(
        lines.slice(from, from + 1000).map(({ decisionId }, at) => ({
          partnerId,
          releaseId: id,
          decisionId,
          position: from + at + 1,
          batch: from + at < firstBatchSize ? ('first' as const) : ('rest' as const),
        })),
      )
      .onConflictDoUpdate({
        target: [releaseItems.partnerId, releaseItems.releaseId, releaseItems.decisionId],
        set: { state: 'pending', position: sql`excluded.position`, batch: sql`excluded.batch` },
      })
  }
}

/** The list of one release. */
export const ofRelease = ({ partnerId, id }: Pick<Release, 'partnerId' | 'id'>) =>
  and(eq(releaseItems.partnerId, partnerId), eq(releaseItems.releaseId, id))
