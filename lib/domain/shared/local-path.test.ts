import { expect, test } from 'vitest'
import { localPath } from './local-path'

test.each([
  '/',
  '/applications',
  '/applications/APP-27-7K3M9Q/form/contact?from=check#pin',
  '/staff/payments?state=failed&q=a%20b',
])('%s is a page of ours', (path) => expect(localPath(path)).toBe(path))

test.each([
  ['//evil.example', 'another host'],
  ['/\\evil.example', 'another host, written with a backslash'],
  ['/\t/evil.example', 'another host, after a dropped tab'],
  ['/\n/evil.example', 'another host, after a dropped line end'],
  ['/a\\b', 'a backslash anywhere'],
  ['https://evil.example', 'a whole address'],
  ['javascript:alert(1)', 'a script'],
  ['applications', 'a relative path'],
  ['', 'nothing'],
  [`/${'a'.repeat(500)}`, 'an endless path'],
])('%j is refused: %s', (path) => expect(localPath(path)).toBeNull())

test('a list or nothing at all is refused', () => {
  expect(localPath(['/applications', '//evil.example'])).toBeNull()
  expect(localPath(undefined)).toBeNull()
})
