import { getWorkInHand } from '@/lib/features/payments/queries/metrics'
import { currentTime } from '@/lib/platform/clock'
import { mayReadMetrics, metricsText } from '@/lib/platform/metrics'

/** For Prometheus; to everyone without the token this address does not exist. */
export async function GET(request: Request) {
  if (!mayReadMetrics(request.headers.get('authorization'))) return new Response('Not found', { status: 404 })
  const { text, contentType } = await metricsText(await getWorkInHand(await currentTime()))
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } })
}
