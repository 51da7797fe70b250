import { decode, encode } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import { env } from '../env'

/** next-auth's own session cookie, under our name: an encrypted token that holds a session row's id and nothing else. */
export const sessionCookie = 'pravesh.session-token'
/** Outlives every session, so that an expired one still names its row. */
export const sessionCookieSeconds = 30 * 24 * 60 * 60

/** Browsers that have signed in before: `pravesh.device`. A confirmation or reset under way: `pravesh.pending`. */
export const deviceCookie = 'pravesh.device'
export const pendingCookie = 'pravesh.pending'

/** Host-only, never readable by scripts, not sent along by other sites' posts. Shared with next-auth's options. */
export const cookieAttributes = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: new URL(env().APP_URL).protocol === 'https:',
})

/** Encrypts what a cookie is to hold. The cookie's name is part of the key: one cookie's content is nothing in another. */
export const sealed = (name: string, content: Record<string, unknown>, seconds: number): Promise<string> =>
  encode({ token: content, secret: env().AUTH_SECRET, maxAge: seconds, salt: saltOf(name) })

/** Gives the browser a sealed cookie. */
export async function sealCookie(
  name: string,
  content: Record<string, unknown>,
  seconds: number,
): Promise<void> {
  const value = await sealed(name, content, seconds)
  ;(await cookies()).set(name, value, { ...cookieAttributes(), maxAge: seconds })
}

/** What a sealed cookie of this request holds; null when absent, forged or past its time. */
export async function openCookie(name: string): Promise<Record<string, unknown> | null> {
  const value = (await cookies()).get(name)?.value
  if (!value) return null
  // A forged or outdated cookie is no error of ours: it counts as none.
  return decode({ token: value, secret: env().AUTH_SECRET, salt: saltOf(name) }).catch(() => null)
}

export async function dropCookie(name: string): Promise<void> {
  ;(await cookies()).set(name, '', { ...cookieAttributes(), maxAge: 0 })
}

// next-auth seals its session token without a salt.
const saltOf = (name: string) => (name === sessionCookie ? '' : name)
