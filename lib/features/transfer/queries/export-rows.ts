import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applicationPages, preferences } from '@/db/schema/applications'
import { intakes, programmes } from '@/db/schema/partners'
import { receipts } from '@/db/schema/payments'
import { reviewStages } from '@/db/schema/reviews'
import { asAskedBy, readApplicationFilter } from '@/lib/domain/applications/filter'
import { cardsMatching } from '@/lib/features/applications/queries/matching'
import { atTime, feeOfCard, standingOfCard } from '@/lib/features/applications/queries/standing-in-sql'
import type { Staff } from '@/lib/platform/auth/actors'
import type { ExportColumn } from '../schema'
import { readExportIds } from '../schema'

/** An application's card as the database hands it over; instants are text. */
export type ExportCard = {
  id: string
  number: string
  applicant_id: string
  full_name: string
  email: string
  mobile: string
  locale: string
  intake_id: string
  programme_id: string | null
  state: string
  standing: string
  fee: string
  progress: string | null
  result: string | null
  score_percent: number | null
  stage_id: string | null
  reviewer_ids: string[]
  review_score: number | null
  has_open_query: boolean
  decision_kind: string | null
  decision_state: string | null
  offer_state: string | null
  created_at: string
  submitted_at: string | null
  updated_at: string
}

/** What belongs to the cards of one part and is read only when a column asks for it. */
export type Beside = {
  births: Map<string, string>
  receipts: Map<string, { number: string; paise: number; issuedAt: Date }>
  programmes: Map<string, string[]>
  answers: Map<string, Record<string, string>>
}

/** Cards read at a time: enough to be quick, few enough that nobody waits for the process meanwhile. */
const partSize = 200

/**
 * The applications of an export, a part at a time in the order of their ids. Nothing of an earlier part is kept, and what is
 * asked of the database grows with the part, not with the export.
 */
export async function* walkCards(
  { partnerId, accountId }: Staff,
  query: string,
  now: Date,
): AsyncGenerator<ExportCard[]> {
  const address = new URLSearchParams(query)
  const ids = readExportIds(address)
  const filter = asAskedBy(ids ? {} : readApplicationFilter(address), accountId)
  const at = atTime(partnerId, now)
  const card = sql`c`
  const matching = and(
    cardsMatching(partnerId, filter, null, at),
    ids ? sql`c.application_id = any(${`{${ids.join(',')}}`}::uuid[])` : undefined,
  )
  let after: string | null = null
  for (;;) {
    const rows: ExportCard[] = [
      ...(await database().execute<ExportCard>(sql`
        select c.application_id as id, c.number, c.applicant_id, c.full_name, c.email, c.mobile, c.locale, c.intake_id,
          c.programme_id, c.state, ${standingOfCard(card, at)} as standing, ${feeOfCard(card, at)} as fee, c.progress,
          c.result, c.score_percent, c.stage_id, c.reviewer_ids, c.review_score, c.has_open_query, c.decision_kind,
          c.decision_state, c.offer_state, c.created_at, c.submitted_at, c.updated_at
        from application_cards as c
        where ${and(matching, after === null ? undefined : sql`c.application_id > ${after}::uuid`)}
        order by c.partner_id, c.application_id limit ${partSize}`)),
    ]
    if (rows.length > 0) yield rows
    if (rows.length < partSize) return
    after = rows.at(-1)?.id ?? null
  }
}

/** What the chosen columns need besides the cards. */
export async function readBeside(
  partnerId: string,
  cards: readonly ExportCard[],
  columns: readonly ExportColumn[],
): Promise<Beside> {
  const ids = cards.map(({ id }) => id)
  const needs = (...names: ExportColumn[]) => names.some((name) => columns.includes(name))
  const pages = columns.flatMap((column) => (column.startsWith('answers_') ? [column.slice(8)] : []))
  const [births, paid, chosen, answered] = await Promise.all([
    needs('date_of_birth')
      ? listBirths(
          partnerId,
          cards.map((card) => card.applicant_id),
        )
      : [],
    needs('receipt', 'amount', 'paid') ? listReceipts(partnerId, ids) : [],
    needs('programmes') ? listPreferences(partnerId, ids) : [],
    pages.length > 0 ? listAnswers(partnerId, ids, pages) : [],
  ])
  const ordered = new Map<string, string[]>()
  for (const { id, programmeId } of chosen) ordered.set(id, [...(ordered.get(id) ?? []), programmeId])
  const answers = new Map<string, Record<string, string>>()
  for (const { id, ...page } of answered) answers.set(id, { ...answers.get(id), ...page.answers })
  return {
    births: new Map(births.map(({ id, dateOfBirth }) => [id, dateOfBirth])),
    receipts: new Map(paid.map(({ id, ...receipt }) => [id, receipt])),
    programmes: ordered,
    answers,
  }
}

const listBirths = (partnerId: string, accountIds: string[]) =>
  database()
    .select({ id: applicants.accountId, dateOfBirth: applicants.dateOfBirth })
    .from(applicants)
    .where(and(eq(applicants.partnerId, partnerId), inArray(applicants.accountId, accountIds)))

const listReceipts = (partnerId: string, ids: string[]) =>
  database()
    .select({
      id: receipts.applicationId,
      number: receipts.number,
      paise: receipts.paise,
      issuedAt: receipts.issuedAt,
    })
    .from(receipts)
    .where(and(eq(receipts.partnerId, partnerId), inArray(receipts.applicationId, ids)))

const listPreferences = (partnerId: string, ids: string[]) =>
  database()
    .select({ id: preferences.applicationId, programmeId: preferences.programmeId })
    .from(preferences)
    .where(and(eq(preferences.partnerId, partnerId), inArray(preferences.applicationId, ids)))
    .orderBy(asc(preferences.applicationId), asc(preferences.position))

const listAnswers = (partnerId: string, ids: string[], pages: string[]) =>
  database()
    .select({ id: applicationPages.applicationId, answers: applicationPages.answers })
    .from(applicationPages)
    .where(
      and(
        eq(applicationPages.partnerId, partnerId),
        inArray(applicationPages.applicationId, ids),
        inArray(applicationPages.page, pages),
      ),
    )

/** Names of what cards point at: few rows at any partner, read once for an export. */
export async function readNames(partnerId: string, locale: 'en' | 'hi'): Promise<Map<string, string>> {
  const [stages, offered, sessions, people] = await Promise.all([
    database()
      .select({ id: reviewStages.id, name: reviewStages.name })
      .from(reviewStages)
      .where(eq(reviewStages.partnerId, partnerId)),
    database()
      .select({ id: programmes.id, name: programmes.name })
      .from(programmes)
      .where(eq(programmes.partnerId, partnerId)),
    database()
      .select({ id: intakes.id, name: intakes.name })
      .from(intakes)
      .where(eq(intakes.partnerId, partnerId)),
    database()
      .select({ id: accounts.id, fullName: accounts.fullName })
      .from(accounts)
      .where(
        and(
          eq(accounts.partnerId, partnerId),
          sql`${accounts.id} in (select account_id from staff where partner_id = ${partnerId})`,
        ),
      ),
  ])
  return new Map([
    ...[...stages, ...offered, ...sessions].map(({ id, name }) => [id, name[locale]] as const),
    ...people.map(({ id, fullName }) => [id, fullName] as const),
  ])
}
