import { and, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { staff as staffTable } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { bulkItems, bulkRuns } from '@/db/schema/bulk'
import { events } from '@/db/schema/events'
import { useFreshDatabase } from '@/db/testing'
import { startApplication } from '@/lib/features/applications/commands/start-application'
import {
  type TestPartner,
  aPartner,
  aReviewer,
  acting,
  anApplicant,
  noon,
} from '@/lib/features/applications/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { listItems, listReasons } from '../queries/items'
import { resultsCsv } from '../queries/results-csv'
import { findRun } from '../queries/runs'
import { levers } from '../testing'
import { carryOut } from './carry-out'
import { confirmRun } from './confirm-run'
import { stopRun } from './end-run'
import { judgeRun } from './judge-run'
import { startRun } from './start-run'
import { sweepBulkRuns } from './sweep-runs'

vi.mock('../kinds/registry', async () => {
  const { countingKind } = await import('../testing')
  return {
    bulkKinds: { counting: countingKind },
    bulkKindIds: ['counting'],
    findKind: (id: string) => (id === 'counting' ? countingKind : null),
  }
})

const fresh = useFreshDatabase()
let partner: TestPartner
let anil: Ctx<Staff<'applications.read'>>
const still = async () => {}

beforeEach(async () => {
  partner = await aPartner()
  anil = await reviewer(partner)
})
afterEach(() => Object.assign(levers, { before: still, after: still }))

const reviewer = async (at: TestPartner) =>
  acting((await aReviewer(at)) as Staff as Staff<'applications.read'>, new Date())

async function someApplications(count: number, at = partner): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const applicant = await anApplicant(at, `Applicant ${made}`)
    const started = await startApplication(acting(applicant, noon(21)), { intakeId: at.intakeId })
    if (!started.ok) throw new Error(started.refusal.code)
    const [row] = await fresh()
      .db.select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.partnerId, at.id), eq(applications.number, started.value.number)))
    if (row) ids.push(row.id)
  }
  return ids
}

const dryRun = async (ids: string[], ctx = anil): Promise<string> => {
  const started = await startRun(ctx, {
    kind: 'counting',
    target: { by: 'choice', ids },
    input: { reason: 'because' },
  })
  if (!started.ok) throw new Error(started.refusal.code)
  return started.value.runId
}

const runOf = async (runId: string) => {
  const [run] = await fresh().db.select().from(bulkRuns).where(eq(bulkRuns.id, runId))
  if (!run) throw new Error('no run')
  return run
}
const key = (runId: string) => ({ partnerId: partner.id, runId })
const scores = async (ids: string[]) => {
  const rows = await fresh().sql`select review_score from applications where id = any(${ids})`
  return rows.map((row) => row.review_score as number | null)
}
const withdraw = (id: string) =>
  fresh().db.update(applications).set({ state: 'withdrawn' }).where(eq(applications.id, id))
const eventNamesOf = async (runId: string) =>
  (
    await fresh()
      .db.select({ name: events.name })
      .from(events)
      .where(sql`${events.detail} ->> 'runId' = ${runId}`)
      .orderBy(events.id)
  ).map(({ name }) => name)

test('a dry run counts what would change, is so already and would be refused, with examples, and changes nothing', async () => {
  const ids = await someApplications(4)
  await withdraw(ids[0] ?? '')
  await fresh()
    .db.update(applications)
    .set({ reviewScore: 50 })
    .where(eq(applications.id, ids[1] ?? ''))
  const runId = await dryRun(ids)
  expect(await runOf(runId)).toMatchObject({
    state: 'judged',
    total: 4,
    wouldChange: 2,
    alreadySo: 1,
    wouldRefuse: 1,
    done: 0,
  })
  const reasons = await listReasons(anil.actor, runId, 'verdict')
  expect(reasons).toMatchObject([{ reason: 'application_over', count: 1 }])
  expect(reasons[0]?.examples).toHaveLength(1)
  expect((await scores(ids)).sort()).toEqual([50, null, null, null])
  expect(await eventNamesOf(runId)).toEqual(['bulk.dry_run_made'])
})

test('confirmed, each application is changed exactly once and the run ends with its counts', async () => {
  const ids = await someApplications(7)
  await withdraw(ids[0] ?? '')
  const runId = await dryRun(ids)
  expect(await confirmRun(anil, { runId })).toMatchObject({ ok: true })
  // A second press finds it under way.
  expect(await confirmRun(anil, { runId })).toMatchObject({ ok: true })
  await sweepBulkRuns()
  expect(await runOf(runId)).toMatchObject({ state: 'done', done: 6, skipped: 0, refused: 1 })
  expect((await scores(ids)).sort()).toEqual([1, 1, 1, 1, 1, 1, null])
  expect(await eventNamesOf(runId)).toEqual(['bulk.dry_run_made', 'bulk.confirmed', 'bulk.ended'])
})

test('confirmed for later it begins then, and not before; a time that is past or too far is refused', async () => {
  const ids = await someApplications(2)
  const runId = await dryRun(ids)
  const inAnHour = new Date(Date.now() + 3_600_000)
  for (const startsAt of [new Date(Date.now() - 1000), new Date(Date.now() + 91 * 86_400_000)])
    expect(await confirmRun({ ...anil, now: new Date() }, { runId, startsAt })).toMatchObject({
      refusal: { code: 'bulk_time_off' },
    })
  expect(await confirmRun({ ...anil, now: new Date() }, { runId, startsAt: inAnHour })).toMatchObject({
    ok: true,
  })
  await sweepBulkRuns()
  await carryOut(key(runId))
  expect(await runOf(runId)).toMatchObject({ state: 'running', done: 0 })
  await fresh()
    .db.update(bulkRuns)
    .set({ startsAt: new Date(Date.now() - 1000) })
    .where(eq(bulkRuns.id, runId))
  await sweepBulkRuns()
  expect(await runOf(runId)).toMatchObject({ state: 'done', done: 2 })
})

test('whoever changed since the dry run is judged anew; whoever was not announced is left alone', async () => {
  const ids = await someApplications(3)
  const [a = '', b = '', c = ''] = ids
  await withdraw(a)
  const runId = await dryRun(ids)
  // What the dry run refused becomes possible, and what it promised becomes impossible.
  await fresh().db.update(applications).set({ state: 'draft' }).where(eq(applications.id, a))
  await withdraw(b)
  await confirmRun(anil, { runId })
  await carryOut(key(runId))
  const items = await listItems(anil.actor, runId, {}, null)
  const outcome = Object.fromEntries(items.map(({ id, state, reason }) => [id, [state, reason]]))
  expect(outcome).toEqual({
    [a]: ['refused', 'application_over'],
    [b]: ['refused', 'application_over'],
    [c]: ['done', null],
  })
})

test('a worker that dies with applications in hand loses nothing and does nothing twice', async () => {
  const ids = await someApplications(9)
  const runId = await dryRun(ids)
  await confirmRun(anil, { runId })
  // Killed in the middle: one application changed but not noted, the other not even begun.
  const order: string[] = []
  const dead = new Promise<void>(() => {})
  levers.before = async (number) => {
    if (order.push(number) === 4) await dead
  }
  levers.after = async (number) => {
    if (order.indexOf(number) === 2) await dead
  }
  void carryOut(key(runId))
  await vi.waitFor(() => expect(order).toHaveLength(4))
  Object.assign(levers, { before: still, after: still })
  const inHand = await listItems(anil.actor, runId, { state: 'doing' }, null)
  expect(inHand).toHaveLength(2)
  // While its lease runs nobody takes what it holds.
  await carryOut(key(runId))
  expect(await listItems(anil.actor, runId, { state: 'doing' }, null)).toHaveLength(2)
  expect(await runOf(runId)).toMatchObject({ state: 'running', done: 7 })
  await fresh()
    .sql`update bulk_items set lease_until = now() - interval '1 second' where lease_until is not null`
  await sweepBulkRuns()
  expect(await runOf(runId)).toMatchObject({ state: 'done', done: 9, skipped: 0, refused: 0 })
  expect(await scores(ids)).toEqual(ids.map(() => 1))
})

test('a dry run that a dying worker left is finished by the next, each application counted once', async () => {
  const ids = await someApplications(5)
  const runId = await dryRun(ids)
  await fresh()
    .sql`update bulk_items set verdict = null where run_id = ${runId} and application_id <> ${ids[0] ?? ''}`
  await fresh()
    .db.update(bulkRuns)
    .set({ state: 'judging', judged: 1, wouldChange: 1 })
    .where(eq(bulkRuns.id, runId))
  await Promise.all([judgeRun(key(runId)), judgeRun(key(runId)), sweepBulkRuns()])
  await sweepBulkRuns()
  expect(await runOf(runId)).toMatchObject({ state: 'judged', judged: 5, wouldChange: 5 })
})

test('many workers at once do each application once, and the counts agree with the rows', async () => {
  const ids = await someApplications(40)
  const runId = await dryRun(ids)
  await confirmRun(anil, { runId })
  await Promise.all(Array.from({ length: 5 }, () => carryOut(key(runId))))
  expect(await scores(ids)).toEqual(ids.map(() => 1))
  expect(await runOf(runId)).toMatchObject({ state: 'done', done: 40 })
  expect(await eventNamesOf(runId)).toEqual(['bulk.dry_run_made', 'bulk.confirmed', 'bulk.ended'])
})

test('stopped, nothing else is begun and what is done stays done', async () => {
  const ids = await someApplications(12)
  const runId = await dryRun(ids)
  await confirmRun(anil, { runId })
  let begun = 0
  levers.before = async () => {
    if (++begun === 3) await stopRun(anil, { runId })
  }
  await carryOut(key(runId))
  const run = await runOf(runId)
  expect(run).toMatchObject({ state: 'stopped', stopReason: 'person', stoppedBy: anil.actor.accountId })
  expect(run.done).toBeLessThan(6)
  expect((await scores(ids)).filter((score) => score !== null)).toHaveLength(run.done)
  await sweepBulkRuns()
  expect((await runOf(runId)).done).toBe(run.done)
  expect(await confirmRun(anil, { runId })).toMatchObject({ refusal: { code: 'bulk_over' } })
})

test('only the person who made a dry run confirms it, and only while it is fresh', async () => {
  const ids = await someApplications(1)
  const runId = await dryRun(ids)
  const other = await reviewer(partner)
  expect(await confirmRun(other, { runId })).toMatchObject({ refusal: { code: 'bulk_not_yours' } })
  const later = { ...anil, now: new Date(Date.now() + 2 * 3600 * 1000) }
  expect(await confirmRun(later, { runId })).toMatchObject({ refusal: { code: 'bulk_stale' } })
  await withdraw(ids[0] ?? '')
  const nothing = await dryRun(ids)
  expect(await confirmRun(anil, { runId: nothing })).toMatchObject({
    refusal: { code: 'bulk_nothing_to_do' },
  })
  expect(await scores(ids)).toEqual([null])
})

test('a run ends when the person who confirmed it loses the permission', async () => {
  const ids = await someApplications(3)
  const runId = await dryRun(ids)
  await confirmRun(anil, { runId })
  await fresh()
    .db.update(staffTable)
    .set({ deactivatedAt: new Date() })
    .where(eq(staffTable.accountId, anil.actor.accountId))
  await sweepBulkRuns()
  expect(await runOf(runId)).toMatchObject({ state: 'stopped', stopReason: 'permission', done: 0 })
  expect(await scores(ids)).toEqual([null, null, null])
})

test('a role without the permission, an unknown kind, missing answers and an empty choice are refused', async () => {
  const ids = await someApplications(1)
  const target = { by: 'choice' as const, ids }
  const finance = { ...anil, actor: { ...anil.actor, role: 'finance' as const } }
  const input = { reason: 'x' }
  expect(await startRun(finance, { kind: 'counting', target, input })).toMatchObject({
    refusal: { code: 'not_allowed' },
  })
  expect(await startRun(anil, { kind: 'paint', target, input })).toMatchObject({
    refusal: { code: 'not_found' },
  })
  expect(await startRun(anil, { kind: 'counting', target, input: {} })).toMatchObject({
    refusal: { code: 'invalid_input', fields: { reason: 'required' } },
  })
  expect(await startRun(anil, { kind: 'counting', target: { by: 'choice', ids: [] }, input })).toMatchObject({
    refusal: { code: 'bulk_nobody' },
  })
})

test('a foreign partner neither reaches a run nor aims at what is not theirs', async () => {
  const ids = await someApplications(2)
  const runId = await dryRun(ids)
  const foreign = await reviewer(await aPartner())
  expect(await confirmRun(foreign, { runId })).toMatchObject({ refusal: { code: 'not_found' } })
  expect(await stopRun(foreign, { runId })).toMatchObject({ refusal: { code: 'not_found' } })
  expect(await findRun(foreign.actor, runId)).toBeNull()
  expect(await resultsCsv(foreign.actor, runId)).toBeNull()
  expect(
    await startRun(foreign, { kind: 'counting', target: { by: 'choice', ids }, input: { reason: 'x' } }),
  ).toMatchObject({ refusal: { code: 'bulk_nobody' } })
})

test('a filter is frozen when the dry run is made: whoever comes to match later is not part of it', async () => {
  const ids = await someApplications(3)
  await withdraw(ids[0] ?? '')
  const started = await startRun(anil, {
    kind: 'counting',
    target: { by: 'filter', query: 'state=draft' },
    input: { reason: 'x' },
  })
  if (!started.ok) throw new Error(started.refusal.code)
  const { runId } = started.value
  const late = await someApplications(1)
  await confirmRun(anil, { runId })
  await carryOut(key(runId))
  expect((await scores(ids)).sort()).toEqual([1, 1, null])
  expect(await scores(late)).toEqual([null])
  const csv = await new Response(await resultsCsv(anil.actor, runId)).text()
  expect(csv.trim().split('\r\n')).toHaveLength(3)
  expect(csv).toContain('Applicant 1')
})

test('the items of a run agree with its counts', async () => {
  const ids = await someApplications(6)
  await withdraw(ids[2] ?? '')
  const runId = await dryRun(ids)
  await confirmRun(anil, { runId })
  await sweepBulkRuns()
  const rows = await fresh().db.select().from(bulkItems).where(eq(bulkItems.runId, runId))
  const run = await runOf(runId)
  const count = (state: string) => rows.filter((row) => row.state === state).length
  expect([count('done'), count('skipped'), count('refused')]).toEqual([run.done, run.skipped, run.refused])
})
