import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { plainError } from './log'

test('a failed query is logged without the values that were in it', () => {
  const values = ['asha.verma@sandbox.test', 'Asha Verma', '+919876543210', 'line\nbreak, s3cret']
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "accounts_email"'), {
    code: '23505',
    detail: 'Key (email)=(asha.verma@sandbox.test) already exists.',
  })
  const logged = JSON.stringify(plainError(new DrizzleQueryError('insert into accounts', values, cause)))
  for (const value of ['asha', 'Asha', '9876543210', 's3cret']) expect(logged).not.toContain(value)
  for (const plain of ['insert into accounts', 'accounts_email', '23505', 'log.test.ts'])
    expect(logged).toContain(plain)
})
