import { and, eq, sql } from 'drizzle-orm'
import { type Db, type Tx, database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applicationPages, applications } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { connections, intakes } from '@/db/schema/partners'
import { paymentFacts, paymentOrders } from '@/db/schema/payments'
import { intakeVersions } from '@/db/schema/versions'
import { type JourneyDefinition, readJourney } from '@/lib/domain/journeys/definition'
import type { AttemptFacts, JourneyFacts } from '@/lib/domain/journeys/facts'
import { type JourneyPlan, planJourney } from '@/lib/domain/journeys/journey'
import { payVerdict } from '@/lib/domain/payments/can'
import type { IntakeTerms } from '@/lib/domain/partners/terms'
import { type PaymentFact, reduceOrder } from '@/lib/domain/payments/ledger'
import { feeSubjectInSql, ofVersion, termsInSql, termsOf } from '@/lib/features/partners/queries/terms'
import { formPages } from './schema'

/** One application with everything its journey depends on, and the plan that follows. */
export type LoadedJourney = {
  application: typeof applications.$inferSelect
  /** With the terms of the application's own version; `feePaise` is what this applicant is asked. */
  intake: typeof intakes.$inferSelect
  applicant: {
    accountId: string
    fullName: string
    email: string
    mobile: string
    dateOfBirth: string
    locale: 'en' | 'hi'
  }
  completePages: string[]
  definition: JourneyDefinition
  facts: JourneyFacts
  plan: JourneyPlan
}

/** JSON of a query: instants arrive as ISO text. */
type OrderJson = {
  state: string
  paise: number
  sentToGatewayAt: string | null
  returnedAt: string | null
  facts: Array<Omit<PaymentFact, 'at'> & { at: string }> | null
}
type AttemptJson = {
  progress: NonNullable<JourneyFacts['assessment']['attempt']>['progress']
  result: NonNullable<JourneyFacts['assessment']['attempt']>['result']
  lastErrorKind: string | null
  launchedAt: string | null
  lastAskedAt: string | null
  nextAskAt: string | null
}

/**
 * Loads an application of this partner with its journey, in one query; null when it does not exist, or is not
 * `applicantId`'s. `lock` holds the application row until the transaction ends: commands that move it must ask for it.
 */
export async function loadJourney(
  db: Db | Tx,
  partnerId: string,
  key: { number: string } | { id: string },
  options: { applicantId?: string; lock?: boolean; now: Date },
): Promise<LoadedJourney | null> {
  const query = db
    .select({
      application: applications,
      intake: intakes,
      version: intakeVersions.content,
      programmeId: feeSubjectInSql.programmeId,
      category: feeSubjectInSql.category,
      account: {
        accountId: accounts.id,
        fullName: accounts.fullName,
        email: accounts.email,
        locale: accounts.locale,
      },
      person: { mobile: applicants.mobile, dateOfBirth: applicants.dateOfBirth },
      emailVerifiedAt: accounts.emailVerifiedAt,
      pages: pagesJson,
      attempt: decidingAttemptJson,
      another: anotherAttemptJson,
      order: latestOrderJson,
      courses: sql<number>`(select count(*)::int from ${recommendations} join ${attempts} on ${attempts.partnerId} = ${recommendations.partnerId} and ${attempts.id} = ${recommendations.attemptId} where ${attempts.partnerId} = ${applications.partnerId} and ${attempts.applicationId} = ${applications.id})`,
      connectionHealth: sql<
        string | null
      >`(select ${connections.health} from ${connections} where ${connections.partnerId} = ${intakes.partnerId} and ${connections.id} = ${termsInSql.assessmentConnectionId})`,
    })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      applicants,
      and(eq(applicants.partnerId, accounts.partnerId), eq(applicants.accountId, accounts.id)),
    )
    .where(
      and(
        eq(applications.partnerId, partnerId),
        'id' in key ? eq(applications.id, key.id) : eq(applications.number, key.number),
        options.applicantId ? eq(applications.applicantId, options.applicantId) : undefined,
      ),
    )
  if (options.lock) {
    // The row is locked first and read afterwards: a query that waits for a lock would mix old and new facts.
    await db
      .select({ id: applications.id })
      .from(applications)
      .where(
        and(
          eq(applications.partnerId, partnerId),
          'id' in key ? eq(applications.id, key.id) : eq(applications.number, key.number),
        ),
      )
      .for('update')
  }
  const [row] = await query
  if (!row) return null
  const intake = termsOf(row.intake, row.version, row)
  const definition = readJourney(intake.journey)
  const facts = factsOf({ ...row, intake }, options.now)
  return {
    application: row.application,
    intake,
    applicant: { ...row.account, ...row.person },
    completePages: completePagesOf(row),
    definition,
    facts,
    plan: planJourney(definition, facts),
  }
}

const pagesJson = sql<Array<{ page: string; complete: boolean }> | null>`(
  select json_agg(json_build_object('page', ${applicationPages.page}, 'complete', ${applicationPages.completedAt} is not null))
  from ${applicationPages}
  where ${applicationPages.partnerId} = ${applications.partnerId} and ${applicationPages.applicationId} = ${applications.id})`

const attemptJson = sql`json_build_object('progress', ${attempts.progress}, 'result', ${attempts.result}, 'lastErrorKind', ${attempts.lastErrorKind},
    'launchedAt', ${attempts.launchedAt}, 'lastAskedAt', ${attempts.lastAskedAt}, 'nextAskAt', ${attempts.nextAskAt})`

const ownAttempts = sql`${attempts.partnerId} = ${applications.partnerId} and ${attempts.applicationId} = ${applications.id}`

/** One with a result, else a finished one, else the newest: a retake that is only begun undoes nothing. */
const decidingAttemptJson = sql<AttemptJson | null>`(
  select ${attemptJson} from ${attempts} where ${ownAttempts}
  order by (${attempts.progress} = 'completed' and ${attempts.result} in ('ready', 'unavailable')) desc,
    ${attempts.progress} = 'completed' desc, ${attempts.attemptNo} desc limit 1)`

/** The newest attempt when it is open although an earlier one, or it itself, is finished. */
const anotherAttemptJson = sql<AttemptJson | null>`(
  select case when ${attempts.verification} = 'ordered'
      or (${attempts.progress} <> 'completed' and ${attempts.reason} in ('retake', 'section_reset')) then ${attemptJson} end
  from ${attempts} where ${ownAttempts} order by ${attempts.attemptNo} desc limit 1)`

const latestOrderJson = sql<OrderJson | null>`(
  select json_build_object('state', ${paymentOrders.state}, 'paise', ${paymentOrders.paise},
    'sentToGatewayAt', ${paymentOrders.sentToGatewayAt}, 'returnedAt', ${paymentOrders.returnedAt},
    'facts', (select json_agg(json_build_object('gatewayPaymentId', ${paymentFacts.gatewayPaymentId}, 'state', ${paymentFacts.state},
        'paise', ${paymentFacts.paise}, 'currency', ${paymentFacts.currency}, 'method', ${paymentFacts.method},
        'reason', ${paymentFacts.reason}, 'at', ${paymentFacts.gatewayAt}))
      from ${paymentFacts} where ${paymentFacts.partnerId} = ${paymentOrders.partnerId} and ${paymentFacts.orderId} = ${paymentOrders.id}))
  from ${paymentOrders}
  where ${paymentOrders.partnerId} = ${applications.partnerId} and ${paymentOrders.applicationId} = ${applications.id}
  order by ${paymentOrders.createdAt} desc limit 1)`

type Row = {
  application: typeof applications.$inferSelect
  intake: typeof intakes.$inferSelect
  version: IntakeTerms | null
  emailVerifiedAt: Date | null
  pages: Array<{ page: string; complete: boolean }> | null
  attempt: AttemptJson | null
  another: AttemptJson | null
  order: OrderJson | null
  courses: number
  connectionHealth: string | null
}

function factsOf(row: Row, now: Date): JourneyFacts {
  const { application, intake, attempt } = row
  const complete = completePagesOf(row)
  return {
    now,
    emailVerified: row.emailVerifiedAt !== null,
    intake: {
      opensAt: intake.opensAt,
      closesAt: intake.closesAt,
      assessmentUntil: intake.assessmentUntil,
    },
    form: {
      startedPages: row.pages?.length ?? 0,
      allComplete: formPages.every((page) => complete.includes(page)),
      submittedAt: application.submittedAt,
    },
    fee: {
      paise: intake.feePaise,
      settledAt: application.feeSettledAt,
      waived: application.feeWaivedAt !== null,
      // Nothing is waited for once the fee is waived: money that still comes goes back.
      orderState: application.feeWaivedAt ? 'none' : orderStateOf(row.order, now),
    },
    assessment: {
      attempt: attempt && attemptFactsOf(attempt),
      another: row.another && attemptFactsOf(row.another),
      connectionHealthy: row.connectionHealth !== 'unhealthy',
    },
    recommendations: { count: row.courses, acknowledgedAt: application.recommendationsSeenAt },
    application: {
      state: application.state,
      reviewStartedAt: application.reviewStartedAt,
      decidedAt: application.decidedAt,
      withdrawnAt: application.withdrawnAt,
    },
  }
}

const attemptFactsOf = (attempt: AttemptJson): AttemptFacts => ({
  ...attempt,
  launchedAt: instantOf(attempt.launchedAt),
  lastAskedAt: instantOf(attempt.lastAskedAt),
  nextAskAt: instantOf(attempt.nextAskAt),
})

const completePagesOf = (row: Row): string[] =>
  (row.pages ?? []).filter(({ complete }) => complete).map(({ page }) => page)

function orderStateOf(order: OrderJson | null, now: Date): JourneyFacts['fee']['orderState'] {
  if (!order) return 'none'
  const facts = (order.facts ?? []).map((fact) => ({ ...fact, at: new Date(fact.at) }))
  const view = reduceOrder({ paise: order.paise, currency: 'INR' }, facts)
  const verdict = payVerdict({
    order: view,
    sentToGatewayAt: instantOf(order.sentToGatewayAt),
    cameBackAt: instantOf(order.returnedAt),
    now,
  })
  if (verdict === 'pay') return order.state === 'creating' && facts.length === 0 ? 'none' : 'open'
  return verdict === 'mismatch' ? 'mismatch' : 'checking'
}

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** `loadJourney` outside a transaction, for pages. */
export const readJourneyOf = (
  partnerId: string,
  key: { number: string } | { id: string },
  options: { applicantId?: string; now: Date },
) => loadJourney(database(), partnerId, key, options)
