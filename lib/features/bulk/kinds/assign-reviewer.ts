import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { reviewAssignments, reviewStages } from '@/db/schema/reviews'
import type { Verdict } from '@/lib/domain/bulk/run'
import { canAssign } from '@/lib/domain/reviews/can'
import { assignmentWays } from '@/lib/domain/reviews/review'
import { ok } from '@/lib/domain/shared/result'
import { isRowId } from '@/lib/domain/shared/row-id'
import { assignReviewers } from '@/lib/features/reviews/commands/assign'
import { listReviewers } from '@/lib/features/reviews/queries/reviewers'
import { defineKind, verdictOf } from './kind'

const ways = z.enum(assignmentWays, { error: 'required' })
const people = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((sent) => [sent].flat().filter(isRowId))

/** Gives applications to reviewers: to those named, or shared out as their stage wants. */
export const assignReviewer = defineKind({
  permission: 'applications.assign',
  input: z
    .object({ way: ways, reviewerIds: people })
    .refine(({ way, reviewerIds }) => way !== 'by_hand' || reviewerIds.length > 0, {
      path: ['reviewerIds'],
      message: 'reviewers_missing',
    }),
  pace: { atOnce: 1, leaseSeconds: 30 },
  fields: async ({ partnerId }) => [
    { name: 'way', as: 'select', options: assignmentWays.map((value) => ({ value, label: null })) },
    {
      name: 'reviewerIds',
      as: 'checkboxes',
      isOptional: true,
      options: (await listReviewers(database(), partnerId)).map(({ id, fullName, load }) => ({
        value: id,
        label: `${fullName} (${load})`,
      })),
    },
  ],
  judge: async ({ partnerId }, { way, reviewerIds }, ids) => {
    const able = await listReviewers(database(), partnerId, way === 'by_hand' ? reviewerIds : undefined)
    const rows = await listReviewed(partnerId, ids)
    return new Map<string, Verdict>(
      rows.map((row) => {
        if (way !== 'by_hand') {
          const may = canAssign(row, { mayReview: able.length > 0, own: null })
          return [row.id, verdictOf(may, (row.taken?.length ?? 0) >= (row.wanted ?? 0))]
        }
        const obstacle = reviewerIds
          .map((id) =>
            canAssign(row, {
              mayReview: able.some((person) => person.id === id),
              own: row.declined?.includes(id) ? 'declined' : null,
            }),
          )
          .find((verdict) => !verdict.ok)
        const hasAll = reviewerIds.every((id) => row.taken?.includes(id))
        return [row.id, verdictOf(obstacle ?? ok(), hasAll)]
      }),
    )
  },
  act: async (ctx, { way, reviewerIds }, { number }) => {
    const assigned = await assignReviewers(ctx, { number, way, reviewerIds })
    return assigned.ok ? ok(assigned.value.added > 0 ? 'done' : 'already') : assigned
  },
})

/** Applications with who has them in their present stage, who declined them, and how many reviewers the stage wants. */
const listReviewed = (partnerId: string, ids: string[]) => {
  const reviewers = (condition: ReturnType<typeof sql>) => sql<string[] | null>`(
    select array_agg(${reviewAssignments.reviewerId}) from ${reviewAssignments}
    where ${reviewAssignments.partnerId} = ${applications.partnerId}
      and ${reviewAssignments.applicationId} = ${applications.id} and ${condition})`
  return database()
    .select({
      id: applications.id,
      state: applications.state,
      intakeId: applications.intakeId,
      stageId: applications.stageId,
      wanted: reviewStages.reviewersWanted,
      taken: reviewers(
        sql`${reviewAssignments.stageId} = ${applications.stageId} and ${reviewAssignments.state} in ('open', 'done')`,
      ),
      declined: reviewers(sql`${reviewAssignments.state} = 'declined'`),
    })
    .from(applications)
    .leftJoin(
      reviewStages,
      and(eq(reviewStages.partnerId, applications.partnerId), eq(reviewStages.id, applications.stageId)),
    )
    .where(and(eq(applications.partnerId, partnerId), inArray(applications.id, ids)))
}
