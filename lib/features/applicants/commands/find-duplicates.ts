import { createHash } from 'node:crypto'
import { and, asc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applicantKeys, duplicateSuspicions, duplicateSweeps } from '@/db/schema/duplicates'
import { partners } from '@/db/schema/partners'
import { type ApplicantKeys, emailKey, pairOf, suspicionOf } from '@/lib/domain/applicants/duplicate'
import { nameKeys } from '@/lib/domain/applicants/name-keys'
import { type Result, ok } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'

/** A key that more accounts share than this (a school's telephone) says nothing about anybody. */
const mostAlike = 20

/**
 * Writes what an applicant is compared by, and suspects every account that may be the same person. Runs when somebody
 * registers or changes, and again by the sweep; the same twice changes nothing. A suspicion that staff put aside comes
 * back only when there is a stronger reason than before. Answers how many new ones there are.
 */
export const findDuplicates = (
  ctx: Ctx<System>,
  input: { accountId: string },
): Promise<Result<{ found: number }>> =>
  transaction(async (tx) => ok({ found: await findDuplicatesIn(tx, ctx, input) }))

/** `findDuplicates` inside a transaction of the caller's. */
export async function findDuplicatesIn(
  tx: Tx,
  ctx: Ctx<System>,
  { accountId }: { accountId: string },
): Promise<number> {
  const own = await writeKeys(tx, ctx.actor.partnerId, accountId)
  if (!own) return 0
  const others = await listAlike(tx, ctx.actor.partnerId, accountId, own)
  let found = 0
  const standing: string[] = []
  for (const other of others) {
    const suspicion = suspicionOf(own, other)
    if (!suspicion) continue
    standing.push(other.accountId)
    if (await suspect(tx, ctx, pairOf(accountId, other.accountId), suspicion)) found++
  }
  await dropUnfounded(tx, ctx.actor.partnerId, accountId, standing)
  return found
}

type KeyRow = typeof applicantKeys.$inferSelect

async function writeKeys(tx: Tx, partnerId: string, accountId: string): Promise<ApplicantKeys | null> {
  const [person] = await tx
    .select({
      fullName: accounts.fullName,
      email: accounts.email,
      mobile: applicants.mobile,
      dateOfBirth: applicants.dateOfBirth,
    })
    .from(applicants)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applicants.partnerId), eq(accounts.id, applicants.accountId)),
    )
    .where(and(eq(applicants.partnerId, partnerId), eq(applicants.accountId, accountId)))
  if (!person) return null
  const { fullName, email, mobile, dateOfBirth } = person
  const keys = { ...nameKeys(fullName), emailKey: emailKey(email), mobile, dateOfBirth }
  const row = { ...keys, madeOf: fingerprintOf(person) }
  await tx
    .insert(applicantKeys)
    .values({ partnerId, accountId, ...row })
    .onConflictDoUpdate({ target: [applicantKeys.partnerId, applicantKeys.accountId], set: row })
  return keys
}

const fingerprintOf = (person: { fullName: string; email: string; mobile: string; dateOfBirth: string }) =>
  createHash('md5')
    .update([person.fullName, person.email, person.mobile, person.dateOfBirth].join('|'))
    .digest('hex')

/** Accounts that share a key: four look-ups, each along its index and none longer than `mostAlike`. */
async function listAlike(
  tx: Tx,
  partnerId: string,
  accountId: string,
  own: ApplicantKeys,
): Promise<KeyRow[]> {
  const born = eq(applicantKeys.dateOfBirth, own.dateOfBirth)
  const sharing = [
    eq(applicantKeys.emailKey, own.emailKey),
    eq(applicantKeys.mobile, own.mobile),
    and(eq(applicantKeys.nameKey, own.nameKey), born),
    and(eq(applicantKeys.soundKey, own.soundKey), born),
  ]
  const found = new Map<string, KeyRow>()
  for (const same of sharing) {
    const rows = await tx
      .select()
      .from(applicantKeys)
      .where(and(eq(applicantKeys.partnerId, partnerId), ne(applicantKeys.accountId, accountId), same))
      .limit(mostAlike + 1)
    if (rows.length <= mostAlike) for (const row of rows) found.set(row.accountId, row)
  }
  return [...found.values()]
}

async function suspect(
  tx: Tx,
  ctx: Ctx<System>,
  pair: { accountA: string; accountB: string },
  { reasons, score }: NonNullable<ReturnType<typeof suspicionOf>>,
): Promise<boolean> {
  const { partnerId } = ctx.actor
  const [written] = await tx
    .insert(duplicateSuspicions)
    .values({ partnerId, ...pair, reasons, score, foundAt: ctx.now })
    .onConflictDoUpdate({
      target: [duplicateSuspicions.partnerId, duplicateSuspicions.accountA, duplicateSuspicions.accountB],
      set: {
        reasons,
        score,
        state: sql`case when ${duplicateSuspicions.state} = 'linked' then 'linked' else 'open' end`,
        foundAt: ctx.now,
      },
      // Put aside for weaker reasons, or open and changed; the same again changes nothing.
      setWhere: sql`${duplicateSuspicions.score} < ${score} or (${duplicateSuspicions.state} = 'open' and ${duplicateSuspicions.score} <> ${score})`,
    })
    .returning({ id: duplicateSuspicions.id })
  if (!written) return false
  await recordEvent(tx, ctx, 'applicants.suspected', {
    detail: { ...pair, score, reasons: reasons.join(' ') },
  })
  return true
}

/** Open suspicions of this account for which nothing speaks any more. What staff have settled stays. */
async function dropUnfounded(
  tx: Tx,
  partnerId: string,
  accountId: string,
  standing: string[],
): Promise<void> {
  const ofAccount = or(
    eq(duplicateSuspicions.accountA, accountId),
    eq(duplicateSuspicions.accountB, accountId),
  )
  const rows = await tx
    .select()
    .from(duplicateSuspicions)
    .where(
      and(eq(duplicateSuspicions.partnerId, partnerId), eq(duplicateSuspicions.state, 'open'), ofAccount),
    )
  const unfounded = rows.filter(
    ({ accountA, accountB }) => !standing.includes(accountA === accountId ? accountB : accountA),
  )
  if (unfounded.length === 0) return
  await tx.delete(duplicateSuspicions).where(
    and(
      eq(duplicateSuspicions.partnerId, partnerId),
      inArray(
        duplicateSuspicions.id,
        unfounded.map(({ id }) => id),
      ),
    ),
  )
}

const perSweep = 500

/** Looks once more at the next applicants of every partner whose keys are missing or stale, going round and round. */
export async function sweepDuplicates(): Promise<void> {
  const rows = await database()
    .select({ id: partners.id, after: duplicateSweeps.afterAccount })
    .from(partners)
    .leftJoin(duplicateSweeps, eq(duplicateSweeps.partnerId, partners.id))
  for (const { id, after } of rows) await sweepPartner(id, after)
}

async function sweepPartner(partnerId: string, after: string | null): Promise<void> {
  const now = await currentTime()
  const people = await database()
    .select({
      accountId: applicants.accountId,
      madeOf: applicantKeys.madeOf,
      fullName: accounts.fullName,
      email: accounts.email,
      mobile: applicants.mobile,
      dateOfBirth: applicants.dateOfBirth,
    })
    .from(applicants)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applicants.partnerId), eq(accounts.id, applicants.accountId)),
    )
    .leftJoin(
      applicantKeys,
      and(
        eq(applicantKeys.partnerId, applicants.partnerId),
        eq(applicantKeys.accountId, applicants.accountId),
      ),
    )
    .where(and(eq(applicants.partnerId, partnerId), after ? gt(applicants.accountId, after) : undefined))
    .orderBy(asc(applicants.accountId))
    .limit(perSweep)
  for (const { accountId, madeOf, ...person } of people)
    if (madeOf !== fingerprintOf(person))
      await findDuplicates(
        { actor: { kind: 'system', partnerId }, now, source: 'job', requestId: 'duplicates' },
        { accountId },
      )
  const afterAccount = people.length === perSweep ? (people.at(-1)?.accountId ?? null) : null
  await database()
    .insert(duplicateSweeps)
    .values({ partnerId, afterAccount, sweptAt: now })
    .onConflictDoUpdate({ target: duplicateSweeps.partnerId, set: { afterAccount, sweptAt: now } })
}
