import { describe, expect, test } from 'vitest'
import {
  type StaffFacts,
  type StaffVerb,
  extraTimeRoute,
  mayAsStaff,
  namedSections,
  staffVerbs,
} from './can-staff'
import type { ScoreLine } from './scores'

const able: StaffFacts['provider'] = {
  supportsCancel: true,
  supportsRetake: true,
  supportsSectionReset: true,
  supportsVerification: true,
  reports: 'zip',
}
const finished: StaffFacts = {
  progress: 'completed',
  result: 'ready',
  isNewest: true,
  isFrozen: false,
  isAtProvider: true,
  isLaunching: false,
  verification: null,
  hasUnclearCall: false,
  hasSections: true,
  hasReports: true,
  application: 'submitted',
  provider: able,
}
const invited: Partial<StaffFacts> = { progress: 'not_started', result: 'none', hasReports: false }

const why = (verb: StaffVerb, changes: Partial<StaffFacts> = {}): string => {
  const verdict = mayAsStaff(verb, { ...finished, ...changes })
  return verdict.ok ? 'allowed' : verdict.refusal.code
}

describe('what staff may do with an attempt', () => {
  test('with a finished one: everything but cancelling it', () => {
    expect(staffVerbs.filter((verb) => why(verb) !== 'allowed')).toEqual(['cancel'])
    expect(why('cancel')).toBe('attempt_begun')
  })

  test.each([
    ['retake', { supportsRetake: false }, 'provider_cannot_retake'],
    ['cancel', { supportsCancel: false }, 'provider_cannot_cancel'],
    ['reset_section', { supportsSectionReset: false }, 'provider_cannot_reset'],
    ['order_verification', { supportsVerification: false }, 'provider_cannot_verify'],
    ['fetch_reports', { reports: 'none' }, 'provider_has_no_reports'],
  ] as const)('a provider that cannot do it is the first reason: %s', (verb, missing, code) => {
    expect(why(verb, { ...invited, provider: { ...able, ...missing } })).toBe(code)
  })

  test('erasure needs no capability: where the provider cannot be told, staff get a task', () => {
    expect(why('erase_at_provider')).toBe('allowed')
    expect(why('erase_at_provider', { progress: 'in_progress' })).toBe('attempt_under_way')
    expect(why('erase_at_provider', { isAtProvider: false })).toBe('nothing_at_provider')
  })

  test.each(['not_started', 'in_progress'] as const)('no retake while one is %s', (progress) => {
    expect(why('retake', { progress })).toBe('attempt_under_way')
  })

  test.each(['completed', 'abandoned', 'expired', 'failed'] as const)(
    'a retake may follow one that is %s',
    (progress) => expect(why('retake', { progress })).toBe('allowed'),
  )

  test('only an invitation that nobody has begun is cancelled; one the provider never heard of needs no provider', () => {
    expect(why('cancel', invited)).toBe('allowed')
    expect(why('cancel', { ...invited, progress: 'in_progress' })).toBe('attempt_begun')
    expect(why('cancel', { ...invited, isLaunching: true })).toBe('attempt_opening')
    const cannot = { ...able, supportsCancel: false }
    expect(why('cancel', { ...invited, provider: cannot, isAtProvider: false })).toBe('allowed')
  })

  test('a reset needs answers and a section; a verification needs a finished test', () => {
    expect(why('reset_section', invited)).toBe('attempt_not_begun')
    expect(why('reset_section', { progress: 'in_progress' })).toBe('allowed')
    expect(why('reset_section', { hasSections: false })).toBe('sections_unknown')
    expect(why('order_verification', { progress: 'in_progress' })).toBe('attempt_unfinished')
    expect(why('order_verification', { verification: 'answered' })).toBe('allowed')
  })

  test('what the provider never answered is never asked again before staff have looked', () => {
    for (const verb of ['retake', 'reset_section', 'order_verification'] as const)
      expect(why(verb, { hasUnclearCall: true })).toBe('call_unclear')
  })

  test.each(['ordering', 'ordered'] as const)('a verification that is %s comes first', (verification) => {
    for (const verb of ['retake', 'reset_section', 'order_verification'] as const)
      expect(why(verb, { verification })).toBe('verification_open')
  })

  test('an earlier attempt is kept as it was; its reports may still be fetched unless its sitting went on in another', () => {
    for (const verb of ['check_now', 'retake', 'reset_section', 'order_verification'] as const)
      expect(why(verb, { isNewest: false })).toBe('not_newest_attempt')
    expect(why('fetch_reports', { isNewest: false })).toBe('allowed')
    expect(why('fetch_reports', { isNewest: false, isFrozen: true })).toBe('attempt_frozen')
  })

  test.each(['decided', 'withdrawn'] as const)(
    'after the application is %s nothing is sat again',
    (state) => {
      for (const verb of ['retake', 'reset_section', 'order_verification'] as const)
        expect(why(verb, { application: state })).toBe('application_over')
      expect(why('fetch_reports', { application: state })).toBe('allowed')
    },
  )
})

test('sections are those with the provider’s own id; a verification is no section', () => {
  const line = (changes: Partial<ScoreLine>): ScoreLine => ({
    level: 'section',
    id: '91833',
    name: 'Numerical',
    within: null,
    reportType: null,
    scores: [],
    state: null,
    isVerification: false,
    verdict: null,
    minutes: null,
    ...changes,
  })
  const lines = [line({}), line({ id: null }), line({ isVerification: true }), line({ level: 'overall' })]
  expect(namedSections({ lines, band: null, norm: null, isPartial: false })).toEqual([line({})])
  expect(namedSections(null)).toEqual([])
})

test.each([
  [false, null, 'by_hand_provider_cannot'],
  [true, null, 'next_start'],
  [true, { progress: 'not_started', isAtProvider: false }, 'next_start'],
  [true, { progress: 'not_started', isAtProvider: true }, 'by_hand_already_created'],
  [true, { progress: 'in_progress', isAtProvider: true }, 'by_hand_already_created'],
  [true, { progress: 'completed', isAtProvider: true }, 'next_start'],
] as const)('extra time, provider able: %s, newest attempt %j → %s', (able, newest, route) => {
  expect(extraTimeRoute(able, newest)).toBe(route)
})
