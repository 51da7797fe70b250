import { type SQL, and, or, sql } from 'drizzle-orm'
import type {
  ApplicationFilter,
  AssessmentFilter,
  DayRange,
  ReviewerFilter,
  StepFilter,
} from '@/lib/domain/applications/filter'
import { indiaDayRange } from '@/lib/domain/shared/india-time'
import { type Standing } from '@/lib/domain/journeys/standing'
import { isRowId } from '@/lib/domain/shared/row-id'
import { foundBy } from './search-in-sql'
import { shutByDates } from './standing-in-sql'

/** A row that has the facets, card or count: its alias, and where it stands and how its fee is at the time asked about. */
export type FacetRow = { row: SQL; standing: SQL; fee: SQL }

/** What the counters know by themselves, as conditions on a row with facets. */
export function facetConditions(filter: ApplicationFilter, { row, standing, fee }: FacetRow): SQL[] {
  const column = (name: string) => sql`${row}.${sql.raw(name)}`
  const { intakes, states, steps, stages, assessments, fees, decisions, programmes } = filter
  return present([
    intakes && amongIds(column('intake_id'), intakes),
    states && amongWords(column('state'), states),
    steps && atSteps(steps, { row, standing }),
    stages && amongIds(column('stage_id'), stages),
    hasOnlyNobody(filter.reviewers) ? sql`not ${row}.is_assigned` : undefined,
    assessments && or(...assessments.map((word) => withAssessment(word, row))),
    fees && sql`${fee} in (${list(fees)})`,
    decisions && amongWords(column('decision_kind'), decisions),
    filter.decisionStates && amongWords(column('decision_state'), filter.decisionStates),
    filter.offers && amongWords(column('offer_state'), filter.offers),
    filter.query && column('has_open_query'),
    programmes && amongIds(column('programme_id'), programmes),
  ])
}

/** What only the cards know, as conditions on the card `c`. */
export function cardConditions(partnerId: string, filter: ApplicationFilter): SQL[] {
  return present([
    hasOnlyNobody(filter.reviewers) ? undefined : filter.reviewers && reviewedBy(filter.reviewers),
    ...scoreBetween(filter.score),
    ...within(sql`c.created_at`, filter.created),
    ...within(sql`coalesce(c.submitted_at, '-infinity')`, filter.submitted, sql`'-infinity'`),
    filter.search === undefined ? undefined : foundBy(partnerId, filter.search),
  ])
}

/** Whether the counters alone can count it. */
export const isCountedByFacets = (filter: ApplicationFilter): boolean =>
  cardConditions('', filter).length === 0

/** Whether it narrows by anything that the counters know. */
export const hasFacets = (filter: ApplicationFilter): boolean =>
  facetConditions(filter, { row: sql`c`, standing: sql`c.step`, fee: sql`c.fee_state` }).length > 0

const present = (conditions: (SQL | undefined)[]): SQL[] =>
  conditions.filter((condition) => condition !== undefined)

const list = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )

/** `none` is nothing at all in that column. */
function amongWords(column: SQL, words: readonly string[]): SQL | undefined {
  const named = words.filter((word) => word !== 'none')
  return or(
    named.length > 0 ? sql`${column} in (${list(named)})` : undefined,
    words.includes('none') ? sql`${column} is null` : undefined,
  )
}

const amongIds = (column: SQL, ids: readonly string[]): SQL | undefined =>
  amongWords(
    column,
    ids.filter((id) => id === 'none' || isRowId(id)),
  ) ?? sql`false`

/** `draft` and `submitted` are states of the application; everything else is where it stands. */
function atSteps(steps: readonly StepFilter[], { row, standing }: Pick<FacetRow, 'row' | 'standing'>) {
  const states = steps.filter((step) => step === 'draft' || step === 'submitted')
  const standings = steps.filter((step): step is Standing => step !== 'draft' && step !== 'submitted')
  return or(
    states.length > 0 ? sql`${row}.state in (${list(states)})` : undefined,
    standings.length > 0
      ? and(stepWithoutTime(standings, row), sql`${standing} in (${list(standings)})`)
      : undefined,
  )
}

/** The same question without the time, so that an index narrows first. */
function stepWithoutTime(standings: readonly Standing[], row: SQL): SQL | undefined {
  if (standings.includes('fee_checking')) return undefined
  const kept = new Set<Standing>(standings.filter((standing) => standing !== 'closed'))
  if (standings.includes('closed')) shutByDates.forEach((standing) => kept.add(standing))
  return sql`${row}.step in (${list([...kept])})`
}

function withAssessment(wanted: AssessmentFilter, row: SQL): SQL {
  if (wanted === 'none') return sql`${row}.progress is null`
  if (wanted === 'failing') return sql`${row}.is_failing`
  if (wanted === 'result_awaited')
    return sql`(${row}.progress = 'completed' and ${row}.result in ('none', 'pending', 'partial'))`
  if (wanted === 'ready' || wanted === 'unavailable') return sql`${row}.result = ${wanted}`
  return sql`${row}.progress = ${wanted}`
}

const hasOnlyNobody = (reviewers: readonly ReviewerFilter[] | undefined): boolean =>
  reviewers?.every((reviewer) => reviewer === 'none') ?? false

/** `me` that nobody has replaced by an account finds nothing. */
function reviewedBy(reviewers: readonly ReviewerFilter[]): SQL | undefined {
  const ids = reviewers.filter((reviewer) => isRowId(reviewer))
  return or(
    ids.length > 0 ? sql`c.reviewer_ids && array[${list(ids)}]::uuid[]` : sql`false`,
    reviewers.includes('none') ? sql`not c.is_assigned` : undefined,
  )
}

/** The indexed expression, so that a range is a range of the index; no mark at all lies in no range. */
function scoreBetween(score: ApplicationFilter['score']): (SQL | undefined)[] {
  if (!score) return []
  const value = sql`coalesce(c.score_percent, '-infinity')`
  return [
    score.min === undefined ? sql`${value} > '-infinity'` : sql`${value} >= ${score.min}::double precision`,
    score.max === undefined ? undefined : sql`${value} <= ${score.max}::double precision`,
  ]
}

function within(value: SQL, days: DayRange | undefined, floor?: SQL): (SQL | undefined)[] {
  if (!days) return []
  const { from, until } = indiaDayRange(days)
  return [
    from ? sql`${value} >= ${from.toISOString()}::timestamptz` : floor && sql`${value} > ${floor}`,
    until ? sql`${value} < ${until.toISOString()}::timestamptz` : undefined,
  ]
}
