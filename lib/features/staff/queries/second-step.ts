import { and, eq } from 'drizzle-orm'
import { renderSVG } from 'uqr'
import { database } from '@/db/client'
import { partners } from '@/db/schema/partners'
import { authenticators } from '@/db/schema/staff'
import type { BetweenSteps } from '@/lib/platform/auth/session'
import { recoveryCodesOf, totpAddress, totpCode } from '@/lib/platform/auth/totp'
import { env } from '@/lib/platform/env'
import { decrypt } from '@/lib/platform/secrets'
import { sandboxStepCode } from '../commands/sandbox-code'
import { aboutSecret } from '../commands/second-step'

/** What the page of the second step shows: nothing begun, an authenticator being set up, or one that is asked for its code. */
export type SecondStepView = {
  email: string
  /** Only in a sandbox: the code that will be right. */
  sandboxCode: string | null
} & (
  | { stage: 'begin' }
  | { stage: 'set_up'; qr: string; secret: string; recoveryCodes: string[] }
  | { stage: 'ask' }
)

/** See `SecondStepView`. The secret is shown only until the first right code. */
export async function getSecondStep(who: BetweenSteps): Promise<SecondStepView> {
  const [row] = await database()
    .select({ name: partners.name, isSandbox: partners.isSandbox, authenticator: authenticators })
    .from(partners)
    .leftJoin(
      authenticators,
      and(eq(authenticators.partnerId, partners.id), eq(authenticators.accountId, who.accountId)),
    )
    .where(eq(partners.id, who.partnerId))
  if (!row) throw new Error('a session without its partner')
  const showsCode = row.isSandbox && env().SANDBOX
  const { authenticator } = row
  if (!authenticator) return { email: who.email, sandboxCode: null, stage: 'begin' }
  if (authenticator.confirmedAt)
    return {
      email: who.email,
      sandboxCode: showsCode ? sandboxStepCode(who.sessionId) : null,
      stage: 'ask',
    }
  const secret = decrypt(authenticator.secret, aboutSecret(who.accountId))
  const address = totpAddress({ issuer: row.name.en, email: who.email, secret })
  return {
    email: who.email,
    sandboxCode: showsCode ? totpCode(secret, new Date()) : null,
    stage: 'set_up',
    qr: renderSVG(address, { border: 2 }),
    secret,
    recoveryCodes: recoveryCodesOf(secret),
  }
}
