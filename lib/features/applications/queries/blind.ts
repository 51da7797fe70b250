import { type SQL, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { reviewStages } from '@/db/schema/reviews'
import { isBlindFor } from '@/lib/domain/reviews/blind'
import type { Staff } from '@/lib/platform/auth/actors'
import { translatorFor } from '@/lib/platform/i18n/translate'

/**
 * Whether this member of staff may not know who an application's person is: they review, and it stands in a blind stage.
 * For queries over `applications`; whatever reads a person for staff asks it, so that no answer holds what no screen shows.
 */
export function hidesPersonFrom(staff: Staff): SQL<boolean> {
  if (!isBlindFor(staff.role, { isBlind: true })) return sql<boolean>`false`
  return sql<boolean>`(${applications.state} in ('in_review', 'query_raised') and exists (select 1 from ${reviewStages}
    where ${reviewStages.partnerId} = ${applications.partnerId} and ${reviewStages.id} = ${applications.stageId}
      and ${reviewStages.isBlind}))`
}

/** The name as this member of staff may read it, `Candidate 7K3M9Q` where it is hidden; for queries that join accounts. */
export function shownName(staff: Staff): SQL<string> {
  if (!isBlindFor(staff.role, { isBlind: true })) return sql<string>`${accounts.fullName}`
  const candidate = translatorFor(staff.locale, 'review')('candidate', { code: '~' })
  return sql<string>`case when ${hidesPersonFrom(staff)}
    then replace(${candidate}, '~', right(${applications.number}, 6)) else ${accounts.fullName} end`
}

/** A column about the person, empty where they are hidden. */
export const shownOf = (staff: Staff, column: SQL | typeof accounts.email): SQL<string> =>
  sql<string>`case when ${hidesPersonFrom(staff)} then '' else ${column} end`
