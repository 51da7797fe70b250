import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { notFound } from 'next/navigation'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, releaseDryRuns, releaseItems, releases } from '@/db/schema/decisions'
import { intakes, programmes } from '@/db/schema/partners'
import type { ReleaseBlock } from '@/lib/domain/decisions/blocks'
import type { DecisionKind } from '@/lib/domain/decisions/decision'
import {
  type Differences,
  type DryRunLine,
  countKinds,
  differencesBetween,
} from '@/lib/domain/decisions/dry-run'
import type { ItemState, ReleaseState } from '@/lib/domain/decisions/release'
import { isRowId } from '@/lib/domain/shared/row-id'
import { namesAsReadBy } from '@/lib/features/applications/queries/blind'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type PoolRow, listOffered, listPools } from './board'
import { blocksFor, runDry } from './dry-run'

export type ReleaseCard = {
  id: string
  name: string
  intake: string
  state: ReleaseState
  kinds: DecisionKind[]
  createdAt: Date
  createdBy: string
  scheduledFor: Date | null
}

/** The newest releases, and what a new one is made of. */
export async function listReleases(staff: Staff<'decisions.read'>): Promise<{
  releases: ReleaseCard[]
  intakes: { id: string; name: string; programmes: { id: string; name: string }[] }[]
}> {
  const locale = await readerLocale()
  const [rows, all] = await Promise.all([
    database()
      .select({
        id: releases.id,
        name: releases.name,
        intake: intakes.name,
        state: releases.state,
        filter: releases.filter,
        createdAt: releases.createdAt,
        createdBy: accounts.fullName,
        scheduledFor: releases.scheduledFor,
      })
      .from(releases)
      .innerJoin(intakes, and(eq(intakes.partnerId, releases.partnerId), eq(intakes.id, releases.intakeId)))
      .innerJoin(
        accounts,
        and(eq(accounts.partnerId, releases.partnerId), eq(accounts.id, releases.createdBy)),
      )
      .where(eq(releases.partnerId, staff.partnerId))
      .orderBy(desc(releases.createdAt), desc(releases.id))
      .limit(100),
    database()
      .select({ id: intakes.id, name: intakes.name })
      .from(intakes)
      .where(eq(intakes.partnerId, staff.partnerId))
      .orderBy(desc(intakes.closesAt)),
  ])
  return {
    releases: rows.map(({ filter, intake, ...row }) => ({
      ...row,
      intake: intake[locale],
      kinds: filter.kinds,
    })),
    intakes: await Promise.all(
      all.map(async ({ id, name }) => ({
        id,
        name: name[locale],
        programmes: await listOffered(staff.partnerId, id, locale),
      })),
    ),
  }
}

/** A pool as a release sees it: what it would take, and what would be left. */
export type ReleasePool = PoolRow & { wanted: number }
/** One of the list: what the release said it would do, and what became of it. */
export type ReleaseLine = DryRunLine & {
  programme: string | null
  state: ItemState | null
  batch: 'first' | 'rest' | null
  heldBackCode: string | null
  releasedAt: Date | null
  mailedAt: Date | null
}
export type ReleaseView = {
  id: string
  name: string
  intake: string
  programme: string | null
  state: ReleaseState
  kinds: DecisionKind[]
  firstBatchSize: number
  holdMinutes: number
  respondBy: Date
  scheduledFor: Date | null
  startedAt: Date | null
  holdUntil: Date | null
  finishedAt: Date | null
  stoppedAt: Date | null
  undoneAt: Date | null
  approvedAt: Date | null
  createdAt: Date
  people: { createdBy: string; approvedBy: string | null; stoppedBy: string | null; undoneBy: string | null }
  isOwn: boolean
  dryRun: {
    ranAt: Date
    by: string
    fingerprint: string
    counts: Record<DecisionKind, number>
    total: number
  } | null
  /** What stands between the list that was read and what would go out now. */
  hasChanged: boolean
  differences: (Differences & { since: Date | null }) | null
  blocks: (ReleaseBlock & { programme?: string })[]
  pools: ReleasePool[]
  items: Partial<Record<ItemState, number>>
  lines: ReleaseLine[]
  from: number
}

const linesShown = 100

/** The whole life of one release: its list, what differs, what blocks, and what became of each. Not found when not theirs. */
export async function getRelease(
  staff: Staff<'decisions.read'>,
  id: string,
  { from = 0 }: { from?: number } = {},
): Promise<ReleaseView> {
  if (!isRowId(id)) notFound()
  const [locale, now] = [await readerLocale(), await currentTime()]
  const [release] = await database()
    .select()
    .from(releases)
    .where(and(eq(releases.partnerId, staff.partnerId), eq(releases.id, id)))
  if (!release) notFound()
  const [names, people, runs, pools, counts] = await Promise.all([
    namesOf(staff.partnerId, release, locale),
    peopleOf(staff.partnerId, [release.createdBy, release.approvedBy, release.stoppedBy, release.undoneBy]),
    dryRunsOf(staff.partnerId, release),
    listPools(staff, release.intakeId),
    countItems(staff.partnerId, id),
  ])
  const [run, before] = runs
  const isOpen = release.state === 'dry_run' || release.state === 'draft'
  const fresh = isOpen && run ? await runDry(database(), release, now) : null
  const [lines, linesBefore] = await Promise.all([
    namesAsReadBy(staff, run?.lines ?? []),
    namesAsReadBy(staff, before?.lines ?? []),
  ])
  const admits = lines.filter(({ kind }) => kind === 'admit')
  const byProgramme = new Map(names.programmes.map((one) => [one.id, one.name]))
  const blocks = run && mayStillBlock(release.state) ? await blocksFor(database(), release, lines, now) : []
  return {
    ...release,
    kinds: release.filter.kinds,
    intake: names.intake,
    programme: release.filter.programmeId ? (byProgramme.get(release.filter.programmeId) ?? null) : null,
    people: {
      createdBy: people.get(release.createdBy) ?? '',
      approvedBy: nameIn(people, release.approvedBy),
      stoppedBy: nameIn(people, release.stoppedBy),
      undoneBy: nameIn(people, release.undoneBy),
    },
    isOwn: release.createdBy === staff.accountId,
    dryRun: run
      ? {
          ranAt: run.ranAt,
          by: run.by,
          fingerprint: run.fingerprint,
          counts: countKinds(lines),
          total: lines.length,
        }
      : null,
    hasChanged: Boolean(fresh && run && fresh.fingerprint !== run.fingerprint),
    differences: run ? { ...differencesBetween(linesBefore, lines), since: before?.ranAt ?? null } : null,
    blocks: blocks.map((block) =>
      'pool' in block ? { ...block, programme: byProgramme.get(block.pool.programmeId) } : block,
    ),
    pools: pools.map((pool) => ({
      ...pool,
      wanted: admits.filter((one) => one.programmeId === pool.programmeId && one.category === pool.category)
        .length,
    })),
    items: counts,
    lines: await withOutcome(staff.partnerId, id, lines.slice(from, from + linesShown), byProgramme),
    from,
  }
}

const mayStillBlock = (state: ReleaseState) =>
  state === 'dry_run' || state === 'approved' || state === 'scheduled' || state === 'stopped'
const nameIn = (people: Map<string, string>, id: string | null) => (id ? (people.get(id) ?? null) : null)

async function namesOf(partnerId: string, release: { intakeId: string }, locale: 'en' | 'hi') {
  const [[intake], offered] = await Promise.all([
    database()
      .select({ name: intakes.name })
      .from(intakes)
      .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, release.intakeId))),
    database()
      .select({ id: programmes.id, name: programmes.name })
      .from(programmes)
      .where(eq(programmes.partnerId, partnerId)),
  ])
  return {
    intake: intake?.name[locale] ?? '',
    programmes: offered.map(({ id, name }) => ({ id, name: name[locale] })),
  }
}

async function peopleOf(partnerId: string, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null)
  const rows = await database()
    .select({ id: accounts.id, name: accounts.fullName })
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), inArray(accounts.id, known)))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The newest dry run and the one to compare it with: the release's own earlier one, else the last of its intake. */
async function dryRunsOf(partnerId: string, release: typeof releases.$inferSelect) {
  const read = (earlier: boolean) =>
    database()
      .select({
        ranAt: releaseDryRuns.ranAt,
        fingerprint: releaseDryRuns.fingerprint,
        lines: releaseDryRuns.lines,
        by: accounts.fullName,
      })
      .from(releaseDryRuns)
      .innerJoin(accounts, and(eq(accounts.partnerId, partnerId), eq(accounts.id, releaseDryRuns.ranBy)))
      .innerJoin(releases, and(eq(releases.partnerId, partnerId), eq(releases.id, releaseDryRuns.releaseId)))
      .where(
        and(
          eq(releaseDryRuns.partnerId, partnerId),
          earlier
            ? and(eq(releases.intakeId, release.intakeId), lt(releases.createdAt, release.createdAt))
            : eq(releaseDryRuns.releaseId, release.id),
        ),
      )
      .orderBy(desc(releaseDryRuns.ranAt), desc(releaseDryRuns.id))
      .limit(earlier ? 1 : 2)
  const own = await read(false)
  return own.length === 1 ? [...own, ...(await read(true))] : own
}

async function countItems(partnerId: string, releaseId: string): Promise<Partial<Record<ItemState, number>>> {
  const rows = await database()
    .select({ state: releaseItems.state, count: sql<number>`count(*)::int` })
    .from(releaseItems)
    .where(and(eq(releaseItems.partnerId, partnerId), eq(releaseItems.releaseId, releaseId)))
    .groupBy(releaseItems.state)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

async function withOutcome(
  partnerId: string,
  releaseId: string,
  lines: readonly DryRunLine[],
  byProgramme: Map<string, string>,
): Promise<ReleaseLine[]> {
  if (lines.length === 0) return []
  const items = await database()
    .select()
    .from(releaseItems)
    .where(
      and(
        eq(releaseItems.partnerId, partnerId),
        eq(releaseItems.releaseId, releaseId),
        inArray(
          releaseItems.decisionId,
          lines.map(({ decisionId }) => decisionId),
        ),
      ),
    )
  const of = new Map(items.map((item) => [item.decisionId, item]))
  return lines.map((line) => {
    const item = of.get(line.decisionId)
    return {
      ...line,
      programme: line.programmeId ? (byProgramme.get(line.programmeId) ?? null) : null,
      state: item?.state ?? null,
      batch: item?.batch ?? null,
      heldBackCode: item?.heldBackCode ?? null,
      releasedAt: item?.releasedAt ?? null,
      mailedAt: item?.mailedAt ?? null,
    }
  })
}

/** The decisions of one application, oldest first, with who did what, for its record. */
export async function listDecisions(staff: Staff<'decisions.read'>, applicationId: string) {
  const locale = await readerLocale()
  const rows = await database()
    .select({ decision: decisions, programme: programmes.name, offerState: applications.offerState })
    .from(decisions)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, decisions.partnerId), eq(applications.id, decisions.applicationId)),
    )
    .leftJoin(
      programmes,
      and(eq(programmes.partnerId, decisions.partnerId), eq(programmes.id, decisions.programmeId)),
    )
    .where(and(eq(decisions.partnerId, staff.partnerId), eq(decisions.applicationId, applicationId)))
    .orderBy(asc(decisions.proposedAt), asc(decisions.id))
  const people = await peopleOf(
    staff.partnerId,
    rows.flatMap(({ decision }) => [decision.proposedBy, decision.confirmedBy]),
  )
  return rows.map(({ decision, programme }) => ({
    ...decision,
    programme: programme?.[locale] ?? null,
    proposer: nameIn(people, decision.proposedBy),
    confirmer: nameIn(people, decision.confirmedBy),
  }))
}
