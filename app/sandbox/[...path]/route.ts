import { after } from 'next/server'
import { planDelivery, sendDueDeliveries } from '@/lib/features/sandbox/commands/deliveries'
import { databaseStore } from '@/lib/features/sandbox/commands/memory'
import { findFault } from '@/lib/features/sandbox/queries'
import { currentTime } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import type { Simulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'

/** Mounts every fake vendor at /sandbox/<id>; outside a sandbox deployment there is nothing here. */
async function serve(request: Request, { params }: RouteContext<'/sandbox/[...path]'>): Promise<Response> {
  const [id = '', ...rest] = (await params).path
  const simulator = (simulators as Record<string, Simulator>)[id]
  const base = env().SANDBOX_URL
  if (!env().SANDBOX || !base || !simulator) return new Response('Not found', { status: 404 })
  const now = await currentTime()
  const response = await simulator.handle(request, {
    origin: `${base}/${id}`,
    path: `/${rest.join('/')}`,
    now: () => now,
    store: databaseStore(id),
    fault: await findFault(id),
    deliver: (delivery) => planDelivery(id, delivery, now),
  })
  // Only hurries what is due already; the worker sends whatever this process does not live to send.
  after(sendDueDeliveries)
  return response
}

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT }
