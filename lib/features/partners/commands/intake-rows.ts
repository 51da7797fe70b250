import { and, asc, eq, inArray, isNull, max } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { seatPools } from '@/db/schema/decisions'
import { intakeProgrammes, intakes, programmes } from '@/db/schema/partners'
import { reviewStages, scorecards } from '@/db/schema/reviews'
import { intakeVersions } from '@/db/schema/versions'
import { type IntakeTerms, type TermsSnapshot, withoutSnapshot } from '@/lib/domain/partners/terms'
import type { Ctx } from '@/lib/platform/context'

export type IntakeRow = typeof intakes.$inferSelect
export type VersionRow = typeof intakeVersions.$inferSelect

/** An intake of this partner, or null; with `lock` its row is held, so that saving and publishing come one after the other. */
export async function findIntake(
  db: Db | Tx,
  partnerId: string,
  intakeId: string,
  { lock = false } = {},
): Promise<IntakeRow | null> {
  const query = db
    .select()
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
  const [row] = await (lock ? query.for('update') : query)
  return row ?? null
}

/** The version new applicants get, and the one being prepared. */
export async function currentTerms(
  db: Db | Tx,
  { partnerId, id }: IntakeRow,
): Promise<{ published: VersionRow | null; draft: VersionRow | null }> {
  const rows = await db
    .select()
    .from(intakeVersions)
    .where(
      and(
        eq(intakeVersions.partnerId, partnerId),
        eq(intakeVersions.intakeId, id),
        inArray(intakeVersions.state, ['draft', 'published']),
      ),
    )
  const inState = (state: VersionRow['state']) => rows.find((row) => row.state === state) ?? null
  return { published: inState('published'), draft: inState('draft') }
}

/**
 * What the terms form starts from: the draft, else what is published; null for an intake that has no version. The rule set
 * is the one in force: it may be assigned between two versions.
 */
export function draftBasis(
  { ruleSetId }: IntakeRow,
  { draft, published }: { draft: VersionRow | null; published: VersionRow | null },
): IntakeTerms | null {
  if (draft) return withoutSnapshot(draft.content)
  return published && { ...withoutSnapshot(published.content), ruleSetId }
}

/** The number of the intake's next version. */
export async function nextVersion(db: Db | Tx, { partnerId, id }: IntakeRow): Promise<number> {
  const [row] = await db
    .select({ last: max(intakeVersions.version) })
    .from(intakeVersions)
    .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.intakeId, id)))
  return (row?.last ?? 0) + 1
}

/** The intake's own row as the content of a version. */
export async function termsOfRow(db: Db | Tx, intake: IntakeRow): Promise<IntakeTerms> {
  const offered = await db
    .select({ id: intakeProgrammes.programmeId })
    .from(intakeProgrammes)
    .where(and(eq(intakeProgrammes.partnerId, intake.partnerId), eq(intakeProgrammes.intakeId, intake.id)))
    .orderBy(asc(intakeProgrammes.position))
  return {
    name: intake.name,
    opensAt: intake.opensAt.toISOString(),
    closesAt: intake.closesAt.toISOString(),
    assessmentUntil: intake.assessmentUntil?.toISOString() ?? null,
    journey: intake.journey,
    feePaise: intake.feePaise,
    feeRules: intake.feeRules,
    refundPolicy: intake.refundPolicy,
    assessmentConnectionId: intake.assessmentConnectionId,
    assessmentTestId: intake.assessmentTestId,
    attemptsAllowed: intake.attemptsAllowed,
    countingAttempt: intake.countingAttempt,
    ruleSetId: intake.ruleSetId,
    paymentConnectionId: intake.paymentConnectionId,
    programmeIds: offered.map(({ id }) => id),
  }
}

/**
 * Gives an intake that has never had a version its first published one, made of its row, and puts everybody who has begun
 * on it: from then on a change of the row reaches nobody in flight. Does nothing where there is one.
 */
export async function keepRowAsVersion(tx: Tx, ctx: Ctx, intake: IntakeRow): Promise<void> {
  const { published } = await currentTerms(tx, intake)
  if (published || !intake.publishedAt) return
  const { partnerId, id: intakeId } = intake
  const content = { ...(await termsOfRow(tx, intake)), ...(await snapshotOf(tx, intake)) }
  const [made] = await tx
    .insert(intakeVersions)
    .values({
      partnerId,
      intakeId,
      version: await nextVersion(tx, intake),
      state: 'published',
      content,
      publishedAt: intake.publishedAt,
      createdAt: ctx.now,
    })
    .returning({ id: intakeVersions.id })
  if (made) await putOnVersion(tx, intake, made.id)
}

/** Whoever has begun without a version (imported, or before there were any) stays on this one from now on. */
export async function putOnVersion(
  tx: Tx,
  { partnerId, id }: IntakeRow,
  intakeVersionId: string,
): Promise<void> {
  await tx
    .update(applications)
    .set({ intakeVersionId })
    .where(
      and(
        eq(applications.partnerId, partnerId),
        eq(applications.intakeId, id),
        isNull(applications.intakeVersionId),
      ),
    )
}

/** The review and the seats of an intake as they stand now, kept with the version that is published. */
export async function snapshotOf(
  db: Db | Tx,
  { partnerId, id }: IntakeRow,
): Promise<Required<Pick<IntakeTerms, 'stages' | 'scorecard' | 'seats'>>> {
  const stages = await db
    .select({ id: reviewStages.id, name: reviewStages.name })
    .from(reviewStages)
    .where(
      and(
        eq(reviewStages.partnerId, partnerId),
        eq(reviewStages.intakeId, id),
        isNull(reviewStages.retiredAt),
      ),
    )
    .orderBy(asc(reviewStages.position))
  const cards = await db
    .select({ id: scorecards.id, name: scorecards.name })
    .from(scorecards)
    .where(
      and(eq(scorecards.partnerId, partnerId), eq(scorecards.intakeId, id), isNull(scorecards.retiredAt)),
    )
    .orderBy(asc(scorecards.id))
  const pools = await db
    .select({
      programmeId: seatPools.programmeId,
      category: seatPools.category,
      capacity: seatPools.capacity,
      code: programmes.code,
    })
    .from(seatPools)
    .innerJoin(
      programmes,
      and(eq(programmes.partnerId, seatPools.partnerId), eq(programmes.id, seatPools.programmeId)),
    )
    .where(and(eq(seatPools.partnerId, partnerId), eq(seatPools.intakeId, id)))
    .orderBy(asc(programmes.code), asc(seatPools.category))
  const named = ({ id: rowId, name }: { id: string; name: { en: string } }): TermsSnapshot => ({
    id: rowId,
    label: name.en,
  })
  return {
    stages: stages.map(named),
    scorecard: cards.map(named),
    seats: pools.map(({ programmeId, category, capacity, code }) => ({
      id: `${programmeId}:${category}`,
      label: `${code} ${category}: ${capacity}`,
    })),
  }
}
