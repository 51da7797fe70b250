import { ProviderError } from './provider-error'
import { timeLimit } from './time-limit'

/** One exchange with an outside system, already redacted: what the integration log keeps. */
export type ProviderCall = {
  method: string
  /** Path and query with secret parameters masked; never a header. */
  path: string
  requestBody: string | null
  status: number | null
  /** First 2 kB of the answer, redacted. */
  responseBody: string | null
  durationMs: number
  errorKind: string | null
}

/** What a provider client may use of the outside world; tests and commands hand it in. */
export type ProviderIo = {
  fetch: typeof fetch
  now: () => Date
  record: (call: ProviderCall) => void | Promise<void>
}

export type HttpAnswer = {
  status: number
  headers: Headers
  contentType: string
  text: string
  json: unknown
  /** The body as it came, for answers that are files. */
  bytes: Uint8Array
}

export type HttpCall = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  /** From the sending on; waiting for a turn at the connection's call budget does not count. 8 s by default. */
  timeoutMs?: number
  /** Answers larger than this are refused; 1 MB unless a file is expected. */
  largestBytes?: number
  /** Masks personal data and secrets in text that is about to be kept. */
  redact?: (text: string) => string
}

const largestAnswerBytes = 1_000_000
const keptSampleCharacters = 2_000

/**
 * Calls an outside system once: time-limited, redirects not followed, answer capped in size, exchange recorded.
 * Returns every HTTP answer, 4xx and 5xx too (`json` is undefined when the text is not JSON);
 * throws ProviderError('transient') when there was no answer at all. Never retries: the caller knows what is safe.
 */
export async function callProvider(call: HttpCall, io: ProviderIo): Promise<HttpAnswer> {
  const redact = call.redact ?? redactCommon
  const limit = timeLimit(call.timeoutMs ?? 8_000)
  const entry = (rest: Pick<ProviderCall, 'status' | 'responseBody' | 'errorKind'>): ProviderCall => ({
    method: call.method,
    path: redact(pathOf(call.url)),
    requestBody: call.body === undefined ? null : sampleOf(call.body, redact),
    durationMs: Math.round(performance.now() - limit.begunAt()),
    ...rest,
  })
  try {
    const response = await io.fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body,
      redirect: 'manual',
      cache: 'no-store',
      signal: limit.signal,
    })
    const bytes = await readCapped(response, call.largestBytes ?? largestAnswerBytes)
    const contentType = response.headers.get('content-type') ?? ''
    const text = isFile(bytes) ? '' : Buffer.from(bytes).toString('utf8')
    await io.record(
      entry({
        status: response.status,
        responseBody: isFile(bytes) ? `(a file of ${bytes.byteLength} bytes)` : sampleOf(text, redact),
        errorKind: response.ok ? null : `http_${response.status}`,
      }),
    )
    return {
      status: response.status,
      headers: response.headers,
      contentType,
      text,
      json: parseJson(text),
      bytes,
    }
  } catch (error) {
    if (error instanceof ProviderError) {
      // An answer beyond the limit is an exchange; a call that the budget held back was none.
      if (error.kind === 'contract')
        await io.record(
          entry({ status: error.info.status ?? null, responseBody: null, errorKind: 'contract' }),
        )
      throw error
    }
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    await io.record(
      entry({ status: null, responseBody: null, errorKind: timedOut ? 'timed_out' : 'unreachable' }),
    )
    throw new ProviderError('transient', { message: timedOut ? 'timed out' : 'unreachable' })
  }
}

/** What is kept of a text: its beginning, masked. Masking a whole megabyte to keep 2 kB would be work for nothing. */
function sampleOf(raw: string, redact: (text: string) => string): string {
  // PostgreSQL keeps no NUL in a text.
  const text = raw.replaceAll('\u0000', '')
  const longest = 4 * keptSampleCharacters
  if (text.length <= longest) return redact(text).slice(0, keptSampleCharacters)
  // Cut between words: half a secret would not be recognised as one.
  const start = text.slice(0, longest)
  const cut = Math.max(...[' ', '"', ',', '\n', '&'].map((sign) => start.lastIndexOf(sign)))
  return redact(start.slice(0, Math.max(cut, 0))).slice(0, keptSampleCharacters)
}

/** Seconds to wait from a Retry-After header (seconds or an HTTP date), or `fallback`; never more than an hour. */
export function retryAfterSeconds(headers: Headers, now: Date, fallback = 60): number {
  const raw = headers.get('retry-after')?.trim()
  if (!raw) return fallback
  const seconds = /^\d+$/.test(raw) ? Number(raw) : (Date.parse(raw) - now.getTime()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3600) : fallback
}

const secretKey =
  /("?(?:x-access-token|authorization|token|tokensecret|secret|key_secret|password|signature|razorpay_signature|access_?token|redirect-?_?url|url|link)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|[^&\s,}]+)/gi
// It begins only where a word begins: a long text without any `@` is gone through once, not once per letter.
const emailAddress = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}.-]+\.\p{L}{2,}/gu
const phoneNumber = /(?<!\d)(?:\+?91[- ]?)?[6-9]\d{9}(?!\d)/g
const personName = /("(?:(?:full|first|last|candidate)[_ ]?)?name\s*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
const personNameInForm = /(?<![a-z_])((?:full|first|last|candidate)_?name=)[^&\s"]+/gi

/** Masks secrets, start links, e-mail addresses, Indian mobiles and names in text that will be kept or logged. */
export function redactCommon(text: string): string {
  return text
    .replace(secretKey, '$1"•••"')
    .replace(personName, '$1"•••"')
    .replace(personNameInForm, '$1•••')
    .replace(emailAddress, (address) => `${address[0]}•••@${address.split(/@|%40/).at(-1)}`)
    .replace(phoneNumber, (digits) => `•••${digits.slice(-2)}`)
}

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url)
  return pathname + search
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A ZIP or a PDF, by its first bytes: a label is not to be trusted. */
const isFile = (bytes: Uint8Array): boolean =>
  /^(?:PK[\x03\x05]|%PDF)/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'))

async function readCapped(response: Response, largestBytes: number): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > largestBytes) {
      await reader.cancel()
      throw new ProviderError('contract', {
        message: `answer larger than ${Math.round(largestBytes / 1_000_000)} MB`,
        status: response.status,
      })
    }
    chunks.push(value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
