import { type SQL, sql } from 'drizzle-orm'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import type { FeeFilter } from '@/lib/domain/applications/filter'
import type { Standing } from '@/lib/domain/journeys/standing'

/**
 * What the time adds to cards and to counts: which terms are shut, and whose try at paying is still under way. A database
 * test plays random rows through this and through `standingOf`, and wants the same word.
 */
export type AtTime = { instant: SQL; shut: SQL; shutForSubmitted: SQL }

/** For one query about one partner at one instant. Who has submitted may sit the assessment after closing, until its own end. */
export function atTime(partnerId: string, now: Date): AtTime {
  const instant = sql`${now.toISOString()}::timestamptz`
  const arrayOf = (isShut: SQL) =>
    sql`array(select terms.id from ${termsOfPartner(partnerId)} as terms where ${isShut})`
  return {
    instant,
    shut: arrayOf(sql`${instant} < terms.opens_at or ${instant} >= terms.closes_at`),
    shutForSubmitted: arrayOf(
      sql`${instant} < terms.opens_at or (${instant} >= terms.closes_at and ${instant} >= terms.until)`,
    ),
  }
}

/** The dates of every intake and of every version of one: few rows, however many applications there are. */
const termsOfPartner = (partnerId: string) => sql`(
  select ${intakes.id} as id, ${intakes.opensAt} as opens_at, ${intakes.closesAt} as closes_at,
    coalesce(${intakes.assessmentUntil}, 'infinity') as until
  from ${intakes} where ${intakes.partnerId} = ${partnerId}
  union all
  select ${intakeVersions.id}, (${intakeVersions.content} ->> 'opensAt')::timestamptz, (${intakeVersions.content} ->> 'closesAt')::timestamptz,
    coalesce((${intakeVersions.content} ->> 'assessmentUntil')::timestamptz, 'infinity')
  from ${intakeVersions} where ${intakeVersions.partnerId} = ${partnerId})`

/** Standings that a closing date turns into `closed`. */
export const shutByDates = [
  'form',
  'courses_waiting',
  'fee_due',
  'assessment_due',
  'assessment_under_way',
] as const satisfies readonly Standing[]

/**
 * Where a row named `row` stands, of a query whose `row.step` knows nothing of closing dates. `isChecking`: its try at paying
 * holds it at the fee just now.
 */
export function standingOfRow(row: SQL, { shut, shutForSubmitted }: AtTime, isChecking: SQL): SQL<Standing> {
  const terms = sql`coalesce(${row}.version_id, ${row}.intake_id)`
  return sql<Standing>`case
    when ${isChecking} then 'fee_checking'
    when ${row}.step in ('form', 'courses_waiting', 'fee_due') and ${terms} = any(${shut}) then 'closed'
    when ${row}.step in ('assessment_due', 'assessment_under_way')
      and ${terms} = any(case when ${row}.is_submitted then ${shutForSubmitted} else ${shut} end) then 'closed'
    else ${row}.step end`
}

/** Of a card: a try at paying is unresolved just now. */
export const isPaying = (row: SQL, { instant }: AtTime): SQL =>
  sql`coalesce(${row}.checking_until > ${instant}, false)`

export const standingOfCard = (row: SQL, at: AtTime): SQL<Standing> =>
  standingOfRow(row, at, sql`(${row}.stands_at_fee and ${isPaying(row, at)})`)

export const feeOfCard = (row: SQL, at: AtTime): SQL<FeeFilter> =>
  sql<FeeFilter>`case when ${isPaying(row, at)} then 'checking' else ${row}.fee_state end`
