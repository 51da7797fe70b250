import { createHash } from 'node:crypto'
import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, letterTemplates, releaseItems, releases, seatPools } from '@/db/schema/decisions'
import { type ReleaseBlock, blocksOf } from '@/lib/domain/decisions/blocks'
import type { DecisionKind } from '@/lib/domain/decisions/decision'
import { type DryRunLine, textToApprove } from '@/lib/domain/decisions/dry-run'
import { underWay } from '@/lib/domain/decisions/release'
import type { RefusalCode } from '@/lib/domain/shared/refusals'

type Release = typeof releases.$inferSelect

/** What a release would do at this moment. */
export type DryRun = { lines: DryRunLine[]; fingerprint: string; blocks: ReleaseBlock[] }

/** Who would get what, the hash of exactly that, and what keeps it from going out. Reads only. */
export async function runDry(db: Db | Tx, release: Release, now: Date): Promise<DryRun> {
  const lines = await linesOf(db, release)
  return {
    lines,
    fingerprint: fingerprintOf(lines, release.respondBy),
    blocks: await blocksFor(db, release, lines, now),
  }
}

/** What keeps these lines from going out just now. */
export const blocksFor = async (
  db: Db | Tx,
  release: Release,
  lines: readonly DryRunLine[],
  now: Date,
): Promise<ReleaseBlock[]> =>
  blocksOf({
    lines,
    pools: await poolsOf(db, release),
    promised: await promisedSeats(db, release),
    respondBy: release.respondBy,
    now: release.scheduledFor && release.scheduledFor > now ? release.scheduledFor : now,
  })

/** The hash that a second person approves. */
export const fingerprintOf = (lines: readonly DryRunLine[], respondBy: Date): string =>
  createHash('sha256').update(textToApprove(lines, respondBy)).digest('hex')

/** The pools of the release's intake. */
export const poolsOf = (db: Db | Tx, { partnerId, intakeId }: Release) =>
  db
    .select({
      programmeId: seatPools.programmeId,
      category: seatPools.category,
      capacity: seatPools.capacity,
      taken: seatPools.taken,
    })
    .from(seatPools)
    .where(and(eq(seatPools.partnerId, partnerId), eq(seatPools.intakeId, intakeId)))
    .orderBy(seatPools.programmeId, seatPools.category)

/** Admissions that other releases under way have still to make in this intake. */
export async function promisedSeats(db: Db | Tx, { partnerId, intakeId, id }: Release) {
  const rows = await db
    .select({ programmeId: decisions.programmeId, category: decisions.category })
    .from(releaseItems)
    .innerJoin(releases, and(eq(releases.partnerId, partnerId), eq(releases.id, releaseItems.releaseId)))
    .innerJoin(decisions, and(eq(decisions.partnerId, partnerId), eq(decisions.id, releaseItems.decisionId)))
    .where(
      and(
        eq(releaseItems.partnerId, partnerId),
        eq(releaseItems.state, 'pending'),
        eq(releases.intakeId, intakeId),
        ne(releases.id, id),
        inArray(releases.state, [...underWay]),
        eq(decisions.kind, 'admit'),
      ),
    )
  return rows.flatMap(({ programmeId, category }) =>
    programmeId && category ? [{ programmeId, category }] : [],
  )
}

async function linesOf(db: Db | Tx, release: Release): Promise<DryRunLine[]> {
  const { partnerId, filter } = release
  const templates = await publishedTemplates(db, partnerId)
  const rows = await db
    .select({
      decisionId: decisions.id,
      applicationId: decisions.applicationId,
      number: applications.number,
      name: accounts.fullName,
      kind: decisions.kind,
      programmeId: decisions.programmeId,
      category: decisions.category,
      waitlistRank: decisions.waitlistRank,
      state: applications.state,
      hasOpenQuery: applications.hasOpenQuery,
      before: sql<string | null>`(select d.kind from decisions d where d.partner_id = ${decisions.partnerId}
        and d.application_id = ${decisions.applicationId} and d.ended_at is null and d.state = 'released')`,
      elsewhere: sql<boolean>`exists (select 1 from release_items i where i.partner_id = ${decisions.partnerId}
        and i.decision_id = ${decisions.id} and i.state = 'pending' and i.release_id <> ${release.id})`,
    })
    .from(decisions)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, decisions.partnerId), eq(applications.id, decisions.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.intakeId, release.intakeId),
        eq(decisions.state, 'confirmed'),
        isNull(decisions.endedAt),
        inArray(decisions.kind, filter.kinds),
        filter.programmeId ? eq(decisions.programmeId, filter.programmeId) : undefined,
      ),
    )
    .orderBy(asc(decisions.kind), asc(decisions.waitlistRank), asc(applications.number))
  return rows.map(({ state, hasOpenQuery, before, elsewhere, ...line }) => ({
    ...line,
    templateId: templates[line.kind] ?? null,
    obstacle: obstacleOf({ state, hasOpenQuery, before, elsewhere }),
  }))
}

function obstacleOf(row: {
  state: string
  hasOpenQuery: boolean
  before: string | null
  elsewhere: boolean
}): RefusalCode | null {
  if (row.state === 'withdrawn') return 'decision_application_withdrawn'
  if (row.hasOpenQuery || row.state === 'query_raised') return 'decision_query_open'
  if (row.before !== null && row.before !== 'waitlist') return 'decision_already_released'
  return row.elsewhere ? 'decision_in_release' : null
}

/** The newest published template of each kind. */
export async function publishedTemplates(
  db: Db | Tx,
  partnerId: string,
): Promise<Partial<Record<DecisionKind, string>>> {
  const rows = await db
    .selectDistinctOn([letterTemplates.kind], { kind: letterTemplates.kind, id: letterTemplates.id })
    .from(letterTemplates)
    .where(and(eq(letterTemplates.partnerId, partnerId), eq(letterTemplates.state, 'published')))
    .orderBy(letterTemplates.kind, desc(letterTemplates.version))
  return Object.fromEntries(rows.map(({ kind, id }) => [kind, id]))
}
