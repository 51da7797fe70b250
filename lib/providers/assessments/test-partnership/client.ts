import {
  callProvider,
  redactCommon,
  retryAfterSeconds,
  type HttpAnswer,
  type ProviderIo,
} from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import { dropToken, sharedToken } from './access-token'
import type { CandidateRequest } from './candidate'
import type { TestPartnershipSettings } from './config'
import { parseLenient } from './lenient-json'
import {
  aboutKey,
  readAnswer,
  readAssessments,
  readCreated,
  readIsCandidate,
  readSheet,
  readToken,
  type WireAnswer,
  type WireAssessment,
  type WireSheet,
} from './wire'

/** One verb's way to Test Partnership: whose account, which world, and when its time is over. */
export type Line = { settings: TestPartnershipSettings; io: ProviderIo; endsAt: number }

type Reply = { http: HttpAnswer; body: WireAnswer }

const shortestTryMs = 50
const longestVerbMs = 24_000
const largestReportBytes = 30_000_000

export const openLine = (settings: TestPartnershipSettings, io: ProviderIo): Line => ({
  settings,
  io,
  endsAt: performance.now() + Math.min(3 * settings.timeoutMs, longestVerbMs),
})

/**
 * Call 1, `/api/client/token`: proves the account. The other nine get their token by way of the shared one.
 * @throws ProviderError('config') when username and password are refused
 */
export async function askAccessToken(line: Line): Promise<string> {
  const { username, password } = line.settings
  const reply = await get(line, '/api/client/token', { Username: username, Password: password })
  const token = readToken(reply.body, 'AccessToken')
  if (aboutKey(reply.body.errors, 'Username', 'Password'))
    throw new ProviderError('config', { status: reply.http.status, message: saidIn(line, reply) })
  if (isFailure(reply)) throw failureOf(line, reply)
  if (token === null) throw new ProviderError('contract', { message: 'no access token in the answer' })
  return token
}

/**
 * Call 2, `/api/candidate`: makes a candidate with one assessment. Its username is known to us, so a refused access token
 * may be followed by a second try; nothing else may.
 * @throws ProviderError('conflict') when the username is taken; 'transient' or 'contract' when the answer is lost
 */
export async function createCandidate(line: Line, candidate: CandidateRequest): Promise<WireAssessment> {
  const once = (token: string) => post(line, '/api/candidate', { AccessToken: token, ...candidate })
  const reply = await withToken(line, once, 'again')
  // Our username always fits, so a complaint about it can only mean that it is taken; the wording is not documented.
  if (aboutKey(reply.body.errors, 'Username') && !refusesToken(reply))
    throw new ProviderError('conflict', { status: reply.http.status, message: saidIn(line, reply) })
  if (isFailure(reply)) throw failureOf(line, reply)
  const made = readCreated(reply.body)
  if (!made) throw new ProviderError('contract', { message: 'no assessment in the answer' })
  return made
}

/** Call 3, `/api/candidate/iscandidate`. */
export async function isCandidate(line: Line, username: string): Promise<boolean> {
  const reply = await read(line, '/api/candidate/iscandidate', { Username: username })
  const said = readIsCandidate(reply.body)
  if (said === null) throw failureOf(line, reply)
  return said
}

/** Call 4, `/api/candidate/getassessmentsforcandidate`: empty for a username nobody has. */
export async function listAssessments(line: Line, username: string): Promise<WireAssessment[]> {
  const reply = await read(line, '/api/candidate/getassessmentsforcandidate', { Username: username })
  if (isGood(reply)) return readAssessments(reply.body)
  if (aboutKey(reply.body.errors, 'Assessments', 'IsCandidate')) return []
  throw failureOf(line, reply)
}

/** Call 5, `/api/assessment/verification`: adds a verification test. Never repeated. Its token is not kept. */
export async function addVerification(line: Line, sectionId: string): Promise<void> {
  const reply = await once(line, `/api/assessment/verification/${sectionId}`)
  if (isFailure(reply)) throw failureOf(line, reply)
}

/** Call 6, `/api/assessment/scores`: also carries what the status call says. */
export async function askScores(line: Line, assessmentId: string): Promise<WireSheet> {
  return sheetOf(line, await read(line, `/api/assessment/scores/${assessmentId}`, {}))
}

/** Call 7, `/api/assessment/reports`: the bytes of a ZIP. @throws ProviderError for an error in JSON in its place */
export async function downloadReports(line: Line, assessmentId: string): Promise<Uint8Array> {
  const path = `/api/assessment/reports/${assessmentId}`
  const reply = await read(line, path, {}, { Accept: 'application/zip, application/octet-stream, */*' })
  const { bytes } = reply.http
  if (isSuccessStatus(reply.http.status) && bytes[0] === 0x50 && bytes[1] === 0x4b) return bytes
  if (isFailure(reply)) throw failureOf(line, reply)
  throw new ProviderError('contract', { message: 'no ZIP in the answer', status: reply.http.status })
}

/** Call 8, `/api/assessment/status`. */
export async function askStatus(line: Line, assessmentId: string): Promise<WireSheet> {
  return sheetOf(line, await read(line, `/api/assessment/status/${assessmentId}`, {}))
}

/** Call 9, `/api/assessment/token`: mints a token that logs the candidate in. Never repeated. */
export async function mintLoginToken(line: Line, assessmentId: string): Promise<string> {
  const reply = await once(line, `/api/assessment/token/${assessmentId}`)
  if (isFailure(reply)) throw failureOf(line, reply)
  const token = readToken(reply.body, 'AssessmentToken')
  if (token === null) throw new ProviderError('contract', { message: 'no assessment token in the answer' })
  return token
}

/**
 * Call 10, `/api/assessment/resetassessmentsection`: destroys a section's marks. Never repeated. Success is documented as
 * `{ 200 }`, which is no JSON: anything short of a complaint or a web page under 200 counts.
 */
export async function destroySectionMarks(line: Line, sectionId: string): Promise<void> {
  const reply = await once(line, `/api/assessment/resetassessmentsection/${sectionId}`)
  const isPage = /^\s*</.test(reply.http.text)
  if (reply.http.status === 200 && reply.body.errors.length === 0 && !isPage) return
  throw failureOf(line, reply)
}

const sheetOf = (line: Line, reply: Reply): WireSheet => {
  if (!isGood(reply)) throw failureOf(line, reply)
  return readSheet(reply.body)
}

/** A call that changes nothing: asked again, once, when its access token is refused. */
const read = (line: Line, path: string, query: Record<string, string>, headers?: Record<string, string>) =>
  withToken(line, (token) => get(line, path, { AccessToken: token, ...query }, headers), 'again')

/** A GET that changes something: a second one could destroy or mint twice, so there is none. */
const once = (line: Line, path: string) =>
  withToken(line, (token) => get(line, path, { AccessToken: token }), 'never again')

async function withToken(
  line: Line,
  call: (token: string) => Promise<Reply>,
  refused: 'again' | 'never again',
): Promise<Reply> {
  const { settings, io } = line
  const share = () => sharedToken(settings, io.now(), () => askAccessToken(line))
  const token = await share()
  const reply = await call(token)
  if (!refusesToken(reply)) return reply
  dropToken(settings, token)
  if (refused === 'never again')
    throw new ProviderError('transient', {
      status: reply.http.status,
      message: 'the access token was refused',
    })
  return call(await share())
}

const get = (line: Line, path: string, query: Record<string, string>, headers: Record<string, string> = {}) =>
  send(line, { path: `${path}?${new URLSearchParams(query)}`, method: 'GET', headers })

function post(line: Line, path: string, fields: CandidateRequest & { AccessToken: string }): Promise<Reply> {
  if (line.settings.bodyEncoding === 'json')
    return send(line, {
      path,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    })
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  return send(line, {
    path,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
}

async function send(
  { settings, io, endsAt }: Line,
  call: { path: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
): Promise<Reply> {
  const timeoutMs = Math.floor(Math.min(settings.timeoutMs, endsAt - performance.now()))
  if (timeoutMs < shortestTryMs) throw new ProviderError('transient', { message: 'no time left' })
  const http = await callProvider(
    {
      url: settings.baseUrl + call.path,
      method: call.method,
      headers: { Accept: 'application/json', ...call.headers },
      body: call.body,
      timeoutMs,
      largestBytes: call.path.startsWith('/api/assessment/reports/') ? largestReportBytes : undefined,
      redact: (text) => redactFor(settings, text),
    },
    io,
  )
  return { http, body: readAnswer(http.json ?? parseLenient(http.text)) }
}

const isSuccessStatus = (status: number) => status >= 200 && status < 300

/** Errors count at any HTTP status: they may ride on 200. */
const isFailure = ({ http, body }: Reply) => !isSuccessStatus(http.status) || body.errors.length > 0

const isGood = (reply: Reply) => !isFailure(reply) && reply.body.isReadable

const refusesToken = ({ http, body }: Reply) =>
  http.status === 401 || aboutKey(body.errors, 'AccessToken') !== undefined

/** @param reply one that is a failure, or cannot be read */
function failureOf(line: Line, reply: Reply): ProviderError {
  const { http, body } = reply
  const info = { status: http.status, message: saidIn(line, reply) }
  const about = (...keys: string[]) => aboutKey(body.errors, ...keys) !== undefined
  if (http.status === 429) {
    // Their window is two minutes long; whether they say so is unknown.
    const seconds = retryAfterSeconds(http.headers, line.io.now(), 120)
    return new ProviderError('rate_limited', { ...info, retryAfterSeconds: seconds })
  }
  if (http.status === 408 || http.status >= 500) return new ProviderError('transient', info)
  if (refusesToken(reply) || http.status === 403 || about('ProjectAccessKey'))
    return new ProviderError('config', info)
  if (body.errors.some(({ message }) => /\balready\b/i.test(message)))
    return new ProviderError('conflict', info)
  if (about('Id', 'AssessmentSectiondId', 'AssessmentSectionId', 'Assessments'))
    return new ProviderError('not_found', info)
  if (body.errors.length > 0 || http.status === 400) return new ProviderError('invalid', info)
  return new ProviderError(isSuccessStatus(http.status) ? 'contract' : 'refused_by_provider', info)
}

/** Their own words where there are some, masked and short. */
function saidIn({ settings }: Line, { http, body }: Reply): string {
  const said = body.errors.map(({ key, message }) => [key, message].filter(Boolean).join(': ')).join('; ')
  if (said !== '') return redactFor(settings, said).slice(0, 200)
  return isSuccessStatus(http.status) ? 'answer is not readable' : `HTTP ${http.status}`
}

const secretNames =
  'accesstoken|assessmenttoken|password|firstname|lastname|email|redirecturl|projectaccesskey|demographicdata'
const inQuery = new RegExp(`\\b(${secretNames}|username)=[^&\\s"]*`, 'gi')
const inJson = new RegExp(
  `(["“”](?:${secretNames})["“”]\\s*:?\\s*)(?:["“”](?:[^"“”\\\\]|\\\\.)*["“”]?|\\{[^}]*\\}?|\\[[^\\]]*\\]?)`,
  'gi',
)
/** Extra time is for those who arrange it, and the log has more readers. */
const extraTime = /((?:HasExtraTime|FactorPercentage)"?\s*[:=]\s*)[^\s,}&]+/gi
/** Tokens are GUIDs; our own opaque usernames hold one too, and are no secret. */
const guid = /(?<!pravesh-)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi

/** Beyond the usual: credentials and tokens in addresses, and everything about the person in the create call. */
const redactFor = ({ password }: TestPartnershipSettings, text: string) =>
  redactCommon(
    text
      .replaceAll(password, '•••')
      .replace(inQuery, '$1=•••')
      .replace(inJson, '$1"•••"')
      .replace(extraTime, '$1"•••"')
      .replace(guid, '•••'),
  )
