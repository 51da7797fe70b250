import { and, eq } from 'drizzle-orm'
import { intakeProgrammes, intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { assessmentFirst, paymentFirst } from '@/lib/domain/journeys/definition'
import { type IntakeTerms, withoutSnapshot } from '@/lib/domain/partners/terms'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { CreateIntakeInput } from '../schema'
import { currentTerms, findIntake, termsOfRow } from './intake-rows'

/**
 * Prepares an intake that nobody outside sees before its first version is published: empty, or with the terms of another
 * intake under its own name and dates. Refuses a code that is in use at its field.
 */
export const createIntake = (
  ctx: Ctx<Staff<'intakes.manage'>>,
  input: CreateIntakeInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const model = input.copyOf ? await findIntake(tx, partnerId, input.copyOf) : null
    if (input.copyOf && !model) return refuse('not_found')
    const now = model && (await currentTerms(tx, model))
    const copied = model && (now?.published?.content ?? now?.draft?.content ?? (await termsOfRow(tx, model)))
    const content: IntakeTerms = {
      ...(copied ? withoutSnapshot(copied) : emptyTerms(input.journey)),
      name: { en: input.nameEn, hi: input.nameHi },
      opensAt: input.opensAt.toISOString(),
      closesAt: input.closesAt.toISOString(),
      // An end of another session would lie before this one's beginning.
      assessmentUntil: null,
    }
    const [made] = await tx
      .insert(intakes)
      .values({
        partnerId,
        code: input.code,
        name: content.name,
        sessionYear: input.sessionYear,
        opensAt: input.opensAt,
        closesAt: input.closesAt,
        journey: content.journey,
        refundPolicy: content.refundPolicy,
        ruleSetId: content.ruleSetId,
        publishedAt: null,
        createdAt: ctx.now,
      })
      .onConflictDoNothing({ target: [intakes.partnerId, intakes.code] })
      .returning({ id: intakes.id })
    if (!made)
      return refuse('invalid_input', { waitsFor: 'staff', fields: { 'set-code': 'intake_code_taken' } })
    await tx.insert(intakeVersions).values({
      partnerId,
      intakeId: made.id,
      version: 1,
      state: 'draft',
      content,
      createdBy: accountId,
      createdAt: ctx.now,
    })
    await recordEvent(tx, ctx, 'intake.created', {
      detail: { intake: input.code, intakeId: made.id, copyOf: model?.code ?? null },
    })
    return ok(made)
  })

const emptyTerms = (
  journey: CreateIntakeInput['journey'],
): Omit<IntakeTerms, 'name' | 'opensAt' | 'closesAt'> => {
  const definition = journey === 'assessment_first' ? assessmentFirst : paymentFirst
  return {
    assessmentUntil: null,
    journey: { id: definition.id, steps: [...definition.steps] },
    feePaise: null,
    feeRules: [],
    refundPolicy: { en: '', hi: '' },
    assessmentConnectionId: null,
    assessmentTestId: null,
    attemptsAllowed: 3,
    countingAttempt: 'latest',
    ruleSetId: null,
    paymentConnectionId: null,
    programmeIds: [],
  }
}

/** Writes what an intake offers, in order, for whoever reads it without a version. */
export async function writeOffered(
  tx: Parameters<Parameters<typeof transaction>[0]>[0],
  { partnerId, id: intakeId }: { partnerId: string; id: string },
  programmeIds: readonly string[],
): Promise<void> {
  await tx
    .delete(intakeProgrammes)
    .where(and(eq(intakeProgrammes.partnerId, partnerId), eq(intakeProgrammes.intakeId, intakeId)))
  if (programmeIds.length > 0)
    await tx
      .insert(intakeProgrammes)
      .values(programmeIds.map((programmeId, at) => ({ partnerId, intakeId, programmeId, position: at + 1 })))
}
