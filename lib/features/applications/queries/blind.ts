import { type SQL, and, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { reviewAssignments, reviewStages } from '@/db/schema/reviews'
import { readApplicationSearch } from '@/lib/domain/applications/search'
import { candidateCode, isBlindFor } from '@/lib/domain/reviews/blind'
import type { Staff } from '@/lib/platform/auth/actors'
import { translatorFor } from '@/lib/platform/i18n/translate'

/** Nobody of this role ever reviews blind: nothing need be asked. */
const seesEverybody = (staff: Staff): boolean => !isBlindFor(staff.role, { isBlind: true })

const candidate = (staff: Staff, code: string): string =>
  translatorFor(staff.locale, 'review')('candidate', { code })

/**
 * Whether this member of staff may not know who an application's person is: they review, and it stands in a blind stage.
 * For queries over `applications`; whatever reads a person for staff asks it, so that no answer holds what no screen shows.
 */
export function hidesPersonFrom(staff: Staff): SQL<boolean> {
  if (seesEverybody(staff)) return sql<boolean>`false`
  return sql<boolean>`(${ofApplication('state')} in ('in_review', 'query_raised') and exists (select 1 from ${reviewStages} as stage
    where stage.partner_id = ${ofApplication('partner_id')} and stage.id = ${ofApplication('stage_id')} and stage.is_blind))`
}

/** The name as this member of staff may read it, `Candidate 7K3M9Q` where it is hidden; for queries that join accounts. */
export function shownName(staff: Staff): SQL<string> {
  if (seesEverybody(staff)) return sql<string>`${accounts.fullName}`
  return sql<string>`case when ${hidesPersonFrom(staff)}
    then replace(${candidate(staff, '~')}, '~', right(${applications.number}, 6)) else ${accounts.fullName} end`
}

/** The mean of the scorecards as this member of staff may read it: not before their own is in, or it would lean on the others'. */
export function shownReviewScore(staff: Staff): SQL<number | null> {
  if (seesEverybody(staff)) return sql<number | null>`${applications.reviewScore}`
  return sql<number | null>`case when ${isJudging(staff)} then null else ${applications.reviewScore} end`
}

/** An application that this member of staff has still to score. */
const isJudging = (staff: Staff) => sql<boolean>`exists (select 1 from ${reviewAssignments} as task
  where task.partner_id = ${ofApplication('partner_id')} and task.application_id = ${ofApplication('id')}
    and task.reviewer_id = ${staff.accountId} and task.state = 'open')`

/** A column of `applications` by its full name: a query over that one table would leave the table out. */
const ofApplication = (column: 'partner_id' | 'id' | 'state' | 'stage_id') =>
  sql`${applications}.${sql.identifier(column)}`

type ReadRow = {
  id: string
  number: string
  fullName: string
  email: string
  mobile: string
  reviewScore: number | null
}

/**
 * Rows of a list as this member of staff may read them: hidden people are candidates without address, and what they have
 * still to score shows no mean. A search for a person finds no hidden one, or whoever knows a name would learn whose
 * application it is.
 */
export async function rowsAsReadBy<Row extends ReadRow>(
  staff: Staff,
  rows: readonly Row[],
  search?: string,
): Promise<Row[]> {
  if (seesEverybody(staff) || rows.length === 0) return [...rows]
  const { hidden, judging } = await limitsAmong(
    staff,
    rows.map(({ id }) => id),
  )
  const asked = search ? readApplicationSearch(search)?.by : undefined
  const mayFind = asked === undefined || asked === 'number' || asked === 'number_start'
  return rows.flatMap((read) => {
    const row = judging.has(read.id) ? { ...read, reviewScore: null } : read
    if (!hidden.has(row.id)) return [row]
    const fullName = candidate(staff, candidateCode(row.number))
    return mayFind ? [{ ...row, fullName, email: '', mobile: '' }] : []
  })
}

/** Names that were written down for everybody (the list of a release) as this member of staff may read them. */
export async function namesAsReadBy<Row extends { applicationId: string; number: string; name: string }>(
  staff: Staff,
  rows: readonly Row[],
): Promise<Row[]> {
  if (seesEverybody(staff) || rows.length === 0) return [...rows]
  const { hidden } = await limitsAmong(
    staff,
    rows.map(({ applicationId }) => applicationId),
  )
  return rows.map((row) =>
    hidden.has(row.applicationId) ? { ...row, name: candidate(staff, candidateCode(row.number)) } : row,
  )
}

/** Among some applications: whose person this member of staff may not know, and which they have still to score. */
async function limitsAmong(
  staff: Staff,
  ids: string[],
): Promise<Record<'hidden' | 'judging', ReadonlySet<string>>> {
  const rows = await database()
    .select({ id: applications.id, isHidden: hidesPersonFrom(staff), isJudging: isJudging(staff) })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), inArray(applications.id, ids)))
  const idsOf = (picked: typeof rows) => new Set(picked.map(({ id }) => id))
  return {
    hidden: idsOf(rows.filter(({ isHidden }) => isHidden)),
    judging: idsOf(rows.filter((row) => row.isJudging)),
  }
}
