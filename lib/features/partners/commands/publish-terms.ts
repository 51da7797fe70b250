import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { missingTerms } from '@/lib/domain/partners/missing-terms'
import { changedTerms } from '@/lib/domain/partners/term-changes'
import type { IntakeTerms } from '@/lib/domain/partners/terms'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type PublishTermsInput, intakeTermsSchema, moveInFlightJob } from '../schema'
import { writeOffered } from './create-intake'
import {
  type IntakeRow,
  type VersionRow,
  currentTerms,
  findIntake,
  putOnVersion,
  snapshotOf,
} from './intake-rows'
import { termsWorldOf } from './terms-world'

/**
 * Makes the draft the terms of every new applicant; those in flight stay on theirs, except for what `reaches` names, which
 * a job brings to each of them whose place in the journey allows. Refuses what is missing at its fields; of two at once
 * one publishes and the other is told `terms_no_draft`.
 */
export async function publishTerms(
  ctx: Ctx<Staff<'intakes.manage'>>,
  { intakeId, revision, note, reaches }: PublishTermsInput,
): Promise<Result<{ version: number }>> {
  // Connections are opened before the transaction: what they ask of the vault needs no lock.
  const world = await termsWorldOf(ctx.actor.partnerId)
  return transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const intake = await findIntake(tx, partnerId, intakeId, { lock: true })
    if (!intake) return refuse('not_found')
    const { draft, published } = await currentTerms(tx, intake)
    if (!draft) return refuse('terms_no_draft', { waitsFor: 'staff' })
    if (draft.revision !== revision)
      return refuse('terms_changed', { waitsFor: 'staff', params: { revision: draft.revision } })
    const terms = intakeTermsSchema.parse(draft.content)
    const missing = { ...missingTerms(terms, world), ...(note === '' && { note: 'note_missing' }) }
    if (Object.keys(missing).length > 0)
      return refuse('invalid_input', { waitsFor: 'staff', fields: missing })
    const content = { ...terms, ...(await snapshotOf(tx, intake)) }
    const changed = published ? changedTerms(published.content, content) : []
    if (published && changed.length === 0) return refuse('terms_unchanged', { waitsFor: 'staff' })

    if (published) {
      await putOnVersion(tx, intake, published.id)
      await retire(tx, ctx, published)
    }
    await tx
      .update(intakeVersions)
      .set({ state: 'published', content, note, reaches, publishedBy: accountId, publishedAt: ctx.now })
      .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.id, draft.id)))
    await writeRow(tx, ctx, intake, content)
    await recordEvent(tx, ctx, 'intake.published', {
      detail: {
        intake: intake.code,
        intakeId,
        version: draft.version,
        changed: changed.join(' '),
        reaches: reaches.join(' '),
        paise: content.feePaise,
      },
    })
    if (published && reaches.length > 0)
      await enqueue(tx, moveInFlightJob, { partnerId, versionId: draft.id, moved: 0 })
    return ok({ version: draft.version })
  })
}

async function retire(tx: Tx, ctx: Ctx, { partnerId, id }: VersionRow): Promise<void> {
  await tx
    .update(intakeVersions)
    .set({ state: 'retired', retiredAt: ctx.now })
    .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.id, id)))
}

/** The intake's row is what visitors and new applicants are shown. */
async function writeRow(tx: Tx, ctx: Ctx, intake: IntakeRow, terms: IntakeTerms): Promise<void> {
  await tx
    .update(intakes)
    .set({
      name: terms.name,
      opensAt: new Date(terms.opensAt),
      closesAt: new Date(terms.closesAt),
      assessmentUntil: terms.assessmentUntil === null ? null : new Date(terms.assessmentUntil),
      journey: terms.journey,
      feePaise: terms.feePaise,
      feeRules: terms.feeRules,
      refundPolicy: terms.refundPolicy,
      assessmentConnectionId: terms.assessmentConnectionId,
      assessmentTestId: terms.assessmentTestId,
      attemptsAllowed: terms.attemptsAllowed,
      countingAttempt: terms.countingAttempt,
      ruleSetId: terms.ruleSetId,
      paymentConnectionId: terms.paymentConnectionId,
      publishedAt: intake.publishedAt ?? ctx.now,
    })
    .where(and(eq(intakes.partnerId, intake.partnerId), eq(intakes.id, intake.id)))
  await writeOffered(tx, intake, terms.programmeIds)
}
