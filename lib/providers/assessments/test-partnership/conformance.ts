import { outcomeOf } from '@/lib/platform/provider-error'
import { type ConformanceCheck, type Inspection, expectRefusal } from '@/lib/providers/conformance/check'
import { type Shape, either, fields, is, listOf, plain } from '@/lib/providers/conformance/shape'
import { markedStart } from '@/lib/providers/conformance/subject'
import { candidateRequest } from './candidate'
import {
  askAccessToken,
  askScores,
  askStatus,
  createCandidate,
  downloadReports,
  isCandidate,
  type Line,
  listAssessments,
  mintLoginToken,
  openLine,
} from './client'
import type { TestPartnershipSettings } from './config'
import { parseLenient } from './lenient-json'
import { toReport } from './mapper'
import { aboutKey, readAnswer, type WireSheet } from './wire'

/** An id and a username that nobody has. */
const noId = '2147483647'
const nobody = 'pravesh-conformance-nobody'
const noToken = '00000000-0000-4000-8000-000000000000'

// Known fields, beside the readers of wire.ts (reference/providers.md §3.2, §3.3).
const words = is('word', 'null', 'empty')
const figure = is('numeric', 'null', 'empty')
const instant = is('instant', 'null', 'empty')
const noErrors = listOf(is('anything'), 'null')
const errorLines = listOf(fields({ 'Key!': is('word'), 'Message!': is('word') }))

const tokenShape = fields({ Errors: noErrors, 'AccessToken!': is('guid') })
const loginShape = fields({ Errors: noErrors, 'AssessmentToken!': is('guid') })

/** A refusal: what stands beside the errors is empty. */
const refusalShape = fields({
  'Errors!': errorLines,
  AccessToken: is('null', 'empty'),
  AssessmentToken: is('null', 'empty'),
  Assessment: fields({ Id: is('whole'), Tests: noErrors }, 'null'),
  Assessments: noErrors,
  Username: words,
  'Status|SubmissionDate|Score|ZScore|PercentileScore|TScore': is('null', 'empty'),
  Tests: noErrors,
})

const createdShape = fields({
  Errors: noErrors,
  'Assessment!': fields({
    'Id!': is('id'),
    'Tests!': listOf(fields({ 'Id!': is('id'), 'TestName!': is('word'), 'TestMinutes!': figure })),
  }),
  'Username!': is('text'),
})

const candidateShape = either(
  fields({ 'IsCandidate!': is('word', 'boolean'), Errors: noErrors }),
  refusalShape,
)

const assessmentsShape = fields({
  Errors: noErrors,
  'Assessments!': listOf(
    fields({
      'Id!': is('id'),
      'ProjectsID|CandidatesID': is('id', 'null'),
      ProjectName: words,
      'AssessmentSections!': listOf(
        fields({ 'AssessmentSectiondId|AssessmentSectionId!': is('id'), AssessmentSectionName: words }),
      ),
    }),
  ),
})

const overall = {
  Errors: noErrors,
  'Status!': words,
  'SubmissionDate!': instant,
  'Score|ZScore|PercentileScore|TScore': figure,
}

const statusShape = fields({
  ...overall,
  'Tests!': listOf(fields({ 'Id!': is('id'), 'TestName!': is('word'), 'TestStatus!': words })),
})

const scoresShape = fields({
  ...overall,
  'Tests!': listOf(
    fields({
      'Id!': is('id'),
      'TestName!': is('word'),
      'TestStatus!': words,
      'TestTime|ZScore|PercentileScore|StenScore|TScore': figure,
      Verification: words,
      EndTime: instant,
      Scales: listOf(fields({ 'Scale!': is('word'), 'StenScore|ZScore': figure }), 'null'),
      Groups: listOf(
        fields({ 'Group!': is('word'), 'StenScore|RoundedStenScore': figure, ReportType: words }),
        'null',
      ),
    }),
  ),
})

type Check = ConformanceCheck<TestPartnershipSettings>

const reading: readonly Check[] = [
  {
    id: 'credentials',
    title: 'Username and password give an access token, a GUID',
    isWrite: false,
    isGate: true,
    async run(settings, inspection) {
      await askAccessToken(openLine(settings, inspection.io))
      answered(inspection, 'client-token', tokenShape)
    },
  },
  {
    id: 'wrong-password',
    title: 'A wrong password gives errors and no token, whatever the HTTP status',
    isWrite: false,
    async run(settings, inspection) {
      const wrong = { ...settings, password: 'a-wrong-password' }
      const call = () => askAccessToken(openLine(wrong, inspection.io))
      await expectRefusal(inspection, call, { statuses: 'any', as: ['config'] })
      refused(inspection)
    },
  },
  {
    id: 'wrong-token',
    title: 'A wrong access token is an error about AccessToken',
    isWrite: false,
    async run(settings, inspection) {
      await inspection.ask({
        url: `${settings.baseUrl}/api/assessment/status/${noId}?AccessToken=${noToken}`,
        method: 'GET',
        headers: { Accept: 'application/json' },
        timeoutMs: settings.timeoutMs,
      })
      const { errors } = readAnswer(bodyOf(inspection))
      const isAbout = aboutKey(errors, 'AccessToken') !== undefined
      inspection.expect(isAbout, 'an error with the key AccessToken', keysOf(errors))
      refused(inspection)
    },
  },
  {
    id: 'nobody',
    title: 'A username nobody has is “no candidate”, and has no assessments',
    isWrite: false,
    async run(settings, inspection) {
      const line = openLine(settings, inspection.io)
      const isTaken = await isCandidate(line, nobody)
      inspection.expect(!isTaken, 'IsCandidate: False', 'True')
      answered(inspection, 'is-candidate', candidateShape)
      const assessments = await listAssessments(line, nobody)
      inspection.expect(assessments.length === 0, 'no assessments', `${assessments.length}`)
      answered(inspection, 'no-assessments', either(refusalShape, assessmentsShape))
    },
  },
  {
    id: 'unknown-status',
    title: 'The status of an assessment that there is not is an error, not an empty status',
    isWrite: false,
    run: (settings, inspection) => unknown(settings, inspection, (line) => askStatus(line, noId)),
  },
  {
    id: 'unknown-scores',
    title: 'The scores of an assessment that there is not are an error, not empty scores',
    isWrite: false,
    run: (settings, inspection) => unknown(settings, inspection, (line) => askScores(line, noId)),
  },
  {
    id: 'unknown-reports',
    title: 'The reports of an assessment that there is not are an error in JSON, not a file',
    isWrite: false,
    run: (settings, inspection) => unknown(settings, inspection, (line) => downloadReports(line, noId)),
  },
]

const writing: readonly Check[] = [
  {
    id: 'create',
    title: 'A candidate is made in the project, with an assessment and its sections',
    isWrite: true,
    async run(settings, inspection) {
      const request = requestOf(settings, inspection)
      const made = await createCandidate(openLine(settings, inspection.io), request)
      answered(inspection, 'candidate', createdShape)
      inspection.expect(
        made.sections.length > 0,
        'at least one section',
        'none',
        'candidate: Assessment.Tests',
      )
      inspection.remember('assessment', made.id)
    },
  },
  {
    id: 'create-again',
    title: 'The same username a second time is an error, and makes nobody',
    isWrite: true,
    async run(settings, inspection) {
      inspection.recall('assessment')
      const call = () => createCandidate(openLine(settings, inspection.io), requestOf(settings, inspection))
      await expectRefusal(inspection, call, { statuses: 'any', as: ['conflict'] })
      refused(inspection)
    },
  },
  {
    id: 'find-again',
    title: 'The candidate is found by username, with the same assessment',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('assessment')
      const line = openLine(settings, inspection.io)
      const { Username } = requestOf(settings, inspection)
      inspection.expect(await isCandidate(line, Username), 'IsCandidate: True', 'False')
      answered(inspection, 'is-candidate', candidateShape)
      const found = await listAssessments(line, Username)
      answered(inspection, 'assessments', assessmentsShape)
      inspection.expect(
        found.some((one) => one.id === id),
        'the assessment that was made',
        `${found.length} others`,
      )
    },
  },
  {
    id: 'login-token',
    title: 'A token to log in with can be made, a GUID',
    isWrite: true,
    async run(settings, inspection) {
      await mintLoginToken(openLine(settings, inspection.io), inspection.recall('assessment'))
      answered(inspection, 'assessment-token', loginShape)
    },
  },
  {
    id: 'status-before-begin',
    title: 'Somebody who has a token and has not begun is “not started”, in words we know',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('assessment')
      const sheet = await askStatus(openLine(settings, inspection.io), id)
      answered(inspection, 'status', statusShape)
      expectNotStarted(settings, inspection, sheet, 'status')
    },
  },
  {
    id: 'scores-before-begin',
    title: 'Scores before the beginning are empty, or an error about the assessment',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('assessment')
      const asked = await outcomeOf(() => askScores(openLine(settings, inspection.io), id))
      if ('error' in asked) {
        if (!['not_found', 'invalid', 'conflict'].includes(asked.error.kind)) throw asked.error
        inspection.note('There are no scores before the beginning: the answer is an error.')
        return refused(inspection)
      }
      answered(inspection, 'scores', scoresShape)
      expectNotStarted(settings, inspection, asked.answer, 'scores')
    },
  },
  {
    id: 'reports-before-begin',
    title: 'Reports before the beginning are an error in JSON, or a file',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('assessment')
      const asked = await outcomeOf(() => downloadReports(openLine(settings, inspection.io), id))
      if ('answer' in asked) return inspection.note('There is a file before the beginning.')
      if (!['not_found', 'invalid', 'conflict'].includes(asked.error.kind)) throw asked.error
      refused(inspection)
    },
  },
]

/** What a Test Partnership connection has to prove. */
export const testPartnershipConformance: readonly Check[] = [...reading, ...writing]

const bodyOf = (inspection: Inspection) => {
  const { json, text } = inspection.last()
  return json ?? parseLenient(text)
}

const answered = (inspection: Inspection, name: string, shape: Shape) =>
  inspection.answer(name, bodyOf(inspection), shape)

/** Errors ride on any HTTP status: which one is written down, since the guide does not say. */
function refused(inspection: Inspection): void {
  const { status } = inspection.last()
  inspection.note(`Refused with HTTP ${status}.`)
  if (readAnswer(bodyOf(inspection)).errors.length > 0) answered(inspection, 'refusal', refusalShape)
}

async function unknown(
  settings: TestPartnershipSettings,
  inspection: Inspection,
  ask: (line: Line) => Promise<unknown>,
): Promise<void> {
  const call = () => ask(openLine(settings, inspection.io))
  await expectRefusal(inspection, call, { statuses: 'any', as: ['not_found', 'invalid'] })
  refused(inspection)
}

function expectNotStarted(
  settings: TestPartnershipSettings,
  inspection: Inspection,
  sheet: WireSheet,
  answer: string,
): void {
  const now = inspection.io.now()
  const { candidate } = inspection
  const ref = {
    attemptId: candidate.key,
    email: candidate.email,
    externalId: noId,
    since: now,
    lastProgressAt: null,
  }
  const { progress } = toReport(sheet, ref, settings, now)
  const said = [sheet.status, ...sheet.tests.map(({ status }) => status)].map((word) =>
    word === null ? 'null' : plain(word),
  )
  inspection.expect(
    progress === 'not_started',
    'words for “not started”',
    `“${[...new Set(said)].join('”, “')}”`,
    answer,
  )
}

const requestOf = (settings: TestPartnershipSettings, { candidate }: Inspection) =>
  candidateRequest(settings, markedStart(candidate))

const keysOf = (errors: { key: string }[]) =>
  errors.length === 0 ? 'no errors' : `errors with the keys ${errors.map(({ key }) => plain(key)).join(', ')}`
