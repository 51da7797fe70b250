import type { Sim, Simulator } from '@/lib/providers/simulator-host'
import { brokenAnswer, faultFor, faults, hostileLink, refusal, type Fault } from './simulator-faults'
import * as pages from './simulator-pages'
import { recommend } from './simulator-questions'
import {
  actOnSitting,
  beginSitting,
  lookAtLink,
  mintLink,
  sittingsOf,
  statusOf,
  testSeconds,
  type Person,
  type Sitting,
} from './simulator-sittings'

/** Tokens the fake vendor gave out: one token is one project, and a project stands for one college. */
const tokens = [
  { token: 'tok_sandbox:secret_sandbox', projectId: 'L4ndb5PYxM' },
  { token: 'tok_sandbox_2:secret_sandbox_2', projectId: 'R7mhq2ZcVd' },
]

type Call = { email: string; body: Record<string, unknown>; projectId: string; fault: Fault | null }
type Options = { resultDelaySeconds?: number }

/** A fake StudyHQ: its API and its pages. `resultDelaySeconds`: how long after finishing the recommendations appear. */
export function createStudyHqSimulator({ resultDelaySeconds = 0 }: Options = {}): Simulator {
  return {
    id: 'studyhq',
    faults,
    async handle(request, sim) {
      const [, area, id, rest] = sim.path.split('/')
      if (area === 'partner') return api(request, sim, id ?? '', resultDelaySeconds)
      if (rest !== undefined || !id) return pages.notFound()
      if (area === 'take') return takePage(request, sim, id)
      if (area === 'sitting') return sittingPage(request, sim, id)
      return pages.notFound()
    },
  }
}

export const studyhqSimulator = createStudyHqSimulator()

async function api(request: Request, sim: Sim, name: string, delaySeconds: number): Promise<Response> {
  if (name !== 'get-redirect-url' && name !== 'get-assessments-info') return refusal(404, 'No such endpoint')
  if (request.method !== 'POST') return refusal(405, 'Use POST', { allow: 'POST' })
  const owner = tokens.find(({ token }) => token === request.headers.get('x-access-token'))
  if (!owner) return refusal(401, 'Invalid or revoked token')
  const body = await bodyOf(request)
  const email = String(body['email'] ?? '')
    .trim()
    .toLowerCase()
  const fault = faultFor(email, sim)
  const broken = await brokenAnswer(fault, name === 'get-redirect-url' ? 'link' : 'info', email, request, sim)
  if (broken) return broken
  const call = { email, body, projectId: owner.projectId, fault }
  return name === 'get-redirect-url' ? redirectUrl(call, sim) : assessmentsInfo(call, sim, delaySeconds)
}

async function redirectUrl(call: Call, sim: Sim): Promise<Response> {
  const { body, email, fault } = call
  const name = typeof body['name'] === 'string' ? body['name'].trim() : ''
  const mobile = String(body['mobile'] ?? '')
  const wrong = [
    ...(typeof body['projectId'] === 'string' && body['projectId'] !== '' ? [] : ['projectId']),
    ...(name.length >= 1 && name.length <= 100 ? [] : ['name']),
    ...(isEmail(email) ? [] : ['email']),
    ...(/^(?:\+91)?[6-9]\d{9}$/.test(mobile) ? [] : ['mobile']),
  ]
  if (wrong.length > 0) return refusal(400, `Missing or invalid fields: ${wrong.join(', ')}`)
  if (body['projectId'] !== call.projectId) return refusal(403, 'This token belongs to another project')
  if (fault === 'hostile-link') return json({ 'redirect-url': await hostileLink(email, sim) })
  const url = `${sim.origin}/take/${await mintLink(sim, personKey(call), name)}`
  if (fault === 'nested') return json({ status: 'success', data: { url } })
  return json(fault === 'camel' ? { redirectUrl: url } : { 'redirect-url': url })
}

async function assessmentsInfo(call: Call, sim: Sim, delaySeconds: number): Promise<Response> {
  if (!isEmail(call.email)) return refusal(400, 'Missing or invalid fields: email')
  const projectId = call.body['projectId'] ?? call.projectId
  if (projectId !== call.projectId) return refusal(403, 'This token belongs to another project')
  const person = await sim.store.get<Person>('person', personKey(call))
  const sittings = person ? await sittingsOf(sim, person.key) : []
  if (sittings.length === 0 && call.fault === 'null') return json(null)
  const notStarted = {
    Status: 'Not Started',
    Duration: null,
    StartedAt: null,
    CompletedAt: null,
    Recommendations: null,
  }
  const started = sittings.map((sitting) => resultOf(sitting, call.fault, sim.now(), delaySeconds))
  const list = person && started.length === 0 ? [notStarted] : started
  if (call.fault === 'bare-array') return json(list)
  return json(
    call.fault === 'nested' ? { status: 'success', data: { Assessments: list } } : { Assessments: list },
  )
}

function resultOf(sitting: Sitting, fault: Fault | null, now: Date, delaySeconds: number) {
  const status = statusOf(sitting, now)
  const secondsSince = sitting.finishedAt
    ? (now.getTime() - new Date(sitting.finishedAt).getTime()) / 1000
    : 0
  const isMarinating = fault === 'unknown-status' && status === 'Completed' && secondsSince < 3600
  const waitSeconds = fault === 'late-result' ? 600 : delaySeconds
  const isReady = status === 'Completed' && !isMarinating && secondsSince >= waitSeconds
  return {
    AssessmentId: sitting.assessmentId,
    Status: isMarinating ? 'Marinating' : status,
    Duration: sitting.finishedAt ? Math.max(1, Math.round((testSeconds - sitting.secondsLeft) / 60)) : null,
    StartedAt: sitting.startedAt,
    CompletedAt: status === 'Completed' ? sitting.finishedAt : null,
    Recommendations: isReady
      ? fault === 'none'
        ? []
        : recommend(sitting.answers, fault !== 'not-offered')
      : null,
  }
}

/** GET shows what the link is for and uses nothing, so mail scanners do no harm; POST uses it. */
async function takePage(request: Request, sim: Sim, id: string): Promise<Response> {
  if (request.method === 'POST') {
    const begun = await beginSitting(sim, id)
    return 'sittingId' in begun ? seeOther(sim, `/sitting/${begun.sittingId}`) : pages.deadLink(begun.state)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return pages.notFound()
  const link = await lookAtLink(sim, id)
  if (link.state !== 'open') return pages.deadLink(link.state)
  const person = await sim.store.get<Person>('person', link.personKey)
  return pages.begin(`${mountOf(sim)}/take/${id}`, person?.name ?? '')
}

async function sittingPage(request: Request, sim: Sim, id: string): Promise<Response> {
  if (!(await sim.store.get<Sitting>('sitting', id))) return pages.notFound()
  if (request.method === 'POST') {
    await actOnSitting(sim, id, new URLSearchParams(await request.text()))
    return seeOther(sim, `/sitting/${id}`)
  }
  const sitting = await sim.store.get<Sitting>('sitting', id)
  if (!sitting) return pages.notFound()
  const status = statusOf(sitting, sim.now())
  return status === 'In Progress'
    ? pages.test(`${mountOf(sim)}/sitting/${id}`, sitting, sim.now())
    : pages.ended(status, sitting.language)
}

const personKey = (call: Call) => `${call.projectId}:${call.email}`

const isEmail = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

const json = (body: unknown) => Response.json(body, { headers: { 'cache-control': 'no-store' } })

/** Path of the mount, so that forms and redirects stay on the host the person is on. */
const mountOf = (sim: Sim) => new URL(sim.origin).pathname.replace(/\/$/, '')

const seeOther = (sim: Sim, path: string) =>
  new Response(null, { status: 303, headers: { ...pages.pageHeaders, location: mountOf(sim) + path } })

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await request.json()
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
  } catch {
    return {}
  }
}
