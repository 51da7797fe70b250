import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attemptReports, attempts, hints, launches, recommendations } from '@/db/schema/assessments'
import { providerCalls } from '@/db/schema/events'
import { connections, intakes, programmes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import type { CountingRule } from '@/lib/domain/assessments/attempt'
import { type StaffVerb, namedSections, staffVerdicts } from '@/lib/domain/assessments/can-staff'
import { countingAttempt } from '@/lib/domain/assessments/counting'
import { roleMay } from '@/lib/domain/partners/permissions'
import type { Result } from '@/lib/domain/shared/result'
import { ofVersion, termsInSql } from '@/lib/features/partners/queries/terms'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { listStaffFacts } from '../commands/staff-facts'

/** One attempt as staff see it: what the provider said, what we concluded, and what may be done with it now. */
export type AttemptTruth = {
  attempt: typeof attempts.$inferSelect
  isNewest: boolean
  /** Null while there is only one attempt: then nothing has to be chosen. */
  counting: { counts: boolean; rule: CountingRule } | null
  /** Who ordered it, where staff did. */
  orderedBy: string | null
  provider: string
  connection: {
    id: string
    label: string
    health: 'untried' | 'healthy' | 'unhealthy'
    reason: string | null
  }
  /** Clicks, newest first. The links themselves are kept nowhere. */
  launches: (typeof launches.$inferSelect)[]
  /** What came from outside about it, newest first: never believed, only followed by an ask. */
  hints: (typeof hints.$inferSelect)[]
  /** The last exchanges with the provider, newest first, redacted when they were written. */
  calls: (typeof providerCalls.$inferSelect)[]
  recommendations: {
    position: number
    courseName: string
    score: number | null
    programmeCode: string | null
    matchedBy: string | null
  }[]
  /** Kept report files, by name; null for a role that may not read them. */
  reports: { id: string; name: string; bytes: number; fetchedAt: Date }[] | null
  /** What a reset or a verification may name. */
  sections: { id: string; name: string }[]
  /** The same verdicts that the commands enforce. */
  verdicts: Record<StaffVerb, Result<void>>
}

const keptCalls = 10

/** Every attempt of one application of the partner, newest first, with its evidence. Empty when there is none. */
export async function getAttemptTruth(
  staff: Staff<'applications.read'>,
  applicationId: string,
): Promise<AttemptTruth[]> {
  const { partnerId } = staff
  const [application] = await database()
    .select({ id: applications.id, state: applications.state, rule: termsInSql.countingAttempt })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  if (!application) return []
  const { rule, ...found } = application
  const all = await listStaffFacts(database(), { partnerId, ...found }, await currentTime())
  const counted = countingAttempt(
    all.map(({ row }) => row),
    rule,
  )
  const mayRead = roleMay(staff.role, 'reports.read')
  return Promise.all(
    all.map(async ({ row, facts }) => ({
      attempt: row,
      isNewest: facts.isNewest,
      counting: all.length > 1 ? { counts: row.id === counted?.id, rule } : null,
      orderedBy: row.orderedBy && (await nameOf(partnerId, row.orderedBy)),
      ...(await findConnection(partnerId, row.connectionId)),
      launches: await listLaunches(partnerId, row.id),
      hints: await listHints(partnerId, row.id),
      calls: await listCalls(partnerId, row.id),
      recommendations: await listCourses(partnerId, row.id),
      reports: mayRead ? await listReports(partnerId, row.id) : null,
      sections: namedSections(row.scores).map(({ id, name }) => ({ id, name })),
      verdicts: staffVerdicts(facts),
    })),
  )
}

async function findConnection(
  partnerId: string,
  id: string,
): Promise<Pick<AttemptTruth, 'provider' | 'connection'>> {
  const [row] = await database()
    .select()
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, id)))
  if (!row) throw new Error('an attempt lost its connection')
  return {
    provider: findAssessmentProvider(row.provider)?.label ?? row.provider,
    connection: { id: row.id, label: row.label, health: row.health, reason: row.healthReason },
  }
}

async function nameOf(partnerId: string, accountId: string): Promise<string | null> {
  const [account] = await database()
    .select({ fullName: accounts.fullName })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId)))
  return account?.fullName ?? null
}

const listLaunches = (partnerId: string, attemptId: string) =>
  database()
    .select()
    .from(launches)
    .where(and(eq(launches.partnerId, partnerId), eq(launches.attemptId, attemptId)))
    .orderBy(desc(launches.clickedAt))
    .limit(20)

const listHints = (partnerId: string, attemptId: string) =>
  database()
    .select()
    .from(hints)
    .where(and(eq(hints.partnerId, partnerId), eq(hints.attemptId, attemptId)))
    .orderBy(desc(hints.receivedAt), desc(hints.id))
    .limit(20)

const listCalls = (partnerId: string, attemptId: string) =>
  database()
    .select()
    .from(providerCalls)
    .where(and(eq(providerCalls.partnerId, partnerId), eq(providerCalls.attemptId, attemptId)))
    .orderBy(desc(providerCalls.at), desc(providerCalls.id))
    .limit(keptCalls)

const listReports = (partnerId: string, attemptId: string) =>
  database()
    .select({
      id: attemptReports.id,
      name: attemptReports.name,
      bytes: attemptReports.bytes,
      fetchedAt: attemptReports.fetchedAt,
    })
    .from(attemptReports)
    .where(and(eq(attemptReports.partnerId, partnerId), eq(attemptReports.attemptId, attemptId)))
    .orderBy(asc(attemptReports.name), desc(attemptReports.fetchedAt))

const listCourses = (partnerId: string, attemptId: string) =>
  database()
    .select({
      position: recommendations.position,
      courseName: recommendations.courseName,
      score: recommendations.score,
      programmeCode: programmes.code,
      matchedBy: recommendations.matchedBy,
    })
    .from(recommendations)
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, recommendations.partnerId),
        eq(programmes.id, recommendations.programmeId),
      ),
    )
    .where(and(eq(recommendations.partnerId, partnerId), eq(recommendations.attemptId, attemptId)))
    .orderBy(asc(recommendations.position))
