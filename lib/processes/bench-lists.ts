import type { Sql } from 'postgres'
import { sql } from 'drizzle-orm'
import { closeDatabase, database, rawSql } from '@/db/client'
import { type ApplicationFilter, writeApplicationFilter } from '@/lib/domain/applications/filter'
import { addUpFacets } from '@/lib/features/applications/commands/rebuild-cards'
import { findFacets } from '@/lib/features/applications/queries/facets'
import { listApplications, listQuery } from '@/lib/features/applications/queries/staff-list'
import type { Staff } from '@/lib/platform/auth/actors'
import { cookieOfSession } from '@/lib/platform/auth/session-cookie'
import { createSession, findHolder, passSecondStep } from '@/lib/platform/auth/session'
import type { PagePlace } from '@/lib/platform/keyset'
import { configureProcess } from '@/lib/platform/process'

type Case = {
  name: string
  filter: ApplicationFilter
  place?: PagePlace
  byHand: (sql: Sql) => Promise<{ id: string }[]>
}
/** Times in milliseconds, one for each round. */
type Figure = {
  name: string
  address: string
  hand: number[]
  query: number[]
  count: number
  isExact: boolean
  isSame: boolean
  complaints: string[]
}

const rounds = 15

// Measures the staff list of a generated world through its own queries against SQL written by hand; started by bench-staff.mjs.
// The last line printed is JSON.
configureProcess()
// What is written by hand is planned for its values, as everything in the portal's pool is.
const raw = await rawSql().reserve()
await raw`set plan_cache_mode = force_custom_plan`
const world = await readWorld(raw)
while ((await addUpFacets()) > 0) continue
const staff = await signIn()
const cases = casesOf(world)
const figures: Figure[] = []
for (const each of cases) figures.push(await firstLook(each))
// One round after another through all of them, so that a busy moment of the machine is shared by all.
for (let round = -2; round < rounds; round++)
  for (const [place, each] of cases.entries()) {
    const { hand, query } = await once(each)
    if (round < 0) continue
    figures[place]?.hand.push(hand)
    figures[place]?.query.push(query)
  }
console.log(JSON.stringify({ figures, cookie: await cookieOfSession(staff.sessionId), total: world.total }))
raw.release()
await closeDatabase()

type World = Awaited<ReturnType<typeof readWorld>>

async function readWorld(db: Sql) {
  const [partner] = await db<{ id: string }[]>`select id from partners where slug = 'sunrise'`
  if (!partner) throw new Error('no generated world here')
  const intakes = await db<
    { id: string; code: string }[]
  >`select id, code from intakes where partner_id = ${partner.id}`
  const idOf = (code: string) => intakes.find((intake) => intake.code === code)?.id ?? ''
  const [{ total } = { total: 0 }] = await db<
    { total: number }[]
  >`select count(*)::int as total from application_cards where partner_id = ${partner.id}`
  // Page 20,000 of fifty, or the last one of a smaller world; looked up the slow way, once.
  const page = Math.min(20_000, Math.floor((total - 51) / 50))
  const [deep] = await db<
    { id: string }[]
  >`select application_id as id from application_cards where partner_id = ${partner.id}
    order by created_at desc, application_id desc limit 1 offset ${(page - 1) * 50 - 1}`
  const [payment] = await db<
    { id: string }[]
  >`select gateway_payment_id as id from payments where partner_id = ${partner.id} order by id limit 1 offset 77`
  const [card] = await db<
    { number: string; mobile: string }[]
  >`select number, mobile from application_cards where partner_id = ${partner.id} order by application_id limit 1 offset 333`
  return {
    partnerId: partner.id,
    open: idOf('LATE-27'),
    old: idOf('UG-24'),
    total,
    page,
    deep: deep?.id ?? '',
    payment: payment?.id ?? '',
    number: card?.number ?? '',
    mobile: card?.mobile ?? '',
  }
}

function casesOf(w: World): Case[] {
  const p = w.partnerId
  // Everything the page shows of a row: the step by the terms it stays on, the try at paying, the reviewers' names.
  const closes = raw`coalesce((v.content ->> 'closesAt')::timestamptz, i.closes_at)`
  const isOutside = raw`(now() >= ${closes} or now() < coalesce((v.content ->> 'opensAt')::timestamptz, i.opens_at))`
  const isOver = raw`now() >= coalesce((v.content ->> 'assessmentUntil')::timestamptz, case when v.id is null then i.assessment_until end, 'infinity')`
  const step = raw`case when c.stands_at_fee and c.checking_until > now() then 'fee_checking'
    when c.step in ('form', 'courses_waiting', 'fee_due') and ${isOutside} then 'closed'
    when c.step in ('assessment_due', 'assessment_under_way') and ${isOutside}
      and (not c.is_submitted or now() < ${closes} or ${isOver}) then 'closed' else c.step end`
  const shown = raw`c.application_id as id, c.number, c.full_name, c.email, c.mobile, i.name as intake, p.name as programme, c.state,
    ${step} as step, case when c.checking_until > now() then 'checking' else c.fee_state end as fee, c.progress, c.result, c.last_error_kind,
    c.score_percent, g.name as stage, c.review_score, (select json_agg(a.full_name order by a.full_name) from accounts a
      where a.partner_id = c.partner_id and a.id = any(c.reviewer_ids)) as reviewers,
    c.decision_kind, c.decision_state, c.offer_state, c.has_open_query, c.created_at, c.submitted_at, c.updated_at`
  const from = raw`application_cards c join intakes i on i.partner_id = c.partner_id and i.id = c.intake_id
    left join intake_versions v on v.partner_id = c.partner_id and v.id = c.version_id
    left join programmes p on p.partner_id = c.partner_id and p.id = c.programme_id
    left join review_stages g on g.partner_id = c.partner_id and g.id = c.stage_id`
  const newest = raw`order by c.created_at desc, c.application_id desc limit 51`
  return [
    {
      name: 'newest first, page 1',
      filter: {},
      byHand: (db) => db`select ${shown} from ${from} where c.partner_id = ${p} ${newest}`,
    },
    {
      name: `newest first, page ${w.page.toLocaleString('en')}`,
      filter: {},
      place: { after: w.deep },
      byHand: (
        db,
      ) => db`select ${shown} from ${from} where c.partner_id = ${p} and (c.created_at, c.application_id) <
        ((select created_at from application_cards where partner_id = ${p} and application_id = ${w.deep}), ${w.deep}::uuid) ${newest}`,
    },
    {
      name: 'one intake, submitted',
      filter: { intakes: [w.open], states: ['submitted'] },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and c.intake_id = ${w.open} and c.state = 'submitted' ${newest}`,
    },
    {
      name: 'few: declined offers of one intake, fee waived',
      filter: { intakes: [w.old], offers: ['declined'], fees: ['waived'] },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and c.intake_id = ${w.old} and c.offer_state = 'declined' and c.fee_state = 'waived' ${newest}`,
    },
    {
      name: 'where they stand now: in review',
      filter: { steps: ['in_review'] },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and c.step = 'in_review' ${newest}`,
    },
    {
      name: 'best mark first',
      filter: { sort: [{ by: 'score', isDescending: true }] },
      byHand: (db) => db`select ${shown} from ${from} where c.partner_id = ${p}
        order by coalesce(c.score_percent, '-infinity') desc, c.application_id desc limit 51`,
    },
    {
      name: 'by name',
      filter: { sort: [{ by: 'name', isDescending: false }] },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} order by c.name_key collate "C", c.application_id limit 51`,
    },
    {
      name: 'three keys: review mark, mark, name',
      filter: {
        sort: [
          { by: 'review_score', isDescending: true },
          { by: 'score', isDescending: true },
          { by: 'name', isDescending: false },
        ],
      },
      byHand: (
        db,
      ) => db`select ${shown} from ${from} where c.partner_id = ${p} order by coalesce(c.review_score, '-infinity') desc,
        coalesce(c.score_percent, '-infinity') desc, c.name_key collate "C", c.application_id limit 51`,
    },
    {
      name: 'search: a name',
      filter: { search: 'meera iyer' },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and to_tsvector('simple', c.full_name) @@ to_tsquery('simple', '''meera'':* & ''iyer'':*') ${newest}`,
    },
    {
      name: 'search: application number',
      filter: { search: w.number },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and c.number = ${w.number} ${newest}`,
    },
    {
      name: 'search: mobile number',
      filter: { search: w.mobile },
      byHand: (db) =>
        db`select ${shown} from ${from} where c.partner_id = ${p} and c.mobile = ${w.mobile} ${newest}`,
    },
    {
      name: 'search: payment id of the gateway',
      filter: { search: w.payment },
      byHand: (
        db,
      ) => db`select ${shown} from ${from} where c.partner_id = ${p} and c.application_id in (select o.application_id from payments y
        join payment_orders o on o.partner_id = y.partner_id and o.id = y.order_id where y.partner_id = ${p} and y.gateway_payment_id = ${w.payment}) ${newest}`,
    },
  ]
}

/** Whether both ways show the same rows, and what the plan looks like. */
async function firstLook({ name, filter, place = {}, byHand }: Case): Promise<Figure> {
  const hand = await byHand(raw)
  const { rows, matching } = await listApplications(staff, filter, place)
  const address = writeApplicationFilter(filter)
  if (place.after) address.set('after', place.after)
  const idsOf = (list: { id: string }[]) => JSON.stringify(list.slice(0, 50).map(({ id }) => id))
  return {
    name,
    address: String(address),
    hand: [],
    query: [],
    ...matching,
    isSame: idsOf(hand) === idsOf(rows),
    complaints: await complaintsOf(filter, place),
  }
}

async function once({ filter, place = {}, byHand }: Case): Promise<{ hand: number; query: number }> {
  const start = performance.now()
  await byHand(raw)
  const between = performance.now()
  await listApplications(staff, filter, place)
  return { hand: between - start, query: performance.now() - between }
}

/** What the bar forbids in the plan or the text of the page's own query. */
async function complaintsOf(filter: ApplicationFilter, place: PagePlace): Promise<string[]> {
  const now = new Date()
  const { facets } = await findFacets(world.partnerId, filter, { now, size: 51 })
  const query = listQuery(world.partnerId, filter, { facets, place, size: 51, now })
  const plan = JSON.stringify(await database().execute(sql`explain (format json) ${query}`))
  return [
    ...(/"Node Type":"(Seq Scan)","[^}]*"Relation Name":"application_cards"/.test(plan)
      ? ['reads every card']
      : []),
    ...(/count\(\*\)/i.test(plan) ? ['count(*)'] : []),
    ...(/\boffset\b/i.test(JSON.stringify(database().execute(query).getQuery().sql)) ? ['OFFSET'] : []),
  ]
}

async function signIn(): Promise<Staff<'applications.read'>> {
  const [account] = await raw<
    { id: string }[]
  >`select a.id from accounts a join staff s on s.partner_id = a.partner_id and s.account_id = a.id
    where a.partner_id = ${world.partnerId} and s.role = 'admin' order by a.created_at limit 1`
  if (!account) throw new Error('nobody of the staff could be found')
  const owner = { partnerId: world.partnerId, accountId: account.id }
  const sessionId = await database().transaction(async (tx) => {
    const id = await createSession(tx, { ...owner, kind: 'staff' }, null)
    await passSecondStep(tx, { ...owner, sessionId: id, fullName: '', email: '', locale: 'en' })
    return id
  })
  const holder = await findHolder(world.partnerId, sessionId)
  if (holder?.kind !== 'staff') throw new Error('the session opens nothing')
  return holder as Staff<'applications.read'>
}
