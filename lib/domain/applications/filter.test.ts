import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionStates, offerStates } from '../decisions/decision'
import {
  type ApplicationFilter,
  asAskedBy,
  assessmentFilters,
  decisionFilters,
  feeFilters,
  filterNames,
  isNarrowed,
  readApplicationFilter,
  stepFilters,
  writeApplicationFilter,
} from './filter'
import { applicationStates } from './machine'
import { sortFields } from './sort'

/** Some of a list's words, in the list's order: how an address is read. */
const someOf = <T>(words: readonly T[]) => fc.subarray([...words], { minLength: 1 })
const ids = (...words: string[]) =>
  fc.uniqueArray(fc.oneof(fc.uuid(), ...words.map((word) => fc.constant(word))), {
    minLength: 1,
    maxLength: 4,
  })
const aDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const days = fc.oneof(fc.record({ from: aDay, to: aDay }), fc.record({ from: aDay }), fc.record({ to: aDay }))
const hundredths = fc.integer({ min: 0, max: 10_000 }).map((count) => count / 100)
const aSearch = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => text.trim())
  .filter((text) => text !== '')

const aFilter: fc.Arbitrary<ApplicationFilter> = fc.record(
  {
    intakes: ids(),
    states: someOf(applicationStates),
    steps: someOf(stepFilters),
    stages: ids('none'),
    reviewers: ids('me', 'none'),
    assessments: someOf(assessmentFilters),
    fees: someOf(feeFilters),
    decisions: someOf(decisionFilters),
    decisionStates: someOf(decisionStates),
    offers: someOf(offerStates),
    query: fc.constant('open' as const),
    programmes: ids('none'),
    score: fc.oneof(fc.record({ min: hundredths, max: hundredths }), fc.record({ min: hundredths })),
    created: days,
    submitted: days,
    search: aSearch,
    sort: fc.uniqueArray(fc.record({ by: fc.constantFrom(...sortFields), isDescending: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ by }) => by,
    }),
  },
  { requiredKeys: [] },
)

test('a filter that goes into an address comes back the same, and uses only the names we tell', () => {
  fc.assert(
    fc.property(aFilter, (filter) => {
      const address = writeApplicationFilter(filter)
      const asNextGivesIt = Object.fromEntries(new URLSearchParams(address.toString()))
      expect(readApplicationFilter(address)).toEqual(filter)
      expect(readApplicationFilter(asNextGivesIt)).toEqual(filter)
      const names: readonly string[] = filterNames
      expect([...address.keys()].filter((name) => !names.includes(name))).toEqual([])
    }),
  )
})

describe('an address', () => {
  test.each([
    [{ step: 'draft' }, { steps: ['draft'] }],
    [{ step: ['fee_due', 'form'] }, { steps: ['form', 'fee_due'] }],
    [{ assessment: 'failing' }, { assessments: ['failing'] }],
    [{ sort: 'oldest' }, { sort: [{ by: 'created', isDescending: false }] }],
    [{ sort: 'newest' }, { sort: [{ by: 'created', isDescending: true }] }],
    [{ q: ' asha ' }, { search: 'asha' }],
    [{ created_from: '2026-02-30', created_to: '2026-02-28' }, { created: { to: '2026-02-28' } }],
    [{ score_min: '101', score_max: '55.5' }, { score: { max: 55.5 } }],
  ])('%j is understood', (raw, read) => expect(readApplicationFilter(raw)).toEqual(read))

  test('what is not understood is left out', () => {
    const raw = {
      intake: "1'",
      step: 'x',
      sort: 'password',
      score_min: 'NaN',
      created_from: 'soon',
      state: 'done',
    }
    expect(readApplicationFilter(raw)).toEqual({})
    expect(isNarrowed(readApplicationFilter({ sort: 'oldest' }))).toBe(false)
  })
})

test('“mine” becomes the person who asks, once', () => {
  expect(asAskedBy({ reviewers: ['me', 'none', 'a'] }, 'a')).toEqual({ reviewers: ['a', 'none'] })
  expect(asAskedBy({ search: 'asha' }, 'a')).toEqual({ search: 'asha' })
})
