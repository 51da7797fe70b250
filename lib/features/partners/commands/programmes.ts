import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { programmes } from '@/db/schema/partners'
import { plainCourse } from '@/lib/domain/assessments/match'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { type EventName, recordEvent } from '@/lib/platform/events'
import type { ProgrammeAliasInput, SaveProgrammeInput } from '../schema'

type Author = Ctx<Staff<'intakes.manage'>>

/** Adds a programme or changes its words. Refuses a code in use, and a code or name that means another one, at its field. */
export const saveProgramme = (
  ctx: Author,
  { programmeId, code, ...words }: SaveProgrammeInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const others = await tx
      .select()
      .from(programmes)
      .where(
        and(eq(programmes.partnerId, partnerId), programmeId ? ne(programmes.id, programmeId) : undefined),
      )
      .for('update')
    const taken = takenIn(others, { code, nameEn: words.nameEn, nameHi: words.nameHi })
    if (taken) return refuse('invalid_input', { waitsFor: 'staff', ...taken })
    const values = {
      code,
      name: { en: words.nameEn, hi: words.nameHi },
      summary: { en: words.summaryEn, hi: words.summaryHi },
    }
    const [row] = programmeId
      ? await tx
          .update(programmes)
          .set(values)
          .where(and(eq(programmes.partnerId, partnerId), eq(programmes.id, programmeId)))
          .returning({ id: programmes.id })
      : await tx
          .insert(programmes)
          .values({ partnerId, ...values, createdAt: ctx.now })
          .onConflictDoNothing({ target: [programmes.partnerId, programmes.code] })
          .returning({ id: programmes.id })
    if (!row)
      return programmeId
        ? refuse('not_found')
        : refuse('invalid_input', { waitsFor: 'staff', fields: { 'set-code': 'programme_code_taken' } })
    await recordEvent(tx, ctx, programmeId ? 'programme.changed' : 'programme.created', {
      detail: { programme: code, programmeId: row.id },
    })
    return ok(row)
  })

/** A course under this name no longer means the programme. Recommendations that were matched by it stay as they are. */
export const removeAlias = (
  ctx: Author,
  { programmeId, alias }: ProgrammeAliasInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const programme = await lockProgramme(tx, ctx, programmeId)
    if (!programme) return refuse('not_found')
    if (!programme.aliases.includes(alias)) return ok()
    await tx
      .update(programmes)
      .set({ aliases: programme.aliases.filter((known) => known !== alias) })
      .where(ofProgramme(ctx, programmeId))
    await recordEvent(tx, ctx, 'programme.alias_removed', {
      detail: { programme: programme.code, course: alias },
    })
    return ok()
  })

/** Nobody new may choose it; whoever asks for it already keeps it, and everything about them stays. */
export const retireProgramme = (ctx: Author, input: { programmeId: string }): Promise<Result<void>> =>
  setRetired(ctx, input.programmeId, ctx.now, 'programme.retired')

/** It may be chosen again where an intake offers it. */
export const restoreProgramme = (ctx: Author, input: { programmeId: string }): Promise<Result<void>> =>
  setRetired(ctx, input.programmeId, null, 'programme.restored')

const setRetired = (ctx: Author, programmeId: string, retiredAt: Date | null, event: EventName) =>
  transaction(async (tx) => {
    const programme = await lockProgramme(tx, ctx, programmeId)
    if (!programme) return refuse('not_found')
    if ((programme.retiredAt === null) === (retiredAt === null)) return ok()
    await tx
      .update(programmes)
      .set({ retiredAt })
      .where(and(ofProgramme(ctx, programmeId), retiredAt ? isNull(programmes.retiredAt) : undefined))
    await recordEvent(tx, ctx, event, { detail: { programme: programme.code, programmeId } })
    return ok()
  })

const ofProgramme = (ctx: Author, programmeId: string) =>
  and(eq(programmes.partnerId, ctx.actor.partnerId), eq(programmes.id, programmeId))

async function lockProgramme(tx: Tx, ctx: Author, programmeId: string) {
  const [row] = await tx.select().from(programmes).where(ofProgramme(ctx, programmeId)).for('update')
  return row ?? null
}

/** The first typed word under which another programme is known already. */
function takenIn(
  others: readonly (typeof programmes.$inferSelect)[],
  typed: { code: string; nameEn: string; nameHi: string },
): { fields: Record<string, string>; params: Record<string, string> } | null {
  for (const [field, value] of Object.entries(typed)) {
    const wanted = plainCourse(value)
    const other = others.find(({ code, name, aliases }) =>
      [code, name.en, name.hi, ...aliases].some((known) => plainCourse(known) === wanted),
    )
    if (other) {
      const isCode = field === 'code' && other.code === value
      return {
        fields: {
          [field === 'code' ? 'set-code' : field]: isCode ? 'programme_code_taken' : 'name_means_another',
        },
        params: { programme: other.code },
      }
    }
  }
  return null
}
