import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { decisions, letters, offers, releaseItems, seatPools } from '@/db/schema/decisions'
import { moves } from '@/lib/domain/applications/machine'
import { decisionMoves } from '@/lib/domain/decisions/decision'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import { type Result, ok } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { publishedTemplates } from '../queries/dry-run'
import { issueLetter } from './issue-letter'
import { ofRelease } from './prepare-release'
import { type Release, lockRelease } from './release-row'
import { mailOne } from './run-release'
import { showOnApplication } from './show-on-application'

type Item = typeof releaseItems.$inferSelect
type Decision = typeof decisions.$inferSelect

/** What one step of a release did: one decision, or nothing because none is left, or because the release was stopped. */
export type Step = 'released' | 'held_back' | 'none_left' | 'not_releasing'

/**
 * Releases the next decision of a release's list, whole or not at all: seat, application, letter, offer, event and (after
 * the hold) mail in one transaction. Several workers may do so at once, each takes another one; killed at any moment, the
 * next one goes on where the last transaction ended.
 */
export const releaseNext = (ctx: Ctx<System>, releaseId: string): Promise<Result<Step>> =>
  transaction(async (tx) => {
    const release = await lockRelease(tx, ctx.actor.partnerId, releaseId, 'share')
    if (release?.state !== 'first_batch' && release?.state !== 'rest') return ok<Step>('not_releasing')
    const [item] = await tx
      .select()
      .from(releaseItems)
      .where(
        and(
          ofRelease(release),
          eq(releaseItems.state, 'pending'),
          // What a stop left of the first batch goes out with the rest.
          release.state === 'first_batch' ? eq(releaseItems.batch, 'first') : undefined,
        ),
      )
      .orderBy(releaseItems.position)
      .limit(1)
      .for('update', { skipLocked: true })
    if (!item) return ok<Step>('none_left')
    const obstacle = await releaseOne(tx, ctx, release, item)
    if (obstacle) await holdBack(tx, ctx, item, obstacle)
    else if (release.state === 'rest') await mailOne(tx, ctx, release, item.decisionId)
    return ok<Step>(obstacle ? 'held_back' : 'released')
  })

type Obstacle = { code: RefusalCode; applicationId: string }

/** Null when the decision is released; else why it is not, with nothing changed. */
async function releaseOne(tx: Tx, ctx: Ctx, release: Release, item: Item): Promise<Obstacle | null> {
  const { partnerId } = release
  const [decision] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, item.decisionId)))
  if (!decision) throw new Error('a release lists a decision that is not there')
  const { applicationId } = decision
  const [application] = await tx
    .select({ state: applications.state, hasOpenQuery: applications.hasOpenQuery })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
    .for('update')
  const templateId = (await publishedTemplates(tx, partnerId))[decision.kind]
  const earlier = await releasedOf(tx, decision)
  const code = obstacleNow(application, earlier, templateId)
  if (code) return { code, applicationId }
  // The application is held from here on, so nobody can take the decision back between this look and the end.
  if (!(await isStillConfirmed(tx, decision))) return { code: 'decision_nothing_open', applicationId }
  if (decision.kind === 'admit' && !(await takeSeat(tx, decision)))
    return { code: 'seats_full', applicationId }
  if (earlier) await follow(tx, ctx, earlier, decision.id)
  await publish(tx, ctx, release, decision)
  if (templateId)
    await issueLetter(tx, ctx, { decisionId: decision.id, respondBy: release.respondBy, templateId })
  if (decision.kind === 'admit') await offerSeat(tx, ctx, release, decision)
  await tx
    .update(releaseItems)
    .set({ state: 'released', releasedAt: ctx.now })
    .where(and(ofRelease(release), eq(releaseItems.decisionId, decision.id)))
  await showOnApplication(tx, partnerId, applicationId)
  await recordEvent(tx, ctx, 'decision.released', {
    applicationId,
    detail: { decisionId: decision.id, releaseId: release.id, kind: decision.kind },
  })
  return null
}

function obstacleNow(
  application: { state: string; hasOpenQuery: boolean } | undefined,
  earlier: Decision | null,
  templateId: string | undefined,
): RefusalCode | null {
  if (!application || application.state === 'withdrawn') return 'decision_application_withdrawn'
  if (application.hasOpenQuery || application.state === 'query_raised') return 'decision_query_open'
  if (earlier && earlier.kind !== 'waitlist') return 'decision_already_released'
  if (application.state !== 'in_review' && application.state !== 'decided') return 'decision_review_first'
  return templateId ? null : 'template_missing'
}

async function releasedOf(tx: Tx, { partnerId, applicationId }: Decision): Promise<Decision | null> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.applicationId, applicationId),
        eq(decisions.state, 'released'),
        isNull(decisions.endedAt),
      ),
    )
  return row ?? null
}

async function isStillConfirmed(tx: Tx, { partnerId, id }: Decision): Promise<boolean> {
  const [row] = await tx
    .select({ state: decisions.state, endedAt: decisions.endedAt })
    .from(decisions)
    .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, id)))
  return row?.state === 'confirmed' && row.endedAt === null
}

async function takeSeat(tx: Tx, decision: Decision): Promise<boolean> {
  const { partnerId, intakeId, programmeId, category } = decision
  if (!programmeId || !category) return false
  const taken = await tx
    .update(seatPools)
    .set({ taken: sql`${seatPools.taken} + 1` })
    .where(
      and(
        eq(seatPools.partnerId, partnerId),
        eq(seatPools.intakeId, intakeId),
        eq(seatPools.programmeId, programmeId),
        eq(seatPools.category, category),
        lt(seatPools.taken, seatPools.capacity),
      ),
    )
    .returning({ taken: seatPools.taken })
  return taken.length === 1
}

/** The place on the waitlist ends where the new decision begins; its letter is kept, marked as replaced. */
async function follow(tx: Tx, ctx: Ctx, earlier: Decision, by: string): Promise<void> {
  await tx
    .update(decisions)
    .set({ endedAt: ctx.now, end: 'superseded', supersededBy: by })
    .where(and(eq(decisions.partnerId, earlier.partnerId), eq(decisions.id, earlier.id)))
  await tx
    .update(letters)
    .set({ replacedAt: ctx.now })
    .where(
      and(
        eq(letters.partnerId, earlier.partnerId),
        eq(letters.decisionId, earlier.id),
        isNull(letters.revokedAt),
      ),
    )
}

async function publish(tx: Tx, ctx: Ctx, release: Release, { partnerId, id, applicationId }: Decision) {
  await tx
    .update(decisions)
    .set({ state: decisionMoves.release.to, releasedAt: ctx.now, releaseId: release.id })
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.id, id),
        inArray(decisions.state, [...decisionMoves.release.from]),
      ),
    )
  await tx
    .update(applications)
    .set({ state: moves.decide.to, decidedAt: ctx.now })
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
}

async function offerSeat(tx: Tx, ctx: Ctx, release: Release, decision: Decision): Promise<void> {
  const { partnerId, id, applicationId, intakeId, programmeId, category } = decision
  if (!programmeId || !category) throw new Error('an admission has its programme and pool')
  await tx.insert(offers).values({
    partnerId,
    decisionId: id,
    applicationId,
    intakeId,
    programmeId,
    category,
    respondBy: release.respondBy,
    createdAt: ctx.now,
  })
}

async function holdBack(tx: Tx, ctx: Ctx, item: Item, { code, applicationId }: Obstacle): Promise<void> {
  await tx
    .update(releaseItems)
    .set({ state: 'held_back', heldBackCode: code })
    .where(
      and(
        eq(releaseItems.partnerId, item.partnerId),
        eq(releaseItems.releaseId, item.releaseId),
        eq(releaseItems.decisionId, item.decisionId),
      ),
    )
  await recordEvent(tx, ctx, 'decision.held_back', {
    applicationId,
    detail: { decisionId: item.decisionId, releaseId: item.releaseId, code },
  })
}
