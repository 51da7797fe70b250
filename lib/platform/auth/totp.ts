import { createHmac } from 'node:crypto'
import { generateSecret, generateSync, generateURI } from 'otplib'
import { sameSecret } from '../secrets'

/** Length of one step, and how many steps a telephone's clock may be off either way (RFC 6238 §5.2). */
const stepSeconds = 30
const toleratedSteps = 1

/** A new secret for an authenticator app: 160 bits, base32. */
export const newTotpSecret = (): string => generateSecret()

/** The address that an authenticator app reads from a QR code. */
export const totpAddress = (about: { issuer: string; email: string; secret: string }): string =>
  generateURI({ issuer: about.issuer, label: about.email, secret: about.secret })

/** The code that the app shows at `at`. */
export const totpCode = (secret: string, at: Date): string => codeOfStep(secret, stepAt(at))

/**
 * The time step whose code was typed, or null when none near `at` fits. Steps up to `lastStep` are never accepted again
 * (RFC 6238 §5.2: one code, one use); `used` tells that case apart.
 */
export function readTotp(
  secret: string,
  typed: string,
  at: Date,
  lastStep: number,
): { step: number; isUsed: boolean } | null {
  const now = stepAt(at)
  for (let step = now - toleratedSteps; step <= now + toleratedSteps; step += 1)
    if (sameSecret(codeOfStep(secret, step), typed)) return { step, isUsed: step <= lastStep }
  return null
}

/** Ten recovery codes that belong to one secret: shown while it is set up, kept as hashes. `abcde-fghij`. */
export const recoveryCodesOf = (secret: string, count = 10): string[] =>
  Array.from({ length: count }, (_, at) => {
    const letters = createHmac('sha256', secret).update(`recovery:${at}`).digest()
    const code = [...letters.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join('')
    return `${code.slice(0, 5)}-${code.slice(5)}`
  })

// 32 signs that nobody mixes up when they are read from paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789z'

const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds)

const codeOfStep = (secret: string, step: number): string =>
  generateSync({ secret, epoch: step * stepSeconds, period: stepSeconds })
