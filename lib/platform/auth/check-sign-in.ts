import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type RateLimit, returnTry, takeTry } from '../rate-limit'
import { hashToken } from '../secrets'
import { verifyPassword } from './password'

export type CheckedAccount = {
  partnerId: string
  accountId: string
  kind: 'applicant' | 'staff'
  email: string
  locale: 'en' | 'hi'
  isEmailVerified: boolean
}

const perAccount: RateLimit = { tries: 10, seconds: 15 * 60 }
const perAddress: RateLimit = { tries: 60, seconds: 15 * 60 }
/** Without a proxy every client shares one address. */
const perEveryone: RateLimit = { tries: 3000, seconds: 15 * 60 }

/** The limit for one client address: generous where addresses cannot be told apart. */
export const addressLimit = (address: string): RateLimit => (address === 'direct' ? perEveryone : perAddress)

/**
 * Whether e-mail and password belong together at this partner; opens nothing. Refuses `wrong_sign_in` for an unknown e-mail
 * and a wrong password alike, after the same work, and `too_many_tries`. Only failures count.
 * A browser that this account has used before counts in a bucket of its own, so strangers' guesses never lock its owner out.
 */
export async function checkSignIn(
  partnerId: string,
  given: { email: string; password: string },
  browser: { address: string; knows: (accountId: string) => boolean },
): Promise<Result<CheckedAccount>> {
  const account = await findAccount(partnerId, given.email)
  const known = account !== null && browser.knows(account.accountId)
  const buckets = known
    ? [{ key: `sign_in:device:${account.accountId}`, limit: perAccount }]
    : [
        { key: `sign_in:account:${hashToken(given.email)}`, limit: perAccount },
        { key: `sign_in:address:${browser.address}`, limit: addressLimit(browser.address) },
      ]
  // Taken before the password is looked at: a hundred guesses at once count as a hundred.
  for (const { key, limit } of buckets) {
    if (!(await takeTry(partnerId, key, limit))) return refuse('too_many_tries')
  }
  const right = await verifyPassword(account?.passwordHash ?? null, given.password)
  if (!right.ok) return right
  if (!account || !right.value) return refuse('wrong_sign_in')
  if (account.deactivatedAt) return refuse('account_shut_out', { waitsFor: 'staff' })
  for (const { key } of buckets) await returnTry(partnerId, key)
  const { passwordHash: _hash, deactivatedAt: _shut, ...checked } = account
  return ok(checked)
}

async function findAccount(partnerId: string, email: string) {
  const [row] = await database()
    .select({
      partnerId: accounts.partnerId,
      accountId: accounts.id,
      kind: accounts.kind,
      email: accounts.email,
      locale: accounts.locale,
      emailVerifiedAt: accounts.emailVerifiedAt,
      passwordHash: accounts.passwordHash,
      deactivatedAt: staff.deactivatedAt,
    })
    .from(accounts)
    .leftJoin(staff, and(eq(staff.partnerId, accounts.partnerId), eq(staff.accountId, accounts.id)))
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, email)))
  if (!row) return null
  const { emailVerifiedAt, ...account } = row
  return { ...account, isEmailVerified: emailVerifiedAt !== null }
}
