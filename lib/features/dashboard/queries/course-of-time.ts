import { sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'

/** One day in India: applications begun and submitted on it. Each number is that of the list of that day. */
export type DayLine = { day: string; begun: number; submitted: number }

export const daysShown = 30

/** The last thirty days, the oldest first; days without anything are there too. */
export async function listDays(staff: Staff<'applications.read'>): Promise<DayLine[]> {
  const now = await currentTime()
  const days = Array.from({ length: daysShown }, (_, at) =>
    indiaDate(secondsAfter(now, (at + 1 - daysShown) * 86_400)),
  )
  const from = `${days[0]}T00:00:00+05:30`
  const { partnerId } = staff
  const perDay = (column: 'created_at' | 'submitted_at') => {
    const at = sql.raw(column === 'created_at' ? 'created_at' : `coalesce(submitted_at, '-infinity')`)
    return database().execute<{ day: string; count: number }>(sql`
      select to_char(${at} at time zone 'Asia/Kolkata', 'YYYY-MM-DD') as day, count(application_id)::int as count
      from application_cards where partner_id = ${partnerId} and ${at} >= ${from}::timestamptz group by 1`)
  }
  const [begun, submitted] = await Promise.all([perDay('created_at'), perDay('submitted_at')])
  const countOn = (rows: Iterable<{ day: string; count: number }>) =>
    new Map([...rows].map(({ day, count }) => [day, count]))
  const [ofBegun, ofSubmitted] = [countOn(begun), countOn(submitted)]
  return days.map((day) => ({ day, begun: ofBegun.get(day) ?? 0, submitted: ofSubmitted.get(day) ?? 0 }))
}

export const stretches = ['form', 'fee', 'assessment', 'review', 'decision'] as const
/** How long a step takes: of the newest who finished it in the last ninety days, at most ten thousand. Seconds; null: nobody did. */
export type Stretch = {
  step: (typeof stretches)[number]
  people: number
  median: number | null
  slowTenth: number | null
}

/** Time in each step, from beginning to end of it. */
export async function listStretches(staff: Staff<'applications.read'>): Promise<Stretch[]> {
  const since = secondsAfter(await currentTime(), -90 * 86_400).toISOString()
  const mine = sql`partner_id = ${staff.partnerId}`
  const newest = sql.raw('order by 2 desc limit 10000')
  const rows = await database().execute<Stretch>(sql`
    with ends as (
      (select 'form' as step, submitted_at as ended, extract(epoch from submitted_at - created_at) as took
        from applications where ${mine} and submitted_at >= ${since}::timestamptz ${newest})
      union all
      (select 'fee', fee_settled_at, extract(epoch from fee_settled_at - submitted_at)
        from applications where ${mine} and fee_settled_at >= ${since}::timestamptz and fee_settled_at >= submitted_at ${newest})
      union all
      (select 'assessment', finished_at, extract(epoch from finished_at - launched_at)
        from attempts where ${mine} and finished_at >= ${since}::timestamptz and launched_at is not null and finished_at >= launched_at ${newest})
      union all
      (select 'review', review_started_at, extract(epoch from review_started_at - submitted_at)
        from applications where ${mine} and review_started_at >= ${since}::timestamptz and review_started_at >= submitted_at ${newest})
      union all
      (select 'decision', decided_at, extract(epoch from decided_at - review_started_at)
        from applications where ${mine} and decided_at >= ${since}::timestamptz and decided_at >= review_started_at ${newest}))
    select step, count(took)::int as people, percentile_cont(0.5) within group (order by took)::float8 as median,
      percentile_cont(0.9) within group (order by took)::float8 as "slowTenth"
    from ends group by step`)
  const found = new Map([...rows].map((row) => [row.step, row]))
  return stretches.map((step) => found.get(step) ?? { step, people: 0, median: null, slowTenth: null })
}

/** Something that ends soon, and where it is looked after. */
export type Deadline = {
  kind: 'intake_opens' | 'intake_closes' | 'offer' | 'query' | 'review' | 'release'
  at: Date
  /** The intake's name, or an application's number; null where it is several. */
  name: { en: string; hi: string } | null
  count: number
  href: string
}

/** What ends within a fortnight, soonest first: dates of intakes, answers to offers and queries, reviews, scheduled releases. */
export async function listDeadlines(staff: Staff<'applications.read'>): Promise<Deadline[]> {
  const now = await currentTime()
  const [from, until] = [now.toISOString(), secondsAfter(now, 14 * 86_400).toISOString()]
  const mine = sql`partner_id = ${staff.partnerId}`
  const soon = (column: string) =>
    sql`${sql.raw(column)} between ${from}::timestamptz and ${until}::timestamptz`
  const day = (column: string) => sql`date_trunc('day', ${sql.raw(column)}, 'Asia/Kolkata')`
  const rows = await database().execute<{
    kind: Deadline['kind']
    at: string
    name: Deadline['name']
    count: number
    ref: string | null
  }>(sql`
    select 'intake_opens' as kind, opens_at as at, name, 1 as count, id::text as ref from intakes where ${mine} and ${soon('opens_at')}
    union all
    select 'intake_closes', closes_at, name, 1, id::text from intakes where ${mine} and ${soon('closes_at')}
    union all
    select 'offer', max(respond_by), null, count(application_id)::int, null from offers where ${mine} and state = 'open' and ${soon('respond_by')} group by ${day('respond_by')}
    union all
    select 'query', max(due_at), null, count(application_id)::int, null from application_queries where ${mine} and state = 'open' and ${soon('due_at')} group by ${day('due_at')}
    union all
    select 'review', max(due_at), null, count(application_id)::int, null from review_assignments where ${mine} and state = 'open' and ${soon('due_at')} group by ${day('due_at')}
    union all
    select 'release', scheduled_for, null, 1, id::text from releases where ${mine} and state = 'scheduled' and ${soon('scheduled_for')}
    order by at limit 40`)
  return [...rows].map(({ kind, at, name, count, ref }) => ({
    kind,
    at: new Date(at),
    name,
    count,
    href: placesOf[kind](ref ?? ''),
  }))
}

const placesOf: Record<Deadline['kind'], (ref: string) => string> = {
  intake_opens: (id) => `/staff/applications?intake=${id}`,
  intake_closes: (id) => `/staff/applications?intake=${id}`,
  offer: () => '/staff/applications?offer=open',
  query: () => '/staff/applications?query=open',
  review: () => '/staff/review',
  release: (id) => `/staff/decisions/releases/${id}`,
}
