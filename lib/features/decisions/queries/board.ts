import { alias } from 'drizzle-orm/pg-core'
import { type SQL, and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { notFound } from 'next/navigation'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, seatPools } from '@/db/schema/decisions'
import { intakeProgrammes, intakes, programmes } from '@/db/schema/partners'
import { canConfirm, canPropose } from '@/lib/domain/decisions/can'
import {
  type DecisionKind,
  type DecisionState,
  type OfferState,
  decisionStates,
} from '@/lib/domain/decisions/decision'
import type { SeatCategory } from '@/lib/domain/decisions/seats'
import type { Refusal } from '@/lib/domain/shared/result'
import { isRowId } from '@/lib/domain/shared/row-id'
import { readerLocale } from '@/lib/features/partners/queries'
import { shownName, shownReviewScore } from '@/lib/features/applications/queries/blind'
import { countFacets } from '@/lib/features/applications/queries/facets'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type KeysetPage, type PagePlace, pageSize, toPage } from '@/lib/platform/keyset'
import { loadDecision } from '../queries'

/** What the board lists: applications without a decision, or live decisions in one state. */
export const boardTabs = ['to_decide', ...decisionStates] as const
export type BoardTab = (typeof boardTabs)[number]
export type BoardFilter = { intakeId: string | null; tab: BoardTab; place: PagePlace }

/** Seats of one pool with what is on its way to them. */
export type PoolRow = {
  programmeId: string
  programme: string
  category: SeatCategory
  capacity: number
  taken: number
  provisional: number
  confirmed: number
  waiting: number
}

/** One line of the board. Without a decision only the application is known. */
export type BoardRow = {
  id: string
  number: string
  name: string
  programme: string | null
  category: SeatCategory | null
  kind: DecisionKind | null
  state: DecisionState | null
  offerState: OfferState | null
  waitlistRank: number | null
  reason: string | null
  proposedBy: string | null
  /** The reader proposed it, so somebody else confirms it. */
  isOwnProposal: boolean
  reviewScore: number | null
}

export type Board = {
  intakes: { id: string; name: string }[]
  intakeId: string | null
  tab: BoardTab
  counts: Record<BoardTab, number>
  pools: PoolRow[]
  programmes: { id: string; name: string }[]
  page: KeysetPage<BoardRow>
}

/** Where the decisions of an intake stand: seats, counts, and one page of the chosen list. */
export async function getBoard(staff: Staff<'decisions.read'>, filter: BoardFilter): Promise<Board> {
  const { partnerId } = staff
  const locale = await readerLocale()
  const all = await database()
    .select({ id: intakes.id, name: intakes.name })
    .from(intakes)
    .where(eq(intakes.partnerId, partnerId))
    .orderBy(desc(intakes.closesAt))
  const ids = all.map(({ id }) => id)
  const intakeId = ids.find((id) => id === filter.intakeId) ?? (await busiestOf(partnerId, ids))
  const shown = {
    intakes: all.map(({ id, name }) => ({ id, name: name[locale] })),
    intakeId,
    tab: filter.tab,
  }
  if (!intakeId)
    return {
      ...shown,
      counts: { to_decide: 0, provisional: 0, confirmed: 0, released: 0 },
      pools: [],
      programmes: [],
      page: { rows: [], next: null, previous: null },
    }
  const [counts, pools, offered, page] = await Promise.all([
    countStates(partnerId, intakeId),
    listPools(staff, intakeId),
    listOffered(partnerId, intakeId, locale),
    filter.tab === 'to_decide'
      ? undecidedPage(staff, intakeId, filter.place)
      : decidedPage(staff, intakeId, { ...filter, tab: filter.tab }, locale),
  ])
  return { ...shown, counts, pools, programmes: offered, page }
}

/** Where the board opens: at the intake with most applications in review, of several the first of the list. */
async function busiestOf(partnerId: string, intakeIds: string[]): Promise<string | null> {
  const groups = await countFacets(partnerId, {
    by: ['intake'],
    filter: { states: ['in_review'] },
    now: await currentTime(),
  })
  const inReview = (id: string) => groups.find(({ intake }) => intake === id)?.count ?? 0
  return intakeIds.toSorted((one, other) => inReview(other) - inReview(one))[0] ?? null
}

/** Applications in review without a decision, and live decisions by state. */
async function countStates(partnerId: string, intakeId: string): Promise<Record<BoardTab, number>> {
  const [[open], byState] = await Promise.all([
    database()
      .select({ count: sql<number>`count(*)::int` })
      .from(applications)
      .where(isUndecided(partnerId, intakeId)),
    database()
      .select({ state: decisions.state, count: sql<number>`count(*)::int` })
      .from(decisions)
      .where(isLive(partnerId, intakeId))
      .groupBy(decisions.state),
  ])
  const of = (state: DecisionState) => byState.find((row) => row.state === state)?.count ?? 0
  return {
    to_decide: open?.count ?? 0,
    provisional: of('provisional'),
    confirmed: of('confirmed'),
    released: of('released'),
  }
}

const isUndecided = (partnerId: string, intakeId: string) =>
  and(
    eq(applications.partnerId, partnerId),
    eq(applications.intakeId, intakeId),
    inArray(applications.state, ['in_review', 'query_raised']),
    isNull(applications.decisionState),
  )
const isLive = (partnerId: string, intakeId: string) =>
  and(eq(decisions.partnerId, partnerId), eq(decisions.intakeId, intakeId), isNull(decisions.endedAt))

/** Every pool of an intake with what is decided for it. Also for the page that sets seats. */
export async function listPools(staff: Pick<Staff, 'partnerId'>, intakeId: string): Promise<PoolRow[]> {
  const locale = await readerLocale()
  const meant = (
    what: SQL,
  ) => sql<number>`(select count(*)::int from decisions d where d.partner_id = ${seatPools.partnerId}
    and d.intake_id = ${seatPools.intakeId} and d.programme_id = ${seatPools.programmeId} and d.category = ${seatPools.category}
    and d.ended_at is null and ${what})`
  const rows = await database()
    .select({
      programmeId: seatPools.programmeId,
      programme: programmes.name,
      category: seatPools.category,
      capacity: seatPools.capacity,
      taken: seatPools.taken,
      provisional: meant(sql`d.kind = 'admit' and d.state = 'provisional'`),
      confirmed: meant(sql`d.kind = 'admit' and d.state = 'confirmed'`),
      waiting: meant(sql`d.kind = 'waitlist' and d.state = 'released'`),
    })
    .from(seatPools)
    .innerJoin(
      programmes,
      and(eq(programmes.partnerId, seatPools.partnerId), eq(programmes.id, seatPools.programmeId)),
    )
    .where(and(eq(seatPools.partnerId, staff.partnerId), eq(seatPools.intakeId, intakeId)))
    .orderBy(programmes.code, seatPools.category)
  return rows.map((row) => ({ ...row, programme: row.programme[locale] }))
}

/** The programmes an intake offers, in its order. */
export async function listOffered(partnerId: string, intakeId: string, locale: 'en' | 'hi') {
  const rows = await database()
    .select({ id: programmes.id, name: programmes.name })
    .from(intakeProgrammes)
    .innerJoin(
      programmes,
      and(
        eq(programmes.partnerId, intakeProgrammes.partnerId),
        eq(programmes.id, intakeProgrammes.programmeId),
      ),
    )
    .where(and(eq(intakeProgrammes.partnerId, partnerId), eq(intakeProgrammes.intakeId, intakeId)))
    .orderBy(asc(intakeProgrammes.position))
  return rows.map(({ id, name }) => ({ id, name: name[locale] }))
}

async function undecidedPage(
  staff: Staff<'decisions.read'>,
  intakeId: string,
  place: PagePlace,
): Promise<KeysetPage<BoardRow>> {
  const backwards = Boolean(place.before)
  const rows = await database()
    .select({
      id: applications.id,
      number: applications.number,
      name: shownName(staff),
      reviewScore: shownReviewScore(staff),
    })
    .from(applications)
    .innerJoin(accounts, applicantOf)
    .where(and(isUndecided(staff.partnerId, intakeId), from(applications.id, place)))
    .orderBy(backwards ? asc(applications.id) : desc(applications.id))
    .limit(pageSize + 1)
  return toPage(
    rows.map((row) => ({
      ...row,
      programme: null,
      category: null,
      kind: null,
      state: null,
      offerState: null,
      waitlistRank: null,
      reason: null,
      proposedBy: null,
      isOwnProposal: false,
    })),
    place,
  )
}

const applicantOf = and(
  eq(accounts.partnerId, applications.partnerId),
  eq(accounts.id, applications.applicantId),
)

async function decidedPage(
  staff: Staff<'decisions.read'>,
  intakeId: string,
  { tab, place }: { tab: DecisionState; place: PagePlace },
  locale: 'en' | 'hi',
): Promise<KeysetPage<BoardRow>> {
  const proposer = alias(accounts, 'proposer')
  const rows = await database()
    .select({
      id: decisions.id,
      number: applications.number,
      name: shownName(staff),
      programme: programmes.name,
      category: decisions.category,
      kind: decisions.kind,
      state: decisions.state,
      offerState: applications.offerState,
      waitlistRank: decisions.waitlistRank,
      reason: decisions.reason,
      proposerId: decisions.proposedBy,
      proposedBy: proposer.fullName,
      reviewScore: shownReviewScore(staff),
    })
    .from(decisions)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, decisions.partnerId), eq(applications.id, decisions.applicationId)),
    )
    .innerJoin(accounts, applicantOf)
    .leftJoin(
      proposer,
      and(eq(proposer.partnerId, decisions.partnerId), eq(proposer.id, decisions.proposedBy)),
    )
    .leftJoin(
      programmes,
      and(eq(programmes.partnerId, decisions.partnerId), eq(programmes.id, decisions.programmeId)),
    )
    .where(and(isLive(staff.partnerId, intakeId), eq(decisions.state, tab), from(decisions.id, place)))
    .orderBy(place.before ? asc(decisions.id) : desc(decisions.id))
    .limit(pageSize + 1)
  return toPage(
    rows.map(({ proposerId, ...row }) => ({
      ...row,
      programme: row.programme?.[locale] ?? null,
      isOwnProposal: proposerId === staff.accountId,
    })),
    place,
  )
}

/** Newest first; ids carry the moment they were made. */
const from = (id: typeof decisions.id | typeof applications.id, { after, before }: PagePlace) =>
  before ? sql`${id} > ${before}` : after ? sql`${id} < ${after}` : undefined

/** Whether each of some applications may be decided, and if not, why. */
export type DecideLine = { number: string; name: string; refusal: Refusal | null }

/** The dry run of a press for many: what would happen to each. Numbers that are not this partner's are left out. */
export async function previewDecisions(
  staff: Staff<'decisions.propose'> | Staff<'decisions.confirm'>,
  verb: 'propose' | 'confirm',
  numbers: readonly string[],
): Promise<DecideLine[]> {
  const now = await currentTime()
  const lines: DecideLine[] = []
  for (const number of new Set(numbers)) {
    const loaded = await loadDecision(database(), staff.partnerId, { number }, { now })
    if (!loaded) continue
    const verdict = verb === 'propose' ? canPropose(loaded.facts) : canConfirm(loaded.facts, staff.accountId)
    lines.push({
      number,
      name: loaded.journey.applicant.fullName,
      refusal: verdict.ok ? null : verdict.refusal,
    })
  }
  return lines
}

/** The programmes of the intake that an application is for; none where there is no such application. */
export async function listProgrammesOf(staff: Pick<Staff, 'partnerId'>, number: string | null) {
  if (!number) return []
  const [found] = await database()
    .select({ intakeId: applications.intakeId })
    .from(applications)
    .where(and(eq(applications.partnerId, staff.partnerId), eq(applications.number, number)))
  return found ? listOffered(staff.partnerId, found.intakeId, await readerLocale()) : []
}

/** The seats of one intake and what they may be set for. Not found when it is not this partner's. */
export async function getSeats(staff: Staff<'intakes.manage'>, intakeId: string) {
  if (!isRowId(intakeId)) notFound()
  const locale = await readerLocale()
  const [intake] = await database()
    .select({ id: intakes.id, name: intakes.name })
    .from(intakes)
    .where(and(eq(intakes.partnerId, staff.partnerId), eq(intakes.id, intakeId)))
  if (!intake) notFound()
  const [pools, offered] = await Promise.all([
    listPools(staff, intakeId),
    listOffered(staff.partnerId, intakeId, locale),
  ])
  return { intake: { id: intake.id, name: intake.name[locale] }, pools, programmes: offered }
}
