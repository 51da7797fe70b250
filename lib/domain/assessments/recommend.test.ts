import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HeldMark, type MarkWords, recommend } from './recommend'
import type { MarkCondition, RecommendationRule, RecommendationRules } from './rules'
import { type ScoreLine, type ScoreSheet, scoreLevels, scoreScales, sectionStates } from './scores'

const line = (changes: Partial<ScoreLine>): ScoreLine => ({
  level: 'section',
  id: null,
  name: 'Numerical',
  within: null,
  reportType: null,
  scores: [],
  state: 'completed',
  isVerification: false,
  verdict: null,
  minutes: null,
  ...changes,
})
const sten = (value: number) => ({ scale: 'sten' as const, value, outOf: null })
const points = (value: number, outOf: number) => ({ scale: 'points' as const, value, outOf })
const sheetOf = (lines: ScoreLine[], changes: Partial<ScoreSheet> = {}): ScoreSheet => ({
  lines,
  band: null,
  norm: null,
  isPartial: false,
  ...changes,
})
const mark = (changes: Partial<MarkCondition> = {}): MarkCondition => ({
  kind: 'mark',
  level: 'section',
  name: 'Numerical',
  reportType: null,
  scale: 'sten',
  outOf: null,
  atLeast: 7,
  atMost: null,
  ...changes,
})
const rule = (programmeCode: string, changes: Partial<RecommendationRule> = {}): RecommendationRule => ({
  programmeCode,
  conditions: [mark()],
  weight: 10,
  sentence: { en: `Your {name} is {mark}: ${programmeCode}.`, hi: `आपका {name} {mark} है: ${programmeCode}।` },
  ...changes,
})
const rulesOf = (...rules: RecommendationRule[]): RecommendationRules => ({ rules, most: 10 })

const plain = ({ name, score }: HeldMark) => ({
  name: name || 'whole test',
  value: String(score.value),
  scale: score.scale,
  mark: `${score.scale} ${score.value}`,
})
const words: MarkWords = { en: plain, hi: plain }
const offered = ['CSE', 'DSC', 'BBA']
const listed = (sheet: ScoreSheet, rules: RecommendationRules) =>
  recommend(sheet, rules, offered, words).map(({ programmeCode }) => programmeCode)

describe('a partner’s rules recommend', () => {
  const able = sheetOf([line({ scores: [sten(8)] })])

  test('a programme with the reason, the mark it rests on, and the rule that held', () => {
    expect(recommend(able, rulesOf(rule('CSE')), offered, words)).toEqual([
      {
        programmeCode: 'CSE',
        weight: 10,
        reason: { en: 'Your Numerical is sten 8: CSE.', hi: 'आपका Numerical sten 8 है: CSE।' },
        heldRules: [0],
        marks: [{ level: 'section', name: 'Numerical', within: null, reportType: null, score: sten(8) }],
        band: null,
        isPartial: false,
      },
    ])
  })

  test('the weightiest first, equal ones in the order of the rules, several rules for one programme added up', () => {
    const rules = rulesOf(
      rule('BBA'),
      rule('CSE', { weight: 6 }),
      rule('DSC'),
      rule('CSE', { weight: 6, sentence: { en: 'second', hi: 'दूसरा' } }),
    )
    expect(recommend(able, rules, offered, words)).toMatchObject([
      {
        programmeCode: 'CSE',
        weight: 12,
        heldRules: [1, 3],
        reason: { en: 'Your Numerical is sten 8: CSE.' },
      },
      { programmeCode: 'BBA', weight: 10 },
      { programmeCode: 'DSC', weight: 10 },
    ])
    expect(listed(able, { ...rules, most: 1 })).toEqual(['CSE'])
  })

  test('nothing that the intake does not offer', () => {
    expect(listed(able, rulesOf(rule('MBA'), rule('BBA')))).toEqual(['BBA'])
  })

  test('only when every condition holds, bounds included', () => {
    const both = rulesOf(
      rule('CSE', { conditions: [mark({ atLeast: 8, atMost: 8 }), mark({ name: 'Verbal' })] }),
    )
    expect(listed(able, both)).toEqual([])
    expect(listed(sheetOf([...able.lines, line({ name: ' VERBAL', scores: [sten(7)] })]), both)).toEqual([
      'CSE',
    ])
    expect(listed(able, rulesOf(rule('CSE', { conditions: [mark({ atLeast: null, atMost: 7 })] })))).toEqual(
      [],
    )
    expect(listed(able, rulesOf(rule('CSE', { conditions: [] })))).toEqual([])
  })

  test('never across scales: sten 8 is not percentile 8, and 34 of 50 is not 34 of 100', () => {
    expect(
      listed(able, rulesOf(rule('CSE', { conditions: [mark({ scale: 'percentile', atLeast: 1 })] }))),
    ).toEqual([])
    const of50 = rulesOf(rule('CSE', { conditions: [mark({ scale: 'points', outOf: 50, atLeast: 30 })] }))
    expect(listed(sheetOf([line({ scores: [points(34, 50)] })]), of50)).toEqual(['CSE'])
    expect(listed(sheetOf([line({ scores: [points(34, 100)] })]), of50)).toEqual([])
  })

  test('a supervised repeat is never matched', () => {
    expect(
      listed(sheetOf([line({ scores: [sten(10)], isVerification: true })]), rulesOf(rule('CSE'))),
    ).toEqual([])
  })

  test('a group counts only within the report that the rule names', () => {
    const group = (reportType: string | null) =>
      sheetOf([line({ level: 'group', name: 'Drive', reportType, scores: [sten(9)] })])
    const rules = (reportType: string | null) =>
      rulesOf(rule('BBA', { conditions: [mark({ level: 'group', name: 'Drive', reportType })] }))
    expect(listed(group('Full Report'), rules('full report'))).toEqual(['BBA'])
    expect(listed(group('Sales Report'), rules('Full Report'))).toEqual([])
    expect(listed(group('Full Report'), rules(null))).toEqual([])
    expect(listed(group(null), rules(null))).toEqual([])
  })

  test('by the provider’s category, told as such', () => {
    const byBand = rulesOf(rule('CSE', { conditions: [{ kind: 'band', words: ['Excellent', 'good'] }] }))
    expect(recommend(sheetOf([], { band: 'Good' }), byBand, offered, words)).toMatchObject([
      { band: 'Good', marks: [] },
    ])
    expect(listed(sheetOf([], { band: null }), byBand)).toEqual([])
  })

  test('from a test that ended early it says so, and an upper bound holds only for parts that were finished', () => {
    const weak = (state: ScoreLine['state']) =>
      sheetOf([line({ scores: [sten(2)], state })], { isPartial: true })
    const upTo = rulesOf(rule('BBA', { conditions: [mark({ atLeast: null, atMost: 4 })] }))
    expect(listed(weak('in_progress'), upTo)).toEqual([])
    expect(recommend(weak('completed'), upTo, offered, words)).toMatchObject([{ isPartial: true }])
    expect(listed({ ...able, isPartial: true }, rulesOf(rule('CSE')))).toEqual(['CSE'])
  })
})

const names = fc.constantFrom('Numerical', 'numerical ', 'Verbal', 'Drive', '', '{value}', 'संख्यात्मक')
const reports = fc.constantFrom(null, 'Full Report', 'Sales Report')
const numbers = fc.oneof(fc.integer({ min: -5, max: 110 }), fc.double(), fc.constantFrom(NaN, Infinity))
const scores = fc.record({
  scale: fc.constantFrom(...scoreScales),
  value: numbers,
  outOf: fc.constantFrom(null, 0, 10, 50),
})
const lines: fc.Arbitrary<ScoreLine> = fc.record({
  level: fc.constantFrom(...scoreLevels),
  id: fc.option(fc.string()),
  name: fc.oneof(names, fc.string()),
  within: fc.option(names),
  reportType: reports,
  scores: fc.array(scores, { maxLength: 3 }),
  state: fc.option(fc.constantFrom(...sectionStates)),
  isVerification: fc.boolean(),
  verdict: fc.option(fc.string()),
  minutes: fc.option(fc.double()),
})
const sheets: fc.Arbitrary<ScoreSheet> = fc.record({
  lines: fc.array(lines, { maxLength: 12 }),
  band: fc.option(fc.constantFrom('Excellent', 'Poor', '')),
  norm: fc.option(fc.string()),
  isPartial: fc.boolean(),
})
const bound = fc.option(fc.integer({ min: -3, max: 100 }))
const conditions = fc.oneof(
  fc.record({
    kind: fc.constant('mark' as const),
    level: fc.constantFrom(...scoreLevels),
    name: names,
    reportType: reports,
    scale: fc.constantFrom(...scoreScales),
    outOf: fc.constantFrom(null, 10, 50),
    atLeast: bound,
    atMost: bound,
  }),
  fc.record({
    kind: fc.constant('band' as const),
    words: fc.array(fc.constantFrom('excellent', 'poor', 'x')),
  }),
)
const sentences = fc.constantFrom('{name} {mark}', 'plain', '{nothing} {', '{scale}{value}')
const rules: fc.Arbitrary<RecommendationRules> = fc.record({
  rules: fc.array(
    fc.record({
      programmeCode: fc.constantFrom('CSE', 'DSC', 'BBA', 'MBA', ''),
      conditions: fc.array(conditions, { maxLength: 3 }),
      weight: fc.integer({ min: 1, max: 100 }),
      sentence: fc.record({ en: sentences, hi: sentences }),
    }),
    { maxLength: 12 },
  ),
  most: fc.integer({ min: -1, max: 10 }),
})
const runs = { numRuns: 3_000 }

describe('whatever a provider marks and a partner rules', () => {
  test('the same result and rules give the same list, and nothing is thrown', () => {
    fc.assert(
      fc.property(sheets, rules, (sheet, set) => {
        expect(recommend(structuredClone(sheet), structuredClone(set), offered, words)).toEqual(
          recommend(sheet, set, offered, words),
        )
      }),
      runs,
    )
  })

  test('the order of the lines changes nothing', () => {
    fc.assert(
      fc.property(sheets, rules, fc.infiniteStream(fc.nat(1_000)), (sheet, set, keys) => {
        const shuffled = sheet.lines
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each)
        expect(recommend({ ...sheet, lines: shuffled }, set, offered, words)).toEqual(
          recommend(sheet, set, offered, words),
        )
      }),
      runs,
    )
  })

  test('a line that no rule names changes nothing, nor does a supervised repeat of one that is named', () => {
    fc.assert(
      fc.property(sheets, rules, lines, fc.boolean(), (sheet, set, other, isRepeat) => {
        const unrelated = isRepeat
          ? { ...other, isVerification: true }
          : { ...other, name: 'Nobody asked for this' }
        expect(recommend({ ...sheet, lines: [unrelated, ...sheet.lines] }, set, offered, words)).toEqual(
          recommend(sheet, set, offered, words),
        )
      }),
      runs,
    )
  })

  test('every programme is offered, named once, and stands on rules of its own that hold', () => {
    fc.assert(
      fc.property(sheets, rules, (sheet, set) => {
        const list = recommend(sheet, set, offered, words)
        expect(new Set(list.map(({ programmeCode }) => programmeCode)).size).toBe(list.length)
        for (const { programmeCode, heldRules, weight } of list) {
          expect(offered).toContain(programmeCode)
          const held = heldRules.flatMap((at) => set.rules[at] ?? [])
          expect(held.length).toBeGreaterThan(0)
          expect(held.every((each) => each.programmeCode === programmeCode)).toBe(true)
          expect(weight).toBe(held.reduce((sum, each) => sum + each.weight, 0))
          for (const each of held)
            expect(recommend(sheet, { rules: [each], most: 1 }, offered, words)).toHaveLength(1)
        }
      }),
      runs,
    )
  })
})
