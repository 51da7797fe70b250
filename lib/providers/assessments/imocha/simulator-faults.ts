import type { Sim } from '@/lib/providers/simulator-host'

/** What can be made to go wrong: by `+name` in the address (`asha+429@sandbox.test`), or for everybody on the panel. */
export const faults = [
  '400', // every call: 400 `{ statusCode, message }`
  'errors-400', // … as `{ errors }`
  'result-400', // … as `{ result: null, errors }`
  '401', // key refused, the neutral read that follows too
  'bad-input-401', // 401 for an invitation or report, though the key is good
  '429', // the first two calls of each kind per address, with Retry-After: 2
  '429always',
  '429bare', // as 429always, without Retry-After
  '500', // the first two calls of each kind per address
  '500always',
  'slow', // answers after 12 s
  'html', // an HTML error page under status 200
  'unknown-status', // "Marinating" for an hour after finishing
  'hostile-link', // a different dangerous link at each call
  'spelling', // every key and word in its other documented spelling, ids as text
  'finished-before', // the first invitation of an address is an old, finished one with full marks
  'reattempt-refused',
  'cancel-refused',
  'total-zero', // reports with a total of 0
  'no-pdf', // reports without a file
  'broken-pdf', // an HTML page in place of the file
  'hostile-pdf', // the file at a host nobody listed
  'no-report', // 404 until the test has been taken
  'terminated', // the proctor ends the test at the first button
  'no-redirect', // stays on the vendor's page at the end
  'callback-missing',
  'callback-five', // every callback five times
  'callback-reversed', // the end is told before the beginning
  'callback-late', // ten minutes late
  'callback-forged', // somebody claims full marks while the test is being sat
  'callback-wrong-id', // another invitation's id at the right address
  'callback-wrong-token', // the right id at a wrong address
  'callback-spaced', // spaces at the ends of keys
  'callback-broken', // not JSON, as the documents' own sample
] as const
export type Fault = (typeof faults)[number]

const slowMs = 12_000
const refusalsBeforeRecovery = 2

export const hostileLinks = [
  'javascript:alert(document.domain)',
  'https://imocha.io.evil.example/IMInstructions?1',
  'http://test.imocha.io/IMInstructions?1',
  'https://test.imocha.io@evil.example/IMInstructions?1',
]

/** The fault an address asks for, else the panel's. */
export function faultFor(email: string, sim: Sim): Fault | null {
  const asked = email.split('@')[0]?.split('+').slice(1) ?? []
  return (
    [...asked, sim.fault]
      .map((name) => faults.find((fault) => fault === name))
      .find((fault) => fault !== undefined) ?? null
  )
}

/** The answer a broken vendor gives instead of the right one, or null when this call goes through. `kind`: which call. */
export async function brokenAnswer(
  fault: Fault | null,
  kind: string,
  email: string,
  request: Request,
  sim: Sim,
): Promise<Response | null> {
  if (fault === '400') return refusal(400, 'The request is invalid')
  if (fault === 'errors-400') return errorsOnly(400, 'The request is invalid')
  if (fault === 'result-400') return resultErrors(400, 'The request is invalid')
  if (fault === '401') return refusedKey(sim)
  if (fault === 'bad-input-401' && ['invite', 'report'].includes(kind))
    return resultErrors(401, 'Invalid input')
  if (fault === '429bare') return refusal(429, 'Quota exhausted')
  if (fault === '429always') return tooMany()
  if (fault === '500always') return refusal(500, 'Internal server error')
  if (fault === 'html') return htmlError()
  if (fault === 'slow') return waitOr(request.signal)
  if (fault !== '429' && fault !== '500') return null
  if ((await callNumber(`${fault}:${kind}:${email}`, sim)) > refusalsBeforeRecovery) return null
  return fault === '429' ? tooMany() : refusal(500, 'Internal server error')
}

/** Whether the neutral read is to find the key refused, because a call just before it was. */
export async function isKeyRefused(sim: Sim): Promise<boolean> {
  let isRefused = false
  await sim.store.update<number>('refused-key', 'next', (left) => {
    isRefused = (left ?? 0) > 0
    return Math.max(0, (left ?? 0) - 1)
  })
  return isRefused
}

/** One of the hostile links, in turn. */
export async function hostileLink(email: string, sim: Sim): Promise<string> {
  const turn = await callNumber(`hostile-link:${email}`, sim)
  return hostileLinks[(turn - 1) % hostileLinks.length] ?? ''
}

/** The three shapes in which this vendor says no (reference/providers.md §2.4). */
export const refusal = (status: number, message: string, headers: Record<string, string> = {}) =>
  Response.json(
    { statusCode: status, message },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  )
export const errorsOnly = (status: number, ...errors: string[]) =>
  Response.json({ errors }, { status, headers: { 'cache-control': 'no-store' } })
export const resultErrors = (status: number, ...errors: string[]) =>
  Response.json({ result: null, errors }, { status, headers: { 'cache-control': 'no-store' } })

async function refusedKey(sim: Sim): Promise<Response> {
  await sim.store.update<number>('refused-key', 'next', (left) => (left ?? 0) + 1)
  return refusal(401, 'Invalid API key')
}

const tooMany = () => refusal(429, 'Rate limit exceeded', { 'retry-after': '2' })

const htmlError = () =>
  new Response(
    '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>502 Bad gateway</h1></body></html>',
    {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    },
  )

const callNumber = (id: string, sim: Sim) =>
  sim.store.update<number>('call-count', id, (current) => (current ?? 0) + 1)

/** Null after 12 s, as a slow server that answers in the end; at once when the caller has hung up. */
function waitOr(signal: AbortSignal): Promise<Response | null> {
  return new Promise((resolve) => {
    const hungUp = () => {
      clearTimeout(timer)
      resolve(new Response(null, { status: 503 }))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', hungUp)
      resolve(null)
    }, slowMs)
    timer.unref()
    if (signal.aborted) hungUp()
    else signal.addEventListener('abort', hungUp, { once: true })
  })
}
