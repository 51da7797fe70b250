import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { connections, intakes, programmes, ruleSets } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { missingTerms } from '@/lib/domain/partners/missing-terms'
import { type TermField, changedTerms } from '@/lib/domain/partners/term-changes'
import { type IntakeTerms, withoutSnapshot } from '@/lib/domain/partners/terms'
import { toTypedTerms } from '@/lib/domain/partners/typed-terms'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import {
  type IntakeRow,
  type VersionRow,
  currentTerms,
  draftBasis,
  findIntake,
  termsOfRow,
} from '../commands/intake-rows'
import { termsWorldOf } from '../commands/terms-world'

type Author = Staff<'intakes.manage'>

export type IntakeLine = {
  intake: IntakeRow
  published: number | null
  draft: number | null
}

/** Every intake of the partner, the one that closes last first, with its versions. */
export async function listIntakeLines(staff: Author): Promise<IntakeLine[]> {
  const rows = await database()
    .select()
    .from(intakes)
    .where(eq(intakes.partnerId, staff.partnerId))
    .orderBy(desc(intakes.closesAt), asc(intakes.code))
  const versions = await database()
    .select({
      intakeId: intakeVersions.intakeId,
      version: intakeVersions.version,
      state: intakeVersions.state,
    })
    .from(intakeVersions)
    .where(
      and(
        eq(intakeVersions.partnerId, staff.partnerId),
        inArray(intakeVersions.state, ['draft', 'published']),
      ),
    )
  return rows.map((intake) => {
    const number = (state: VersionRow['state']) =>
      versions.find((row) => row.intakeId === intake.id && row.state === state)?.version ?? null
    return { intake, published: number('published'), draft: number('draft') }
  })
}

/** What ids in terms are called, for screens. */
export type TermsNames = {
  programmes: { id: string; code: string; name: { en: string; hi: string }; isRetired: boolean }[]
  connections: {
    id: string
    kind: 'assessment' | 'payment'
    label: string
    hasCatalogue: boolean
    opens: boolean
  }[]
  ruleSets: { id: string; name: string; isPublished: boolean }[]
}

export type IntakePage = {
  intake: IntakeRow
  published: VersionRow | null
  draft: VersionRow | null
  /** What the form shows, and the revision it is of: 0 where there is no draft. */
  terms: IntakeTerms
  typed: Record<string, string>
  revision: number
  /** How the draft differs from what is published, and what keeps it from being published. */
  changed: TermField[]
  missing: Record<string, string>
  names: TermsNames
}

/** An intake of this partner with its terms as they stand, or null. */
export async function findIntakePage(staff: Author, id: string): Promise<IntakePage | null> {
  const intake = await findIntake(database(), staff.partnerId, id)
  if (!intake) return null
  const [{ published, draft }, names, world] = await Promise.all([
    currentTerms(database(), intake),
    termsNamesOf(staff.partnerId),
    termsWorldOf(staff.partnerId),
  ])
  const terms = draftBasis(intake, { draft, published }) ?? (await termsOfRow(database(), intake))
  const before = published?.content ?? null
  return {
    intake,
    published,
    draft,
    terms,
    typed: toTypedTerms(terms),
    revision: draft?.revision ?? 0,
    changed: before && draft ? changedTerms(withoutSnapshot(before), draft.content) : [],
    missing: missingTerms(terms, world),
    names: {
      ...names,
      connections: names.connections.map((row) => ({
        ...row,
        opens: [...world.assessmentConnections, ...world.paymentConnections].includes(row.id),
      })),
      ruleSets: names.ruleSets.map((row) => ({ ...row, isPublished: world.ruleSets.includes(row.id) })),
    },
  }
}

/** The names of everything that terms of this partner may name. */
async function termsNamesOf(partnerId: string): Promise<TermsNames> {
  const db = database()
  const [offered, outside, sets] = await Promise.all([
    db.select().from(programmes).where(eq(programmes.partnerId, partnerId)).orderBy(asc(programmes.code)),
    db
      .select({
        id: connections.id,
        kind: connections.kind,
        label: connections.label,
        provider: connections.provider,
      })
      .from(connections)
      .where(eq(connections.partnerId, partnerId))
      .orderBy(asc(connections.label)),
    db
      .select({ id: ruleSets.id, name: ruleSets.name })
      .from(ruleSets)
      .where(eq(ruleSets.partnerId, partnerId))
      .orderBy(asc(ruleSets.name)),
  ])
  return {
    programmes: offered.map(({ id, code, name, retiredAt }) => ({
      id,
      code,
      name,
      isRetired: retiredAt !== null,
    })),
    connections: outside.map(({ provider, ...row }) => ({
      ...row,
      hasCatalogue: findAssessmentProvider(provider)?.capabilities.hasCatalogue ?? false,
      opens: true,
    })),
    ruleSets: sets.map((row) => ({ ...row, isPublished: true })),
  }
}

export type VersionLine = VersionRow & { by: string | null }

export type VersionsPage = {
  intake: IntakeRow
  /** Newest first. */
  versions: VersionLine[]
  /** The two that are laid beside each other, the older first; null where there is only one. */
  compared: { before: VersionLine; after: VersionLine; changed: TermField[] } | null
  names: TermsNames
}

/** Every version of an intake, and how two of them differ: those of `between` by number, else the newest two. */
export async function findVersions(
  staff: Author,
  id: string,
  between: readonly number[],
): Promise<VersionsPage | null> {
  const { partnerId } = staff
  const intake = await findIntake(database(), partnerId, id)
  if (!intake) return null
  const [rows, names] = await Promise.all([
    database()
      .select({ version: intakeVersions, publishedBy: accounts.fullName })
      .from(intakeVersions)
      .leftJoin(
        accounts,
        and(eq(accounts.partnerId, intakeVersions.partnerId), eq(accounts.id, intakeVersions.publishedBy)),
      )
      .where(and(eq(intakeVersions.partnerId, partnerId), eq(intakeVersions.intakeId, id)))
      .orderBy(desc(intakeVersions.version)),
    termsNamesOf(partnerId),
  ])
  const versions = rows.map(({ version, publishedBy }) => ({ ...version, by: publishedBy }))
  const chosen = versions.filter(({ version }) => between.includes(version))
  const [after, before] = chosen.length === 2 ? chosen : versions
  return {
    intake,
    versions,
    compared:
      before && after
        ? {
            before,
            after,
            // A draft has no snapshots yet: they are no difference.
            changed:
              after.state === 'draft'
                ? changedTerms(withoutSnapshot(before.content), withoutSnapshot(after.content))
                : changedTerms(before.content, after.content),
          }
        : null,
    names,
  }
}
