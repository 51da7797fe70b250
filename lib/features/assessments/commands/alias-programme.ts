import { and, eq, isNull } from 'drizzle-orm'
import { recommendations } from '@/db/schema/assessments'
import { programmes } from '@/db/schema/partners'
import { matchProgramme, plainCourse } from '@/lib/domain/assessments/match'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { AliasProgrammeInput } from '../schema'
import { listKnownProgrammes } from './keep-recommendations'

/**
 * Says that a provider's course means this programme: adds the alias and matches the stored recommendations that had no
 * programme yet. Matches made before are left as they are. Returns how many applicants' recommendations now lead somewhere.
 */
export const aliasProgramme = (
  ctx: Ctx<Staff<'programmes.alias'>>,
  { courseName, programmeId }: AliasProgrammeInput,
): Promise<Result<{ matched: number }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [programme] = await tx
      .select()
      .from(programmes)
      .where(and(eq(programmes.partnerId, partnerId), eq(programmes.id, programmeId)))
      .for('update')
    if (!programme) return refuse('not_found')
    const known = await listKnownProgrammes(tx, partnerId)
    const other = known.find(
      ({ id, aliases: theirs }) =>
        id !== programmeId && theirs.some((alias) => plainCourse(alias) === plainCourse(courseName)),
    )
    if (other) return refuse('alias_taken', { waitsFor: 'staff', params: { programme: other.code } })
    const isKnown = programme.aliases.some((alias) => plainCourse(alias) === plainCourse(courseName))
    const aliases = isKnown ? programme.aliases : [...programme.aliases, courseName]
    await tx
      .update(programmes)
      .set({ aliases })
      .where(and(eq(programmes.partnerId, partnerId), eq(programmes.id, programmeId)))

    const knownNow = await listKnownProgrammes(tx, partnerId)
    const unmatched = await tx
      .selectDistinct({ courseName: recommendations.courseName })
      .from(recommendations)
      .where(and(eq(recommendations.partnerId, partnerId), isNull(recommendations.programmeId)))
    let matched = 0
    for (const course of unmatched) {
      const match = matchProgramme(course.courseName, knownNow)
      if (!match) continue
      const rows = await tx
        .update(recommendations)
        .set({ programmeId: match.programmeId, matchedBy: match.by })
        .where(
          and(
            eq(recommendations.partnerId, partnerId),
            eq(recommendations.courseName, course.courseName),
            isNull(recommendations.programmeId),
          ),
        )
        .returning({ id: recommendations.id })
      matched += rows.length
    }
    await recordEvent(tx, ctx, 'programme.aliased', {
      detail: { programme: programme.code, course: courseName, matched },
    })
    return ok({ matched })
  })
