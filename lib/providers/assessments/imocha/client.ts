import {
  callProvider,
  redactCommon,
  retryAfterSeconds,
  type HttpAnswer,
  type ProviderIo,
} from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { ImochaSettings } from './config'
import { readRefusal, statusOf } from './wire'
import { readJson } from './wire-values'

/** One question to iMocha. */
export type Ask = {
  method: 'GET' | 'POST'
  /** Path and query below the connection's address. */
  path: string
  /** JSON text: ids are written into it digit by digit. */
  body?: string
  /** Asking twice does no harm: a 5xx is asked once more within the time limit. V2 has GETs that change things. */
  isRead: boolean
  /** What 400 and 403 mean here: our data were wrong, or the invitation is not in the right state. */
  refusal?: 'invalid' | 'conflict'
}

const shortestTryMs = 50

/**
 * Asks iMocha and gives back the answer's JSON, with long ids as text; undefined for an empty answer to a change.
 * Throws ProviderError by reference/providers.md §2.4.
 */
export async function ask(settings: ImochaSettings, what: Ask, io: ProviderIo): Promise<unknown> {
  const { status, body, answer } = await exchange(settings, what, io)
  if (status >= 400) throw await failureOf(settings, what, { status, body, answer }, io)
  if (status < 200 || status >= 300)
    throw new ProviderError('refused_by_provider', { status, message: `HTTP ${status}` })
  if (body === undefined && (what.isRead || answer.text.trim() !== ''))
    throw new ProviderError('contract', { message: 'answer is not JSON', status })
  return body
}

/** As `ask`, and null where iMocha knows nothing (404). */
export async function askIfAny(settings: ImochaSettings, what: Ask, io: ProviderIo): Promise<unknown> {
  try {
    return await ask(settings, what, io)
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return null
    throw error
  }
}

/** Proves the key: the cheapest read there is. A 401 here means the key, or the subscription behind it. */
export async function askNeutral(settings: ImochaSettings, io: ProviderIo): Promise<void> {
  const { status, body, answer } = await exchange(settings, neutral(settings), io)
  if (status === 401 || status === 403)
    throw new ProviderError('config', { status, message: said(status, body, settings) })
  if (status >= 400) throw plainFailure(status, body, answer, settings, io)
  if (body === undefined) throw new ProviderError('contract', { message: 'answer is not JSON', status })
}

const neutral = ({ apiVersion }: ImochaSettings): Ask => ({
  method: 'GET',
  path: apiVersion === 'v2' ? '/v2/org/tests?page_no=1&page_size=1' : '/v3/tests?pageSize=1',
  isRead: true,
})

type Exchange = { status: number; body: unknown; answer: HttpAnswer }

/** One call, or two within one time limit. `status` is what the answer amounts to, wherever it says so. */
async function exchange(settings: ImochaSettings, what: Ask, io: ProviderIo): Promise<Exchange> {
  const once = async (timeoutMs: number): Promise<Exchange> => {
    const answer = await callProvider(
      {
        url: settings.baseUrl + what.path,
        method: what.method,
        headers: {
          'X-API-KEY': settings.apiKey,
          Accept: 'application/json',
          ...(what.body === undefined ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
        },
        body: what.body,
        timeoutMs: Math.floor(timeoutMs),
        redact: (text) => redactFor(settings, text),
      },
      io,
    )
    const body = readJson(answer.text)
    return { status: statusOf(answer.status, body), body, answer }
  }
  const deadline = performance.now() + settings.timeoutMs
  const first = await once(settings.timeoutMs)
  const pauseMs = 150 + Math.random() * 200
  const leftMs = deadline - performance.now() - pauseMs
  if (!what.isRead || first.status < 500 || leftMs < shortestTryMs) return first
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  return once(leftMs)
}

/** 401 and 403 prove nothing about the key (§2.4): only the neutral read does. */
async function failureOf(
  settings: ImochaSettings,
  what: Ask,
  { status, body, answer }: Exchange,
  io: ProviderIo,
): Promise<ProviderError> {
  const refusal = what.refusal ?? 'invalid'
  const info = { status, message: said(status, body, settings) }
  if (status === 403 && refusal === 'conflict') return new ProviderError('conflict', info)
  if (status === 401 || status === 403) {
    await askNeutral(settings, io)
    return new ProviderError(status === 401 ? 'invalid' : 'refused_by_provider', info)
  }
  if (status === 400 || status === 409 || status === 422)
    return new ProviderError(status === 409 ? 'conflict' : refusal, info)
  return plainFailure(status, body, answer, settings, io)
}

function plainFailure(
  status: number,
  body: unknown,
  answer: HttpAnswer,
  settings: ImochaSettings,
  io: ProviderIo,
): ProviderError {
  const info = { status, message: said(status, body, settings) }
  if (status === 404) return new ProviderError('not_found', info)
  if (status === 429)
    return new ProviderError('rate_limited', {
      ...info,
      retryAfterSeconds: retryAfterSeconds(answer.headers, io.now()),
    })
  return new ProviderError(status === 408 || status >= 500 ? 'transient' : 'refused_by_provider', info)
}

/** The provider's own words, masked and short. */
function said(status: number, body: unknown, settings: ImochaSettings): string {
  const words = readRefusal(body)
  return words === null ? `HTTP ${status}` : `HTTP ${status}: ${redactFor(settings, words).slice(0, 200)}`
}

const candidateName = /("candidate_?name\s*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi

/** Beyond the usual: this connection's key, candidates' names, and any address at all (links may sit under any key). */
export const redactFor = (settings: ImochaSettings, text: string) =>
  redactCommon(
    text
      .replaceAll(settings.apiKey, '•••')
      .replace(/\b(?:https?|javascript):[^\s"'<>]*/gi, '•••')
      .replace(candidateName, '$1"•••"'),
  )
