import type { Sim } from '@/lib/providers/simulator-host'

/**
 * What can be made to go wrong: by `+name` in what the create call says of the candidate (address, names or username:
 * `asha+429@sandbox.test`), or for everybody on the panel.
 */
export const faults = [
  '400', // every call: Errors on HTTP 400
  '401', // every call: refused without Errors
  '429', // the first two calls of each kind per candidate, with Retry-After: 2
  '429always',
  '429bare', // as 429always, without Retry-After
  '500', // the first two calls of each kind per candidate
  '500always',
  'slow', // answers after 12 s
  'html', // an HTML error page under status 200
  'token-dies', // the access token is refused on the first call of each kind
  'create-lost', // the candidate is made, and the answer comes after 12 s, the first time
  'create-broken', // the candidate is made, and the answer is a 500, the first time
  'errors-400', // refusals ride on HTTP 400 instead of 200
  'guide-json', // answers printed as in the guide: curly quotes, missing and trailing commas
  'odd-types', // numbers as text, text as numbers, no Errors key
  'unknown-status', // "Marinating" for an hour after submitting
  'null-status', // Status null until submitted
  'late-marks', // no marks for ten minutes after submitting
  'no-marks', // never any marks
  'dead-login', // auto-login tokens are expired when they are made
  'no-redirect', // the browser is not sent back
  'early-redirect', // the browser is sent back ten minutes before the status says Submitted
  'empty-zip', // reports: a ZIP with nothing in it
  'bad-names', // reports: entry names that climb out of their folder
  'not-pdf', // reports: files that only call themselves PDF
  'zip-bomb', // reports: a small ZIP that unpacks to 80 MB
  'json-zip', // reports: an error in JSON in place of the ZIP
] as const
export type Fault = (typeof faults)[number]

const slowMs = 12_000
const refusalsBeforeRecovery = 2

/** The fault somebody's own words ask for. */
export function faultIn(...texts: string[]): Fault | null {
  const asked = texts.flatMap((text) => text.split('@')[0]?.split('+').slice(1) ?? [])
  return faults.find((fault) => asked.some((word) => word.trim().toLowerCase() === fault)) ?? null
}

/** The panel's fault, where it is one of ours. */
export const panelFault = (sim: Sim): Fault | null => faults.find((fault) => fault === sim.fault) ?? null

/** One call, as far as a fault goes by it: which of the ten, and about whom. */
export type FaultyCall = { kind: string; about: string; fault: Fault | null }

/** The answer a broken vendor gives instead of the right one, or null when this call goes through. */
export async function brokenAnswer(call: FaultyCall, request: Request, sim: Sim): Promise<Response | null> {
  const { fault, kind, about } = call
  if (fault === '400') return send(400, { Errors: [{ Key: 'Request', Message: 'The request is not valid' }] })
  if (fault === '401') return send(401, { Message: 'Authorization has been denied for this request.' })
  if (fault === '429bare') return tooMany()
  if (fault === '429always') return tooMany({ 'retry-after': '2' })
  if (fault === '500always') return serverError()
  if (fault === 'html') return htmlPage(200)
  if (fault === 'slow') return waitOr(request.signal)
  const isFirst = async (times: number) => (await countCall(`${fault}:${kind}:${about}`, sim)) <= times
  if (fault === 'token-dies' && kind !== 'client/token' && (await isFirst(1)))
    return send(200, { Errors: [{ Key: 'AccessToken', Message: 'Access token is invalid' }] })
  if (fault !== '429' && fault !== '500') return null
  if (!(await isFirst(refusalsBeforeRecovery))) return null
  return fault === '429' ? tooMany({ 'retry-after': '2' }) : serverError()
}

/** How often something has been asked for, this time included. */
export const countCall = (id: string, sim: Sim) =>
  sim.store.update<number>('call-count', id, (current) => (current ?? 0) + 1)

export const tooMany = (headers: Record<string, string> = {}) =>
  send(429, { Message: 'API calls quota exceeded! Maximum admitted 300 per 2 minutes.' }, headers)

export const serverError = () => send(500, { Message: 'An error has occurred.' })

export const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })

const htmlPage = (status: number) =>
  new Response(
    '<!doctype html><html><head><title>Server Error</title></head><body><h1>502</h1></body></html>',
    {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    },
  )

/** Null after 12 s, as a slow server that answers in the end; at once when the caller has hung up. */
export function waitOr(signal: AbortSignal): Promise<Response | null> {
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
