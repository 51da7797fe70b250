import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { progressStates, resultStates, type Progress } from '@/lib/domain/assessments/attempt'
import type { AttemptRef } from '@/lib/providers/assessments/contract'
import { toProgress, toReport, type MappingRules } from './mapper'
import { readAssessments, readInstant, readLink } from './wire'

const now = new Date('2027-01-10T10:00:00Z')
const since = new Date('2027-01-10T09:00:00Z')
const ref: AttemptRef = {
  attemptId: 'a1',
  email: 'asha@example.com',
  externalId: null,
  since,
  lastProgressAt: null,
}
const rules: MappingRules = {
  durationUnit: 'minutes',
  statusWords: {},
  acceptEarlierResults: false,
  abandonAfterHours: 24,
}

const report = (body: unknown, about: Partial<AttemptRef> = {}, how = {}) =>
  toReport(readAssessments(body), { ...ref, ...about }, { ...rules, ...how }, now)

describe('status words', () => {
  const spellings: Record<Progress, string[]> = {
    not_started: ['Not Started', 'pending', 'CREATED', 'invited', 'generated', 'registered'],
    in_progress: ['In Progress', 'in-progress', 'IN_PROGRESS', 'started', 'ongoing', 'running', 'resumed'],
    completed: ['Completed', 'complete', 'finished', 'submitted', 'done', 'Evaluated'],
    abandoned: ['Abandoned', 'left', 'quit', 'incomplete', 'dropped'],
    expired: ['Expired', 'timeout', 'Timed Out', 'link_expired'],
    failed: ['failed', 'error', 'invalid', 'cancelled', 'terminated'],
  }
  test.each(progressStates)('%s is understood in every known spelling', (progress) => {
    for (const word of spellings[progress]) expect(toProgress(word, {}), word).toBe(progress)
  })

  test('a word nobody knows is unknown, even when it is a word of the programming language', () => {
    for (const word of ['Marinating', '', 'constructor', '__proto__', 'toString'])
      expect(toProgress(word, {}), word).toBe('unknown')
    expect(report([{ Status: 'Marinating' }])).toMatchObject({
      progress: 'unknown',
      result: 'none',
      rawStatus: 'Marinating',
    })
  })

  test('staff can teach a word, and their list goes before ours', () => {
    expect(toProgress('marinating', { 'MARINATING ': 'in_progress' })).toBe('in_progress')
    expect(toProgress('Done', { done: 'in_progress' })).toBe('in_progress')
  })
})

describe('progress and result are two things', () => {
  const courses = [{ CourseName: 'BBA' }]
  test.each([
    ['Completed', courses, 'completed', 'ready'],
    ['Completed', null, 'completed', 'pending'],
    ['Completed', [], 'completed', 'pending'],
    ['In Progress', courses, 'in_progress', 'partial'],
    ['In Progress', null, 'in_progress', 'none'],
    ['Marinating', courses, 'unknown', 'partial'],
    ['Abandoned', null, 'abandoned', 'none'],
  ])('%s with %j is %s and %s', (Status, Recommendations, progress, result) => {
    expect(report({ Status, Recommendations })).toMatchObject({ progress, result })
  })

  test('no recommendations is null, so that what we hold is never erased', () => {
    for (const said of [
      { Recommendations: null },
      {},
      { Recommendations: [] },
      { Recommendations: 'soon' },
    ]) {
      expect(report([{ Status: 'Completed', ...said }]).recommendations).toBeNull()
    }
  })

  test('a sitting that has not moved for a day is abandoned, and not a minute earlier', () => {
    const moved = (hoursAgo: number) => ({ lastProgressAt: new Date(now.getTime() - hoursAgo * 3_600_000) })
    expect(report([{ Status: 'In Progress' }], moved(24)).progress).toBe('abandoned')
    expect(report([{ Status: 'In Progress' }], moved(23.9)).progress).toBe('in_progress')
    expect(report([{ Status: 'Completed' }], moved(200)).progress).toBe('completed')
    expect(report([{ Status: 'Not Started' }], moved(200)).progress).toBe('not_started')
  })
})

describe('which sitting is ours', () => {
  const earlier = {
    id: 's1',
    Status: 'Completed',
    CompletedAt: '2026-05-02T09:25:00Z',
    Recommendations: ['BBA'],
  }
  const first = { id: 's2', Status: 'Completed', CompletedAt: '2027-01-10T09:20:00Z' }
  const second = { id: 's3', Status: 'In Progress', StartedAt: '2027-01-10T09:40:00Z' }

  test('the latest one, in whatever order they are listed', () => {
    for (const list of [
      [earlier, first, second],
      [second, first, earlier],
      [first, second, earlier],
    ]) {
      expect(report(list).externalId).toBe('s3')
    }
  })

  test('the one we already know by its id, though a later one exists', () => {
    expect(report([second, first], { externalId: 's2' }).externalId).toBe('s2')
  })

  test('by date again when every sitting carries the same id, because then the id names the test', () => {
    const shared = [earlier, first].map((sitting) => ({ ...sitting, id: 'entrance-2027' }))
    expect(report(shared, { externalId: 'entrance-2027' }).finishedAt).toEqual(
      new Date('2027-01-10T09:20:00Z'),
    )
    expect(report([shared[0], shared[0]], { externalId: 'entrance-2027' }).progress).toBe('not_started')
  })

  test("last year's result is not this attempt's, unless the partner accepts it", () => {
    expect(report([earlier])).toMatchObject({
      progress: 'not_started',
      result: 'none',
      recommendations: null,
    })
    expect(report([earlier], {}, { acceptEarlierResults: true })).toMatchObject({
      progress: 'completed',
      result: 'ready',
    })
  })

  test("a clock that differs by a few minutes does not hide the applicant's own sitting", () => {
    expect(report([{ Status: 'Started', StartedAt: '2027-01-10T08:57:00Z' }]).progress).toBe('in_progress')
  })

  test('a sitting that another attempt has counts only when it plainly began after this one', () => {
    const others = { knownExternalIds: ['s2'] }
    const undated = { id: 's2', Status: 'Completed', Recommendations: ['BBA'] }
    const justBefore = { ...undated, CompletedAt: '2027-01-10T08:58:00Z' }
    for (const sitting of [undated, justBefore])
      expect(report([sitting], others)).toMatchObject({ progress: 'not_started', result: 'none' })
    expect(report([justBefore], { knownExternalIds: ['s1'] }).result).toBe('ready')
    expect(report([{ ...first, id: 's2' }], others).progress).toBe('completed')
  })

  test('a sitting without any date counts, and one with a date goes before it', () => {
    expect(report([{ Status: 'Completed' }]).progress).toBe('completed')
    expect(report([{ Status: 'Completed' }, second]).progress).toBe('in_progress')
    expect(report([{ Status: 'Started' }, { Status: 'Completed' }, { Status: 'Expired' }]).progress).toBe(
      'completed',
    )
  })
})

describe('small print', () => {
  test.each([
    [{ Duration: 18 }, 'minutes', 18],
    [{ duration: '18.4' }, 'minutes', 18],
    [{ timeTaken: '1080' }, 'seconds', 18],
    [{ Duration: 1.5 }, 'hours', 90],
    [{ DurationInMinutes: 18 }, 'seconds', 18],
    [{ Duration: '00:18:20' }, 'hours', 18],
    [{ Duration: '' }, 'minutes', null],
    [{ Duration: 90_000 }, 'minutes', null],
    [{ Duration: -3 }, 'minutes', null],
  ])('a duration of %j counted in %s is %s minutes', (said, durationUnit, minutes) => {
    expect(report([{ Status: 'Completed', ...said }], {}, { durationUnit }).durationMinutes).toBe(minutes)
  })

  test.each([
    ['2027-01-10T10:00:00Z', '2027-01-10T10:00:00Z'],
    ['2027-01-10T15:30:00+0530', '2027-01-10T10:00:00Z'],
    ['2027-01-10 10:00:00.123', '2027-01-10T10:00:00Z'],
    [1799575200, '2027-01-10T10:00:00Z'],
    ['1799575200000', '2027-01-10T10:00:00Z'],
    ['/Date(1799575200000)/', '2027-01-10T10:00:00Z'],
    ['2027-01-10', '2027-01-10T00:00:00Z'],
    ['10/01/2027', null],
    ['2027-13-40T10:00:00Z', null],
    [0, null],
    ['', null],
  ])('%j is read as %s', (said, instant) => {
    expect(readInstant(said)?.toISOString().replace(/\.\d+/, '') ?? null).toBe(instant)
  })

  test('recommendations keep wording, order, score and rank, and everything else beside', () => {
    const raw = { CourseName: ' B.Tech  (CSE) ', MatchScore: '92%', Rank: '1', Reason: 'Strong in logic' }
    expect(
      report([
        {
          Status: 'Completed',
          Recommendations: [raw, 'BBA', { title: 'B.Com', score: '' }, { Score: 3 }, 7],
        },
      ]).recommendations,
    ).toEqual([
      { courseName: 'B.Tech  (CSE)', score: 92, rank: 1, raw: { ...raw, CourseName: 'B.Tech  (CSE)' } },
      { courseName: 'BBA', score: null, rank: null, raw: {} },
      { courseName: 'B.Com', score: null, rank: null, raw: { title: 'B.Com', score: '' } },
    ])
  })

  test('a link is found under every known name, the top level first', () => {
    expect(readLink({ data: { url: 'inner' }, redirect_url: 'outer' }).url).toBe('outer')
    expect(readLink({ url: null, response: [{ 'Redirect-URL': 'x' }] }).url).toBe('x')
    expect(readLink({ href: 'x' }).url).toBeNull()
  })
})

describe('whatever StudyHQ sends', () => {
  const key = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      'Status',
      'status',
      'data',
      'result',
      'Assessments',
      'Recommendations',
      'CourseName',
      'Duration',
      'StartedAt',
      'CompletedAt',
      'id',
      'Score',
      '__proto__',
    ),
  )
  const leaf = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      'Completed',
      'in progress',
      'Marinating',
      '2027-01-10T10:00:00Z',
      '00:10:00',
      '\u0000',
      '\ud83d',
      '1e999',
    ),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
  )
  const likely = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('json'), { maxLength: 5 }),
      fc.array(fc.tuple(key, tie('json')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).json
  const anything = fc.oneof(
    likely,
    fc.jsonValue(),
    fc.string().map((text) => [{ Status: text, Recommendations: [{ name: text }] }]),
  )
  const overrides = fc.dictionary(fc.string(), fc.constantFrom(...progressStates), { maxKeys: 3 })

  test('the answer is a report in our words, of bounded size, that PostgreSQL can keep', () => {
    fc.assert(
      fc.property(
        anything,
        fc.option(fc.string()),
        overrides,
        fc.boolean(),
        (body, externalId, statusWords, acceptEarlierResults) => {
          const said = toReport(
            readAssessments(body),
            { ...ref, externalId, lastProgressAt: since },
            { ...rules, statusWords, acceptEarlierResults },
            now,
          )
          expect(['unknown', ...progressStates]).toContain(said.progress)
          expect(resultStates).toContain(said.result)
          expect(said.result === 'ready' || said.result === 'partial').toBe(said.recommendations !== null)
          expect(said.recommendations?.length ?? 1).toBeLessThanOrEqual(200)
          for (const { courseName, raw, score } of said.recommendations ?? []) {
            expect(courseName.length).toBeLessThanOrEqual(300)
            expect(Buffer.byteLength(JSON.stringify(raw))).toBeLessThanOrEqual(4_096)
            expect(score === null || Number.isFinite(score)).toBe(true)
          }
          const kept = JSON.stringify(said)
          expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/i)
          readLink(body)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('fields nested a hundred thousand deep and lists of a thousand courses are cut, not feared', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown
    const courses = Array.from({ length: 1_000 }, (_, index) => ({
      name: `${'course '.repeat(100)}${index}`,
      notes: 'n'.repeat(10_000),
      deep,
    }))
    const said = report([{ Status: 'Completed', Recommendations: courses }])
    expect(said.recommendations).toHaveLength(200)
    expect(said.recommendations?.[0]?.courseName.length).toBeLessThanOrEqual(300)
    expect(JSON.stringify(said.recommendations?.[0]?.raw).length).toBeLessThanOrEqual(4_096)
    expect(report(deep).progress).toBe('unknown')
  })
})
