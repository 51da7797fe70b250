import { redactCommon } from '@/lib/platform/http'
import {
  type ConformanceCheck,
  type Inspection,
  expectLink,
  expectRefusal,
} from '@/lib/providers/conformance/check'
import { type Shape, either, fields, is, listOf } from '@/lib/providers/conformance/shape'
import { markedStart } from '@/lib/providers/conformance/subject'
import { postAssessmentsInfo, postRedirectUrl } from './client'
import type { StudyHqSettings } from './config'
import { acceptLink } from './link'
import { noRecord, toProgress, toReport } from './mapper'
import { readAssessments, readLink } from './wire'

const nobody = 'connection-test@pravesh.invalid'

// Known fields, beside the readers of wire.ts. Documented are `redirect-url` and `Recommendations`; the rest is what
// those readers look for (reference/providers.md §1.3, §1.4).
const expiry = {
  'expiresAt|expiry|validTill': is('instant', 'null'),
  expiresIn: is('numeric', 'null'),
}
const link = { 'redirect-url|url|link!': is('address'), ...expiry }
const envelope = {
  'status|success': is('word', 'boolean', 'whole'),
  'message|code': is('word', 'whole', 'null'),
}

const linkShape: Shape = either(fields(link), fields({ 'data|result|response!': fields(link), ...envelope }))

const course = either(
  fields({
    'CourseName|course|name|title!': either(
      is('word'),
      fields({ 'CourseName|course|name|title!': is('word') }),
    ),
    'score|matchScore|percentage': is('numeric', 'null'),
    rank: is('numeric', 'null'),
  }),
  is('word'),
)

const sitting = fields({
  'Status|AssessmentStatus|State!': is('word'),
  'AssessmentId|id|AttemptId': is('word', 'whole', 'null'),
  'Duration|TimeTaken|DurationInMinutes': is('numeric', 'clock', 'null', 'empty'),
  'StartedAt|CreatedAt': is('instant', 'null', 'empty'),
  'CompletedAt|SubmittedAt': is('instant', 'null', 'empty'),
  'Recommendations|RecommendedCourses': listOf(course, 'null'),
})

const sittings = listOf(sitting, 'null')

const infoShape: Shape = either(
  fields({ 'Assessments|results|items|data|result!': sittings, ...envelope }),
  fields({
    'data|result|response!': either(fields({ 'Assessments|results|items|data!': sittings }), sittings),
    ...envelope,
  }),
  listOf(sitting),
  sitting,
  is('null', 'bare'),
)

const errorShape = either(
  fields({ 'message|error|detail|errors': either(is('word'), listOf(is('word'))) }),
  is('empty'),
)

/** What a StudyHQ connection has to prove. */
export const studyHqConformance: readonly ConformanceCheck<StudyHqSettings>[] = [
  {
    id: 'credentials',
    title: 'The token is accepted, and an address nobody has is answered with “no record”',
    isWrite: false,
    isGate: true,
    async run(settings, inspection) {
      await expectNothing(settings, inspection, nobody)
    },
  },
  {
    id: 'wrong-secret',
    title: 'A wrong token secret is refused with 401',
    isWrite: false,
    async run(settings, inspection) {
      const wrong = { ...settings, tokenSecret: 'a-wrong-secret-of-a-conformance-run' }
      const call = () => postAssessmentsInfo(wrong, nobody, inspection.io)
      await expectRefusal(inspection, call, { statuses: [401], as: ['config'] })
      noteError(inspection)
    },
  },
  {
    id: 'other-project',
    title: 'The token does not open another college’s project',
    isWrite: false,
    async run(settings, inspection) {
      if (!settings.sendProjectIdOnInfo)
        inspection.skip('This connection does not send the project when it asks.')
      const { status } = await askInfo(settings, inspection, { projectId: 'conformance', email: nobody })
      inspection.expect(status >= 400 && status < 500, 'a refusal (4xx)', `HTTP ${status}`)
      noteError(inspection)
    },
  },
  {
    id: 'missing-field',
    title: 'A question without an address is refused with 400, not with 401',
    isWrite: false,
    async run(settings, inspection) {
      const { status } = await askInfo(settings, inspection, { projectId: settings.projectId })
      inspection.expect(status === 400, 'HTTP 400', `HTTP ${status}`)
      noteError(inspection)
    },
  },
  {
    id: 'start-link',
    title: 'A start link is made, with https and on an allowed host',
    isWrite: true,
    async run(settings, inspection) {
      inspection.remember('start link', await startLink(settings, inspection))
    },
  },
  {
    id: 'fresh-link',
    title: 'Every start makes a link of its own',
    isWrite: true,
    async run(settings, inspection) {
      const first = inspection.recall('start link')
      const second = await startLink(settings, inspection)
      inspection.expect(
        first !== second,
        'another link than the first',
        'the same link again',
        'redirect-url',
      )
    },
  },
  {
    id: 'status-before-begin',
    title: 'Somebody who has a link and has not begun is “not started”, in a word we know',
    isWrite: true,
    async run(settings, inspection) {
      inspection.recall('start link')
      const { email, key } = inspection.candidate
      const report = await expectNothing(settings, inspection, email, key)
      const { progress } = report
      inspection.expect(progress === 'not_started', 'not_started', progress, 'assessments-info')
    },
  },
]

async function startLink(settings: StudyHqSettings, inspection: Inspection): Promise<string> {
  const body = await postRedirectUrl(settings, markedStart(inspection.candidate).candidate, inspection.io)
  inspection.answer('redirect-url', body, linkShape)
  const { url } = readLink(body)
  if (url === null) return inspection.skip('There is no start link in the answer.')
  expectLink(inspection, url, (raw) => acceptLink(raw, settings))
  return url
}

/** Asks about somebody of whom there is no sitting, and reads the answer as a sync would. */
async function expectNothing(
  settings: StudyHqSettings,
  inspection: Inspection,
  email: string,
  key = 'nobody',
) {
  const answer = await postAssessmentsInfo(settings, email, inspection.io)
  const { status } = inspection.last()
  if (!answer.found) {
    inspection.note(`“No record” is said with HTTP ${status}.`)
    return noRecord(answer.rawStatus)
  }
  inspection.answer('assessments-info', answer.body, infoShape)
  const read = readAssessments(answer.body)
  inspection.expect(read.isReadable, 'a list of assessments, or nothing', 'JSON without anything we know')
  for (const { status: word } of read.items)
    inspection.expect(
      word === null || toProgress(word, settings.statusWords) !== 'unknown',
      'a status word that we know',
      `“${redactCommon(word ?? '').slice(0, 60)}”`,
      'assessments-info: Status',
    )
  const since = new Date(inspection.io.now().getTime() - 60_000)
  const ref = { attemptId: key, email, externalId: null, since, lastProgressAt: null }
  return toReport(read, ref, settings, inspection.io.now())
}

const askInfo = (settings: StudyHqSettings, inspection: Inspection, body: Record<string, string>) =>
  inspection.ask({
    url: `${settings.baseUrl}/partner/get-assessments-info`,
    method: 'POST',
    headers: {
      'X-Access-Token': `${settings.tokenId}:${settings.tokenSecret}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify(body),
    timeoutMs: settings.timeoutMs,
  })

/** The shape of error bodies is not documented: what is met is written down. */
function noteError(inspection: Inspection): void {
  const { json, status } = inspection.last()
  if (status < 400) return
  if (json === undefined) inspection.note(`The refusal has no JSON body (HTTP ${status}).`)
  else inspection.answer(`error-${status}`, json, errorShape)
}
