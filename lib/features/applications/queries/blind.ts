import { type SQL, and, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { reviewStages } from '@/db/schema/reviews'
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
  return sql<boolean>`(${applications.state} in ('in_review', 'query_raised') and exists (select 1 from ${reviewStages}
    where ${reviewStages.partnerId} = ${applications.partnerId} and ${reviewStages.id} = ${applications.stageId}
      and ${reviewStages.isBlind}))`
}

/** The name as this member of staff may read it, `Candidate 7K3M9Q` where it is hidden; for queries that join accounts. */
export function shownName(staff: Staff): SQL<string> {
  if (seesEverybody(staff)) return sql<string>`${accounts.fullName}`
  return sql<string>`case when ${hidesPersonFrom(staff)}
    then replace(${candidate(staff, '~')}, '~', right(${applications.number}, 6)) else ${accounts.fullName} end`
}

type PersonRow = { id: string; number: string; fullName: string; email: string; mobile: string }

/**
 * Rows of a list as this member of staff may read them: hidden people are candidates without address. A search for a
 * person finds no hidden one, or whoever knows a name would learn whose application it is.
 */
export async function rowsAsReadBy<Row extends PersonRow>(
  staff: Staff,
  rows: readonly Row[],
  search?: string,
): Promise<Row[]> {
  if (seesEverybody(staff) || rows.length === 0) return [...rows]
  const hidden = await hiddenAmong(
    staff,
    rows.map(({ id }) => id),
  )
  const isHidden = ({ id }: Row) => hidden.has(id)
  const asked = search ? readApplicationSearch(search)?.by : undefined
  const mayFind = asked === undefined || asked === 'number' || asked === 'number_start'
  return rows.flatMap((row) => {
    if (!isHidden(row)) return [row]
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
  const hidden = await hiddenAmong(
    staff,
    rows.map(({ applicationId }) => applicationId),
  )
  return rows.map((row) =>
    hidden.has(row.applicationId) ? { ...row, name: candidate(staff, candidateCode(row.number)) } : row,
  )
}

/** The ids of those applications, among some, whose person this member of staff may not know. */
async function hiddenAmong(staff: Staff, ids: string[]): Promise<Set<string>> {
  const hidden = await database()
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(eq(applications.partnerId, staff.partnerId), inArray(applications.id, ids), hidesPersonFrom(staff)),
    )
  return new Set(hidden.map(({ id }) => id))
}
