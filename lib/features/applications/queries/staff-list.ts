import { type SQL, and, asc, desc, eq, inArray, isNotNull, like, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { type Localised, intakes } from '@/db/schema/partners'
import type { ApplicationFilter, AssessmentFilter, StepFilter } from '@/lib/domain/applications/filter'
import type { ApplicationState } from '@/lib/domain/applications/machine'
import { type ApplicationSearch, readApplicationSearch } from '@/lib/domain/applications/search'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import type { Standing } from '@/lib/domain/journeys/standing'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { standingAt } from './standing-in-sql'

export type ApplicationListRow = {
  id: string
  number: string
  fullName: string
  email: string
  mobile: string
  intakeName: Localised
  state: ApplicationState
  standing: Standing
  /** The newest attempt; null before the first. */
  attempt: { progress: Progress; result: ResultState; lastErrorKind: string | null } | null
  feeSettledAt: Date | null
  submittedAt: Date | null
  createdAt: Date
}

/** The partner's applications that fit the filter, newest first unless asked otherwise, a page at a time. Nothing is counted. */
export async function listApplications(
  staff: Staff<'applications.read'>,
  filter: ApplicationFilter = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<ApplicationListRow>> {
  const now = await currentTime()
  const { where, orderBy } = fromPlace(
    { partnerId: applications.partnerId, id: applications.id, at: applications.createdAt },
    { place, ofPartner: staff.partnerId, oldestFirst: filter.sort?.[0]?.isDescending === false },
  )
  const latest = latestAttempt()
  const standing = standingAt(now)
  const found = await database()
    .select({
      id: applications.id,
      number: applications.number,
      fullName: accounts.fullName,
      email: accounts.email,
      mobile: applicants.mobile,
      intakeName: intakes.name,
      state: applications.state,
      standing,
      progress: latest.progress,
      result: latest.result,
      lastErrorKind: latest.lastErrorKind,
      feeSettledAt: applications.feeSettledAt,
      submittedAt: applications.submittedAt,
      createdAt: applications.createdAt,
    })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      applicants,
      and(eq(applicants.partnerId, accounts.partnerId), eq(applicants.accountId, accounts.id)),
    )
    .leftJoinLateral(latest, sql`true`)
    .where(
      and(
        eq(applications.partnerId, staff.partnerId),
        where,
        filter.intakes ? inArray(applications.intakeId, filter.intakes) : undefined,
        filter.steps ? or(...filter.steps.map((step) => atStep(step, standing))) : undefined,
        filter.assessments
          ? or(...filter.assessments.map((word) => withAssessment(word, latest)))
          : undefined,
        filter.search ? foundBy(staff.partnerId, readApplicationSearch(filter.search)) : undefined,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  const rows = found.map(({ progress, result, lastErrorKind, ...row }) => ({
    ...row,
    attempt: progress && result ? { progress, result, lastErrorKind } : null,
  }))
  return toPage(rows, place, size)
}

/** The partner's intakes for the filter, newest session first. */
export const listIntakeChoices = (
  staff: Staff<'applications.read'>,
): Promise<{ id: string; name: Localised }[]> =>
  database()
    .select({ id: intakes.id, name: intakes.name })
    .from(intakes)
    .where(eq(intakes.partnerId, staff.partnerId))
    .orderBy(desc(intakes.sessionYear), asc(intakes.code))

type LatestAttempt = ReturnType<typeof latestAttempt>

const latestAttempt = () =>
  database()
    .select({ progress: attempts.progress, result: attempts.result, lastErrorKind: attempts.lastErrorKind })
    .from(attempts)
    .where(and(eq(attempts.partnerId, applications.partnerId), eq(attempts.applicationId, applications.id)))
    .orderBy(desc(attempts.attemptNo))
    .limit(1)
    .as('latest')

/** `draft` and `submitted` are states of the application; everything else is where it stands. The state narrows by index first. */
function atStep(step: StepFilter, standing: SQL<Standing>): SQL | undefined {
  if (step === 'draft' || step === 'submitted') return eq(applications.state, step)
  const states = statesAt[step]
  return and(states ? inArray(applications.state, states) : undefined, sql`${standing} = ${step}`)
}

const statesAt: Partial<Record<Standing, ApplicationState[]>> = {
  form: ['draft'],
  courses_waiting: ['draft'],
  review_due: ['submitted', 'draft'],
  decided: ['decided'],
  withdrawn: ['withdrawn'],
}

function withAssessment(wanted: AssessmentFilter, latest: LatestAttempt): SQL | undefined {
  if (wanted === 'none') return sql`${latest.progress} is null`
  if (wanted === 'failing') return isNotNull(latest.lastErrorKind)
  if (wanted === 'result_awaited')
    return and(eq(latest.progress, 'completed'), inArray(latest.result, ['none', 'pending', 'partial']))
  if (wanted === 'ready' || wanted === 'unavailable') return eq(latest.result, wanted)
  return eq(latest.progress, wanted)
}

/** Every search runs along an index: exact, by beginning, or by the beginnings of a name's words. */
function foundBy(partnerId: string, search: ApplicationSearch | null): SQL | undefined {
  if (!search) return undefined
  switch (search.by) {
    case 'number':
      return eq(applications.number, search.number)
    case 'number_start':
      return like(applications.number, startingWith(search.start))
    case 'code':
      return sql`${applications.number} in (select 'APP-' || lpad((${intakes.sessionYear} % 100)::text, 2, '0') || '-' || ${search.code}
        from ${intakes} where ${intakes.partnerId} = ${partnerId})`
    case 'email_start':
      return ofAccounts(partnerId, like(accounts.email, startingWith(search.start)))
    case 'mobile_start':
      return sql`${applications.applicantId} in (select ${applicants.accountId} from ${applicants}
        where ${applicants.partnerId} = ${partnerId} and ${applicants.mobile} like ${startingWith(search.start)})`
    case 'name':
      return ofAccounts(partnerId, namedLike(search.words))
  }
}

const ofAccounts = (partnerId: string, condition: SQL) =>
  sql`${applications.applicantId} in (select ${accounts.id} from ${accounts} where ${accounts.partnerId} = ${partnerId} and ${condition})`

/** `asha ver` finds Asha Verma, and asha.verma@…: one box for both. */
function namedLike(words: string[]): SQL {
  const beginnings = words.map((word) => `'${word}':*`).join(' & ')
  const name = sql`to_tsvector('simple', ${accounts.fullName}) @@ to_tsquery('simple', ${beginnings})`
  const [only] = words
  return words.length === 1 && only
    ? sql`(${name} or ${like(accounts.email, startingWith(only.toLowerCase()))})`
    : name
}

const startingWith = (text: string): string => `${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
