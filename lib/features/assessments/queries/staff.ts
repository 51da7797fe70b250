import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max, min, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { connections, programmes } from '@/db/schema/partners'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import { readerLocale } from '@/lib/features/partners/queries'
import { shownName } from '@/lib/features/applications/queries/blind'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'

type AttemptRow = typeof attempts.$inferSelect

/** A course that providers recommend and no programme answers to: `applicants` were recommended it. */
export type UnmatchedCourse = { courseName: string; applicants: number; firstAt: Date; lastAt: Date }

/** Courses recommended here that lead to no programme yet, the most recommended first; at most 200. */
export async function listUnmatchedCourses(staff: Staff<'applications.read'>): Promise<UnmatchedCourse[]> {
  const times = count()
  const rows = await database()
    .select({
      courseName: recommendations.courseName,
      applicants: times,
      firstAt: min(recommendations.createdAt),
      lastAt: max(recommendations.createdAt),
    })
    .from(recommendations)
    .where(and(eq(recommendations.partnerId, staff.partnerId), isNull(recommendations.programmeId)))
    .groupBy(recommendations.courseName)
    .orderBy(desc(times), asc(recommendations.courseName))
    .limit(200)
  return rows.flatMap(({ firstAt, lastAt, ...row }) =>
    firstAt && lastAt ? [{ ...row, firstAt, lastAt }] : [],
  )
}

/** The partner's programmes to choose an alias' target from, by code. */
export async function listAliasTargets(
  staff: Staff<'programmes.alias'>,
): Promise<{ id: string; code: string; name: string; aliases: string[] }[]> {
  const locale = await readerLocale()
  const rows = await database()
    .select()
    .from(programmes)
    .where(eq(programmes.partnerId, staff.partnerId))
    .orderBy(asc(programmes.code))
  return rows.map(({ id, code, name, aliases }) => ({ id, code, name: name[locale], aliases }))
}

/** Words of the filter: a progress, a result, or what needs a look. */
export type AttemptFilter = { progress?: Progress; result?: ResultState; needs?: 'waiting' | 'failing' }
export type AttemptCursor = { createdAt: Date; id: string }
export type AttemptListRow = Pick<
  AttemptRow,
  | 'id'
  | 'attemptNo'
  | 'progress'
  | 'result'
  | 'rawStatus'
  | 'launchedAt'
  | 'finishedAt'
  | 'lastAskedAt'
  | 'nextAskAt'
  | 'failures'
  | 'lastErrorKind'
  | 'createdAt'
  | 'applicationId'
> & { number: string; applicantName: string; connection: string }

/** The partner's attempts, newest first; `next` begins the next page and is null on the last. */
export async function listAttempts(
  staff: Staff<'applications.read'>,
  page: { filter?: AttemptFilter; after?: AttemptCursor | null; size?: number } = {},
): Promise<{ rows: AttemptListRow[]; next: AttemptCursor | null }> {
  const { filter = {}, after = null, size = 50 } = page
  // Milliseconds on both sides: a JavaScript date has no more, the column does.
  const moment = sql`date_trunc('milliseconds', ${attempts.createdAt})`
  const found = await database()
    .select({
      id: attempts.id,
      attemptNo: attempts.attemptNo,
      progress: attempts.progress,
      result: attempts.result,
      rawStatus: attempts.rawStatus,
      launchedAt: attempts.launchedAt,
      finishedAt: attempts.finishedAt,
      lastAskedAt: attempts.lastAskedAt,
      nextAskAt: attempts.nextAskAt,
      failures: attempts.failures,
      lastErrorKind: attempts.lastErrorKind,
      createdAt: attempts.createdAt,
      applicationId: attempts.applicationId,
      number: applications.number,
      applicantName: shownName(staff),
      connection: connections.label,
    })
    .from(attempts)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, attempts.partnerId), eq(applications.id, attempts.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      connections,
      and(eq(connections.partnerId, attempts.partnerId), eq(connections.id, attempts.connectionId)),
    )
    .where(
      and(
        eq(attempts.partnerId, staff.partnerId),
        filter.progress ? eq(attempts.progress, filter.progress) : undefined,
        filter.result ? eq(attempts.result, filter.result) : undefined,
        filter.needs === 'failing' ? isNotNull(attempts.lastErrorKind) : undefined,
        filter.needs === 'waiting' ? awaitsResult : undefined,
        after
          ? sql`(${moment}, ${attempts.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(moment), desc(attempts.id))
    .limit(size + 1)
  const rows = found.slice(0, size)
  const last = rows.at(-1)
  return { rows, next: found.length > size && last ? { createdAt: last.createdAt, id: last.id } : null }
}

const awaitsResult = and(
  eq(attempts.progress, 'completed'),
  inArray(attempts.result, ['none', 'pending', 'partial']),
)

export type ProviderHealth = {
  connectionId: string
  label: string
  provider: string
  health: 'untried' | 'healthy' | 'unhealthy'
  reason: string | null
  since: Date | null
  /** Attempts that wait for a result, and attempts whose last ask or launch failed. */
  waiting: number
  failing: number
}

/** How each assessment connection of the partner is doing, and how many applicants it concerns. */
export async function getProviderHealth(staff: Staff<'applications.read'>): Promise<ProviderHealth[]> {
  const rows = await database()
    .select({
      connection: connections,
      waiting: sql<number>`count(*) filter (where ${awaitsResult})::int`,
      failing: sql<number>`count(*) filter (where ${attempts.lastErrorKind} is not null)::int`,
    })
    .from(connections)
    .leftJoin(
      attempts,
      and(eq(attempts.partnerId, connections.partnerId), eq(attempts.connectionId, connections.id), isOpen),
    )
    .where(and(eq(connections.partnerId, staff.partnerId), eq(connections.kind, 'assessment')))
    .groupBy(connections.partnerId, connections.id)
    .orderBy(asc(connections.label))
  return rows.map(({ connection, waiting, failing }) => ({
    connectionId: connection.id,
    label: connection.label,
    provider: findAssessmentProvider(connection.provider)?.label ?? connection.provider,
    health: connection.health,
    reason: connection.healthReason,
    since: connection.healthChangedAt,
    waiting,
    failing,
  }))
}

const isOpen = or(isNotNull(attempts.nextAskAt), isNotNull(attempts.lastErrorKind))
