import { type SQL, and, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import type { Localised } from '@/db/schema/partners'
import { type ApplicationFilter, type FeeFilter, asAskedBy } from '@/lib/domain/applications/filter'
import type { ApplicationState } from '@/lib/domain/applications/machine'
import { type SortField, type SortKey, newestFirst } from '@/lib/domain/applications/sort'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import type { DecisionKind, DecisionState, OfferState } from '@/lib/domain/decisions/decision'
import type { Standing } from '@/lib/domain/journeys/standing'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type KeysetPage, type PagePlace, pageSize, toPage } from '@/lib/platform/keyset'
import { type Part, type PartKey, partsFromPlace } from '@/lib/platform/keyset-parts'
import { rowsAsReadBy } from './blind'
import { findFacets } from './facets'
import { hasFacets } from './filter-in-sql'
import { type MatchingCount, cardsMatching, countFrom, countMatching } from './matching'
import { type AtTime, atTime, feeOfCard, standingOfCard } from './standing-in-sql'

export type ApplicationListRow = {
  id: string
  number: string
  applicantId: string
  fullName: string
  email: string
  mobile: string
  intakeId: string
  intakeName: Localised
  /** First choice; null before any. */
  programme: { id: string; name: Localised } | null
  state: ApplicationState
  standing: Standing
  feeState: FeeFilter
  /** The newest attempt; null before the first. */
  attempt: { progress: Progress; result: ResultState; lastErrorKind: string | null } | null
  /** Overall mark of the attempt that counts, percent. */
  scorePercent: number | null
  stage: { id: string; name: Localised } | null
  /** Mean of the submitted scorecards, percent. */
  reviewScore: number | null
  reviewers: { id: string; fullName: string }[]
  decision: { kind: DecisionKind; state: DecisionState } | null
  offerState: OfferState | null
  hasOpenQuery: boolean
  createdAt: Date
  submittedAt: Date | null
  updatedAt: Date
}

export type ApplicationPage = KeysetPage<ApplicationListRow> & { matching: MatchingCount }

/** A page of the partner's applications that fit the filter, in its order (newest first), and how many there are in all. */
export async function listApplications(
  staff: Staff<'applications.read'>,
  asked: ApplicationFilter = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<ApplicationPage> {
  const { partnerId } = staff
  const filter = asAskedBy(asked, staff.accountId)
  const now = await currentTime()
  // Only a filter by facets has to know its count before its rows are looked for.
  const found = hasFacets(filter) ? await findFacets(partnerId, filter, { now, size: size + 1 }) : null
  const [rows, matching] = await Promise.all([
    database().execute<RawRow>(
      listQuery(partnerId, filter, { facets: found?.facets ?? null, place, size: size + 1, now }),
    ),
    found ? countFrom(partnerId, filter, found, now) : countMatching(partnerId, filter, now),
  ])
  const page = toPage(rows.map(rowOf), place, size)
  return { ...page, rows: await rowsAsReadBy(staff, page.rows, filter.search), matching }
}

/** A page of a list without its count: for what walks along it. */
export async function listRows(
  staff: Staff<'applications.read'>,
  asked: ApplicationFilter,
  place: PagePlace,
  size: number,
): Promise<ApplicationListRow[]> {
  const { partnerId } = staff
  const filter = asAskedBy(asked, staff.accountId)
  const now = await currentTime()
  const found = hasFacets(filter) ? await findFacets(partnerId, filter, { now, size }) : null
  const rows = await database().execute<RawRow>(
    listQuery(partnerId, filter, { facets: found?.facets ?? null, place, size, now }),
  )
  return rowsAsReadBy(staff, rows.map(rowOf), filter.search)
}

type ListPlan = { facets: string[] | null; place: PagePlace; size: number; now: Date }

/** The one query of a page: cards along an index, then the names that belong to those few. */
export function listQuery(
  partnerId: string,
  filter: ApplicationFilter,
  { facets, place, size, now }: ListPlan,
): SQL {
  const at = atTime(partnerId, now)
  const keys = filter.sort && filter.sort.length > 0 ? filter.sort : newestFirst
  const placeId = place.before ?? place.after ?? null
  const parts = partsFromPlace(
    keys.map((key) => partKey(partnerId, key, placeId)),
    sql`c.application_id`,
    place,
  )
  const matching = cardsMatching(partnerId, filter, facets, at)
  return sql`with page as materialized (
    select c.*, row_number() over () as place from (${union(parts, matching, size)}) as c)
    select ${shownColumns(at)} from page as c
    join intakes as i on i.partner_id = c.partner_id and i.id = c.intake_id
    left join programmes as p on p.partner_id = c.partner_id and p.id = c.programme_id
    left join review_stages as g on g.partner_id = c.partner_id and g.id = c.stage_id
    order by c.place`
}

/** The parts one after another; one that is not needed for a full page is not begun. */
function union(parts: Part[], matching: SQL | undefined, size: number): SQL {
  const one = ({ where, orderBy }: Part) => sql`select c.* from application_cards as c
    where ${and(matching, where)} order by ${orderBy} limit ${size}`
  const [only, ...more] = parts
  if (only && more.length === 0) return one(only)
  return sql`select * from (${sql.join(
    parts.map((part) => sql`(${one(part)})`),
    sql` union all `,
  )}) as c where keeps_order() limit ${size}`
}

const floor = sql`'-infinity'`
const sortValues: Record<SortField, { value: string; floor?: SQL }> = {
  created: { value: 'c.created_at' },
  submitted: { value: "coalesce(c.submitted_at, '-infinity')", floor },
  updated: { value: 'c.updated_at' },
  name: { value: 'c.name_key collate "C"' },
  number: { value: 'c.number collate "C"' },
  score: { value: "coalesce(c.score_percent, '-infinity')", floor },
  review_score: { value: "coalesce(c.review_score, '-infinity')", floor },
}

/** The place's own value is looked up by the database: exact, and no name stands in an address. */
function partKey(partnerId: string, { by, isDescending }: SortKey, placeId: string | null): PartKey {
  const { value, floor } = sortValues[by]
  const ofPlace = sql`(select ${sql.raw(value.replaceAll('c.', 'at.'))} from application_cards as at
    where at.partner_id = ${partnerId} and at.application_id = ${placeId}::uuid)`
  return { value: sql.raw(value), isDescending, floor, ofPlace }
}

const shownColumns = (at: AtTime) => sql`
  c.application_id as "id", c.number, c.applicant_id as "applicantId", c.full_name as "fullName", c.email, c.mobile,
  c.intake_id as "intakeId", i.name as "intakeName", c.programme_id as "programmeId", p.name as "programmeName",
  c.state, ${standingOfCard(sql`c`, at)} as "standing", ${feeOfCard(sql`c`, at)} as "feeState",
  c.progress, c.result, c.last_error_kind as "lastErrorKind", c.score_percent as "scorePercent",
  c.stage_id as "stageId", g.name as "stageName", c.review_score as "reviewScore",
  case when c.is_assigned then (select coalesce(json_agg(json_build_object('id', a.id, 'fullName', a.full_name) order by a.full_name), '[]')
    from accounts as a where a.partner_id = c.partner_id and a.id = any(c.reviewer_ids)) else '[]' end as "reviewers",
  c.decision_kind as "decisionKind", c.decision_state as "decisionState", c.offer_state as "offerState",
  c.has_open_query as "hasOpenQuery", ${msOf('c.created_at')} as "createdMs", ${msOf('c.submitted_at')} as "submittedMs",
  ${msOf('c.updated_at')} as "updatedMs"`

/** Milliseconds since 1970: the driver gives instants as text, and reading that takes a tenth of a page's query. */
const msOf = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)

/** As the driver gives it. */
type RawRow = Omit<
  ApplicationListRow,
  'programme' | 'attempt' | 'stage' | 'decision' | 'createdAt' | 'submittedAt' | 'updatedAt'
> & {
  programmeId: string | null
  programmeName: Localised | null
  progress: Progress | null
  result: ResultState | null
  lastErrorKind: string | null
  stageId: string | null
  stageName: Localised | null
  decisionKind: DecisionKind | null
  decisionState: DecisionState | null
  createdMs: number
  submittedMs: number | null
  updatedMs: number
}

function rowOf(raw: RawRow): ApplicationListRow {
  const { programmeId, programmeName, progress, result, lastErrorKind, ...rest } = raw
  const { stageId, stageName, decisionKind, decisionState, createdMs, submittedMs, updatedMs, ...row } = rest
  return {
    ...row,
    programme: programmeId && programmeName ? { id: programmeId, name: programmeName } : null,
    attempt: progress && result ? { progress, result, lastErrorKind } : null,
    stage: stageId && stageName ? { id: stageId, name: stageName } : null,
    decision: decisionKind && decisionState ? { kind: decisionKind, state: decisionState } : null,
    createdAt: new Date(createdMs),
    submittedAt: submittedMs === null ? null : new Date(submittedMs),
    updatedAt: new Date(updatedMs),
  }
}
