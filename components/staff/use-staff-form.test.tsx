import { expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import { refuse } from '@/lib/domain/shared/result'
import type { ActionResult } from '@/lib/platform/action'
import { messages } from '@/lib/platform/i18n/messages'
import { useComplaints } from './use-staff-form'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

type Asked = Parameters<typeof useComplaints>
function told(...asked: Asked): ReturnType<typeof useComplaints> {
  let said: ReturnType<typeof useComplaints> | null = null
  function Asks() {
    said = useComplaints(...asked)
    return null
  }
  drawn('en', <Asks />)
  return said ?? expect.fail('nothing was said')
}
const refused = (...detail: Parameters<typeof refuse>): ActionResult => ({ ...refuse(...detail), typed: {} })

test('each wrong field gets its sentence, with the limit that is its own', () => {
  const { errorOf, lines } = told(
    refused('invalid_input', {
      fields: { 'set-a': 'too_big', 'set-b': 'too_big', label: 'required' },
      params: { 'set-a.limit': 60, 'set-b.limit': 1000 },
    }),
    'connections.errors',
    (field, sentence) => (field === 'label' ? sentence : `${field}: ${sentence}`),
  )
  expect(errorOf('set-a')).toBe('Enter a number that is not above 60')
  expect(errorOf('set-b')).toBe('Enter a number that is not above 1,000')
  expect(errorOf('set-c')).toBeUndefined()
  expect(lines).toEqual([
    { field: 'set-a', message: 'set-a: Enter a number that is not above 60' },
    { field: 'set-b', message: 'set-b: Enter a number that is not above 1,000' },
    { field: 'label', message: errorOf('label') },
  ])
})

test('what the refusal names is named at the field', () => {
  const { errorOf } = told(
    refused('invalid_input', { fields: { alias: 'name_means_another' }, params: { programme: 'CSE' } }),
    'admin.errors',
  )
  expect(errorOf('alias')).toBe('This name already means the programme CSE.')
})

test('a complaint without a sentence of its own is still a sentence', () => {
  const { errorOf } = told(
    refused('invalid_input', { fields: { way: 'Invalid option: expected one of "a"|"b"' } }),
    'review.errors',
  )
  expect(errorOf('way')).toBe('This was not accepted. Check it and try again.')
})

test('a refusal of the whole is one line about no field, and what went well says nothing', () => {
  expect(told(refused('too_many_tries'), 'outreach.errors').lines).toEqual([
    { message: messages.en.refusals.too_many_tries },
  ])
  expect(told({ ok: true, value: null }, 'outreach.errors').lines).toEqual([])
})
