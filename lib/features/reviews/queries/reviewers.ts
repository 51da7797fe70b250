import { type SQL, and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { reviewAssignments } from '@/db/schema/reviews'
import { roleMay, staffRoles } from '@/lib/domain/partners/permissions'

export type Reviewer = { id: string; fullName: string; role: (typeof staffRoles)[number]; load: number }

const rolesThatReview = staffRoles.filter((role) => roleMay(role, 'applications.review'))

/** Everybody of this partner who may review, with how many applications they hold open, by name. */
export async function listReviewers(
  db: Db | Tx,
  partnerId: string,
  only?: readonly string[],
): Promise<Reviewer[]> {
  const load = db
    .select({ reviewerId: reviewAssignments.reviewerId, count: sql<number>`count(*)::int`.as('count') })
    .from(reviewAssignments)
    .where(and(eq(reviewAssignments.partnerId, partnerId), eq(reviewAssignments.state, 'open')))
    .groupBy(reviewAssignments.reviewerId)
    .as('load')
  return db
    .select({
      id: accounts.id,
      fullName: accounts.fullName,
      role: staff.role,
      load: sql<number>`coalesce(${load.count}, 0)::int`,
    })
    .from(staff)
    .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
    .leftJoin(load, eq(load.reviewerId, accounts.id))
    .where(and(working(partnerId), only ? inArray(accounts.id, [...only]) : undefined))
    .orderBy(asc(accounts.fullName), asc(accounts.id))
}

const working = (partnerId: string): SQL | undefined =>
  and(eq(staff.partnerId, partnerId), isNull(staff.deactivatedAt), inArray(staff.role, [...rolesThatReview]))
