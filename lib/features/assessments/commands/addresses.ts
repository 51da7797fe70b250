import { env } from '@/lib/platform/env'
import { hashToken, tokenFor } from '@/lib/platform/secrets'
import type { AttemptRow } from './attempt-row'

type Way = 'callback' | 'return'

/** The secret part of an attempt's own address; made again whenever it is needed, kept nowhere. */
const tokenOf = (way: Way, attemptId: string): string => tokenFor(`assessment-${way}:${attemptId}`)

/** What the attempt's row keeps of that token. */
export const hashOf = (way: Way, attemptId: string): string => hashToken(tokenOf(way, attemptId))

/**
 * Where a provider may call us about an attempt and where it sends the browser back to. The callback names the
 * connection, since a vendor's server knows nothing of the hosts of our partners; the browser returns to `origin`, the
 * host it came from.
 */
export function addressesOf(
  { id, connectionId }: Pick<AttemptRow, 'id' | 'connectionId'>,
  provider: string,
  origin: string,
): { callbackUrl: string; returnUrl: string } {
  const { SANDBOX, SANDBOX_URL, APP_URL } = env()
  const ours = SANDBOX && SANDBOX_URL ? new URL(SANDBOX_URL).origin : new URL(APP_URL).origin
  return {
    callbackUrl: `${ours}/api/callbacks/${provider}/${tokenOf('callback', id)}?connection=${connectionId}`,
    returnUrl: `${origin}/api/callbacks/${provider}/${tokenOf('return', id)}`,
  }
}
