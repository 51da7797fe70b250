import type { Sim, Simulator } from '@/lib/providers/simulator-host'
import { assessmentsAnswer, isSubmitted, reportsZip, scoresAnswer, statusAnswer } from './simulator-answers'
import {
  addVerification,
  changeAssessment,
  findAssessment,
  findBySection,
  findByUsername,
  mintLogin,
  resetSection,
  type Assessment,
} from './simulator-assessments'
import { readCall, refuse, say, type Call } from './simulator-calls'
import { candidateWords, clients, createCandidate, noAssessment } from './simulator-create'
import { brokenAnswer, faultIn, faults, panelFault, send, tooMany } from './simulator-faults'
import { slidingWindow, type Limit } from './simulator-limits'
import * as pages from './simulator-pages'
import { candidatePage, logIn } from './simulator-visits'
import { makeAccessToken, readAccessToken } from './simulator-tokens'

type Options = { limit?: Limit }

/** A fake Test Partnership: its ten calls and its pages. `limit`: another limit than 300 requests in 120 s. */
export function createTestPartnershipSimulator({
  limit = { calls: 300, windowSeconds: 120 },
}: Options = {}): Simulator {
  const mayAsk = slidingWindow(limit)
  return {
    id: 'test-partnership',
    faults,
    async handle(request, sim) {
      const [, area = '', ...rest] = sim.path.replace(/\/+$/, '').split('/')
      if (area === 'api') return api(request, sim, rest, mayAsk)
      if (area === 'auto-login' && rest.length === 0) return logIn(request, sim)
      if (area === 'candidate') return candidatePage(request, sim, rest)
      return area === '' ? pages.home() : pages.notFound()
    },
  }
}

export const testPartnershipSimulator = createTestPartnershipSimulator()

const noSuchCall = () => send(404, { Message: 'No HTTP resource was found that matches the request URI.' })

async function api(
  request: Request,
  sim: Sim,
  path: string[],
  mayAsk: (account: string, now: Date) => boolean,
): Promise<Response> {
  const call = await readCall(request, path)
  if (!call) return noSuchCall()
  const client = clientOf(call, sim)
  // Whatever the answer will be, it is a request of this account.
  if (!mayAsk(`${sim.origin} ${client ?? 'nobody'}`, sim.now())) return tooMany()
  if (request.method !== call.method)
    return send(405, { Message: `The requested resource does not support http method '${request.method}'.` })
  return call.kind === 'client/token'
    ? clientToken(call, request, sim)
    : authorised(call, client, request, sim)
}

const clientOf = (call: Call, sim: Sim): number | null => {
  if (call.kind === 'client/token') {
    const at = clients.findIndex(({ username }) => username === call.param('Username'))
    return at < 0 ? null : at
  }
  const token = readAccessToken(call.param('AccessToken'), sim.now())
  return token.state === 'unknown' ? null : token.client
}

async function clientToken(call: Call, request: Request, sim: Sim): Promise<Response> {
  call.fault = panelFault(sim)
  const broken = await brokenAnswer({ ...call, about: call.param('Username') }, request, sim)
  if (broken) return broken
  const none = { AccessToken: null }
  const missing = ['Username', 'Password'].filter((name) => call.param(name) === '')
  if (missing.length > 0)
    return refuse(
      call,
      missing.map((name) => [name, `${name} is required`]),
      none,
    )
  const at = clients.findIndex(
    ({ username, password }) => username === call.param('Username') && password === call.param('Password'),
  )
  if (at < 0) return refuse(call, [['Username', 'Username or password is invalid']], none)
  return say(call, { Errors: [], AccessToken: makeAccessToken(at, sim.now()) })
}

/** Finds whom the call is about, lets the chosen fault speak first, and answers. */
async function authorised(call: Call, client: number | null, request: Request, sim: Sim): Promise<Response> {
  const found = client === null ? undefined : await subjectOf(call, client, sim)
  const asked = call.kind === 'candidate' ? faultIn(...candidateWords(call)) : (found?.fault ?? null)
  call.fault = asked ?? panelFault(sim)
  const about = found ? String(found.id) : call.param('Username') || call.id
  const broken = await brokenAnswer({ ...call, about }, request, sim)
  if (broken) return broken
  const token = call.param('AccessToken')
  const { state } = readAccessToken(token, sim.now())
  if (client === null || state !== 'good') {
    const message = token === '' ? 'Access Token is required' : 'Access token is invalid'
    return refuse(call, [['AccessToken', message]], emptyHanded(call))
  }
  if (call.kind === 'candidate') return createCandidate(call, client, request, sim)
  if (call.kind.startsWith('candidate/')) return aboutCandidate(call, found)
  return aboutAssessment(call, found, sim)
}

async function subjectOf(call: Call, client: number, sim: Sim): Promise<Assessment | undefined> {
  const found = await (call.kind.startsWith('candidate')
    ? findByUsername(sim, client, call.kind === 'candidate' ? call.param('Username') : call.id)
    : call.isAboutSection
      ? findBySection(sim, Number(call.id))
      : findAssessment(sim, Number(call.id)))
  return found?.client === client ? found : undefined
}

/** What the guide shows beside the errors of each call. */
function emptyHanded({ kind }: Call): Record<string, unknown> {
  if (kind === 'candidate') return noAssessment
  if (kind === 'assessment/status') return { Status: null, SubmissionDate: null, Tests: [] }
  if (kind === 'assessment/token') return { AssessmentToken: null }
  return {}
}

function aboutCandidate(call: Call, found: Assessment | undefined): Response {
  if (call.id === '') return refuse(call, [['Username', 'Username is required']])
  if (call.kind === 'candidate/iscandidate')
    return found ? say(call, { IsCandidate: 'True' }) : refuse(call, [['IsCandidate', 'False']])
  return found
    ? say(call, assessmentsAnswer(found))
    : refuse(call, [['Assessments', 'Assessments not found']])
}

async function aboutAssessment(call: Call, found: Assessment | undefined, sim: Sim): Promise<Response> {
  const name = call.isAboutSection ? 'Assessment Section' : 'Assessment ID'
  const key = call.kind === 'assessment/verification' ? 'AssessmentSectiondId' : 'Id'
  if (call.id === '') return refuse(call, [[key, `${name} is required`]], emptyHanded(call))
  if (!found)
    return refuse(
      call,
      [[key, call.isAboutSection ? 'Assessment Section not found' : 'Assessment ID is invalid']],
      emptyHanded(call),
    )
  switch (call.kind) {
    case 'assessment/token':
      return loginToken(call, found, sim)
    case 'assessment/scores':
      return say(call, scoresAnswer({ ...found, fault: call.fault }, sim.now()))
    case 'assessment/status':
      return say(call, statusAnswer({ ...found, fault: call.fault }, sim.now()))
    case 'assessment/reports':
      return reports(call, found, sim)
    case 'assessment/verification': {
      const isNew = await addVerification(sim, found.id, Number(call.id))
      if (isNew) return loginToken(call, found, sim)
      return refuse(call, [[key, 'Verification assessment already created for this assessment section']])
    }
    default: {
      const isDone = await resetSection(sim, found.id, Number(call.id))
      if (!isDone) return refuse(call, [['Id', 'Assessment Section not found']])
      // The guide's own words, which are no JSON.
      return new Response('{ 200 }', { headers: { 'content-type': 'application/json; charset=utf-8' } })
    }
  }
}

async function loginToken(call: Call, { id }: Assessment, sim: Sim): Promise<Response> {
  const token = await mintLogin(sim, id, call.fault === 'dead-login')
  return say(call, { Errors: [], AssessmentToken: token })
}

async function reports(call: Call, found: Assessment, sim: Sim): Promise<Response> {
  const now = sim.now()
  if (call.fault === 'json-zip' || !isSubmitted(found, now))
    return refuse(call, [['Id', 'Reports have not been generated']])
  await changeAssessment(sim, found.id, (current) => ({
    ...current,
    downloadedAt: current.downloadedAt ?? now.toISOString(),
  }))
  const zip = reportsZip({ ...found, fault: call.fault }, now)
  return new Response(new Uint8Array(zip), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="reports-${found.id}.zip"`,
      'cache-control': 'no-store',
    },
  })
}
