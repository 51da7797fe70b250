import { expect, test } from 'vitest'
import { applicationStates } from '@/lib/domain/applications/machine'
import { progressStates, resultStates } from '@/lib/domain/assessments/attempt'
import { paymentStates } from '@/lib/domain/payments/ledger'
import { useFreshDatabase } from './testing'

const fresh = useFreshDatabase()

test('every table says what one of its rows is', async () => {
  const silent = await fresh().sql`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'sandbox') and obj_description(c.oid) is null`
  expect(silent.map(({ name }) => name)).toEqual([])
})

test('no key reaches across partners: the partner comes first in every unique key', async () => {
  const keys = await fresh().sql`
    select i.indrelid::regclass::text as table, pg_get_indexdef(i.indexrelid) as key,
      (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) as first
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where i.indisunique and n.nspname = 'public' and c.relname <> 'partners'`
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter(({ first }) => first !== 'partner_id')).toEqual([])
})

test.each([
  ['applications', 'state', applicationStates],
  ['payments', 'state', paymentStates],
  ['payment_facts', 'state', paymentStates],
  ['attempts', 'progress', progressStates],
  ['attempts', 'result', resultStates],
])('%s.%s can hold only the words of its domain', async (table, column, words) => {
  const checks = await fresh().sql`
    select pg_get_constraintdef(oid) as definition from pg_constraint
    where contype = 'c' and conrelid = ${table}::regclass and pg_get_constraintdef(oid) like ${`%(${column} =%`}`
  const allowed = [...String(checks[0]?.definition).matchAll(/'([^']+)'::text/g)].map((match) => match[1])
  expect(allowed.sort()).toEqual([...words].sort())
})
