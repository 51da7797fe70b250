import { env } from '@/lib/platform/env'
import type { Sweep } from '@/lib/platform/jobs/worker'
import { sendDueDeliveries } from './commands/deliveries'

/** The fake vendors' calls to us leave from here when their time has come. */
export const sandboxSweeps: Sweep[] = [
  {
    name: 'send the simulators’ webhooks',
    everySeconds: 0.5,
    run: async () => (env().SANDBOX ? sendDueDeliveries() : 0),
  },
]
