import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { env } from './env'

/** Encrypts text with ENCRYPTION_KEY (AES-256-GCM). `about` is bound to the result: text moved to another row does not open. */
export function encrypt(text: string, about: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', encryptionKey(), nonce)
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** Opens what `encrypt` made with the same `about`. Throws when it was changed, moved, or sealed with another key. */
export function decrypt(sealed: string, about: string): string {
  const [version, payload] = sealed.split('.')
  if (version !== 'v1' || !payload) throw new Error('not an encrypted value')
  const bytes = Buffer.from(payload, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', encryptionKey(), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** An unguessable token of 192 bits for an address. Keep only its `hashToken`. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** SHA-256 of a token that is itself unguessable. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/**
 * An unguessable token that is never stored: made again from what it is about (`payment-return:<order id>`) and AUTH_SECRET.
 * Keep only its `hashToken`.
 */
export const tokenFor = (about: string): string =>
  createHmac('sha256', env().AUTH_SECRET).update(`token:${about}`).digest('base64url')

/** Keyed hash for short secrets (six-digit codes), so that the table alone does not give them away. */
export const hashCode = (code: string, about: string): string =>
  createHmac('sha256', env().AUTH_SECRET).update(`${about}:${code}`).digest('base64url')

/** Compares two texts without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest()
  const right = createHash('sha256').update(b).digest()
  return timingSafeEqual(left, right)
}

const encryptionKey = () => Buffer.from(env().ENCRYPTION_KEY, 'base64')
