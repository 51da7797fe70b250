import { and, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { accounts, applicants } from '@/db/schema/accounts'
import { applications, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { importRows, importRuns } from '@/db/schema/transfer'
import { useFreshDatabase } from '@/db/testing'
import { type TestPartner, aPartner, aReviewer, acting } from '@/lib/features/applications/testing'
import { staff as staffTable } from '@/db/schema/accounts'
import { intakes } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { findImport } from '../queries/imports'
import { mapImport } from './check-import'
import { confirmImport, runImport, stopImport } from './run-import'
import { sweepImports } from './sweep-imports'
import { uploadImport } from './upload-import'

const fresh = useFreshDatabase()
let partner: TestPartner
let officer: Ctx<Staff<'applications.import'>>

beforeEach(async () => {
  partner = await aPartner()
  await fresh()
    .db.update(intakes)
    .set({ opensAt: new Date('2020-01-01'), closesAt: new Date('2100-01-01') })
    .where(eq(intakes.partnerId, partner.id))
  officer = await officerOf(partner)
})

async function officerOf(at: TestPartner) {
  const actor = (await aReviewer(at)) as Staff as Staff<'applications.import'>
  await fresh()
    .db.update(staffTable)
    .set({ role: 'admissions_officer' })
    .where(eq(staffTable.accountId, actor.accountId))
  return acting({ ...actor, role: 'admissions_officer' as const }, new Date())
}

const header = 'Name,E-mail,Mobile,Date of birth,Programme 1,Programme 2'
const asha = 'आशा वर्मा,asha@x.test,98100 00001,11/02/2008,ece,cse'
const kabir = 'Kabir Khan,kabir@x.test,+91 98100 00002,2009-07-30,,'

async function uploaded(text: string, ctx = officer): Promise<string> {
  const done = await uploadImport(ctx, { fileName: 'people.csv', bytes: new TextEncoder().encode(text) })
  if (!done.ok) throw new Error(done.refusal.code)
  return done.value.importId
}
const choices = (importId: string) => ({ importId, intakeCode: 'UG-27', sendsInvitations: true })

async function checked(lines: string[]): Promise<string> {
  const importId = await uploaded([header, ...lines].join('\r\n'))
  const { mapping } = await runOf(importId)
  const mapped = await mapImport(officer, { ...choices(importId), mapping })
  if (!mapped.ok) throw new Error(mapped.refusal.code)
  return importId
}
const runOf = async (importId: string) => {
  const [run] = await fresh().db.select().from(importRuns).where(eq(importRuns.id, importId))
  if (!run) throw new Error('no import')
  return run
}
const rowsOf = (importId: string) =>
  fresh().db.select().from(importRows).where(eq(importRows.importId, importId)).orderBy(importRows.line)
const peopleOf = () =>
  fresh()
    .db.select()
    .from(accounts)
    .where(and(eq(accounts.partnerId, partner.id), eq(accounts.kind, 'applicant')))
const key = (importId: string) => ({ partnerId: partner.id, importId })

test('a checked and confirmed file makes accounts without a password, drafts with their programmes, and letters', async () => {
  const importId = await checked([asha, kabir])
  expect(await runOf(importId)).toMatchObject({ state: 'checked', total: 2, ready: 2, wrong: 0 })
  expect(await peopleOf()).toEqual([])
  await confirmImport(officer, { importId })
  await sweepImports()
  expect(await runOf(importId)).toMatchObject({ state: 'done', created: 2, ready: 0 })
  const [person] = await fresh()
    .db.select()
    .from(accounts)
    .innerJoin(applicants, eq(applicants.accountId, accounts.id))
    .where(and(eq(accounts.partnerId, partner.id), eq(accounts.email, 'asha@x.test')))
  expect(person).toMatchObject({
    accounts: { fullName: 'आशा वर्मा', emailVerifiedAt: null },
    applicants: { mobile: '+919810000001', dateOfBirth: '2008-02-11' },
  })
  const [row] = await rowsOf(importId)
  const chosen = await fresh()
    .db.select()
    .from(preferences)
    .where(eq(preferences.applicationId, row?.applicationId ?? ''))
    .orderBy(preferences.position)
  expect(chosen.map(({ programmeId }) => programmeId)).toEqual([
    partner.programmes.ece,
    partner.programmes.cse,
  ])
  const letters = await fresh().db.select().from(messages).where(eq(messages.partnerId, partner.id))
  expect(letters.map(({ template, toEmail }) => [template, toEmail]).sort()).toEqual([
    ['applicant_invited', 'asha@x.test'],
    ['applicant_invited', 'kabir@x.test'],
  ])
  const names = (await fresh().db.select().from(events).where(eq(events.partnerId, partner.id))).map(
    ({ name }) => name,
  )
  for (const name of [
    'import.uploaded',
    'import.confirmed',
    'account.imported',
    'application.started',
    'application.imported',
    'import.ended',
  ])
    expect(names).toContain(name)
})

test('everything wrong with a row is told, field by field, and the row is left out', async () => {
  const importId = await checked([
    asha,
    '123,not-mail,12345,31/02/2008,zoo,',
    'Riya,riya@x.test,+1 650 253 0000,2030-01-01,cse,cse',
    asha.replace('98100 00001', '98100 00009'),
  ])
  const rows = await rowsOf(importId)
  expect(rows.map(({ state, problems }) => [state, problems.map(({ code }) => code).sort()])).toEqual([
    ['ready', []],
    [
      'wrong',
      ['dateOfBirth_notReal', 'email_invalid', 'fullName_invalid', 'mobile_invalid', 'programme_unknown'],
    ],
    ['wrong', ['dateOfBirth_inFuture', 'mobile_notIndian', 'programme_repeated']],
    ['wrong', ['email_repeated']],
  ])
  expect(rows[3]?.problems[0]?.value).toBe('2')
})

test('the same file, and the same person in another file, create nothing twice', async () => {
  const first = await checked([asha, kabir])
  await confirmImport(officer, { importId: first })
  await runImport(key(first))
  const second = await checked([asha, kabir, 'Riya,riya@x.test,9810000003,2008-01-01,,'])
  expect(await runOf(second)).toMatchObject({ ready: 1, already: 2 })
  await confirmImport(officer, { importId: second })
  await runImport(key(second))
  expect(await runOf(second)).toMatchObject({ state: 'done', created: 1, already: 2 })
  expect(await peopleOf()).toHaveLength(3)
  expect((await findImport(officer.actor, second))?.sameFile).toBeNull()
})

test('two imports of the same people at the same time, and many workers, bring each in once', async () => {
  const lines = Array.from({ length: 20 }, (_, n) => `Person A,p${n}@x.test,98100000${10 + n},2008-01-01,,`)
  const [one, two] = [await checked(lines), await checked(lines)]
  await confirmImport(officer, { importId: one })
  await confirmImport(officer, { importId: two })
  await Promise.all([one, two, one, two, one].map((importId) => runImport(key(importId))))
  await sweepImports()
  const runs = [await runOf(one), await runOf(two)]
  expect(runs.map(({ state }) => state)).toEqual(['done', 'done'])
  expect(runs[0]!.created + runs[1]!.created).toBe(20)
  expect(runs[0]!.already + runs[1]!.already).toBe(20)
  expect(await peopleOf()).toHaveLength(20)
  const [count] = await fresh()
    .db.select({ n: sql<number>`count(*)::int` })
    .from(applications)
    .where(eq(applications.partnerId, partner.id))
  expect(count?.n).toBe(20)
})

test('an import that was cut off goes on where it was; stopped, it leaves the rest out', async () => {
  const lines = Array.from({ length: 6 }, (_, n) => `Person B,q${n}@x.test,98100000${10 + n},2008-01-01,,`)
  const importId = await checked(lines)
  await confirmImport(officer, { importId })
  // No time for more than the rows at hand: as if the worker had been killed right after.
  await runImport(key(importId), 0)
  expect(await runOf(importId)).toMatchObject({ state: 'running', created: 0, ready: 6 })
  await runImport(key(importId), performance.now() + 15)
  const between = await runOf(importId)
  await stopImport(officer, { importId })
  await runImport(key(importId))
  expect(await runOf(importId)).toMatchObject({ state: 'stopped', created: between.created })
  expect(await confirmImport(officer, { importId })).toMatchObject({ refusal: { code: 'import_over' } })
})

test('somebody who registered themselves keeps their account; only the application is new', async () => {
  const own = { partnerId: partner.id, kind: 'applicant' as const, email: 'asha@x.test', fullName: 'Asha V.' }
  const [account] = await fresh()
    .db.insert(accounts)
    .values({ ...own, passwordHash: 'own', emailVerifiedAt: new Date() })
    .returning()
  const importId = await checked([asha])
  await confirmImport(officer, { importId })
  await runImport(key(importId))
  const [row] = await rowsOf(importId)
  expect(row).toMatchObject({ state: 'created', hadAccount: true, accountId: account?.id })
  expect((await peopleOf()).map(({ fullName, passwordHash }) => [fullName, passwordHash])).toEqual([
    ['Asha V.', 'own'],
  ])
  expect(await fresh().db.select().from(messages).where(eq(messages.partnerId, partner.id))).toEqual([])
})

test('UTF-16 with semicolons, as spreadsheets save it, is read with its Hindi names', async () => {
  const text = 'नाम;ई-मेल;मोबाइल;जन्म तिथि\r\nआशा वर्मा;asha@x.test;९८१००००००१;११/०२/२००८\r\n'
  const bytes = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
  const done = await uploadImport(officer, { fileName: 'लोग.csv', bytes })
  if (!done.ok) throw new Error(done.refusal.code)
  const run = await runOf(done.value.importId)
  expect(run).toMatchObject({ encoding: 'UTF-16', delimiter: 'semicolon', total: 1 })
  await mapImport(officer, { ...choices(run.id), mapping: run.mapping })
  expect(await runOf(run.id)).toMatchObject({ ready: 1, wrong: 0 })
})

test('without the needed columns, without rows or with an intake that is shut nothing is brought in', async () => {
  const importId = await uploaded('Name,E-mail\r\nAsha,a@x.test')
  expect(await mapImport(officer, { ...choices(importId), mapping: { fullName: 0 } })).toMatchObject({
    refusal: { code: 'import_column_missing' },
  })
  expect(
    await uploadImport(officer, { fileName: 'x.csv', bytes: new TextEncoder().encode('Name\r\n') }),
  ).toMatchObject({ refusal: { code: 'import_empty' } })
  expect(await confirmImport(officer, { importId })).toMatchObject({
    refusal: { code: 'import_not_checked' },
  })
  await fresh()
    .db.update(intakes)
    .set({ closesAt: new Date('2020-02-01') })
    .where(eq(intakes.partnerId, partner.id))
  const shut = await checked([asha])
  expect((await rowsOf(shut))[0]?.problems.map(({ code }) => code)).toEqual(['intake_closed'])
  expect(await confirmImport(officer, { importId: shut })).toMatchObject({
    refusal: { code: 'import_nothing_ready' },
  })
})

test('a foreign partner reaches nothing of an import', async () => {
  const importId = await checked([asha])
  const foreign = await officerOf(await aPartner())
  expect(await confirmImport(foreign, { importId })).toMatchObject({ refusal: { code: 'not_found' } })
  expect(await stopImport(foreign, { importId })).toMatchObject({ refusal: { code: 'not_found' } })
  expect(await mapImport(foreign, { ...choices(importId), mapping: {} })).toMatchObject({
    refusal: { code: 'not_found' },
  })
  expect(await findImport(foreign.actor, importId)).toBeNull()
})
