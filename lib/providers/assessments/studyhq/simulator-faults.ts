import type { Sim } from '@/lib/providers/simulator-host'

/** What can be made to go wrong: by `+name` in the address (`asha+429@sandbox.test`), or for everybody on the panel. */
export const faults = [
  '400', // both calls: 400 with an empty body
  '401', // both calls: token refused
  '429', // the first two calls of each kind per address, with Retry-After: 2
  '429always',
  '429bare', // as 429always, without Retry-After
  '500', // the first two calls of each kind per address
  '500always',
  'slow', // answers after 12 s
  'html', // an HTML error page under status 200
  'unknown-status', // "Marinating" for an hour after finishing
  'hostile-link', // a different dangerous link at each call
  'nested', // link under data.url, results under data
  'camel', // link under redirectUrl
  'null', // `null` where nothing is known yet
  'bare-array', // results as a bare list
  'late-result', // Recommendations null for ten minutes after finishing
  'not-offered', // recommends courses that nobody offers
  'none', // Recommendations empty for good
] as const
export type Fault = (typeof faults)[number]
export type Endpoint = 'link' | 'info'

const slowMs = 12_000
const refusalsBeforeRecovery = 2

export const hostileLinks = [
  'javascript:alert(document.domain)',
  'https://studyhq.com.evil.example/take/1',
  'http://app.studyhq.com/take/1',
  'https://app.studyhq.com@evil.example/take/1',
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

/** The answer a broken vendor gives instead of the right one, or null when this call goes through. */
export async function brokenAnswer(
  fault: Fault | null,
  endpoint: Endpoint,
  email: string,
  request: Request,
  sim: Sim,
) {
  if (fault === '400') return new Response(null, { status: 400 })
  if (fault === '401') return refusal(401, 'Invalid or revoked token')
  if (fault === '429bare') return refusal(429, 'Rate limit exceeded')
  if (fault === '429always') return tooMany()
  if (fault === '500always') return refusal(500, 'Internal server error')
  if (fault === 'html') return htmlError()
  if (fault === 'slow') return waitOr(request.signal)
  if (fault !== '429' && fault !== '500') return null
  if ((await callNumber(`${fault}:${endpoint}:${email}`, sim)) > refusalsBeforeRecovery) return null
  return fault === '429' ? tooMany() : refusal(500, 'Internal server error')
}

/** One of the hostile links, in turn. */
export async function hostileLink(email: string, sim: Sim): Promise<string> {
  const turn = await callNumber(`hostile-link:${email}`, sim)
  return hostileLinks[(turn - 1) % hostileLinks.length] ?? ''
}

export const refusal = (status: number, message: string, headers: Record<string, string> = {}) =>
  Response.json({ message }, { status, headers: { 'cache-control': 'no-store', ...headers } })

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
