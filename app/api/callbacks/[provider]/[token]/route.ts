import { randomUUID } from 'node:crypto'
import {
  acceptCallback,
  acceptReturn as acceptAssessmentReturn,
  findCallbackConnection,
  isAssessmentProvider,
} from '@/lib/features/assessments/commands/accept-hint'
import { syncAttempt } from '@/lib/features/assessments/commands/sync'
import { acceptReturn as acceptPaymentReturn } from '@/lib/features/payments/commands/accept-return'
import { readBody } from '@/lib/platform/body'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { requestPartner } from '@/lib/platform/request'

const largestBody = 64 * 1024
/** How long a browser that comes back from a test waits for its result; the page goes on waiting by itself. */
const waitForResultMs = 3_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Context = RouteContext<'/api/callbacks/[provider]/[token]'>

/** An assessment provider's server calls, or a browser comes back from a gateway by a form post from another site. */
export async function POST(request: Request, context: Context) {
  const body = await readBody(request, largestBody)
  if (!body) return new Response(null, { status: 413 })
  const text = new TextDecoder().decode(body)
  const { provider, token } = await context.params
  if (isAssessmentProvider(provider)) return takeCallback(request, provider, token, text)
  return comeBack(request, context, new URLSearchParams(text))
}

/** A browser comes back from a test, or from a gateway that returns by a link. No session is needed: the token says which. */
export const GET = (request: Request, context: Context) => comeBack(request, context, new URLSearchParams())

/** Kept and answered fast; 404 for an address that is not ours, so that nothing is learnt by probing and no row is made. */
async function takeCallback(
  request: Request,
  provider: string,
  token: string,
  body: string,
): Promise<Response> {
  const connectionId = new URL(request.url).searchParams.get('connection') ?? ''
  try {
    const connection = uuid.test(connectionId) ? await findCallbackConnection(provider, connectionId) : null
    const isOurs =
      connection &&
      (await acceptCallback(await ctxOf(connection.partnerId, 'callback'), { provider, token, body }))
    return new Response(null, { status: isOurs ? 200 : 404 })
  } catch (error) {
    log.error({ err: error, provider }, 'a callback could not be kept')
    return new Response(null, { status: 500 })
  }
}

async function comeBack(request: Request, { params }: Context, form: URLSearchParams): Promise<Response> {
  const { provider, token } = await params
  const fields = Object.fromEntries([...new URL(request.url).searchParams, ...form])
  const path = await accept({ provider, token, fields }).catch((error: unknown) => {
    // Our own checks find out what became of it; the person must not stand before an error.
    log.error({ err: error, provider }, 'a return could not be taken in')
    return '/applications'
  })
  if (!path) return new Response(null, { status: 404 })
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}

type Returned = { provider: string; token: string; fields: Record<string, string> }

async function accept(returned: Returned): Promise<string | null> {
  const ctx = await ctxOf((await requestPartner()).id, 'return')
  if (!isAssessmentProvider(returned.provider)) return acceptPaymentReturn(ctx, returned)
  const landed = await acceptAssessmentReturn(ctx, returned)
  if (!landed) return '/applications'
  if (!landed.ask) return landed.path
  const asked = syncAttempt(ctx, { ...landed.ask, callClass: 'person' })
  await Promise.race([
    asked.catch((error: unknown) => log.error({ err: error }, 'the result could not be fetched on return')),
    new Promise((resolve) => setTimeout(resolve, waitForResultMs)),
  ])
  return landed.path
}

const ctxOf = async (partnerId: string, source: 'callback' | 'return') => ({
  actor: { kind: 'system' as const, partnerId },
  now: await currentTime(),
  source,
  requestId: randomUUID(),
})
