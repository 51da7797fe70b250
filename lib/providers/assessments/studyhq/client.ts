import type { Candidate } from '@/lib/providers/assessments/contract'
import {
  callProvider,
  redactCommon,
  retryAfterSeconds,
  type HttpAnswer,
  type ProviderIo,
} from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { StudyHqSettings } from './config'

/** JSON of an answer, or that StudyHQ holds no record of this e-mail address yet. */
export type InfoAnswer = { found: true; body: unknown } | { found: false; rawStatus: string | null }

const shortestTryMs = 50

/**
 * Asks for a fresh start link. A 500 is asked once more within the same time limit, nothing else is: a time-out may
 * have minted. Gives back the answer's JSON; throws ProviderError by reference/providers.md §1.5.
 */
export async function postRedirectUrl(
  settings: StudyHqSettings,
  candidate: Candidate,
  io: ProviderIo,
): Promise<unknown> {
  const answer = await post(
    settings,
    '/partner/get-redirect-url',
    startRequest(settings, candidate),
    io,
    (status) => status === 500,
  )
  if (!isSuccess(answer)) throw failureOf(settings, answer, io)
  return jsonOf(answer)
}

/**
 * Asks what StudyHQ holds for one e-mail address; a 5xx is asked once more within the same time limit.
 * 400, 404, `null` and an empty body mean no record yet (§1.4); throws ProviderError otherwise.
 */
export async function postAssessmentsInfo(
  settings: StudyHqSettings,
  email: string,
  io: ProviderIo,
): Promise<InfoAnswer> {
  const request = {
    ...(settings.sendProjectIdOnInfo ? { projectId: settings.projectId } : {}),
    email: plainEmail(email),
  }
  const answer = await post(settings, '/partner/get-assessments-info', request, io, (status) => status >= 500)
  if (answer.status === 404) return { found: false, rawStatus: null }
  // Kept visible to staff: a 400 may also mean that StudyHQ did not like our question.
  if (answer.status === 400) return { found: false, rawStatus: 'HTTP 400' }
  if (!isSuccess(answer)) throw failureOf(settings, answer, io)
  if (answer.text.trim() === '') return { found: false, rawStatus: null }
  return { found: true, body: jsonOf(answer) }
}

/** The four documented fields (§1.3); StudyHQ's example has ten national digits and one name field. */
function startRequest(settings: StudyHqSettings, candidate: Candidate) {
  const { projectId, mobileFormat } = settings
  const mobile =
    mobileFormat === 'e164' ? candidate.mobileE164 : candidate.mobileE164.replace(/\D/g, '').slice(-10)
  const name = candidate.fullName.trim().replace(/\s+/g, ' ').slice(0, 100)
  return { projectId, name, email: plainEmail(candidate.email), mobile }
}

const plainEmail = (email: string) => email.trim().toLowerCase()

async function post(
  settings: StudyHqSettings,
  path: string,
  body: Record<string, string>,
  io: ProviderIo,
  isWorthAsking: (status: number) => boolean,
): Promise<HttpAnswer> {
  const once = (timeoutMs: number) =>
    callProvider(
      {
        url: settings.baseUrl + path,
        method: 'POST',
        headers: {
          'X-Access-Token': `${settings.tokenId}:${settings.tokenSecret}`,
          'Content-Type': 'application/json',
          Accept: 'application/json',
        },
        body: JSON.stringify(body),
        timeoutMs: Math.floor(timeoutMs),
        redact: (text) => redactFor(settings, text),
      },
      io,
    )
  const deadline = performance.now() + settings.timeoutMs
  const first = await once(settings.timeoutMs)
  const pauseMs = 150 + Math.random() * 200
  const leftMs = deadline - performance.now() - pauseMs
  if (!isWorthAsking(first.status) || leftMs < shortestTryMs) return first
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  return once(leftMs)
}

/** Beyond the usual: any address at all (a start link may sit under any key) and this connection's own secret. */
const redactFor = (settings: StudyHqSettings, text: string) =>
  redactCommon(
    text.replaceAll(settings.tokenSecret, '•••').replace(/\b(?:https?|javascript):[^\s"'<>]*/gi, '•••'),
  )

const isSuccess = (answer: HttpAnswer) => answer.status >= 200 && answer.status < 300

function jsonOf(answer: HttpAnswer): unknown {
  if (answer.json === undefined)
    throw new ProviderError('contract', { message: 'answer is not JSON', status: answer.status })
  return answer.json
}

function failureOf(settings: StudyHqSettings, answer: HttpAnswer, io: ProviderIo): ProviderError {
  const { status } = answer
  const info = { status, message: saidIn(settings, answer) }
  if (status === 400) return new ProviderError('invalid', info)
  if (status === 401 || status === 403) return new ProviderError('config', info)
  if (status === 429) {
    return new ProviderError('rate_limited', {
      ...info,
      retryAfterSeconds: retryAfterSeconds(answer.headers, io.now()),
    })
  }
  return new ProviderError(status === 408 || status >= 500 ? 'transient' : 'refused_by_provider', info)
}

/** The provider's own words when the body has some, masked and short; the shape of error bodies is not documented. */
function saidIn(settings: StudyHqSettings, answer: HttpAnswer): string {
  const body = answer.json
  if (typeof body !== 'object' || body === null) return `HTTP ${answer.status}`
  const words = ['message', 'error', 'detail']
    .map((key) => (body as Record<string, unknown>)[key])
    .find((word) => typeof word === 'string')
  return typeof words === 'string'
    ? `HTTP ${answer.status}: ${redactFor(settings, words).slice(0, 200)}`
    : `HTTP ${answer.status}`
}
