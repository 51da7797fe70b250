import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { progressStates } from '@/lib/domain/assessments/attempt'
import type { AttemptRef } from '@/lib/providers/assessments/contract'
import { type MappingRules, toProgress, toReport, toScoreSheet } from './mapper'
import { readAnswer, readSheet, type WireSheet, type WireTest } from './wire'

const now = new Date('2027-01-10T10:00:00Z')
const rules: MappingRules = {
  endTimeFormat: 'dd/MM',
  testTimeUnit: 'minutes',
  statusWords: {},
  abandonAfterHours: 72,
  reportType: 'Full Report',
}
const ref: AttemptRef = {
  attemptId: 'a1',
  email: 'a@b.in',
  externalId: '7',
  since: now,
  lastProgressAt: null,
}
const aTest = (more: Partial<WireTest> = {}): WireTest => ({
  id: '1',
  name: 'Verbal',
  status: 'Completed',
  time: null,
  z: null,
  percentile: null,
  sten: null,
  t: null,
  verification: null,
  endTime: null,
  scales: [],
  groups: [],
  ...more,
})
const aSheet = (more: Partial<WireSheet> = {}): WireSheet => ({
  status: 'Submitted',
  submittedAt: now,
  score: null,
  z: null,
  percentile: null,
  t: null,
  norm: null,
  tests: [],
  ...more,
})
const of = (...statuses: (string | null)[]) => statuses.map((status) => ({ status }))

describe('their status words', () => {
  test.each([
    ['Not Started', of('Not Started'), 'not_started'],
    ['not_started', of(), 'not_started'],
    [null, of('Not Started', 'Not Started'), 'not_started'],
    [null, of('Not Started', 'In Progress'), 'in_progress'],
    [null, of('Completed', 'Completed'), 'in_progress'],
    [null, of(), 'unknown'],
    [null, of(null, 'Resting'), 'unknown'],
    ['In Progress', of('Not Started'), 'in_progress'],
    ['Not Started', of('Awaiting Resume'), 'in_progress'],
    ['SUBMITTED', of('Not Started'), 'completed'],
    ['Downloaded', of('Completed'), 'completed'],
    ['Marinating', of('Completed'), 'unknown'],
    ['__proto__', of(), 'unknown'],
  ])('%s with %j is %s', (raw, tests, progress) => {
    expect(toProgress(raw, tests, {})).toBe(progress)
  })

  test('a connection’s own words go first', () => {
    expect(toProgress('marinating', of(), { Marinating: 'completed' })).toBe('completed')
    expect(toProgress('Submitted', of(), { Submitted: 'in_progress' })).toBe('in_progress')
  })

  test('no word ever becomes anything but one of ours', () => {
    const known = [...progressStates, 'unknown']
    const word = fc.option(fc.oneof(fc.string(), fc.constantFrom('Submitted', 'in progress', 'valueOf')))
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (raw, tests) =>
        known.includes(toProgress(raw, of(...tests), {})),
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('verification rows', () => {
  const repeat = aTest({ id: '2', name: 'Verification - Verbal', status: null, verification: 'passed' })

  test('are lines of their own and no marks of the result', () => {
    const report = toReport(aSheet({ tests: [aTest(), { ...repeat, sten: 9 }] }), ref, rules, now)
    expect(report.result).toBe('pending')
    expect(report.scores?.lines[1]).toMatchObject({ isVerification: true, verdict: 'passed', id: '2' })
  })

  test('that wait to be sat do not pause or begin a sitting', () => {
    const waiting = { ...repeat, verification: null, status: 'Awaiting Resume' }
    const sheet = aSheet({ status: null, tests: [aTest({ status: 'Not Started' }), waiting] })
    expect(toReport(sheet, ref, rules, now)).toMatchObject({ progress: 'not_started', statusDetail: null })
  })

  test('do not lend their minutes or end to the sitting', () => {
    const tests = [
      aTest({ time: 12, endTime: '09/01/2027 10:00:00' }),
      { ...repeat, time: 5, endTime: '10/01/2027 10:00:00' },
    ]
    expect(toReport(aSheet({ submittedAt: null, tests }), ref, rules, now)).toMatchObject({
      durationMinutes: 12,
      finishedAt: new Date('2027-01-09T10:00:00Z'),
    })
  })

  test('a section with marks that carries a verdict is still a section', () => {
    const [line] =
      toScoreSheet(aSheet({ tests: [aTest({ sten: 6, verification: 'passed' })] }), rules, true)?.lines ?? []
    expect(line).toMatchObject({
      isVerification: false,
      verdict: 'passed',
      scores: [{ scale: 'sten', value: 6 }],
    })
  })
})

test('groups keep their report, the preferred one first, in their own order', () => {
  const group = (name: string, reportType: string | null) => ({ name, sten: 5, reportType })
  const groups = [
    group('Drive', 'Sales Report'),
    group('Ease', null),
    group('Drive', 'Leadership Report'),
    group('Care', 'Sales Report'),
  ]
  const order = (reportType: MappingRules['reportType']) =>
    toScoreSheet(aSheet({ tests: [aTest({ groups })] }), { ...rules, reportType }, true)
      ?.lines.filter(({ level }) => level === 'group')
      .map((line) => `${line.reportType}: ${line.name}`)
  expect(order('Sales Report')).toEqual([
    'Sales Report: Drive',
    'Sales Report: Care',
    'Leadership Report: Drive',
    'null: Ease',
  ])
  expect(order('Full Report')?.[0]).toBe('Leadership Report: Drive')
})

test('marks outside their scale are no marks, and the sign of a z-score is kept', () => {
  const sheet = aSheet({ score: 0, percentile: 250, z: -3.5, t: 20.5, tests: [aTest({ sten: 99, z: 0 })] })
  expect(toScoreSheet(sheet, rules, true)?.lines.map(({ scores }) => scores)).toEqual([
    [
      { scale: 'z', value: -3.5, outOf: null },
      { scale: 't', value: 20.5, outOf: null },
    ],
    [{ scale: 'z', value: 0, outOf: null }],
  ])
})

test('times are minutes or seconds as the connection says; zero is no time, and more than a day a wrong unit', () => {
  const minutes = (time: number, testTimeUnit: 'minutes' | 'seconds') =>
    toReport(aSheet({ tests: [aTest({ time })] }), ref, { ...rules, testTimeUnit }, now).durationMinutes
  expect([
    minutes(175, 'minutes'),
    minutes(600, 'seconds'),
    minutes(0, 'minutes'),
    minutes(5_000, 'minutes'),
  ]).toEqual([175, 10, null, null])
})

test('only a sitting that began and does not move is left', () => {
  const at = (status: string, hours: number) =>
    toReport(
      aSheet({ status, submittedAt: null, tests: [aTest({ status: 'Not Started' })] }),
      { ...ref, lastProgressAt: new Date(now.getTime() - hours * 3_600_000) },
      rules,
      now,
    ).progress
  expect([
    at('In Progress', 71),
    at('In Progress', 72),
    at('Not Started', 500),
    at('Submitted', 500),
  ]).toEqual(['in_progress', 'abandoned', 'not_started', 'completed'])
})

test('no answer makes the mapping throw, and a ready result always has marks', () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer({ min: -5, max: 12 }),
    fc.constantFrom(
      '',
      null,
      '4',
      'Submitted',
      'Completed',
      'passed',
      '06/03/2017 10:32:20',
      '2015-05-28T14:05:29',
    ),
  )
  const row = fc.dictionary(
    fc.constantFrom(
      'Id',
      'TestName',
      'TestStatus',
      'TestTime',
      'ZScore',
      'StenScore',
      'Verification',
      'EndTime',
      'Scale',
      'Group',
      'ReportType',
    ),
    value,
  )
  const answer = fc.record(
    {
      Status: value,
      SubmissionDate: value,
      Score: value,
      PercentileScore: value,
      Tests: fc.array(
        fc
          .tuple(row, fc.array(row, { maxLength: 2 }), fc.array(row, { maxLength: 2 }))
          .map(([test, Scales, Groups]) => ({
            ...test,
            Scales,
            Groups,
          })),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(answer, (body) => {
      const report = toReport(readSheet(readAnswer(body)), ref, rules, now)
      const marks =
        report.scores?.lines.flatMap(({ scores, isVerification }) => (isVerification ? [] : scores)) ?? []
      expect(report.result === 'ready').toBe(report.progress === 'completed' && marks.length > 0)
      for (const { value } of marks) expect(Number.isFinite(value)).toBe(true)
    }),
    { numRuns: 3_000 },
  )
})
