import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { importRows, importRuns } from '@/db/schema/transfer'
import { importFields, neededFields } from '@/lib/domain/transfer/columns'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { loadImportIntakes } from '../queries/import-intakes'
import type { MappingInput } from '../schema'
import { type ImportRun, lockImport, ofImport } from './import-row'
import { type Problem, type ReadRow, readRow } from './read-row'

const chunk = 200
/** So many rows are checked before the page opens; more are the worker's. */
const checkedAtOnce = 400

export type ImportKey = { partnerId: string; importId: string }

/**
 * Says which column is what and has every row checked. Nobody is made. May be done again until the import is confirmed.
 * Refuses `not_found`, `import_over`, `import_column_missing`.
 */
export async function mapImport(
  ctx: Ctx<Staff<'applications.import'>>,
  { importId, mapping, intakeCode, sendsInvitations }: MappingInput,
): Promise<Result<{ importId: string }>> {
  const { partnerId } = ctx.actor
  const mapped = await transaction(async (tx) => {
    const run = await lockImport(tx, partnerId, importId)
    if (!run) return refuse('not_found')
    if (run.state !== 'mapping' && run.state !== 'checked')
      return refuse('import_over', { waitsFor: 'staff' })
    const known = Object.fromEntries(
      importFields.flatMap((field) => {
        const place = mapping[field]
        return place !== undefined && place < run.header.length ? [[field, place]] : []
      }),
    )
    const hasAll = neededFields.every((field) => known[field] !== undefined)
    if (!hasAll || (known.intake === undefined && intakeCode === null))
      return refuse('import_column_missing', { waitsFor: 'staff' })
    await tx
      .update(importRows)
      .set({ state: 'unread', problems: [], fingerprint: null })
      .where(ofRows({ partnerId, importId }))
    await tx
      .update(importRuns)
      .set({
        ...{ mapping: known, intakeCode, sendsInvitations, state: 'checking' },
        ...{ ready: 0, wrong: 0, already: 0 },
      })
      .where(ofImport(partnerId, importId))
    return ok(run.total)
  })
  if (!mapped.ok) return mapped
  if (mapped.value <= checkedAtOnce) await checkImport({ partnerId, importId })
  return ok({ importId })
}

/**
 * Goes on checking rows in the order of the file until all are checked or `untilMs` has come. One worker at a time: the run
 * is held for a chunk, and the chunk and its counts are one transaction.
 */
export async function checkImport({ partnerId, importId }: ImportKey, untilMs = Infinity): Promise<void> {
  const now = await currentTime()
  const intakes = await loadImportIntakes(partnerId, now)
  let hasMore = true
  while (hasMore) {
    hasMore = await database().transaction(async (tx) => {
      const run = await lockImport(tx, partnerId, importId, { skip: true })
      if (run?.state !== 'checking') return false
      const rows = await tx
        .select({ line: importRows.line, cells: importRows.cells })
        .from(importRows)
        .where(and(ofRows({ partnerId, importId }), eq(importRows.state, 'unread')))
        .orderBy(asc(importRows.line))
        .limit(chunk)
      if (rows.length === 0) {
        await tx.update(importRuns).set({ state: 'checked' }).where(ofImport(partnerId, importId))
        return false
      }
      const read = rows.map(({ line, cells }) => ({ line, ...readRow(cells, { ...run, intakes }) }))
      await keepChecked(tx, run, await judge(tx, run, read))
      return true
    })
    if (performance.now() >= untilMs) return
  }
}

type CheckedRow = { line: number; fingerprint: string | null; problems: Problem[]; isThere: boolean }

/** Adds what a row alone does not know: the lines before it, and the people who are there already. */
async function judge(tx: Tx, run: ImportRun, rows: (ReadRow & { line: number })[]): Promise<CheckedRow[]> {
  const { partnerId } = run
  const emails = rows.flatMap(({ person }) => person?.email ?? [])
  const prints = rows.flatMap(({ fingerprint }) => fingerprint ?? [])
  const people =
    emails.length === 0
      ? []
      : await tx
          .select({ id: accounts.id, email: accounts.email, kind: accounts.kind })
          .from(accounts)
          .where(and(eq(accounts.partnerId, partnerId), inArray(accounts.email, emails)))
  const there =
    people.length === 0
      ? []
      : await tx
          .select({ applicantId: applications.applicantId, intakeId: applications.intakeId })
          .from(applications)
          .where(
            and(
              eq(applications.partnerId, partnerId),
              inArray(
                applications.applicantId,
                people.map(({ id }) => id),
              ),
            ),
          )
  const earlier =
    prints.length === 0
      ? []
      : await tx
          .select({ fingerprint: importRows.fingerprint, line: sql<number>`min(${importRows.line})::int` })
          .from(importRows)
          .where(and(ofRows({ partnerId, importId: run.id }), inArray(importRows.fingerprint, prints)))
          .groupBy(importRows.fingerprint)
  const lines = new Map(earlier.map(({ fingerprint, line }) => [fingerprint, line]))
  return rows.map(({ line, person, intake, fingerprint, problems }) => {
    const found = [...problems]
    const account = people.find(({ email }) => email === person?.email)
    if (account?.kind === 'staff') found.push({ field: 'email', code: 'email_staff', value: account.email })
    const before = fingerprint === null ? undefined : lines.get(fingerprint)
    if (before !== undefined) found.push({ field: 'email', code: 'email_repeated', value: String(before) })
    else if (fingerprint !== null) lines.set(fingerprint, line)
    const isThere =
      found.length === 0 &&
      there.some(({ applicantId, intakeId }) => applicantId === account?.id && intakeId === intake?.id)
    return { line, fingerprint, problems: found, isThere }
  })
}

async function keepChecked(tx: Tx, run: ImportRun, rows: CheckedRow[]): Promise<void> {
  const kept = rows.map(({ line, fingerprint, problems, isThere }) => ({
    ...{ line, fingerprint, problems },
    state: problems.length > 0 ? 'wrong' : isThere ? 'already' : 'ready',
  }))
  await tx.execute(sql`
    update ${importRows} as row set state = said.state, fingerprint = said.fingerprint, problems = said.problems
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as said(line int, state text, fingerprint text, problems jsonb)
    where row.partner_id = ${run.partnerId} and row.import_id = ${run.id} and row.line = said.line`)
  const count = (state: string) => kept.filter((row) => row.state === state).length
  await tx
    .update(importRuns)
    .set({
      ready: sql`${importRuns.ready} + ${count('ready')}`,
      wrong: sql`${importRuns.wrong} + ${count('wrong')}`,
      already: sql`${importRuns.already} + ${count('already')}`,
    })
    .where(ofImport(run.partnerId, run.id))
}

const ofRows = ({ partnerId, importId }: ImportKey) =>
  and(eq(importRows.partnerId, partnerId), eq(importRows.importId, importId))
