import { asInTheGuide, inOddTypes } from './simulator-answers'
import { send, type Fault } from './simulator-faults'

/** One of the ten calls as it came in: which one, the id in its path or query, and its parameters in any casing. */
export type Call = {
  kind: Kind
  method: 'GET' | 'POST'
  id: string
  isAboutSection: boolean
  param: (name: string) => string
  fault: Fault | null
}

const kinds = {
  'client/token': { method: 'GET', id: null },
  candidate: { method: 'POST', id: null },
  'candidate/iscandidate': { method: 'GET', id: 'Username' },
  'candidate/getassessmentsforcandidate': { method: 'GET', id: 'Username' },
  'assessment/verification': { method: 'GET', id: 'AssessmentSectiondId' },
  'assessment/scores': { method: 'GET', id: 'Id' },
  'assessment/reports': { method: 'GET', id: 'Id' },
  'assessment/status': { method: 'GET', id: 'Id' },
  'assessment/token': { method: 'GET', id: 'Id' },
  'assessment/resetassessmentsection': { method: 'GET', id: 'Id' },
} as const
type Kind = keyof typeof kinds

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name)

/** The call that a path below `/api` names, or null. The id may stand in the path or in the query, as the guide shows both. */
export async function readCall(request: Request, path: string[]): Promise<Call | null> {
  const kind = path.slice(0, 2).join('/').toLowerCase()
  if (!isKind(kind) || path.length > 3 || (path.length === 3 && kinds[kind].id === null)) return null
  const params = new Map<string, string>()
  for (const [name, value] of new URL(request.url).searchParams) params.set(name.toLowerCase(), value.trim())
  for (const [name, value] of await bodyOf(request)) params.set(name.toLowerCase(), value.trim())
  const param = (name: string) => params.get(name.toLowerCase()) ?? ''
  const { method, id } = kinds[kind]
  return {
    kind,
    method,
    id: path[2] === undefined ? (id === null ? '' : param(id)) : decoded(path[2]),
    isAboutSection: kind === 'assessment/verification' || kind === 'assessment/resetassessmentsection',
    param,
    fault: null,
  }
}

/** An answer as the chosen fault would print it. */
export function say(call: Call, body: unknown, status = 200): Response {
  if (call.fault === 'odd-types') return send(status, inOddTypes(body))
  if (call.fault !== 'guide-json') return send(status, body)
  return new Response(`\uFEFF${asInTheGuide(body)}`, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** Errors by parameter, with what the guide shows beside them; on HTTP 200 unless the fault says otherwise. */
export const refuse = (call: Call, errors: [string, string][], beside: Record<string, unknown> = {}) =>
  say(
    call,
    { Errors: errors.map(([Key, Message]) => ({ Key, Message })), ...beside },
    call.fault === 'errors-400' ? 400 : 200,
  )

async function bodyOf(request: Request): Promise<[string, string][]> {
  if (request.method !== 'POST') return []
  const text = await request.text()
  if (request.headers.get('content-type')?.includes('x-www-form-urlencoded'))
    return [...new URLSearchParams(text)]
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return []
    return Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ])
  } catch {
    return []
  }
}

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
