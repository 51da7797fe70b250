import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { Locale } from '@/lib/platform/i18n/locales'
import type { ImportedPerson } from '../schema'

/** The hash of no password at all: it opens nothing until its owner has chosen one with a code sent by e-mail. */
const noPassword = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * Makes the account of a person whom staff bring in, inside the caller's transaction. An address that has an account keeps
 * it untouched: what the owner registered counts. Refuses `not_allowed` for an address of staff.
 */
export async function importAccount(
  tx: Tx,
  ctx: Ctx,
  person: ImportedPerson,
  locale: Locale,
): Promise<Result<{ accountId: string; isNew: boolean }>> {
  const { partnerId } = ctx.actor
  const { fullName, email, mobile, dateOfBirth } = person
  const [made] = await tx
    .insert(accounts)
    .values({
      ...{ partnerId, id: uuidv7(), kind: 'applicant', email, fullName },
      ...{ passwordHash: noPassword, locale, createdAt: ctx.now },
    })
    .onConflictDoNothing({ target: [accounts.partnerId, accounts.email] })
    .returning({ id: accounts.id })
  if (made) {
    await tx.insert(applicants).values({ partnerId, accountId: made.id, mobile, dateOfBirth })
    await recordEvent(tx, ctx, 'account.imported', { detail: { accountId: made.id } })
    return ok({ accountId: made.id, isNew: true })
  }
  const [there] = await tx
    .select({ id: accounts.id, kind: accounts.kind })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, email)))
  if (there?.kind !== 'applicant') return refuse('not_allowed', { waitsFor: 'staff' })
  return ok({ accountId: there.id, isNew: false })
}
