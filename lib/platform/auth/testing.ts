import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import type { Permission } from '@/lib/domain/partners/permissions'
import type { Applicant, Staff } from './actors'
import type { Browser, Pending } from './browser'
import { createSession, findHolder, passSecondStep } from './session'

/** For database tests: an applicant as they are after signing in, with a session row of their own. */
export async function applicantActor(partnerId: string, accountId: string): Promise<Applicant> {
  const holder = await signedInAs(partnerId, accountId)
  if (holder?.kind !== 'applicant') throw new Error('this account is not an applicant')
  return holder
}

/** For database tests: a member of staff after signing in. `P` is claimed, not checked: refusals are the test's business. */
export async function staffActor<P extends Permission = Permission>(
  partnerId: string,
  accountId: string,
): Promise<Staff<P>> {
  const holder = await signedInAs(partnerId, accountId)
  if (holder?.kind !== 'staff') throw new Error('this account is not staff')
  return holder as Staff<P>
}

async function signedInAs(partnerId: string, accountId: string) {
  const [account] = await database()
    .select({ kind: accounts.kind })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, accountId)))
  if (!account) throw new Error('no such account')
  const { kind } = account
  return findHolder(partnerId, await aSession({ partnerId, accountId, kind }))
}

/** For database tests: an open session, past the second step for staff. Returns its id. */
export const aSession = (owner: { partnerId: string; accountId: string; kind: 'applicant' | 'staff' }) =>
  database().transaction(async (tx) => {
    const sessionId = await createSession(tx, owner, null)
    if (owner.kind === 'staff')
      await passSecondStep(tx, { ...owner, sessionId, fullName: '', email: '', locale: 'en' })
    return sessionId
  })

/** A browser without a network: keeps its cookies in memory and lets a test look at them. */
export type TestBrowser = Browser & { knownAccounts: string[] }

/** A fresh browser; `address` tells clients apart. */
export function aBrowser(given: { address?: string; locale?: 'en' | 'hi' } = {}): TestBrowser {
  const browser: TestBrowser = {
    address: given.address ?? '192.0.2.1',
    userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/131.0.0.0 Mobile Safari/537.36',
    locale: given.locale ?? 'en',
    sessionId: null,
    pending: null,
    knownAccounts: [],
    knows: (accountId) => browser.knownAccounts.includes(accountId),
    keepSession: async (sessionId, accountId) => {
      browser.sessionId = sessionId
      browser.knownAccounts.push(accountId)
    },
    dropSession: async () => {
      browser.sessionId = null
    },
    keepPending: async (pending: Pending) => {
      browser.pending = pending
    },
    dropPending: async () => {
      browser.pending = null
    },
    speak: async (locale) => {
      browser.locale = locale
    },
  }
  return browser
}
