import { type SQL, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/accounts'
import { applicationPages, applications } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { intakes } from '@/db/schema/partners'
import { paymentFacts, paymentOrders } from '@/db/schema/payments'
import type { Standing } from '@/lib/domain/journeys/standing'
import { payPolicy } from '@/lib/domain/payments/can'
import { type PaymentState, paymentStates } from '@/lib/domain/payments/ledger'

/**
 * `standingOf` as PostgreSQL computes it, for lists: of a query that joins applications, intakes and accounts. A database
 * test plays random rows through both and wants the same word.
 */
export function standingAt(now: Date): SQL<Standing> {
  const instant = sql`${now.toISOString()}::timestamptz`
  const isShut = sql`(${instant} < ${intakes.opensAt} or ${instant} >= ${intakes.closesAt})`
  const order = orderStateAt(instant)
  return sql<Standing>`case
    when ${applications.state} = 'withdrawn' then 'withdrawn'
    when ${applications.state} = 'decided' then 'decided'
    when ${applications.reviewStartedAt} is not null or ${applications.state} in ('in_review', 'query_raised') then 'in_review'
    else coalesce((
      select case step.kind
        when 'verify_email' then 'email_unverified'
        when 'assessment' then ${assessmentAt(instant)}
        when 'form' then case when ${isShut} then 'closed' when ${isBeforeCourses} then 'courses_waiting' else 'form' end
        else case ${order} when 'checking' then 'fee_checking' when 'mismatch' then 'fee_mismatch'
          else case when ${isShut} then 'closed' else 'fee_due' end end
      end
      from jsonb_array_elements_text(${intakes.journey} -> 'steps') with ordinality as step(kind, place)
      where case step.kind
        when 'verify_email' then ${accounts.emailVerifiedAt} is null
        when 'assessment' then not ${isAssessmentBehind}
        when 'form' then ${applications.submittedAt} is null
        when 'fee' then ${applications.feeSettledAt} is null and ${applications.feeWaivedAt} is null
          and (coalesce(${intakes.feePaise}, 0) > 0 or ${order} in ('checking', 'mismatch'))
        else false
      end
      order by step.place limit 1), 'review_due')
    end`
}

const ofApplication = sql`${attempts.partnerId} = ${applications.partnerId} and ${attempts.applicationId} = ${applications.id}`

const hasCourses = sql`exists (select 1 from ${recommendations}
  join ${attempts} on ${attempts.partnerId} = ${recommendations.partnerId} and ${attempts.id} = ${recommendations.attemptId}
  where ${ofApplication})`

const isFinished = sql`${attempts.progress} = 'completed'`
const isAnswered = sql`(${isFinished} and ${attempts.result} in ('ready', 'unavailable'))`

/** A question about the attempt the step stands on (as `loadJourney` chooses it); false when there is none. */
const decidingAttempt = (question: SQL) =>
  sql`coalesce((select ${question} from ${attempts} where ${ofApplication}
    order by ${isAnswered} desc, ${isFinished} desc, ${attempts.attemptNo} desc limit 1), false)`

const isAssessmentBehind = sql`(${decidingAttempt(isAnswered)} or (${decidingAttempt(isFinished)} and ${hasCourses}))`

const isUnderWay = decidingAttempt(
  sql`${attempts.progress} in ('in_progress', 'abandoned') or (${attempts.progress} = 'not_started' and ${attempts.launchedAt} is not null)`,
)

/** Who has submitted may still sit the assessment after closing. */
const assessmentAt = (instant: SQL) => sql`case
  when ${decidingAttempt(isFinished)} then 'result_awaited'
  when ${instant} < ${intakes.opensAt} or (${instant} >= ${intakes.closesAt} and ${applications.submittedAt} is null) then 'closed'
  when ${isUnderWay} then 'assessment_under_way'
  else 'assessment_due' end`

const isBeforeCourses = sql`(${applications.recommendationsSeenAt} is null and ${hasCourses}
  and exists (select 1 from jsonb_array_elements_text(${intakes.journey} -> 'steps') with ordinality as earlier(kind, place)
    where earlier.kind = 'recommendations' and earlier.place < step.place)
  and not exists (select 1 from ${applicationPages}
    where ${applicationPages.partnerId} = ${applications.partnerId} and ${applicationPages.applicationId} = ${applications.id}))`

const rankOf = sql`array_position(array[${sql.raw(paymentStates.map((state) => `'${state}'`).join(', '))}], f.state)`
const rank = (state: PaymentState) => sql.raw(String(paymentStates.indexOf(state) + 1))

/** `reduceOrder` and `payVerdict` over the newest order: null without one, else open, checking or mismatch. */
const orderStateAt = (instant: SQL) => sql`(
  select case
    when bool_or(p.captured and p.exact) then 'checking'
    when bool_or(p.captured and not p.exact and p.rank = ${rank('captured')}) then 'mismatch'
    when bool_or(p.rank = ${rank('authorized')}) then 'checking'
    when bool_or(p.rank = ${rank('created')} and ${instant} < p.first_at + ${seconds(payPolicy.createdSeconds)}) then 'checking'
    when o.sent_to_gateway_at is not null
      and ${instant} < o.sent_to_gateway_at + ${seconds(payPolicy.atGatewaySeconds)}
      and not coalesce(o.returned_at >= o.sent_to_gateway_at, false)
      and not coalesce(bool_or(p.first_at >= o.sent_to_gateway_at - ${seconds(payPolicy.clockSkewSeconds)}), false) then 'checking'
    else 'open' end
  from (
    select * from ${paymentOrders}
    where ${paymentOrders.partnerId} = ${applications.partnerId} and ${paymentOrders.applicationId} = ${applications.id}
    order by ${paymentOrders.createdAt} desc limit 1) as o
  left join lateral (
    select max(${rankOf}) as rank, min(f.gateway_at) as first_at, bool_or(f.state = 'captured') as captured,
      bool_and(f.state <> 'captured' or (f.paise = o.paise and f.currency = 'INR')) as exact
    from ${paymentFacts} as f
    where f.partner_id = o.partner_id and f.order_id = o.id
    group by f.gateway_payment_id) as p on true
  group by o.sent_to_gateway_at, o.returned_at)`

const seconds = (count: number) => sql.raw(`interval '${count} seconds'`)
