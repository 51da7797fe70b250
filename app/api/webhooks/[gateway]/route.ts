import { randomUUID } from 'node:crypto'
import { acceptWebhook, findWebhookConnection } from '@/lib/features/payments/commands/accept-webhook'
import { readBody } from '@/lib/platform/body'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { requestPartner } from '@/lib/platform/request'

const largestBody = 256 * 1024
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * A gateway's webhook, at `/api/webhooks/<gateway>?connection=<id>`: kept, answered at once, believed by nobody. Without
 * an id it is for the payment connection of this host's partner. Anything but 200 makes the gateway come again.
 */
export async function POST(request: Request, { params }: RouteContext<'/api/webhooks/[gateway]'>) {
  const { gateway } = await params
  const connectionId = new URL(request.url).searchParams.get('connection')
  if (connectionId !== null && !uuid.test(connectionId)) return answer(404)
  const rawBody = await readBody(request, largestBody)
  if (!rawBody) return answer(413)
  return answer(
    await accept(gateway, connectionId, rawBody, request.headers).catch((error: unknown) => {
      log.error({ err: error, gateway }, 'a webhook could not be kept')
      return 500
    }),
  )
}

async function accept(
  gateway: string,
  connectionId: string | null,
  rawBody: Uint8Array,
  headers: Headers,
): Promise<number> {
  const partner = connectionId ? null : await requestPartner()
  const found = await findWebhookConnection(gateway, { connectionId, partnerId: partner?.id ?? '' })
  if (!found) return 404
  const ctx = {
    actor: { kind: 'system' as const, partnerId: found.partnerId },
    now: await currentTime(),
    source: 'webhook' as const,
    requestId: randomUUID(),
  }
  return acceptWebhook(ctx, { connectionId: found.connectionId, rawBody, headers })
}

const answer = (status: number) => new Response(null, { status })
