import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttemptView, applyReport } from '@/lib/domain/assessments/machine'
import { keptSheet, type ScoreSheet } from '@/lib/domain/assessments/scores'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { OpenProvider } from './contract'
import { assessmentProviders, type ProviderId } from './registry'

const now = new Date('2027-01-10T10:00:00Z')
const guid = '84a057ac-d4d3-4baa-bf35-5a4197a9f543'

/** Every way of being connected, with settings that need no network. */
const connections: [name: string, provider: ProviderId, settings: Record<string, unknown>][] = [
  ['StudyHQ', 'studyhq', { tokenId: 't', tokenSecret: 's', projectId: 'p' }],
  ['iMocha V3', 'imocha', { apiKey: 'k', testId: '7', apiVersion: 'v3' }],
  ['iMocha V2', 'imocha', { apiKey: 'k', testId: '7', apiVersion: 'v2' }],
  ['Test Partnership', 'test-partnership', { username: 'u', password: 'p', projectAccessKey: 'k' }],
]
/** All connections together; each line of the table below is one test. */
const casesInAll = 100_000
const runsEach = Math.ceil(casesInAll / connections.length / 2)

const held: AttemptView = {
  progress: 'completed',
  result: 'ready',
  statusReason: 'provider',
  rawStatus: 'Completed',
  externalId: '71',
  startedAt: now,
  finishedAt: now,
  durationMinutes: 31,
  launchedAt: now,
  lastProgressAt: now,
}
const sheet: ScoreSheet = {
  lines: [
    {
      level: 'overall',
      id: null,
      name: '',
      within: null,
      reportType: null,
      scores: [{ scale: 'percent', value: 62, outOf: null }],
      state: null,
      isVerification: false,
      verdict: null,
      minutes: null,
    },
  ],
  band: null,
  norm: null,
  isPartial: false,
}

// Keys and words the vendors use, so that random answers get past the first `if`.
const keys = [
  ...[
    'Status',
    'status',
    'testStatus',
    'TestStatus',
    'Errors',
    'errors',
    'result',
    'data',
    'message',
    'statusCode',
  ],
  ...[
    'assessments',
    'Recommendations',
    'CourseName',
    'Score',
    'score',
    'sections',
    'sectionName',
    'candidateScore',
  ],
  ...[
    'candidatePoints',
    'totalTestPoints',
    'scorePercentage',
    'testInvitationId',
    'pdfReportUrl',
    'attemptedOn',
  ],
  ...[
    'Tests',
    'Scales',
    'Groups',
    'StenScore',
    'ZScore',
    'PercentileScore',
    'TScore',
    'SubmissionDate',
    'Id',
  ],
  ...[
    'TestName',
    'Verification',
    'EndTime',
    'ReportType',
    'Key',
    'Message',
    'AccessToken',
    '__proto__',
    ' TotalScore ',
  ],
]
const words = [
  ...[
    'Completed',
    'Complete',
    'In Progress',
    'Test Left',
    'Terminated',
    'Submitted',
    'Downloaded',
    'Awaiting Resume',
  ],
  ...[
    'Not Started',
    'Expired',
    'Cancelled',
    'True',
    'False',
    '',
    '45',
    '-0.45454545',
    '2.001',
    'passed',
    'null',
  ],
  ...['2015-05-28T14:05:29', '06/03/2017 10:32:20', '200.1', '403.4', guid, '9223372036854775807'],
]
const leaf = fc.oneof(
  fc.constantFrom<unknown>(...words),
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('value')), { maxLength: 8 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))
const anyBody = fc.oneof(
  { weight: 6, arbitrary: anyJson.map((value) => Buffer.from(JSON.stringify(value) ?? 'undefined')) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary' }).map((text) => Buffer.from(`PK\u0003\u0004${text}`, 'latin1')),
  },
  { weight: 1, arbitrary: anyJson.map((value) => Buffer.from((JSON.stringify(value) ?? '').slice(0, -1))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{ 200 }', '<html>', '', 'null', '[]').map((text) => Buffer.from(text)),
  },
)
// No 5xx: a client pauses before it asks once more, and the answer is not read.
const anyStatus = fc.constantFrom(200, 200, 200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 409, 418, 429)

const answering = (status: number, body: Buffer): ProviderIo => ({
  now: () => now,
  record: () => {},
  fetch: async (input) => {
    // Test Partnership's token is given out, so that what comes after it is reached.
    if (String(input).includes('/client/token')) return Response.json({ Errors: [], AccessToken: guid })
    return new Response([204, 301].includes(status) ? null : new Uint8Array(body), { status })
  },
})
const ref = {
  attemptId: 'a1',
  email: 'asha@sandbox.test',
  externalId: '71',
  memo: null,
  testId: '7',
  since: new Date(now.getTime() - 3_600_000),
  lastProgressAt: now,
}

async function reportOf(provider: OpenProvider, status: number, body: Buffer) {
  try {
    return await provider.fetchAttempt(ref, answering(status, body))
  } catch (error) {
    if (error instanceof ProviderError) return null
    throw error
  }
}

describe.each(connections)('whatever %s answers', (_name, id, settings) => {
  const door = assessmentProviders[id]
  const provider = door.open(settings)

  test('it is read without a fault, and the last good result stays', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyStatus, anyBody, async (status, body) => {
        const report = await reportOf(provider, status, body)
        if (!report) return
        // PostgreSQL keeps neither NUL nor half a surrogate pair.
        expect(JSON.stringify(report)).not.toMatch(/\\u0000|\\ud[89a-f]/i)
        const after = { ...held, ...applyReport(held, report, now).changes }
        expect(after).toMatchObject({
          progress: 'completed',
          result: 'ready',
          externalId: '71',
          startedAt: now,
        })
        const kept = keptSheet(sheet, report.scores ?? null)
        expect(kept?.lines.length).toBeGreaterThan(0)
        for (const line of kept?.lines ?? [])
          for (const { value } of line.scores) expect(Number.isFinite(value)).toBe(true)
      }),
      { numRuns: runsEach },
    )
  })

  test(
    'a sitting that has not begun is never taken for a finished one by noise',
    { timeout: 120_000 },
    async () => {
      const noise = fc.oneof(
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc
          .constantFrom('{ 200 }', '<html>', '', 'null', '[]', '{}', '{"Errors":[]}', '"Completed"')
          .map((text) => Buffer.from(text)),
        fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      )
      await fc.assert(
        fc.asyncProperty(anyStatus, noise, async (status, body) => {
          const report = await reportOf(provider, status, body)
          const fresh: AttemptView = { ...held, progress: 'not_started', result: 'none', rawStatus: null }
          const after = report ? { ...fresh, ...applyReport(fresh, report, now).changes } : fresh
          expect(after.progress).not.toBe('completed')
          expect(after.result).toBe('none')
        }),
        { numRuns: runsEach },
      )
    },
  )

  const { readHint } = door
  // V2 and StudyHQ have no callback of this kind: nothing is tested there, and nothing is counted as skipped.
  if (readHint)
    test('a callback of any bytes at all is read without a fault', () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            anyJson.map((value) => JSON.stringify(value) ?? ''),
          ),
          (body) => {
            const hint = readHint(body)
            expect(typeof hint.dedupeKey).toBe('string')
          },
        ),
        { numRuns: 5_000 },
      )
    })
})
