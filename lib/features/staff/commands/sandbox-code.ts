import { createHash } from 'node:crypto'
import { sixDigits } from '@/lib/domain/applicants/email-code'
import { tokenFor } from '@/lib/platform/secrets'

/** The six digits that a sandbox shows instead of an authenticator app: of one session, and worth nothing elsewhere. */
export const sandboxStepCode = (sessionId: string): string =>
  sixDigits(
    createHash('sha256')
      .update(tokenFor(`second-step:${sessionId}`))
      .digest()
      .readUInt32BE(0) % 1_000_000,
  )
