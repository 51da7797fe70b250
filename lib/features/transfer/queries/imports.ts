import { and, asc, eq, gt, lt, ne, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { type Localised, intakes } from '@/db/schema/partners'
import { importRows, importRuns } from '@/db/schema/transfer'
import { type ImportRowState, importRowStates } from '@/lib/domain/transfer/transfer'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

type Importer = Staff<'applications.import'>
type Run = typeof importRuns.$inferSelect

export type ImportListRow = Run & { by: string }

/** The partner's imports, newest first. */
export async function listImports(staff: Importer, place: PagePlace): Promise<KeysetPage<ImportListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: importRuns.partnerId, id: importRuns.id, at: importRuns.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const rows = await database()
    .select({ run: importRuns, by: accounts.fullName })
    .from(importRuns)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, importRuns.partnerId), eq(accounts.id, importRuns.createdBy)),
    )
    .where(and(eq(importRuns.partnerId, staff.partnerId), where))
    .orderBy(...orderBy)
    .limit(pageSize + 1)
  return toPage(
    rows.map(({ run, by }) => ({ ...run, by })),
    place,
  )
}

export type ImportView = ImportListRow & {
  /** Who brought in the very same bytes before, and when; null when nobody did. */
  sameFile: { at: Date; by: string } | null
  /** The first lines of the file as they stand there. */
  preview: { line: number; cells: string[] }[]
  intakes: { code: string; name: Localised }[]
}

/** One import with the first lines of its file; null when this partner has none of that id. */
export async function findImport(staff: Importer, importId: string): Promise<ImportView | null> {
  const { partnerId } = staff
  const withName = () =>
    database()
      .select({ run: importRuns, by: accounts.fullName })
      .from(importRuns)
      .innerJoin(
        accounts,
        and(eq(accounts.partnerId, importRuns.partnerId), eq(accounts.id, importRuns.createdBy)),
      )
  const [found] = await withName().where(
    and(eq(importRuns.partnerId, partnerId), eq(importRuns.id, importId)),
  )
  if (!found) return null
  const now = await currentTime()
  const [[same], preview, open] = await Promise.all([
    withName()
      .where(
        and(
          eq(importRuns.partnerId, partnerId),
          eq(importRuns.sha256, found.run.sha256),
          ne(importRuns.id, importId),
          lt(importRuns.createdAt, found.run.createdAt),
        ),
      )
      .orderBy(sql`${importRuns.createdAt} desc`)
      .limit(1),
    database()
      .select({ line: importRows.line, cells: importRows.cells })
      .from(importRows)
      .where(and(eq(importRows.partnerId, partnerId), eq(importRows.importId, importId)))
      .orderBy(asc(importRows.line))
      .limit(5),
    database()
      .select({ code: intakes.code, name: intakes.name })
      .from(intakes)
      .where(
        and(
          eq(intakes.partnerId, partnerId),
          sql`${intakes.publishedAt} is not null`,
          lt(intakes.opensAt, now),
          gt(intakes.closesAt, now),
        ),
      )
      .orderBy(asc(intakes.code)),
  ])
  return {
    ...found.run,
    by: found.by,
    sameFile: same ? { at: same.run.createdAt, by: same.by } : null,
    preview,
    intakes: open,
  }
}

export type ImportedRow = {
  line: number
  cells: string[]
  state: ImportRowState
  problems: { field: string; code: string; value?: string }[]
  hadAccount: boolean
  number: string | null
}

/** Rows of an import in the order of the file, behind line `after`; narrowed to a state when one is named. */
export const listImportRows = (
  { partnerId }: Importer,
  importId: string,
  { state, after, size }: { state?: ImportRowState; after: number; size: number },
): Promise<ImportedRow[]> =>
  database()
    .select({
      line: importRows.line,
      cells: importRows.cells,
      state: importRows.state,
      problems: importRows.problems,
      hadAccount: importRows.hadAccount,
      number: applications.number,
    })
    .from(importRows)
    .leftJoin(
      applications,
      and(eq(applications.partnerId, importRows.partnerId), eq(applications.id, importRows.applicationId)),
    )
    .where(
      and(
        eq(importRows.partnerId, partnerId),
        eq(importRows.importId, importId),
        gt(importRows.line, after),
        state && eq(importRows.state, state),
      ),
    )
    .orderBy(asc(importRows.line))
    .limit(size)

export type ImportRowsPage = {
  rows: ImportedRow[]
  state?: ImportRowState
  isFirst: boolean
  next: number | null
}

/** One page of an import's rows, as an address asks for it. */
export async function listImportPage(
  staff: Importer,
  importId: string,
  raw: Record<string, string | string[] | undefined>,
): Promise<ImportRowsPage> {
  const state = importRowStates.find((known) => known === raw.outcome)
  const after = typeof raw.after === 'string' && /^\d{1,6}$/.test(raw.after) ? Number(raw.after) : 0
  const found = await listImportRows(staff, importId, { state, after, size: pageSize + 1 })
  const rows = found.slice(0, pageSize)
  return {
    rows,
    state,
    isFirst: after === 0,
    next: found.length > pageSize ? (rows.at(-1)?.line ?? null) : null,
  }
}
