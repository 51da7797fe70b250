import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { StartApplicationInput } from '../schema'

/**
 * Begins the applicant's application to an open intake and returns its number. There is one per intake: starting again,
 * also at the same moment, leads to the one that exists. Refuses `not_found`, `intake_not_open`, `intake_closed`.
 */
export const startApplication = (
  ctx: Ctx<Applicant>,
  { intakeId }: StartApplicationInput,
): Promise<Result<{ number: string }>> =>
  transaction(async (tx) => {
    const begun = await beginApplication(tx, ctx, { intakeId, accountId: ctx.actor.accountId })
    return begun.ok ? ok({ number: begun.value.number }) : begun
  })

export type Begun = { id: string; number: string; isNew: boolean }

/** The same inside the caller's transaction and for any account of the partner: an import begins applications for others. */
export async function beginApplication(
  tx: Tx,
  ctx: Ctx,
  { intakeId, accountId }: { intakeId: string; accountId: string },
): Promise<Result<Begun>> {
  const [intake] = await tx
    .select()
    .from(intakes)
    .where(and(eq(intakes.partnerId, ctx.actor.partnerId), eq(intakes.id, intakeId)))
  if (!intake?.publishedAt) return refuse('not_found')
  const existing = await findOwn(tx, ctx, accountId, intakeId)
  if (existing) return ok({ ...existing, isNew: false })
  if (ctx.now < intake.opensAt) return refuse('intake_not_open', { waitsFor: 'staff' })
  if (ctx.now >= intake.closesAt) return refuse('intake_closed', { waitsFor: 'staff' })
  return ok(await create(tx, ctx, accountId, intake, await publishedVersionOf(tx, intake)))
}

const numberTries = 10

/** Takes a number nobody has. The row that is not written collided: with our own other click, or with a number in use. */
async function create(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  intake: typeof intakes.$inferSelect,
  intakeVersionId: string | null,
): Promise<Begun> {
  const { partnerId } = ctx.actor
  for (let tries = 0; tries < numberTries; tries++) {
    const number = applicationNumber(intake.sessionYear, randomBytes(6))
    const [row] = await tx
      .insert(applications)
      .values({
        partnerId,
        number,
        intakeId: intake.id,
        intakeVersionId,
        applicantId: accountId,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: applications.id })
    if (row) {
      await recordEvent(tx, ctx, 'application.started', {
        applicationId: row.id,
        detail: { intake: intake.code },
      })
      return { id: row.id, number, isNew: true }
    }
    const own = await findOwn(tx, ctx, accountId, intake.id)
    if (own) return { ...own, isNew: false }
  }
  throw new Error('no free application number was found')
}

/** The version whose terms a new applicant gets and stays on. */
async function publishedVersionOf(
  tx: Tx,
  { partnerId, id }: typeof intakes.$inferSelect,
): Promise<string | null> {
  const [version] = await tx
    .select({ id: intakeVersions.id })
    .from(intakeVersions)
    .where(
      and(
        eq(intakeVersions.partnerId, partnerId),
        eq(intakeVersions.intakeId, id),
        eq(intakeVersions.state, 'published'),
      ),
    )
  return version?.id ?? null
}

async function findOwn(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  intakeId: string,
): Promise<{ id: string; number: string } | undefined> {
  const [own] = await tx
    .select({ id: applications.id, number: applications.number })
    .from(applications)
    .where(
      and(
        eq(applications.partnerId, ctx.actor.partnerId),
        eq(applications.applicantId, accountId),
        eq(applications.intakeId, intakeId),
      ),
    )
  return own
}
