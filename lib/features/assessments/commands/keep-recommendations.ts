import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { recommendations } from '@/db/schema/assessments'
import { programmes } from '@/db/schema/partners'
import type { ResultState } from '@/lib/domain/assessments/attempt'
import { type KnownProgramme, matchProgramme } from '@/lib/domain/assessments/match'
import type { RecommendedCourse } from '@/lib/providers/assessments/contract'
import type { AttemptRow } from './attempt-row'

export type KeptCourses = { courses: number; offered: number }

/**
 * Keeps the courses a provider suggests in its wording, order and score, matched to the partner's programmes. Until the
 * result is ready a longer list replaces a shorter one; a ready result's list is final; none or an empty one erases nothing.
 */
export async function keepRecommendations(
  tx: Tx,
  row: AttemptRow,
  sent: readonly RecommendedCourse[] | null,
  resultAfter: ResultState,
): Promise<KeptCourses> {
  const { partnerId, id: attemptId } = row
  const held = await tx
    .select({ courseName: recommendations.courseName, programmeId: recommendations.programmeId })
    .from(recommendations)
    .where(and(eq(recommendations.partnerId, partnerId), eq(recommendations.attemptId, attemptId)))
    .orderBy(asc(recommendations.position))
  const isFinal = row.result === 'ready' && held.length > 0
  const isRicher = (sent?.length ?? 0) > held.length || (resultAfter === 'ready' && row.result !== 'ready')
  if (!sent || sent.length === 0 || isFinal || !isRicher) return countOf(held)

  const known = await listKnownProgrammes(tx, partnerId)
  const rows = sent.map((course, at) => {
    const match = matchProgramme(course.courseName, known)
    return {
      partnerId,
      attemptId,
      position: at + 1,
      ...course,
      programmeId: match?.programmeId ?? null,
      matchedBy: match?.by ?? null,
    }
  })
  await tx
    .delete(recommendations)
    .where(and(eq(recommendations.partnerId, partnerId), eq(recommendations.attemptId, attemptId)))
  await tx.insert(recommendations).values(rows)
  return countOf(rows)
}

/** The partner's programmes as matching needs them. */
export async function listKnownProgrammes(tx: Tx, partnerId: string): Promise<KnownProgramme[]> {
  const rows = await tx
    .select()
    .from(programmes)
    .where(eq(programmes.partnerId, partnerId))
    .orderBy(asc(programmes.code))
  return rows.map(({ id, code, name, aliases }) => ({ id, code, names: Object.values(name), aliases }))
}

const countOf = (rows: readonly { programmeId: string | null }[]): KeptCourses => ({
  courses: rows.length,
  offered: rows.filter(({ programmeId }) => programmeId !== null).length,
})
