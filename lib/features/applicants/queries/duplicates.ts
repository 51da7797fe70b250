import { type SQL, and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { applicantLinks, duplicateSuspicions } from '@/db/schema/duplicates'
import { intakes } from '@/db/schema/partners'
import { payments, paymentOrders } from '@/db/schema/payments'
import type { SuspicionState } from '@/lib/domain/applicants/duplicate'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

type Linker = Staff<'applicants.link'>

/** One account of a suspected pair as the list draws it. */
export type SuspectedAccount = {
  accountId: string
  fullName: string
  email: string
  mobile: string
  dateOfBirth: string
  applications: { number: string; intake: string }[]
}

export type SuspicionLine = typeof duplicateSuspicions.$inferSelect & {
  a: SuspectedAccount
  b: SuspectedAccount
  settledByName: string | null
}

/** Suspected pairs in this state, newest first, a page at a time. */
export async function listSuspicions(
  staff: Linker,
  { state, place }: { state: SuspicionState; place: PagePlace },
): Promise<KeysetPage<SuspicionLine>> {
  const { partnerId } = staff
  const from = fromPlace(
    { partnerId: duplicateSuspicions.partnerId, id: duplicateSuspicions.id, at: duplicateSuspicions.foundAt },
    { place, ofPartner: partnerId },
  )
  const rows = await database()
    .select({ suspicion: duplicateSuspicions, by: accounts.fullName })
    .from(duplicateSuspicions)
    .leftJoin(
      accounts,
      and(
        eq(accounts.partnerId, duplicateSuspicions.partnerId),
        eq(accounts.id, duplicateSuspicions.settledBy),
      ),
    )
    .where(
      and(eq(duplicateSuspicions.partnerId, partnerId), eq(duplicateSuspicions.state, state), from.where),
    )
    .orderBy(...from.orderBy)
    .limit(pageSize + 1)
  const people = await accountsOf(
    partnerId,
    rows.flatMap(({ suspicion }) => [suspicion.accountA, suspicion.accountB]),
  )
  const lines = rows.flatMap(({ suspicion, by }) => {
    const [a, b] = [people.get(suspicion.accountA), people.get(suspicion.accountB)]
    return a && b ? [{ ...suspicion, a, b, settledByName: by }] : []
  })
  return toPage(lines, place)
}

async function accountsOf(partnerId: string, ids: string[]): Promise<Map<string, SuspectedAccount>> {
  if (ids.length === 0) return new Map()
  const [people, own] = await Promise.all([
    database()
      .select({
        accountId: accounts.id,
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
      .where(and(eq(applicants.partnerId, partnerId), inArray(applicants.accountId, ids))),
    database()
      .select({ accountId: applications.applicantId, number: applications.number, intake: intakes.code })
      .from(applications)
      .innerJoin(
        intakes,
        and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
      )
      .where(and(eq(applications.partnerId, partnerId), inArray(applications.applicantId, ids)))
      .orderBy(asc(applications.createdAt)),
  ])
  return new Map(
    people.map((person) => [
      person.accountId,
      { ...person, applications: own.filter(({ accountId }) => accountId === person.accountId) },
    ]),
  )
}

/** The accounts that live links join with this one, itself included: one person. */
export async function accountsOfPerson(partnerId: string, accountId: string): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    with recursive person(id) as (
      select ${accountId}::uuid
      union
      select case when l.account_a = p.id then l.account_b else l.account_a end
      from person p join ${applicantLinks} l
        on l.partner_id = ${partnerId} and (l.account_a = p.id or l.account_b = p.id)
      where ${isLive}
    ) select id from person order by id`)
  return [...rows].map(({ id }) => id)
}

/** A link `l` is live while it is the newest word on its pair, and says so. */
const isLive: SQL = sql`l.kind = 'linked' and not exists (select 1 from ${applicantLinks} later
  where later.partner_id = l.partner_id and later.account_a = l.account_a and later.account_b = l.account_b
    and later.turn > l.turn)`

/** One application of a person, with what was paid and sat for it. */
export type PersonApplication = {
  id: string
  number: string
  accountId: string
  fullName: string
  intake: { en: string; hi: string }
  state: string
  submittedAt: Date | null
  paidPaise: number
  attempts: number
}

export type PersonPage = {
  accountId: string
  /** Those of the other linked accounts and of this one, side by side. */
  applications: PersonApplication[]
  accounts: SuspectedAccount[]
  /** Live links of this account itself, so that each can be taken back. */
  links: { accountA: string; accountB: string; other: string; why: string; at: Date }[]
  suspicions: SuspicionLine[]
}

/** Who the applicant of an application is beside: linked accounts with everything of theirs, and open suspicions. */
export async function findPerson(staff: Linker, applicationId: string): Promise<PersonPage | null> {
  const { partnerId } = staff
  const [application] = await database()
    .select({ accountId: applications.applicantId })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  if (!application) return null
  const { accountId } = application
  const ids = await accountsOfPerson(partnerId, accountId)
  const [people, own, links, open] = await Promise.all([
    accountsOf(partnerId, ids),
    applicationsOf(partnerId, ids),
    liveLinksOf(partnerId, accountId),
    suspicionsOf(partnerId, accountId),
  ])
  return { accountId, accounts: [...people.values()], applications: own, links, suspicions: open }
}

const applicationsOf = (partnerId: string, accountIds: string[]): Promise<PersonApplication[]> =>
  database()
    .select({
      id: applications.id,
      number: applications.number,
      accountId: applications.applicantId,
      fullName: accounts.fullName,
      intake: intakes.name,
      state: applications.state,
      submittedAt: applications.submittedAt,
      paidPaise: sql<number>`(select coalesce(sum(${payments.paise}), 0)::int from ${payments} join ${paymentOrders}
        on ${paymentOrders.partnerId} = ${payments.partnerId} and ${paymentOrders.id} = ${payments.orderId}
        where ${paymentOrders.partnerId} = ${applications.partnerId} and ${paymentOrders.applicationId} = ${applications.id}
          and ${payments.state} = 'captured')`,
      attempts: sql<number>`(select count(*)::int from ${attempts} where ${attempts.partnerId} = ${applications.partnerId}
        and ${attempts.applicationId} = ${applications.id})`,
    })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(and(eq(applications.partnerId, partnerId), inArray(applications.applicantId, accountIds)))
    .orderBy(asc(accounts.createdAt), asc(applications.createdAt))

async function liveLinksOf(partnerId: string, accountId: string): Promise<PersonPage['links']> {
  const rows = await database()
    .selectDistinctOn([applicantLinks.accountA, applicantLinks.accountB])
    .from(applicantLinks)
    .where(
      and(
        eq(applicantLinks.partnerId, partnerId),
        or(eq(applicantLinks.accountA, accountId), eq(applicantLinks.accountB, accountId)),
      ),
    )
    .orderBy(applicantLinks.accountA, applicantLinks.accountB, desc(applicantLinks.turn))
  return rows
    .filter(({ kind }) => kind === 'linked')
    .map(({ accountA, accountB, why, createdAt }) => ({
      accountA,
      accountB,
      other: accountA === accountId ? accountB : accountA,
      why,
      at: createdAt,
    }))
}

async function suspicionsOf(partnerId: string, accountId: string): Promise<SuspicionLine[]> {
  const rows = await database()
    .select()
    .from(duplicateSuspicions)
    .where(
      and(
        eq(duplicateSuspicions.partnerId, partnerId),
        eq(duplicateSuspicions.state, 'open'),
        or(eq(duplicateSuspicions.accountA, accountId), eq(duplicateSuspicions.accountB, accountId)),
      ),
    )
    .orderBy(desc(duplicateSuspicions.score))
  const people = await accountsOf(
    partnerId,
    rows.flatMap(({ accountA, accountB }) => [accountA, accountB]),
  )
  return rows.flatMap((row) => {
    const [a, b] = [people.get(row.accountA), people.get(row.accountB)]
    return a && b ? [{ ...row, a, b, settledByName: null }] : []
  })
}
