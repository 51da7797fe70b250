import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import type { Result } from '@/lib/domain/shared/result'
import { type Locale, chooseLocale, localeCookie, localeCookieMaxAgeSeconds } from '../i18n/locales'
import { requestAddress } from '../request'
import {
  cookieAttributes,
  deviceCookie,
  dropCookie,
  openCookie,
  pendingCookie,
  sealCookie,
  sessionCookie,
  sessionCookieSeconds,
} from './cookies'
import { sessionIdOfRequest } from './session'

const pendingShape = z.object({
  partnerId: z.uuid(),
  purpose: z.enum(['verify_email', 'reset_password']),
  /** Names this browser's asking, also over resends. */
  chain: z.uuid(),
  email: z.string(),
  /** Null when nobody is to be confirmed: the address has no account, or one that is confirmed already. */
  accountId: z.uuid().nullable(),
  codeId: z.uuid(),
  messageId: z.uuid().nullable(),
  askedAt: z.coerce.date(),
  next: z.string().nullable(),
  registration: z
    .object({ passwordHash: z.string(), fullName: z.string(), mobile: z.string(), dateOfBirth: z.string() })
    .nullable(),
})

/** A confirmation or reset that this browser has asked for; kept in a sealed cookie for an hour. */
export type Pending = z.infer<typeof pendingShape>

/** What a command needs of the browser in front of it, and what it may leave there. Tests hand in one of their own. */
export type Browser = {
  /** For throttling; `direct` when no proxy tells. */
  address: string
  userAgent: string | null
  locale: Locale
  sessionId: string | null
  pending: Pending | null
  /** Whether this account has signed in from this browser before. */
  knows: (accountId: string) => boolean
  keepSession: (sessionId: string, accountId: string) => Promise<void>
  dropSession: () => Promise<void>
  keepPending: (pending: Pending) => Promise<void>
  dropPending: () => Promise<void>
  speak: (locale: Locale) => Promise<void>
}

const pendingSeconds = 60 * 60
const deviceSeconds = 365 * 24 * 60 * 60
/** A family computer is known to this many accounts. */
const accountsPerDevice = 5

/** The browser of the current request. Keeping and dropping work in server actions and route handlers only. */
export async function thisBrowser(): Promise<Browser> {
  const [jar, head, known] = await Promise.all([cookies(), headers(), knownAccounts()])
  return {
    address: await requestAddress(),
    userAgent: head.get('user-agent'),
    locale: chooseLocale(jar.get(localeCookie)?.value, head.get('accept-language')),
    sessionId: await sessionIdOfRequest(),
    pending: pendingShape.safeParse(await openCookie(pendingCookie)).data ?? null,
    knows: (accountId) => known.includes(accountId),
    keepSession: async (sessionId, accountId) => {
      await sealCookie(sessionCookie, { sid: sessionId }, sessionCookieSeconds)
      const latest = [accountId, ...known.filter((other) => other !== accountId)].slice(0, accountsPerDevice)
      await sealCookie(deviceCookie, { accounts: latest }, deviceSeconds)
    },
    dropSession: () => dropCookie(sessionCookie),
    keepPending: (pending) => sealCookie(pendingCookie, pending, pendingSeconds),
    dropPending: () => dropCookie(pendingCookie),
    speak: async (locale) => {
      ;(await cookies()).set(localeCookie, locale, {
        ...cookieAttributes(),
        maxAge: localeCookieMaxAgeSeconds,
      })
    },
  }
}

const knownAccounts = async () =>
  z.array(z.uuid()).safeParse((await openCookie(deviceCookie))?.accounts).data ?? []

/** A command that needs the browser, as an action runs it. */
export const withBrowser =
  <C, Input, T>(command: (ctx: C, input: Input, browser: Browser) => Promise<Result<T>>) =>
  async (ctx: C, input: Input): Promise<Result<T>> =>
    command(ctx, input, await thisBrowser())
