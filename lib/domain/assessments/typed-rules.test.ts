import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complaintsAbout } from './rule-complaints'
import type { BandCondition, RecommendationRules } from './rules'
import { scoreScales } from './scores'
import {
  conditionField,
  conditionFields,
  edited,
  emptyCondition,
  emptyRule,
  readTypedRules,
  ruleField,
  ruleFields,
  toRules,
  toTypedRules,
  type TypedCondition,
  type TypedRule,
  type TypedRules,
} from './typed-rules'

const codes = ['CSE', 'BBA']
const condition = (changes: Partial<TypedCondition> = {}): TypedCondition => ({
  ...emptyCondition,
  name: 'Numerical',
  scale: 'sten',
  atLeast: '7',
  ...changes,
})
const rule = (changes: Partial<TypedRule> = {}): TypedRule => ({
  programme: 'CSE',
  weight: '10',
  en: 'Your {name} is {mark}.',
  hi: 'आपका {name} {mark} है।',
  conditions: [condition()],
  ...changes,
})
const form = (...rules: TypedRule[]): TypedRules => ({ most: '5', rules })
const wrong = (typed: TypedRules) =>
  complaintsAbout(typed, codes).map(({ field, error }) => `${field} ${error}`)
const wrongIn = (changes: Partial<TypedCondition>) =>
  wrong(form(rule({ en: 'a', hi: 'अ', conditions: [condition(changes)] })))

/** What a browser sends for this form. */
const sent = ({ most, rules }: TypedRules): Record<string, string> =>
  Object.fromEntries([
    ['most', most],
    ...rules.flatMap((each, at) => [
      ...ruleFields.map((field) => [ruleField(at, field), each[field]]),
      ...each.conditions.flatMap((one, place) =>
        conditionFields.map((field) => [conditionField(at, place, field), one[field]]),
      ),
    ]),
  ])

describe('rules typed into a form', () => {
  test('good ones have nothing wrong with them and read as what they say', () => {
    const typed = form(
      rule(),
      rule({ conditions: [condition({ kind: 'band', words: 'Good, Excellent' })], en: 'a', hi: 'अ' }),
    )
    expect(wrong(typed)).toEqual([])
    expect(toRules(typed)).toMatchObject({
      most: 5,
      rules: [
        {
          programmeCode: 'CSE',
          conditions: [{ kind: 'mark', scale: 'sten', atLeast: 7, atMost: null, outOf: null }],
        },
        { conditions: [{ kind: 'band', words: ['Good', 'Excellent'] }] },
      ],
    })
  })

  test.each<[string, TypedRules, string[]]>([
    ['no rule at all', form(), ['rules rules_missing']],
    ['a list without end', { ...form(rule()), most: '99' }, ['most most_wrong']],
    ['no programme', form(rule({ programme: '' })), ['rules.0.programme programme_missing']],
    ['an unknown programme', form(rule({ programme: 'X' })), ['rules.0.programme programme_unknown']],
    ['half a weight', form(rule({ weight: '2.5' })), ['rules.0.weight weight_wrong']],
    ['no Hindi', form(rule(), rule({ hi: ' ' })), ['rules.1.hi sentence_hi_missing']],
    ['a blank nobody fills', form(rule({ en: 'You are {great}' })), ['rules.0.en blank_unknown']],
    [
      'no condition',
      form(rule({ conditions: [], en: 'a', hi: 'अ' })),
      ['rules.0.conditions conditions_missing'],
    ],
    [
      'a mark in the sentence that no condition names',
      form(rule({ hi: 'अ', conditions: [condition({ kind: 'band', words: 'Good' })] })),
      ['rules.0.en blank_without_mark'],
    ],
  ])('%s is told at its field', (_what, typed, complaints) => expect(wrong(typed)).toEqual(complaints))

  test.each<[string, Partial<TypedCondition>, string[]]>([
    ['a section without a name', { name: '' }, ['name name_missing']],
    ['the whole test needs no name', { level: 'overall', name: '' }, []],
    ['a group without its report', { level: 'group' }, ['reportType report_missing']],
    ['a bound that is no number', { atLeast: 'seven' }, ['atLeast bound_sten']],
    ['no bound', { atLeast: '' }, ['atLeast bound_missing']],
    ['bounds that cross', { atLeast: '8', atMost: '3' }, ['atMost bounds_crossed']],
    ['points without their total', { scale: 'points', atLeast: '30' }, ['outOf total_wrong']],
    ['more points than there are', { scale: 'points', outOf: '50', atLeast: '51' }, ['atLeast bound_points']],
    ['no word', { kind: 'band', words: ' , ' }, ['words words_missing']],
    ['a kind nobody knows', { kind: 'star sign' }, ['kind condition_unknown']],
  ])('of a condition: %s', (_what, changes, complaints) =>
    expect(wrongIn(changes)).toEqual(complaints.map((complaint) => `rules.0.conditions.0.${complaint}`)),
  )

  test.each([
    ['sten', '1', '10', '11'],
    ['percentile', '1', '100', '0'],
    ['percent', '0', '100', '100.5'],
    ['ten', '1', '10', '0'],
    ['z', '-3.5', '2', '12'],
    ['t', '20', '80', '-1'],
  ])('bounds of %s reach from %s to %s at most, so %s is refused', (scale, least, most, outside) => {
    expect(wrongIn({ scale, atLeast: least, atMost: most })).toEqual([])
    expect(wrongIn({ scale, atLeast: outside })).toEqual([`rules.0.conditions.0.atLeast bound_${scale}`])
  })

  test('adding, removing and raising keep everything else as it was typed', () => {
    const typed = form(rule({ en: 'one' }), rule({ en: 'two', weight: 'x' }))
    expect(edited(typed, 'add_rule')).toMatchObject({
      focus: 'rules.2.programme',
      typed: { rules: [...typed.rules, emptyRule] },
    })
    expect(edited(typed, 'remove_rule:0')?.typed.rules).toEqual([typed.rules[1]])
    expect(edited(typed, 'raise_rule:1')?.typed.rules.map(({ en }) => en)).toEqual(['two', 'one'])
    const longer = edited(typed, 'add_condition:1')
    expect(longer?.typed.rules[1]).toMatchObject({
      weight: 'x',
      conditions: [{ atLeast: '7' }, emptyCondition],
    })
    expect(longer && edited(longer.typed, 'remove_condition:1:1')?.typed).toEqual(typed)
    for (const odd of ['remove_rule:9', 'raise_rule:0', 'add_condition:-1', 'remove_rule:x', 'save', ''])
      expect(edited(typed, odd)).toBeNull()
  })

  test('the form read back is the form that was sent, and nothing sent makes reading fail', () => {
    const texts = fc.record(Object.fromEntries(conditionFields.map((field) => [field, fc.string()])))
    const typed = fc.record({
      most: fc.string(),
      rules: fc.array(
        fc.record({
          programme: fc.string(),
          weight: fc.string(),
          en: fc.string(),
          hi: fc.string(),
          conditions: fc.array(texts as fc.Arbitrary<TypedCondition>, { maxLength: 4 }),
        }),
        { maxLength: 5 },
      ),
    })
    fc.assert(
      fc.property(typed, (each) => {
        expect(readTypedRules(sent(each))).toEqual(each)
      }),
    )
    fc.assert(fc.property(typed, (each) => void complaintsAbout(each, codes)))
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), (junk) => void readTypedRules(junk)))
  })

  test('rules shown in the form and read again are the same rules', () => {
    const bounds = fc.record({ atLeast: fc.integer({ min: 1, max: 5 }), atMost: fc.constantFrom(null, 9) })
    const marks = fc
      .tuple(bounds, fc.constantFrom(...scoreScales), fc.constantFrom('overall', 'section', 'scale', 'group'))
      .map(([{ atLeast, atMost }, scale, level]) => ({
        kind: 'mark' as const,
        level: level as 'overall',
        name: level === 'overall' ? '' : 'Numerical',
        reportType: level === 'group' ? 'Full Report' : null,
        scale,
        outOf: scale === 'points' ? 50 : null,
        atLeast,
        atMost,
      }))
    const bands = fc.constant<BandCondition>({ kind: 'band', words: ['Good', 'Very good'] })
    const sets: fc.Arbitrary<RecommendationRules> = fc.record({
      most: fc.integer({ min: 1, max: 20 }),
      rules: fc.array(
        fc.record({
          programmeCode: fc.constantFrom(...codes),
          weight: fc.integer({ min: 1, max: 100 }),
          sentence: fc.constant({ en: 'You did well.', hi: 'आपने अच्छा किया।' }),
          conditions: fc.array(fc.oneof(marks, bands), { minLength: 1, maxLength: 4 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    })
    fc.assert(
      fc.property(sets, (rules) => {
        expect(wrong(toTypedRules(rules))).toEqual([])
        expect(toRules(toTypedRules(rules))).toEqual(rules)
      }),
    )
  })
})
