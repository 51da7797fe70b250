import { randomUUID } from 'node:crypto'
import NextAuth, { type AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { database } from '@/db/client'
import { localPath } from '@/lib/domain/shared/local-path'
import { currentTime } from '../clock'
import { env } from '../env'
import { log } from '../log'
import { isSameOrigin, requestOrigin, requestPartner } from '../request'
import { thisBrowser } from './browser'
import { checkSignIn } from './check-sign-in'
import { visitor } from './current'
import { cookieAttributes, sessionCookie, sessionCookieSeconds } from './cookies'
import { admit, findHolder, revokeSession, sessionIdIn } from './session'

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(200),
})

/** next-auth's settings: the token holds a session row's id; the row, checked at every request, holds the rest. */
export const authOptions = (): AuthOptions => ({
  secret: env().AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: sessionCookieSeconds },
  useSecureCookies: cookieAttributes().secure,
  cookies: { sessionToken: { name: sessionCookie, options: cookieAttributes() } },
  pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      authorize: async (given) => openSession(given),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ sid: user?.id ?? token.sid }),
    // Says whether someone is signed in and until when; who it is stays on the server.
    session: async ({ session, token }) => {
      const id = sessionIdIn(token)
      const holder = id ? await findHolder((await requestPartner()).id, id) : null
      return holder ? { expires: session.expires } : { expires: new Date(0).toISOString() }
    },
    redirect: ({ url, baseUrl }) => localPath(url) ?? baseUrl,
  },
  events: { signOut: async ({ token }) => closeSession(token) },
  logger: {
    error: (code) => log.error({ code }, 'next-auth'),
    warn: () => {},
    debug: () => {},
  },
})

/** next-auth's route handler, for GET and POST. It knows one address, so its redirects are led back to the host that was asked. */
export async function authRoute(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const response: Response = await NextAuth(authOptions())(request, context)
  const location = response.headers.get('location')
  if (location && URL.canParse(location)) {
    const { pathname, search } = new URL(location)
    response.headers.set('location', `${await requestOrigin()}${localPath(pathname + search) ?? '/'}`)
  }
  return response
}

/** The same check as the sign-in page's; an unconfirmed e-mail goes through that page. */
async function openSession(given: unknown): Promise<{ id: string } | null> {
  const parsed = credentials.safeParse(given)
  if (!parsed.success || !(await isSameOrigin())) return null
  const [browser, actor] = await Promise.all([thisBrowser(), visitor()])
  const checked = await checkSignIn(actor.partnerId, parsed.data, browser)
  if (!checked.ok || !checked.value.isEmailVerified) return null
  const ctx = { actor, now: await currentTime(), source: 'browser' as const, requestId: randomUUID() }
  return { id: await database().transaction((tx) => admit(tx, ctx, checked.value, browser.userAgent)) }
}

async function closeSession(token: Record<string, unknown>): Promise<void> {
  const id = sessionIdIn(token)
  const holder = id ? await findHolder((await requestPartner()).id, id) : null
  if (holder) await database().transaction((tx) => revokeSession(tx, holder, holder.sessionId))
}
