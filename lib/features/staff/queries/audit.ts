import { type SQL, and, asc, eq, gte, like, lt, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import type { AuditFilter } from '@/lib/domain/partners/audit'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

export type AuditLogRow = {
  id: string
  at: Date
  name: string
  actorKind: (typeof events.$inferSelect)['actorKind']
  actorName: string | null
  source: string
  applicationNumber: string | null
  detail: (typeof events.$inferSelect)['detail']
}

/** The partner's events that fit the filter, newest first, a page at a time. */
export async function listAuditLog(
  member: Staff<'audit.read'>,
  filter: AuditFilter,
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<AuditLogRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: events.partnerId, id: events.id, at: events.at },
    { place, ofPartner: member.partnerId },
  )
  const found = await database()
    .select({
      id: events.id,
      at: events.at,
      name: events.name,
      actorKind: events.actorKind,
      actorName: accounts.fullName,
      source: events.source,
      applicationNumber: applications.number,
      detail: events.detail,
    })
    .from(events)
    .leftJoin(
      applications,
      and(eq(applications.partnerId, events.partnerId), eq(applications.id, events.applicationId)),
    )
    .leftJoin(accounts, and(eq(accounts.partnerId, events.partnerId), eq(accounts.id, events.actorId)))
    .where(and(eq(events.partnerId, member.partnerId), where, ...fitting(member.partnerId, filter)))
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

/** All that fits, newest first, a thousand rows at a time, each fetched when the last is read. */
export async function* walkAuditLog(
  member: Staff<'audit.read'>,
  filter: AuditFilter,
): AsyncGenerator<AuditLogRow[]> {
  let place: PagePlace | null = {}
  while (place) {
    const page: KeysetPage<AuditLogRow> = await listAuditLog(member, filter, place, 1000)
    yield page.rows
    place = page.next
  }
}

/** The partner's people for the filter, by name. */
export const listAuditActors = (member: Staff<'audit.read'>): Promise<{ id: string; fullName: string }[]> =>
  database()
    .select({ id: accounts.id, fullName: accounts.fullName })
    .from(staff)
    .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
    .where(eq(staff.partnerId, member.partnerId))
    .orderBy(asc(accounts.fullName))

function fitting(partnerId: string, filter: AuditFilter): (SQL | undefined)[] {
  const { name, actor, applicationNumber, from, to } = filter
  const startOf = (date: string) => new Date(`${date}T00:00:00+05:30`)
  return [
    name &&
      (name.endsWith('.') ? like(events.name, `${name.replaceAll('_', '\\_')}%`) : eq(events.name, name)),
    actor && eq(events.actorId, actor),
    applicationNumber &&
      sql`${events.applicationId} = (select ${applications.id} from ${applications}
        where ${applications.partnerId} = ${partnerId} and ${applications.number} = ${applicationNumber})`,
    from && gte(events.at, startOf(from)),
    to && lt(events.at, secondsAfter(startOf(to), 86_400)),
  ].map((condition) => condition || undefined)
}
