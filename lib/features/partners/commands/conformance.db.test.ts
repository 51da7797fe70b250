import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { conformanceRuns } from '@/db/schema/connections'
import { events, providerCalls } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import { type TestPartner, aPartner, aStaffMember, portalAt } from '@/lib/features/assessments/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { studyhqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { bent } from '@/lib/providers/conformance/testing'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { findConformanceFile, findConnectionConformance } from '../queries/conformance'
import { addConnection } from './add-connection'
import { runConformance } from './run-conformance'
import { startConformance } from './start-conformance'

useFreshDatabase()

type Admin = Ctx<Staff<'settings.manage'>>
let studyhq: SimulatorServer
let servers: SimulatorServer[] = []
let college: TestPartner
let other: TestPartner
let admin: Admin
let stranger: Admin

beforeAll(async () => {
  studyhq = await serveSimulator(studyhqSimulator)
})
afterAll(() => studyhq.close())
beforeEach(async () => {
  ;[college, other] = [await aPartner(studyhq.url), await aPartner(studyhq.url)]
  ;[admin, stranger] = [await aStaffMember(college, 'admin'), await aStaffMember(other, 'admin')]
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  servers = []
})

const asked = async (isWrite = false, ctx = admin) => {
  const started = await startConformance(ctx, { connectionId: college.connectionId, isWrite })
  if (!started.ok) throw new Error(started.refusal.code)
  return started.value.runId
}
const rows = () => database().select().from(conformanceRuns).where(eq(conformanceRuns.partnerId, college.id))
const eventsNamed = (name: string) =>
  database()
    .select()
    .from(events)
    .where(and(eq(events.partnerId, college.id), eq(events.name, name)))
const page = async () => {
  const found = await findConnectionConformance(admin.actor, college.connectionId)
  if (!found) throw new Error('no such connection')
  return found
}

describe('proving a connection', () => {
  test('asking keeps a row, an event and a job; only one run is under way at a time', async () => {
    const runId = await asked()
    expect(await asked()).toBe(runId)
    expect(await rows()).toMatchObject([{ id: runId, endedAt: null, hasHeld: null, isWrite: false }])
    expect((await eventsNamed('connection.conformance_asked')).map(({ detail }) => detail.kind)).toEqual([
      'reading',
    ])
    const jobs = await database().execute(
      `select data from pgboss.job where name = 'partners.run_conformance' and data->>'runId' = '${runId}'`,
    )
    expect(jobs).toHaveLength(1)
    expect((await page()).running).toMatchObject({ done: 0 })
  })

  test('the run keeps its certificate, its exchanges and an event; run again, the job changes nothing', async () => {
    const runId = await asked(true)
    await runConformance(portalAt(college, 1), { runId })
    const before = await rows()
    expect(before).toMatchObject([{ hasHeld: true, report: { outcome: 'held', isWrite: true } }])
    expect((await eventsNamed('connection.conformance_ended')).map(({ detail }) => detail.outcome)).toEqual([
      'held',
    ])
    const calls = await database().select().from(providerCalls).where(eq(providerCalls.partnerId, college.id))
    expect(new Set(calls.map(({ purpose }) => purpose))).toEqual(new Set(['conformance']))
    expect(JSON.stringify([before, calls])).not.toContain('secret_sandbox')
    await runConformance(portalAt(college, 2), { runId })
    expect(await rows()).toEqual(before)
    expect(await eventsNamed('connection.conformance_ended')).toHaveLength(1)
    expect(await page()).toMatchObject({ running: null, drift: [], certificate: { id: runId } })
  })

  test('a provider that changed its answers is warned about by the places that changed', async () => {
    await runConformance(portalAt(college, 1), { runId: await asked(true) })
    const changed = await serveSimulator(
      bent(studyhqSimulator, {
        at: /assessments-info/,
        json: ({ Assessments: sittings }) =>
          sittings && {
            Assessments: sittings.map(({ Duration, ...rest }: { Duration: unknown }) => ({
              ...rest,
              Minutes: Duration,
              Status: 7,
            })),
          },
      }),
    )
    servers.push(changed)
    await pointAt(changed.url)
    await runConformance(portalAt(college, 2), { runId: await asked(true, later(admin)) })
    const found = await page()
    expect(found.newest?.report.outcome).toBe('differed')
    expect(found.drift.map(({ path, change }) => `${path} ${change}`)).toEqual([
      'Assessments[].Duration gone',
      'Assessments[].Minutes new',
      'Assessments[].Status retyped',
    ])
    expect(found.certificate?.id).not.toBe(found.newest?.id)
    expect(found.runs.map(({ state }) => state)).toEqual(['differed', 'held'])
  })

  test('the kept report is given out as a page and as JSON, to this partner’s staff only', async () => {
    const runId = await asked()
    await runConformance(portalAt(college, 1), { runId })
    const which = { connectionId: college.connectionId, runId }
    const html = await findConformanceFile(admin.actor, { ...which, form: 'html' })
    const json = await findConformanceFile(admin.actor, { ...which, form: 'json' })
    expect(html?.text).toContain('Conformance of StudyHQ')
    expect(JSON.parse(json?.text ?? '')).toMatchObject({ version: 1, outcome: 'held' })
    expect(await findConformanceFile(stranger.actor, { ...which, form: 'json' })).toBeNull()
    expect(
      await findConformanceFile(admin.actor, { ...which, connectionId: other.connectionId, form: 'json' }),
    ).toBeNull()
  })

  test('another partner’s connection cannot be proved or looked at', async () => {
    const refused = { ok: false, refusal: { code: 'not_found' } }
    const theirs = { connectionId: college.connectionId, isWrite: true }
    expect(await startConformance(stranger, theirs)).toMatchObject(refused)
    expect(await findConnectionConformance(stranger.actor, college.connectionId)).toBeNull()
    const runId = await asked()
    await runConformance(portalAt(other, 1), { runId })
    expect(await rows()).toMatchObject([{ endedAt: null }])
  })

  test('a connection without its settings, and a gateway, are not asked about', async () => {
    const empty = await addConnection(admin, { provider: 'assessment:studyhq', label: 'Empty' })
    const gateway = await addConnection(admin, { provider: 'payment:razorpay', label: 'Fees' })
    if (!empty.ok || !gateway.ok) throw new Error('not added')
    expect(await startConformance(admin, { connectionId: empty.value.id, isWrite: false })).toMatchObject({
      ok: false,
      refusal: { fields: { connectionId: 'connection_incomplete' } },
    })
    expect(await startConformance(admin, { connectionId: gateway.value.id, isWrite: false })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await rows()).toEqual([])
    expect(await eventsNamed('connection.conformance_asked')).toEqual([])
  })
})

const later = (ctx: Admin): Admin => ({ ...ctx, now: new Date(ctx.now.getTime() + 60_000) })

async function pointAt(url: string): Promise<void> {
  const [row] = await database().select().from(connections).where(eq(connections.id, college.connectionId))
  await database()
    .update(connections)
    .set({ settings: { ...row?.settings, baseUrl: url, linkHosts: new URL(url).host } })
    .where(eq(connections.id, college.connectionId))
}
