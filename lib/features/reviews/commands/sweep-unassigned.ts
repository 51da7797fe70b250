import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { reviewAssignments, reviewStages } from '@/db/schema/reviews'
import type { AssignmentWay } from '@/lib/domain/reviews/review'
import { currentTime } from '@/lib/platform/clock'
import { assignReviewers } from './assign'

const batch = 100

/**
 * Gives applications to reviewers where their stage says so: evenly or by rule. Asks the database which lack somebody, so
 * that it does not matter how they came to the stage; in no order, so that one nobody may read holds up no other.
 * Returns how many were tried.
 */
export async function sweepUnassigned(): Promise<number> {
  const rows = await database().execute<{ partner_id: string; number: string; way: AssignmentWay }>(sql`
    select ${applications.partnerId}, ${applications.number}, ${reviewStages.assignmentWay} as way
    from ${reviewStages}
    join ${applications} on ${applications.partnerId} = ${reviewStages.partnerId}
      and ${applications.stageId} = ${reviewStages.id} and ${applications.state} in ('in_review', 'query_raised')
    where ${reviewStages.assignmentWay} in ('evenly', 'by_rule')
      and ${sql`(select count(*) from ${reviewAssignments}
        where ${reviewAssignments.partnerId} = ${applications.partnerId}
          and ${reviewAssignments.applicationId} = ${applications.id}
          and ${reviewAssignments.stageId} = ${reviewStages.id})`} = 0
    order by random()
    limit ${batch}`)
  const now = await currentTime()
  for (const { partner_id, number, way } of rows)
    await assignReviewers(
      { actor: { kind: 'system', partnerId: partner_id }, now, source: 'job', requestId: randomUUID() },
      { number, way, reviewerIds: [] },
    )
  return rows.length
}
