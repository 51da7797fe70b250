import { encode } from 'next-auth/jwt'
import { env } from '../env'
import { sessionCookie } from './cookies'

/** The cookie header with which a program that measures or tests pages is the holder of a session, as a browser would be. */
export async function cookieOfSession(sessionId: string, seconds = 12 * 3600): Promise<string> {
  // next-auth seals its session token without a salt.
  const content = { token: { sid: sessionId }, secret: env().AUTH_SECRET, maxAge: seconds, salt: '' }
  return `${sessionCookie}=${await encode(content)}`
}
