import { randomUUID } from 'node:crypto'
import { acceptReturn } from '@/lib/features/payments/commands/accept-return'
import { readBody } from '@/lib/platform/body'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { requestPartner } from '@/lib/platform/request'

const largestForm = 64 * 1024

type Context = RouteContext<'/api/callbacks/[provider]/[token]'>

/** The browser comes back from a gateway by a form post from another site: no session comes with it, and none is needed. */
export async function POST(request: Request, context: Context) {
  const body = await readBody(request, largestForm)
  if (!body) return new Response(null, { status: 413 })
  return comeBack(request, context, new URLSearchParams(new TextDecoder().decode(body)))
}

/** Cancelling, and gateways that return by a link. */
export const GET = (request: Request, context: Context) => comeBack(request, context, new URLSearchParams())

async function comeBack(request: Request, { params }: Context, form: URLSearchParams): Promise<Response> {
  const { provider, token } = await params
  const fields = Object.fromEntries([...new URL(request.url).searchParams, ...form])
  const path = await accept({ provider, token, fields }).catch((error: unknown) => {
    // The order's own checks find out what became of the payment; the person must not stand before an error.
    log.error({ err: error, provider }, 'a return could not be taken in')
    return '/applications'
  })
  if (!path) return new Response(null, { status: 404 })
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}

async function accept(returned: {
  provider: string
  token: string
  fields: Record<string, string>
}): Promise<string | null> {
  const actor = { kind: 'system' as const, partnerId: (await requestPartner()).id }
  return acceptReturn(
    { actor, now: await currentTime(), source: 'return', requestId: randomUUID() },
    returned,
  )
}
