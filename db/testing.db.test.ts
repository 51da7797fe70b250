import { expect, test } from 'vitest'
import { useFreshDatabase } from './testing'

const fresh = useFreshDatabase()

test('a test file begins with every table and no row', async () => {
  const tables = await fresh().sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'sandbox')`
  expect(tables.length).toBeGreaterThan(20)
  for (const { name } of tables) {
    expect(await fresh().sql.unsafe(`select 1 from ${name} limit 1`), `${name} holds a row`).toHaveLength(0)
  }
})

test('the application reads the same database as the test', async () => {
  const [there] = await fresh().sql`select current_database() as name`
  const [here] = await fresh().db.execute('select current_database() as name')
  expect(here).toEqual(there)
})

test('text sorts the same on every machine', async () => {
  const rows = await fresh().sql<
    { word: string }[]
  >`select word from unnest(array['b', 'A', 'a', 'B', 'अ']) as word order by word`
  expect(rows.map(({ word }) => word)).toEqual(['A', 'B', 'a', 'b', 'अ'])
})
