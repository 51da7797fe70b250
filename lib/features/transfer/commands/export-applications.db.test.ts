import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { accounts } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { exportRuns } from '@/db/schema/transfer'
import { useFreshDatabase } from '@/db/testing'
import { startApplication } from '@/lib/features/applications/commands/start-application'
import {
  type TestPartner,
  aPartner,
  aReviewer,
  acting,
  anApplicant,
  goodAnswers,
  noon,
} from '@/lib/features/applications/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { listExports } from '../queries/exports'
import { exportColumns, type ExportColumn } from '../schema'
import { endLostExports } from './end-lost-exports'
import { exportApplications } from './export-applications'

const fresh = useFreshDatabase()
let partner: TestPartner
let officer: Ctx<Staff<'applications.export'>>

beforeEach(async () => {
  partner = await aPartner()
  officer = await officerOf(partner)
})

const officerOf = async (at: TestPartner) =>
  acting((await aReviewer(at)) as Staff as Staff<'applications.export'>)

async function anApplication(name: string, at = partner): Promise<string> {
  const applicant = await anApplicant(at, name)
  const started = await startApplication(acting(applicant, noon(21)), { intakeId: at.intakeId })
  if (!started.ok) throw new Error(started.refusal.code)
  const [row] = await fresh()
    .db.select({ id: applications.id })
    .from(applications)
    .where(eq(applications.number, started.value.number))
  return row?.id ?? ''
}

async function read(query: string, columns: ExportColumn[], ctx = officer) {
  const begun = await exportApplications(ctx, { query, columns })
  if (!begun.ok) throw new Error(begun.refusal.code)
  const bytes = Buffer.from(await new Response(begun.value.body).arrayBuffer())
  return { id: begun.value.id, bytes, rows: parse(bytes, { bom: true }) as string[][] }
}

const runOf = async (id: string) => {
  const [run] = await fresh().db.select().from(exportRuns).where(eq(exportRuns.id, id))
  return run
}
const eventsOf = async (id: string) =>
  (await fresh().db.select().from(events))
    .filter(({ detail }) => detail.exportId === id)
    .map(({ name }) => name)

test('an export holds the applications of the filter, Hindi names right, formulas inert, mobiles readable', async () => {
  await anApplication('आशा वर्मा')
  await anApplication('=HYPERLINK("http://evil.test","Open")')
  await anApplication('Riya', await aPartner())
  const { bytes, rows } = await read('', ['number', 'applicant', 'mobile', 'step'])
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(rows[0]).toEqual(['Application number', 'Name', 'Mobile', 'Step'])
  expect(rows.slice(1).map(([, name]) => name)).toEqual([
    'आशा वर्मा',
    `'=HYPERLINK("http://evil.test","Open")`,
  ])
  expect(rows[1]?.[2]).toBe('+91 98100 00001')
  expect(bytes.toString()).not.toMatch(/(^|,|")=/m)
})

test('who took what, how much and its fingerprint is written down, with events', async () => {
  await anApplication('Asha')
  const { id, bytes } = await read('state=draft', ['number'])
  expect(await runOf(id)).toMatchObject({
    createdBy: officer.actor.accountId,
    query: 'state=draft',
    columns: ['number'],
    state: 'done',
    rows: 1,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  expect(await eventsOf(id)).toEqual(['export.begun', 'export.ended'])
  const listed = await listExports(officer.actor, {})
  expect(listed.rows).toMatchObject([{ id, rows: 1, state: 'done' }])
})

test('a filter and chosen ids narrow it; another partner’s ids bring nothing', async () => {
  const asha = await anApplication('Asha')
  const kabir = await anApplication('Kabir')
  await fresh().db.update(applications).set({ state: 'withdrawn' }).where(eq(applications.id, kabir))
  const foreign = await anApplication('Riya', await aPartner())
  const names = async (query: string) => (await read(query, ['applicant'])).rows.slice(1).flat()
  expect(await names('state=withdrawn')).toEqual(['Kabir'])
  expect(await names(`ids=${asha},${foreign}`)).toEqual(['Asha'])
  expect(await names(`ids=${foreign}`)).toEqual([])
})

test('answers, choices and dates stand in words of the reader, one column for each question', async () => {
  const id = await anApplication('Asha')
  const answers = goodAnswers(partner)
  for (const page of ['personal', 'contact'] as const)
    await fresh()
      .db.insert(applicationPages)
      .values({ partnerId: partner.id, applicationId: id, page, answers: answers[page], savedAt: noon(21) })
  await fresh()
    .db.insert(preferences)
    .values(
      [partner.programmes.ece, partner.programmes.cse].map((programmeId, place) => ({
        partnerId: partner.id,
        applicationId: id,
        position: place + 1,
        programmeId,
      })),
    )
  const columns: ExportColumn[] = [
    'programmes',
    'begun',
    'date_of_birth',
    'answers_personal',
    'answers_contact',
  ]
  const { rows } = await read('', columns)
  const line = Object.fromEntries((rows[0] ?? []).map((name, place) => [name, rows[1]?.[place]]))
  expect(Object.values(line)).toEqual(
    expect.arrayContaining([
      'ece; cse',
      '2026-11-21 17:30',
      '2008-02-11',
      'General',
      'Maharashtra',
      '411001',
    ]),
  )
  await fresh().db.update(accounts).set({ locale: 'hi' }).where(eq(accounts.id, officer.actor.accountId))
  const hindi = { ...officer, actor: { ...officer.actor, locale: 'hi' as const } }
  expect((await read('', ['number', 'applicant'], hindi)).rows[0]).toEqual(['आवेदन संख्या', 'नाम'])
})

test('every column there is can be taken out, and the lines are as wide as the header', async () => {
  await anApplication('Asha')
  const { rows } = await read('', exportColumns)
  expect(rows).toHaveLength(2)
  expect(rows[1]).toHaveLength(rows[0]?.length ?? 0)
  expect(rows[0]?.length).toBeGreaterThan(50)
})

test('more rows than one part come whole and once', async () => {
  const names = Array.from({ length: 900 }, (_, place) => `P${place}`)
  await fresh().sql`
    with people as (
      insert into accounts (partner_id, id, kind, email, full_name, password_hash)
      select ${partner.id}, gen_random_uuid(), 'applicant', n || '-' || ${partner.id} || '@x.test', n, 'none' from unnest(${names}::text[]) as n
      returning partner_id, id, full_name),
    about as (
      insert into applicants (partner_id, account_id, mobile, date_of_birth)
      select partner_id, id, '+919810000001', '2008-02-11' from people)
    insert into applications (partner_id, id, number, intake_id, applicant_id)
    select partner_id, gen_random_uuid(), 'APP-27-' || full_name, ${partner.intakeId}, id from people`
  const { rows } = await read('', ['applicant'])
  expect(rows.slice(1).flat().sort()).toEqual([...names].sort())
})

test('a reader who leaves breaks the export off, and that is written down', async () => {
  await anApplication('Asha')
  const begun = await exportApplications(officer, { query: '', columns: ['number'] })
  if (!begun.ok) throw new Error('refused')
  const reader = begun.value.body.getReader()
  await reader.read()
  await reader.cancel()
  expect(await runOf(begun.value.id)).toMatchObject({ state: 'aborted', sha256: null })
  expect(await eventsOf(begun.value.id)).toEqual(['export.begun', 'export.ended'])
})

test('an export whose process died is broken off once it has been silent for long', async () => {
  const begun = await exportApplications(officer, { query: '', columns: ['number'] })
  if (!begun.ok) throw new Error('refused')
  await fresh().db.update(exportRuns).set({ seenAt: new Date() }).where(eq(exportRuns.id, begun.value.id))
  expect(await endLostExports()).toBe(0)
  await fresh().sql`update export_runs set seen_at = now() - interval '1 hour' where id = ${begun.value.id}`
  expect(await endLostExports()).toBe(1)
  expect(await runOf(begun.value.id)).toMatchObject({ state: 'aborted' })
})

test('without a column nothing is exported, and a foreign partner sees none of the exports', async () => {
  expect(await exportApplications(officer, { query: '', columns: [] })).toMatchObject({
    refusal: { code: 'export_no_columns' },
  })
  await anApplication('Asha')
  await read('', ['number'])
  expect((await listExports((await officerOf(await aPartner())).actor, {})).rows).toEqual([])
})
