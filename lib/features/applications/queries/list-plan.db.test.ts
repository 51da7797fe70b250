import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/db/client'
import { useFreshDatabase } from '@/db/testing'
import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import { type SortField, sortFields } from '@/lib/domain/applications/sort'
import type { PagePlace } from '@/lib/platform/keyset'
import { recountFacets } from '../commands/rebuild-cards'
import { type TestPartner, aPartner, noon } from '../testing'
import { findFacets } from './facets'
import { listQuery } from './staff-list'

const fresh = useFreshDatabase()
const cards = 40_000
let partner: TestPartner
let middle = ''

/** Cards without their applications: what is looked at here is only how PostgreSQL finds them. */
beforeAll(async () => {
  partner = await aPartner()
  await fresh().sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into application_cards (partner_id, application_id, number, applicant_id, full_name, name_key, email, mobile, locale, facet,
        intake_id, state, is_submitted, step, fee_state, is_failing, is_assigned, has_open_query, stands_at_fee, reviewer_ids, created_at,
        submitted_at, updated_at, score_percent, review_score)
      select ${partner.id}, gen_random_uuid(), 'APP-27-' || lpad(n::text, 6, '0'), gen_random_uuid(), 'Person ' || md5(n::text), 'person ' || md5(n::text),
        n || '@sandbox.test', '+9198' || lpad(n::text, 8, '0'), 'en', n % 50, ${partner.intakeId}, case n % 50 when 0 then 'decided' else 'draft' end,
        n % 2 = 0, case n % 50 when 0 then 'decided' else 'form' end, 'due', false, false, false, false, '{}', now() - n * interval '1 minute',
        case when n % 2 = 0 then now() end, now() - n * interval '30 seconds', case when n % 3 = 0 then n % 100 end, case when n % 9 = 0 then n % 100 end
      from generate_series(1, ${cards}) as n`
  })
  await fresh().sql`analyze application_cards`
  await recountFacets(partner.id)
  const [row] = await fresh()
    .sql`select application_id as id from application_cards order by created_at offset ${cards / 2} limit 1`
  middle = String(row?.id)
})

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  Plans?: Node[]
}

const places: PagePlace[] = [{}, { after: 'middle' }, { before: 'middle' }]
const indexOf: Record<SortField, string> = {
  created: 'application_cards_created',
  submitted: 'application_cards_submitted',
  updated: 'application_cards_updated',
  name: 'application_cards_name',
  number: 'application_cards_sorted_number',
  score: 'application_cards_score',
  review_score: 'application_cards_review_score',
}

test.each(sortFields.flatMap((by) => [true, false].map((isDescending) => ({ by, isDescending }))))(
  'a page by $by (descending: $isDescending) is read along its index, wherever it begins',
  async (key) => {
    for (const place of places) {
      const { nodes, text } = await planOf({ sort: [key] }, place)
      expect(text).not.toMatch(/\boffset\b|count\(\*\)/i)
      expect(readOfCards(nodes).map((node) => node['Index Name'])).toContain(indexOf[key.by])
      expect(rowsRead(nodes)).toBeLessThanOrEqual(60)
    }
  },
)

test('a page by three keys reads no more than the rows alike in the first', async () => {
  const sort = [
    { by: 'review_score' as const, isDescending: true },
    { by: 'score' as const, isDescending: false },
    { by: 'name' as const, isDescending: false },
  ]
  for (const place of places) {
    const { nodes, text } = await planOf({ sort }, place)
    expect(text).not.toMatch(/\boffset\b|count\(\*\)/i)
    expect(scansOfCards(nodes)).toEqual([])
    expect(rowsRead(nodes)).toBeLessThan(cards / 20)
  }
})

test('few rows among many are found by their facets, not by walking past all the others', async () => {
  const { nodes } = await planOf({ states: ['decided'], sort: [{ by: 'name', isDescending: false }] }, {})
  expect(readOfCards(nodes).map((node) => node['Index Name'])).toContain('application_cards_facet')
  expect(rowsRead(nodes)).toBeLessThan(2 * (cards / 50) + 60)
})

test.each([
  { search: 'APP-27-000777' },
  { search: '777@sandbox' },
  { search: '+91 9800000777' },
  { search: 'person c4ca4238a0b923820dcc509a6f75849b' },
  { search: 'pay_29QQoUBi66xm2f' },
])('the search $search reads nothing but what it finds', async (filter) => {
  const { nodes } = await planOf(filter, {})
  expect(scansOfCards(nodes)).toEqual([])
  expect(rowsRead(nodes)).toBeLessThan(60)
})

async function planOf(filter: ApplicationFilter, place: PagePlace): Promise<{ nodes: Node[]; text: string }> {
  const now = noon(21)
  const { facets } = await findFacets(partner.id, filter, { now, size: 51 })
  const at = Object.fromEntries(Object.entries(place).map(([side]) => [side, middle]))
  const query = listQuery(partner.id, filter, { facets, place: at, size: 51, now })
  const [row] = await database().execute<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    sql`explain (analyze, format json) ${query}`,
  )
  const plan = row?.['QUERY PLAN'][0].Plan
  return { nodes: plan ? all(plan) : [], text: new PgDialect().sqlToQuery(query).sql }
}

const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)]
const readOfCards = (nodes: Node[]) =>
  nodes.filter(
    (node) =>
      (node['Relation Name'] === 'application_cards' || node['Index Name']) && node['Actual Rows'] > 0,
  )
/** Only a scan that read something: a part of the list that was not needed is planned and never begun. */
const scansOfCards = (nodes: Node[]) =>
  nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      node['Relation Name'] === 'application_cards' &&
      node['Actual Loops'] > 0,
  )

/** Rows of cards that PostgreSQL fetched. */
const rowsRead = (nodes: Node[]) =>
  nodes
    .filter((node) => node['Relation Name'] === 'application_cards')
    .reduce(
      (sum, node) =>
        sum +
        node['Actual Rows'] * node['Actual Loops'] +
        Number(Reflect.get(node, 'Rows Removed by Filter') ?? 0),
      0,
    )
