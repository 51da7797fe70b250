import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applicants } from '@/db/schema/accounts'
import { applicationCards, applicationFacetChanges, applicationFacets } from '@/db/schema/lists'
import { intakeVersions } from '@/db/schema/versions'
import { type Standing, standings } from '@/lib/domain/journeys/standing'
import { type TermField, changedTerms, isInFlight, moveVerdict } from '@/lib/domain/partners/term-changes'
import { type IntakeTerms, type Reach, withoutSnapshot } from '@/lib/domain/partners/terms'
import type { Staff } from '@/lib/platform/auth/actors'
import { type IntakeRow, currentTerms, findIntake, termsOfRow } from '../commands/intake-rows'

/** Those in flight on one version who stand at one step. */
export type InFlightGroup = {
  /** Number of the version they are on; null: the intake's own row. */
  version: number | null
  step: Standing
  count: number
  /** They would go over to the draft with what was said to reach them; else what keeps them where they are. */
  moves: boolean
  because: TermField[]
}

export type WhatIf = {
  inFlight: number
  groups: InFlightGroup[]
  /** What the draft changes for whoever is on each version: told, although they stay on theirs. */
  differs: { version: number | null; count: number; changed: TermField[] }[]
  moving: number
  /** A few of those who would go over, by application number. */
  examples: string[]
  /** Registered people who have not begun here: they, and everybody who registers later, would get the new terms. */
  notBegun: number
}

/**
 * What publishing the draft would do, counted and not done: whom of those in flight it touches at which step, and how many
 * would get the new terms. Null when there is no draft. Counts come from the list's counters.
 */
export async function findWhatIf(
  staff: Staff<'intakes.manage'>,
  intakeId: string,
  reaches: readonly Reach[],
): Promise<WhatIf | null> {
  const { partnerId } = staff
  const intake = await findIntake(database(), partnerId, intakeId)
  const { draft } = intake ? await currentTerms(database(), intake) : { draft: null }
  if (!intake || !draft) return null
  const [held, contents, own, registered] = await Promise.all([
    countByStep(partnerId, intakeId),
    contentsOf(partnerId, intakeId),
    termsOfRow(database(), intake),
    countApplicants(partnerId),
  ])
  const to = draft.content
  const termsOf = (versionId: string | null) =>
    withoutSnapshot((versionId && contents.get(versionId)?.content) || own)
  const numberOf = (versionId: string | null) => (versionId && contents.get(versionId)?.version) || null
  const touched = held.filter(({ step }) => isInFlight(step))
  const groups = touched.map(({ versionId, step, count }) => ({
    versionId,
    version: numberOf(versionId),
    step,
    count,
    ...moveVerdict({ from: termsOf(versionId), to, reaches }, step),
  }))
  const moving = groups.filter(({ moves }) => moves)
  return {
    inFlight: sum(touched),
    groups: groups.map(({ versionId: _versionId, ...group }) => group),
    differs: differencesOf(groups, termsOf, to),
    moving: sum(moving),
    examples: await examplesOf(intake, moving),
    notBegun: Math.max(0, registered - sum(held)),
  }
}

const sum = (rows: readonly { count: number }[]) => rows.reduce((all, { count }) => all + count, 0)

type Held = { versionId: string | null; step: Standing; count: number }

/** The counters of one intake, the changes that are not added yet included. */
async function countByStep(partnerId: string, intakeId: string): Promise<Held[]> {
  const rows = await database().execute<Held>(sql`
    select version_id as "versionId", step, sum(count)::int as count from (
      select version_id, step, count from ${applicationFacets}
        where ${applicationFacets.partnerId} = ${partnerId} and ${applicationFacets.intakeId} = ${intakeId}
      union all
      select version_id, step, count from ${applicationFacetChanges}
        where ${applicationFacetChanges.partnerId} = ${partnerId} and ${applicationFacetChanges.intakeId} = ${intakeId}) as held
    group by version_id, step having sum(count) <> 0`)
  return [...rows].sort((a, b) => standings.indexOf(a.step) - standings.indexOf(b.step))
}

async function contentsOf(partnerId: string, intakeId: string) {
  const rows = await database()
    .select({ id: intakeVersions.id, version: intakeVersions.version, content: intakeVersions.content })
    .from(intakeVersions)
    .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.intakeId, intakeId)))
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

async function countApplicants(partnerId: string): Promise<number> {
  const [row] = await database()
    .select({ people: sql<number>`count(*)::int` })
    .from(applicants)
    .where(eq(applicants.partnerId, partnerId))
  return row?.people ?? 0
}

function differencesOf(
  groups: readonly (Held & { version: number | null })[],
  termsOf: (versionId: string | null) => IntakeTerms,
  to: IntakeTerms,
): WhatIf['differs'] {
  const versions = [...new Map(groups.map(({ versionId, version }) => [versionId, version]))]
  return versions.map(([versionId, version]) => ({
    version,
    count: sum(groups.filter((group) => group.versionId === versionId)),
    changed: changedTerms(termsOf(versionId), to),
  }))
}

const mostExamples = 5

async function examplesOf(
  { partnerId, id }: IntakeRow,
  moving: readonly { step: Standing; versionId: string | null }[],
): Promise<string[]> {
  if (moving.length === 0) return []
  const rows = await database()
    .select({ number: applicationCards.number })
    .from(applicationCards)
    .where(
      and(
        eq(applicationCards.partnerId, partnerId),
        eq(applicationCards.intakeId, id),
        or(
          ...moving.map(({ step, versionId }) =>
            and(
              eq(applicationCards.step, step),
              versionId === null
                ? isNull(applicationCards.versionId)
                : eq(applicationCards.versionId, versionId),
            ),
          ),
        ),
      ),
    )
    .orderBy(asc(applicationCards.createdAt), asc(applicationCards.applicationId))
    .limit(mostExamples)
  return rows.map(({ number }) => number)
}
