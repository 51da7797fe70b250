import { and, asc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts, recommendations, staffTasks } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import { refunds } from '@/db/schema/payments'
import { roleMay } from '@/lib/domain/partners/permissions'
import type { Staff } from '@/lib/platform/auth/actors'

/** What the home page counts beside applications. `refundsOpen` is null for a role that does not see payments. */
export type StaffCounts = {
  resultsAwaited: number
  attemptsFailing: number
  connectionsDown: number
  unmatchedCourses: number
  refundsOpen: number | null
  /** Null for a role that has none to do. */
  tasksOpen: number | null
}

/** The partner's counts in one query, each along an index. */
export async function getStaffCounts(staff: Staff<'applications.read'>): Promise<StaffCounts> {
  const mine = staff.partnerId
  const [counts] = await database().execute<StaffCounts>(sql`select
    (select count(*)::int from ${attempts} where ${attempts.partnerId} = ${mine} and ${attempts.progress} = 'completed'
      and ${attempts.result} in ('none', 'pending', 'partial')) as "resultsAwaited",
    (select count(*)::int from ${attempts} where ${attempts.partnerId} = ${mine} and ${attempts.lastErrorKind} is not null) as "attemptsFailing",
    (select count(*)::int from ${connections} where ${connections.partnerId} = ${mine} and ${connections.health} = 'unhealthy') as "connectionsDown",
    (select count(distinct ${recommendations.courseName})::int from ${recommendations} where ${recommendations.partnerId} = ${mine}
      and ${recommendations.programmeId} is null) as "unmatchedCourses",
    (select count(*)::int from ${refunds} where ${refunds.partnerId} = ${mine} and ${refunds.state} in ('queued', 'pending', 'failed')) as "refundsOpen",
    (select count(*)::int from ${staffTasks} where ${staffTasks.partnerId} = ${mine} and ${staffTasks.doneAt} is null) as "tasksOpen"`)
  if (!counts) throw new Error('counting gave no row')
  return {
    ...counts,
    refundsOpen: roleMay(staff.role, 'payments.read') ? counts.refundsOpen : null,
    tasksOpen: roleMay(staff.role, 'assessments.manage') ? counts.tasksOpen : null,
  }
}

export type ConnectionHealth = Pick<
  typeof connections.$inferSelect,
  'id' | 'kind' | 'provider' | 'label' | 'health' | 'healthReason' | 'healthChangedAt'
>

/** How each outside system of the partner is doing. */
export const listConnectionHealth = (staff: Staff<'applications.read'>): Promise<ConnectionHealth[]> =>
  database()
    .select({
      id: connections.id,
      kind: connections.kind,
      provider: connections.provider,
      label: connections.label,
      health: connections.health,
      healthReason: connections.healthReason,
      healthChangedAt: connections.healthChangedAt,
    })
    .from(connections)
    .where(eq(connections.partnerId, staff.partnerId))
    .orderBy(asc(connections.kind), asc(connections.label))

export type RecentEvent = {
  id: string
  name: string
  at: Date
  actorKind: typeof events.$inferSelect.actorKind
  actorName: string | null
  source: string
  detail: typeof events.$inferSelect.detail
  applicationNumber: string | null
}

/** What has just happened at the partner, newest first. */
export const listRecentEvents = (staff: Staff<'applications.read'>, size = 15): Promise<RecentEvent[]> =>
  database()
    .select({
      id: events.id,
      name: events.name,
      at: events.at,
      actorKind: events.actorKind,
      actorName: accounts.fullName,
      source: events.source,
      detail: events.detail,
      applicationNumber: applications.number,
    })
    .from(events)
    .leftJoin(
      applications,
      and(eq(applications.partnerId, events.partnerId), eq(applications.id, events.applicationId)),
    )
    .leftJoin(accounts, and(eq(accounts.partnerId, events.partnerId), eq(accounts.id, events.actorId)))
    .where(eq(events.partnerId, staff.partnerId))
    .orderBy(sql`${events.at} desc nulls last`, sql`${events.id} desc nulls last`)
    .limit(size)
