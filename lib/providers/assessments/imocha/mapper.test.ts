import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHint } from './callback'
import answers from './fixtures/answers.json'
import { toReport, toStanding, type MappingRules } from './mapper'
import {
  readEnded,
  readInvitation,
  readLines,
  readRefusal,
  readReport,
  readSettings,
  readTest,
  readTestLink,
  readTestLinks,
  readTests,
  statusOf,
} from './wire'
import { readId, readInstant, readJson, readNumber } from './wire-values'

type Sample = { kind: string; source: string; status: number; body?: unknown; text?: string }
const samples = answers as Record<string, Sample>
const textOf = ({ body, text }: Sample) => text ?? JSON.stringify(body)
const sampleText = (name: string) => {
  const sample = samples[name]
  if (!sample) throw new Error(`no sample ${name}`)
  return textOf(sample)
}
const bodyOf = (name: string) => readJson(sampleText(name))
const rules: MappingRules = { statusWords: {}, timeTakenUnit: 'minutes' }
const reportOf = (name: string, more: Partial<MappingRules> = {}) => {
  const report = readReport(bodyOf(name))
  if (!report) throw new Error(`${name} is no report`)
  return toReport(report, { ...rules, ...more })
}
const start = new Date('2027-01-10T10:00:00Z')
const link = 'https://test.imocha.io/IMInstructions?3kXv9'

test('every sample says where it comes from', () => {
  for (const [name, { source }] of Object.entries(samples))
    expect(source, name).toMatch(/providers|V2|made up/)
})

test.each([
  ['invite-pending', '3314697', 'Pending'],
  ['invite-in-progress', '3314697', 'In Progress'],
  ['invite-finished', '331469', 'Complete'],
  ['invite-left', '331469', 'Test Left'],
  ['invite-long-id', '9223372036854775807', 'Pending'],
  ['invite-respelled', '3314697', 'pending'],
  ['v2-register', '2256212', null],
  ['v2-register-by-link', '2256212', null],
])('%s is read', (name, id, status) => {
  expect(readInvitation(bodyOf(name))).toEqual({ id, url: link, status })
})

test.each([
  ['refusal-message', 400, 'Only a pending invitation can be cancelled.'],
  ['refusal-errors', 400, 'Candidate email not found.'],
  ['refusal-result', 401, 'Invalid StartDateTime.'],
  ['v2-refused', 403, 'Test is in progress, so reattempt is not allowed.'],
])('%s is a refusal, in its own words', (name, status, said) => {
  expect(statusOf(samples[name]?.status ?? 0, bodyOf(name))).toBe(status)
  expect(readRefusal(bodyOf(name))).toBe(said)
})

test('a refusal under status 200 is one all the same, and an empty list of errors is none', () => {
  expect(statusOf(200, { result: null, errors: ['no'] })).toBe(400)
  expect(statusOf(200, { statusCode: 400, message: 'no' })).toBe(400)
  expect(statusOf(200, { result: { testAttempts: [] }, errors: null })).toBe(200)
  expect(statusOf(200, { result: {}, errors: [] })).toBe(200)
  expect(statusOf(200, { statuscode: '200.1' })).toBe(200)
})

describe('reports', () => {
  const marks = (name: string) =>
    reportOf(name).scores?.lines.map(({ name: of, scores }) => [of, ...scores.map(({ value }) => value)])

  test('V3 and V2 give the same canonical result', () => {
    const v3 = reportOf('report-complete')
    expect(v3).toMatchObject({
      progress: 'completed',
      result: 'ready',
      statusDetail: null,
      startedAt: start,
      finishedAt: new Date('2027-01-10T10:12:00Z'),
      durationMinutes: 12,
      expectedMinutes: 30,
      hasReports: true,
      recommendations: null,
    })
    expect(marks('report-complete')).toEqual([
      ['', 34, 68],
      ['Quantitative Aptitude', 20, 66.67],
      ['Logical Reasoning', 14, 70],
    ])
    expect(v3.scores?.lines[1]).toMatchObject({ id: '501', minutes: 6.5 })
    expect(v3.scores).toMatchObject({ band: 'Good', isPartial: false })
    const v2 = reportOf('v2-report')
    const { progress, result, startedAt, finishedAt, durationMinutes, expectedMinutes, hasReports } = v3
    expect(v2).toMatchObject({
      progress,
      result,
      startedAt,
      finishedAt,
      durationMinutes,
      expectedMinutes,
      hasReports,
    })
    expect(v2.scores?.lines[0]).toEqual(v3.scores?.lines[0])
    for (const name of ['v2-sections', 'v2-sections-nested'])
      expect(readLines(bodyOf(name), 'sections')).toMatchObject([
        { name: 'Quantitative Aptitude', points: 20, outOf: 30 },
      ])
  })

  test.each([
    ['report-capital-status', 'completed', 'ready', null],
    ['report-in-progress', 'in_progress', 'none', null],
    ['report-left', 'abandoned', 'partial', 'left_test'],
    ['report-terminated', 'failed', 'partial', 'terminated_by_provider'],
    ['report-expired', 'expired', 'none', 'window_elapsed'],
    ['report-cancelled', 'expired', 'none', 'cancelled'],
    ['report-no-pdf', 'completed', 'pending', null],
    ['report-none', 'unknown', 'none', null],
    ['report-marinating', 'unknown', 'none', null],
    ['v2-report-pending', 'in_progress', 'none', null],
    ['v2-report-reset', 'not_started', 'none', 'reset'],
  ])('%s: %s, %s', (name, progress, result, statusDetail) => {
    const report = reportOf(name)
    expect(report).toMatchObject({ progress, result, statusDetail })
    const isOver = ['completed', 'abandoned', 'failed'].includes(progress)
    expect(report.scores === null, 'marks only after the end').toBe(!isOver)
    expect(report.scores?.isPartial ?? false).toBe(progress === 'abandoned' || progress === 'failed')
  })

  test('a total of zero gives no mark and no division', () => {
    expect(marks('report-total-zero')).toBeUndefined()
    expect(reportOf('report-total-zero')).toMatchObject({
      progress: 'completed',
      result: 'ready',
      scores: null,
    })
  })

  test('skills stand beside sections, on a level of their own', () => {
    expect(reportOf('report-skills').scores?.lines.map(({ level }) => level)).toEqual([
      'overall',
      'section',
      'section',
      'scale',
    ])
  })

  test('the connection’s own words and units go first', () => {
    expect(reportOf('report-marinating', { statusWords: { marinating: 'abandoned' } })).toMatchObject({
      progress: 'abandoned',
      statusDetail: 'left_test',
    })
    expect(reportOf('report-complete', { timeTakenUnit: 'seconds' }).durationMinutes).toBe(0.2)
  })

  test('every spelling of a status is one word', () => {
    for (const word of ['In Progress', 'In progress', 'Inprogress', 'IN_PROGRESS'])
      expect(toStanding(word, {}).progress).toBe('in_progress')
    for (const word of ['Test Left', 'TestLeft', 'Testleft'])
      expect(toStanding(word, {}).progress).toBe('abandoned')
    for (const word of ['constructor', '__proto__', '', 'None'])
      expect(toStanding(word, {}).progress).toBe('unknown')
  })
})

test('both spellings of a line of testattempts are read', () => {
  expect(readEnded(bodyOf('attempts-documented'))).toEqual([
    { id: '3314697', status: 'Completed', email: 'asha@sandbox.test' },
  ])
  expect(readEnded(bodyOf('attempts-seen'))).toEqual([
    { id: '3314697', status: 'Complete', email: 'asha@sandbox.test' },
  ])
})

describe('callbacks', () => {
  const at = '2020-10-09T13:21:53'
  test.each([
    ['callback-complete', '3314697', 'Complete', at, true],
    ['callback-in-progress', '3314697', 'In Progress', at, false],
    ['callback-left', '3314697', 'Test Left', at, true],
    ['callback-terminated', '3314697', 'Terminated', at, true],
    ['callback-spaced', '3314697', 'Complete', at, true],
    ['callback-long-id', '9007199254740993', 'Complete', at, true],
    ['callback-v2', '2256212', null, '2015-06-26T21:31:03.19', true],
    ['callback-v2-printed', '2256212', null, '2015-06-26T21:31:03.19', true],
    ['callback-form', '3314697', 'Test Left', at, true],
  ])('%s is read', (name, externalId, rawStatus, when, isEnding) => {
    expect(readHint(sampleText(name))).toEqual({
      externalId,
      rawStatus,
      isEnding,
      dedupeKey: `imocha:${externalId}:${rawStatus ?? ''}:${when}`,
    })
  })

  test('of two keys that differ in spaces the exact one counts', () => {
    expect(readHint('{"TestInvitationId ":1,"TestInvitationId":2}').externalId).toBe('2')
  })

  test('what cannot be read is told apart by its bytes, and a comment behind the number does no harm', () => {
    expect(readHint('')).toEqual(readHint(''))
    expect(readHint('a').dedupeKey).not.toBe(readHint('b').dedupeKey)
    expect(readHint('"TestInvitationId": 2256212# For whoever').externalId).toBe('2256212')
    expect(readHint('{"TestInvitationId":99999999999999999999}').externalId).toBeNull()
  })
})

test('numbers, ids and instants: empty is nothing, long keeps its digits, no zone is UTC', () => {
  expect([readNumber(''), readNumber('0'), readNumber('62.5%'), readNumber(null)]).toEqual([
    null,
    0,
    62.5,
    null,
  ])
  expect([readId(0), readId('0'), readId(1.5), readId(' 12 '), readId('1e3')]).toEqual([
    null,
    null,
    null,
    '12',
    null,
  ])
  expect(readInstant('2020-10-09T13:21:53')).toEqual(new Date('2020-10-09T13:21:53Z'))
  expect(readInstant('2020-10-09T18:51:53+05:30')).toEqual(new Date('2020-10-09T13:21:53Z'))
  expect(readInstant('09-Oct-2020 06:51 PM')).toBeNull()
  expect(
    readJson(
      '{"id":9007199254740993,"text":"9007199254740993 and \\"1234567890123456789\\"","f":1.1234567890123456789}',
    ),
  ).toEqual({
    id: '9007199254740993',
    text: '9007199254740993 and "1234567890123456789"',
    f: 1.1234567890123457,
  })
})

describe('whatever comes, nothing throws', () => {
  const runs = 4_000
  const words = [
    'Status',
    'status',
    'testStatus',
    'TestInvitationId ',
    'result',
    'data',
    'sections',
    'skills',
    'candidatePoints',
    'totalTestPoints',
    'pdfReportUrl',
    'attemptedOn',
    'AttemptedOnUtc',
    'errors',
    'statuscode',
    'tests',
    'testLinks',
    'testAttempts',
    'sectionName',
    'timeTaken',
    'score',
    'totalScore',
  ]
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('Complete', 'Test Left', 'Expired', '', '0', '9007199254740993', '2027-01-10T10:00:00'),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.constantFrom(null, true, undefined),
      fc.array(tie('json'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('json'), { maxKeys: 8 }),
    ),
  }))
  const readAll = (body: unknown) => {
    for (const read of [
      readInvitation,
      readTests,
      readTest,
      readTestLinks,
      readTestLink,
      readSettings,
      readEnded,
      readRefusal,
    ])
      read(body)
    readLines(body, 'sections')
    expect(Number.isFinite(statusOf(200, body))).toBe(true)
    const report = readReport(body)
    if (!report) return
    const mapped = toReport(report, rules)
    const kept = JSON.stringify(mapped)
    expect(kept).not.toContain('\\u0000')
    for (const { scores } of mapped.scores?.lines ?? [])
      for (const { value, outOf } of scores)
        expect(Number.isFinite(value) && Number.isFinite(outOf ?? 0)).toBe(true)
  }

  test('any JSON value', () => {
    fc.assert(
      fc.property(json, (value) => readAll(value)),
      { numRuns: runs },
    )
  })

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = Buffer.from(bytes).toString('utf8')
        readAll(readJson(text))
        expect(readHint(text).dedupeKey.length).toBeLessThan(300)
      }),
      { numRuns: runs },
    )
  })

  test('any callback made of the vendor’s own words, whole or cut off', () => {
    fc.assert(
      fc.property(json, fc.nat(400), (value, cut) => {
        const text = JSON.stringify(value) ?? ''
        for (const body of [text, text.slice(0, cut)]) {
          const hint = readHint(body)
          expect(hint.dedupeKey).not.toMatch(/\u0000|\p{Surrogate}/u)
          expect(hint.externalId ?? '1').toMatch(/^\d{1,19}$/)
        }
      }),
      { numRuns: runs },
    )
  })

  test('any status word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        const report = readReport({ testInvitationId: 1, status: word })
        if (!report) return
        const mapped = toReport(report, rules)
        expect(mapped.rawStatus?.length ?? 0).toBeLessThanOrEqual(100)
      }),
      { numRuns: runs },
    )
  })

  test('a long answer made to be slow is read quickly', () => {
    const started = performance.now()
    for (const text of [
      '"'.repeat(300_000),
      '{"a":"' + '\\"'.repeat(200_000),
      '"TestInvitationId' + ' '.repeat(300_000),
      `[${'1234567890123456789,'.repeat(40_000)}1]`,
    ]) {
      readAll(readJson(text))
      readHint(text)
    }
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
