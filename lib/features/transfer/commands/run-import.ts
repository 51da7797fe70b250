import { and, asc, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { preferences } from '@/db/schema/applications'
import { intakes as intakeTable } from '@/db/schema/partners'
import { importRows, importRuns } from '@/db/schema/transfer'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { importAccount } from '@/lib/features/applicants/commands/import-account'
import { beginApplication } from '@/lib/features/applications/commands/start-application'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { staffOnBehalf } from '@/lib/platform/auth/on-behalf'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { log } from '@/lib/platform/log'
import { loadImportIntakes } from '../queries/import-intakes'
import type { ImportInput } from '../schema'
import type { ImportKey } from './check-import'
import { type ImportRun, lockImport, ofImport } from './import-row'
import { type ImportIntake, type Problem, readRow } from './read-row'

/** Says yes to a checked import: from here on the worker brings the rows in. Refuses `not_found`, `import_not_checked`, `import_nothing_ready`, `import_over`. */
export const confirmImport = (
  ctx: Ctx<Staff<'applications.import'>>,
  { importId }: ImportInput,
): Promise<Result<ImportInput>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const run = await lockImport(tx, partnerId, importId)
    if (!run) return refuse('not_found')
    if (run.state === 'running' || run.state === 'done') return ok({ importId })
    if (run.state === 'stopped') return refuse('import_over', { waitsFor: 'staff' })
    if (run.state !== 'checked') return refuse('import_not_checked', { waitsFor: 'staff' })
    if (run.ready === 0) return refuse('import_nothing_ready', { waitsFor: 'staff' })
    await tx
      .update(importRuns)
      .set({ state: 'running', confirmedAt: ctx.now })
      .where(ofImport(partnerId, importId))
    await recordEvent(tx, ctx, 'import.confirmed', { detail: { importId, rows: run.ready } })
    return ok({ importId })
  })

/** Stops an import: whoever is brought in stays. Refuses `not_found`, `import_over`. */
export const stopImport = (
  ctx: Ctx<Staff<'applications.import'>>,
  { importId }: ImportInput,
): Promise<Result<ImportInput>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const run = await lockImport(tx, partnerId, importId)
    if (!run) return refuse('not_found')
    if (run.state === 'stopped') return ok({ importId })
    if (run.state === 'done') return refuse('import_over', { waitsFor: 'staff' })
    await tx
      .update(importRuns)
      .set({ state: 'stopped', stoppedBy: accountId, endedAt: ctx.now })
      .where(ofImport(partnerId, importId))
    await recordEvent(tx, ctx, 'import.stopped', { detail: { importId } })
    return ok({ importId })
  })

/**
 * Goes on with a confirmed import until no row is ready, it is stopped, or `untilMs` has come. A row, its person and its
 * counts are one transaction: a worker that dies leaves the row as it was, and several never take the same.
 */
export async function runImport({ partnerId, importId }: ImportKey, untilMs = Infinity): Promise<void> {
  const [run] = await database().select().from(importRuns).where(ofImport(partnerId, importId))
  if (run?.state !== 'running') return
  const staff = await staffOnBehalf(partnerId, run.createdBy, 'applications.import')
  const intakes = await loadImportIntakes(partnerId, await currentTime())
  let hasMore = staff !== null
  while (staff && hasMore && performance.now() < untilMs) {
    const ctx: Ctx<Staff> = {
      ...{ actor: staff, now: await currentTime() },
      ...{ source: 'job', requestId: importId },
    }
    const taken: { line: number | null } = { line: null }
    hasMore = await database()
      .transaction((tx) => bringInNext(tx, ctx, run, intakes, taken))
      .catch(async (error: unknown) => {
        log.error({ err: error, importId, line: taken.line }, 'import row broke down')
        if (taken.line !== null) await giveUp(run, taken.line)
        return taken.line !== null
      })
  }
  if (staff) return endIfDone(run, staff)
  await database()
    .update(importRuns)
    .set({ state: 'stopped', endedAt: await currentTime() })
    .where(and(ofImport(partnerId, importId), eq(importRuns.state, 'running')))
}

async function bringInNext(
  tx: Tx,
  ctx: Ctx<Staff>,
  run: ImportRun,
  intakes: Map<string, ImportIntake>,
  taken: { line: number | null },
): Promise<boolean> {
  const { partnerId, id: importId } = run
  const [current] = await tx
    .select({ state: importRuns.state })
    .from(importRuns)
    .where(ofImport(partnerId, importId))
  if (current?.state !== 'running') return false
  const [row] = await tx
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.partnerId, partnerId),
        eq(importRows.importId, importId),
        eq(importRows.state, 'ready'),
      ),
    )
    .orderBy(asc(importRows.line))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!row) return false
  taken.line = row.line
  const read = readRow(row.cells, { ...run, intakes })
  if (!read.person || !read.intake || read.problems.length > 0) {
    await settle(tx, ctx.now, run, row.line, { state: 'wrong', problems: read.problems })
    return true
  }
  const outcome = await bringIn(tx, ctx, run, {
    person: read.person,
    intake: read.intake,
    programmeIds: read.programmeIds,
  })
  await settle(tx, ctx.now, run, row.line, outcome)
  return true
}

type Outcome = {
  state: 'created' | 'already' | 'wrong'
  problems?: Problem[]
  accountId?: string
  applicationId?: string
  hadAccount?: boolean
}
type Brought = {
  person: NonNullable<ReturnType<typeof readRow>['person']>
  intake: ImportIntake
  programmeIds: string[]
}

/** The account, the draft application with its programmes, and the letter: all or nothing. */
async function bringIn(
  tx: Tx,
  ctx: Ctx<Staff>,
  run: ImportRun,
  { person, intake, programmeIds }: Brought,
): Promise<Outcome> {
  const { partnerId } = ctx.actor
  const wrong = (code: string, value: string): Outcome => ({
    state: 'wrong',
    problems: [{ field: 'email', code, value }],
  })
  const account = await importAccount(tx, ctx, person, ctx.actor.locale)
  if (!account.ok) return wrong('email_staff', person.email)
  const { accountId, isNew } = account.value
  const begun = await beginApplication(tx, ctx, { intakeId: intake.id, accountId })
  if (!begun.ok) throw new Error(`an import found its intake shut: ${begun.refusal.code}`)
  const { id: applicationId, number } = begun.value
  const about = { accountId, applicationId, hadAccount: !isNew }
  if (!begun.value.isNew) return { state: 'already', ...about }
  if (programmeIds.length > 0)
    await tx.insert(preferences).values(
      programmeIds.map((programmeId, place) => ({
        partnerId,
        applicationId,
        position: place + 1,
        programmeId,
      })),
    )
  await recordEvent(tx, ctx, 'application.imported', { applicationId, detail: { importId: run.id } })
  if (isNew && run.sendsInvitations) {
    const [row] = await tx
      .select({ name: intakeTable.name })
      .from(intakeTable)
      .where(and(eq(intakeTable.partnerId, partnerId), eq(intakeTable.id, intake.id)))
    await writeMessage(tx, ctx, {
      template: 'applicant_invited',
      to: person.email,
      locale: ctx.actor.locale,
      params: {
        applicationNumber: number,
        name: person.fullName,
        intake: row?.name[ctx.actor.locale] ?? intake.code,
      },
      applicationId,
      dedupeKey: `applicant_invited:${accountId}`,
    })
  }
  return { state: 'created', ...about }
}

/** The outcome of one row and its place in the counts: it was ready until now. */
async function settle(tx: Tx, now: Date, run: ImportRun, line: number, outcome: Outcome): Promise<void> {
  const { state, problems = [], ...about } = outcome
  await tx
    .update(importRows)
    .set({ state, problems, ...about, settledAt: now })
    .where(
      and(
        eq(importRows.partnerId, run.partnerId),
        eq(importRows.importId, run.id),
        eq(importRows.line, line),
      ),
    )
  await tx
    .update(importRuns)
    .set({ ready: sql`${importRuns.ready} - 1`, [state]: sql`${importRuns[state]} + 1` })
    .where(ofImport(run.partnerId, run.id))
}

/** A row at which the portal itself broke down is told as such; the others go on. */
const giveUp = async (run: ImportRun, line: number): Promise<void> => {
  const now = await currentTime()
  await database().transaction((tx) =>
    settle(tx, now, run, line, { state: 'wrong', problems: [{ field: '', code: 'try_again' }] }),
  )
}

async function endIfDone({ partnerId, id: importId }: ImportRun, staff: Staff): Promise<void> {
  const now = await currentTime()
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(importRuns)
      .set({ state: 'done', endedAt: now })
      .where(and(ofImport(partnerId, importId), eq(importRuns.state, 'running'), eq(importRuns.ready, 0)))
      .returning()
    if (!ended) return ok()
    const { created, already, wrong } = ended
    const ctx: Ctx<Staff> = { actor: staff, now, source: 'job', requestId: importId }
    await recordEvent(tx, ctx, 'import.ended', { detail: { importId, created, already, wrong } })
    return ok()
  })
}
