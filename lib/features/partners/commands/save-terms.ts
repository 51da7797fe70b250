import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections, programmes, ruleSets } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { changedTerms } from '@/lib/domain/partners/term-changes'
import type { IntakeTerms } from '@/lib/domain/partners/terms'
import { readTypedTerms, toTypedTerms } from '@/lib/domain/partners/typed-terms'
import { isRowId } from '@/lib/domain/shared/row-id'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type SaveTermsInput, intakeTermsSchema } from '../schema'
import { currentTerms, draftBasis, findIntake, keepRowAsVersion, nextVersion } from './intake-rows'

/** The draft as it now stands, for the form to go on with. */
export type SavedTerms = { revision: number; version: number | null; typed: Record<string, string> }

/**
 * Keeps typed terms as the draft of the intake's next version; it may be incomplete. Refuses what cannot be read at its
 * fields, and once `terms_changed` when somebody else saved since the form was drawn; nothing typed is lost by either.
 */
export const saveTerms = (
  ctx: Ctx<Staff<'intakes.manage'>>,
  { intakeId, revision, typed }: SaveTermsInput,
): Promise<Result<SavedTerms>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const intake = await findIntake(tx, partnerId, intakeId, { lock: true })
    if (!intake) return refuse('not_found')
    const read = readTypedTerms(typed)
    if (!read.ok) return refuse('invalid_input', { waitsFor: 'staff', fields: read.complaints })
    const content = intakeTermsSchema.parse(read.terms)
    const strangers = await strangersIn(tx, partnerId, content)
    if (strangers) return refuse('invalid_input', { waitsFor: 'staff', fields: strangers })
    const before = await currentTerms(tx, intake)
    const held = before.draft?.revision ?? 0
    if (held !== revision) return refuse('terms_changed', { waitsFor: 'staff', params: { revision: held } })
    const base = draftBasis(intake, before)
    if (base && changedTerms(base, content).length === 0)
      return ok({ revision: held, version: before.draft?.version ?? null, typed: toTypedTerms(content) })

    await keepRowAsVersion(tx, ctx, intake)
    const draft = before.draft ?? {
      version: await nextVersion(tx, intake),
      revision: 0,
    }
    await tx
      .insert(intakeVersions)
      .values({
        partnerId,
        intakeId,
        version: draft.version,
        state: 'draft',
        content,
        createdBy: accountId,
        createdAt: ctx.now,
      })
      .onConflictDoUpdate({
        target: [intakeVersions.partnerId, intakeVersions.intakeId, intakeVersions.version],
        set: { content, revision: draft.revision + 1, createdBy: accountId },
      })
    await recordEvent(tx, ctx, 'intake.draft_saved', {
      detail: { intake: intake.code, intakeId, version: draft.version },
    })
    return ok({ revision: draft.revision + 1, version: draft.version, typed: toTypedTerms(content) })
  })

/** Throws the draft away; what is published stays. An intake that was never published keeps its only draft. */
export const discardTerms = (
  ctx: Ctx<Staff<'intakes.manage'>>,
  { intakeId }: { intakeId: string },
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const intake = await findIntake(tx, partnerId, intakeId, { lock: true })
    if (!intake) return refuse('not_found')
    const { draft, published } = await currentTerms(tx, intake)
    if (!draft || !published) return refuse('terms_no_draft', { waitsFor: 'staff' })
    await tx
      .delete(intakeVersions)
      .where(
        and(
          eq(intakeVersions.partnerId, partnerId),
          eq(intakeVersions.id, draft.id),
          eq(intakeVersions.state, 'draft'),
        ),
      )
    await recordEvent(tx, ctx, 'intake.draft_discarded', {
      detail: { intake: intake.code, intakeId, version: draft.version },
    })
    return ok()
  })

/** Ids in a form that are no rows of this partner: complained of, never kept. */
async function strangersIn(
  tx: Tx,
  partnerId: string,
  terms: IntakeTerms,
): Promise<Record<string, string> | null> {
  const complaints: Record<string, string> = {}
  const wanted = [
    ['connectionId', terms.assessmentConnectionId, 'assessment'],
    ['paymentConnectionId', terms.paymentConnectionId, 'payment'],
  ] as const
  for (const [field, id, kind] of wanted) {
    if (id === null) continue
    const [row] = isRowId(id)
      ? await tx
          .select({ kind: connections.kind })
          .from(connections)
          .where(and(eq(connections.partnerId, partnerId), eq(connections.id, id)))
      : []
    if (row?.kind !== kind) complaints[field] = 'connection_unknown'
  }
  if (terms.ruleSetId !== null) {
    const known = isRowId(terms.ruleSetId)
      ? await tx
          .select({ id: ruleSets.id })
          .from(ruleSets)
          .where(and(eq(ruleSets.partnerId, partnerId), eq(ruleSets.id, terms.ruleSetId)))
      : []
    if (known.length === 0) complaints.ruleSetId = 'rule_set_unusable'
  }
  const named = [
    ...terms.programmeIds,
    ...terms.feeRules.flatMap(({ by, value }) => (by === 'programme' ? [value] : [])),
  ]
  const known = named.some((id) => !isRowId(id))
    ? []
    : await tx
        .select({ id: programmes.id })
        .from(programmes)
        .where(and(eq(programmes.partnerId, partnerId), inArray(programmes.id, named)))
  if (named.some((id) => !known.some((row) => row.id === id))) complaints.programmes = 'programme_unknown'
  return Object.keys(complaints).length > 0 ? complaints : null
}
