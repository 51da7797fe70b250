import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { events, providerCalls } from '@/db/schema/events'
import { connections, partners } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import { type TestPartner, aPartner, aStaffMember } from '@/lib/features/assessments/testing'
import { openConnection } from '@/lib/features/partners/commands'
import { findConnectionDetail } from '@/lib/features/partners/queries/connection'
import { findConnectionBudget } from '@/lib/features/partners/queries/connection-budget'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { imochaSimulator } from '@/lib/providers/assessments/imocha/simulator'
import { studyhqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { listTestsInput, saveConnectionInput, setCallBudgetInput } from '../schema'
import { addConnection } from './add-connection'
import { saveConnection } from './save-connection'
import { setCallBudget } from './set-call-budget'
import { listConnectionTests, testConnection } from './test-connection'

useFreshDatabase()

type Admin = Ctx<Staff<'settings.manage'>>
let studyhq: SimulatorServer
let college: TestPartner
let other: TestPartner
let admin: Admin
let stranger: Admin

beforeAll(async () => {
  studyhq = await serveSimulator(studyhqSimulator)
})
afterAll(() => studyhq.close())
beforeEach(async () => {
  studyhq.setFault(null)
  ;[college, other] = [await aPartner(studyhq.url), await aPartner(studyhq.url)]
  ;[admin, stranger] = [await aStaffMember(college, 'admin'), await aStaffMember(other, 'admin')]
})

const form = (changes: Record<string, string> = {}) =>
  saveConnectionInput.parse({
    connectionId: college.connectionId,
    label: 'StudyHQ',
    'set-baseUrl': studyhq.url,
    'set-tokenId': 'tok_sandbox',
    'set-projectId': 'L4ndb5PYxM',
    'set-linkHosts': new URL(studyhq.url).host,
    'set-sendProjectIdOnInfo': 'yes',
    'set-timeoutMs': '2000',
    ...changes,
  })
const connectionRow = async () => {
  const [row] = await database().select().from(connections).where(eq(connections.id, college.connectionId))
  if (!row) throw new Error('the connection is gone')
  return row
}
const eventsNamed = (name: string, partnerId = college.id) =>
  database()
    .select()
    .from(events)
    .where(and(eq(events.partnerId, partnerId), eq(events.name, name)))
const opened = async () =>
  (await openConnection(college.id, college.connectionId)).settings as Record<string, unknown>

describe('saving the settings of a connection', () => {
  test('a new secret is kept encrypted, stands nowhere else, and the event names what changed, not its value', async () => {
    const saved = await saveConnection(admin, form({ 'secret-tokenSecret': 'new-secret-27' }))
    expect(saved).toMatchObject({ ok: true })
    expect(await opened()).toMatchObject({ tokenSecret: 'new-secret-27', tokenId: 'tok_sandbox' })
    const [event] = await eventsNamed('connection.saved')
    expect(String(event?.detail.fields).split(', ')).toContain('tokenSecret')
    const everything = JSON.stringify([
      await connectionRow(),
      await database().select().from(events),
      await database().select().from(providerCalls),
      await findConnectionDetail(admin.actor, college.connectionId),
    ])
    expect(everything).not.toContain('new-secret-27')
    expect(everything).not.toContain('secret_sandbox')
  })

  test('an empty secret keeps the saved one', async () => {
    await saveConnection(admin, form({ 'set-projectId': 'Another001', 'secret-tokenSecret': ' ' }))
    expect(await opened()).toMatchObject({ tokenSecret: 'secret_sandbox', projectId: 'Another001' })
  })

  test('a switch that was not sent is off, and an empty setting is the provider’s own default again', async () => {
    await saveConnection(admin, form({ 'set-timeoutMs': '' }))
    const typed = form()
    delete typed.settings.sendProjectIdOnInfo
    await saveConnection(admin, { ...typed, settings: { ...typed.settings, timeoutMs: '' } })
    expect(await opened()).toMatchObject({ sendProjectIdOnInfo: false, timeoutMs: 8_000 })
  })

  test('changed settings are untried again; saving the same once more leaves no event', async () => {
    await testConnection(admin, { connectionId: college.connectionId })
    expect((await connectionRow()).health).toBe('healthy')
    await saveConnection(admin, form())
    expect((await connectionRow()).health).toBe('untried')
    const before = await eventsNamed('connection.saved')
    expect(await saveConnection(admin, form())).toEqual({ ok: true, value: { changed: [] } })
    expect(await eventsNamed('connection.saved')).toEqual(before)
  })

  test('every field that is not accepted has its own reason, and nothing is saved', async () => {
    const before = await connectionRow()
    const wrong = form({
      'set-baseUrl': 'studyhq',
      'set-tokenId': '',
      'set-linkHosts': 'not a host!',
      'set-timeoutMs': '5',
      'set-statusWords': 'Done=finished',
      'set-mobileFormat': 'roman',
    })
    expect(await saveConnection(admin, wrong)).toMatchObject({
      ok: false,
      refusal: {
        fields: {
          'set-baseUrl': 'address',
          'set-tokenId': 'required',
          'set-linkHosts': 'hosts',
          'set-timeoutMs': 'too_small',
          'set-statusWords': 'words',
          'set-mobileFormat': 'choice',
        },
        params: { 'set-timeoutMs.limit': 100 },
      },
    })
    expect(await connectionRow()).toEqual(before)
  })

  test('only a sandbox partner may point at this machine, whatever the form claims', async () => {
    await database().update(partners).set({ isSandbox: false }).where(eq(partners.id, college.id))
    expect(await saveConnection(admin, form({ 'set-allowInsecure': 'yes' }))).toMatchObject({
      ok: false,
      refusal: { fields: { 'set-baseUrl': 'address', 'set-linkHosts': 'hosts' } },
    })
  })

  test('two connections cannot have one name', async () => {
    await addConnection(admin, { provider: 'payment:razorpay', label: 'Fees' })
    expect(await saveConnection(admin, form({ label: 'Fees' }))).toMatchObject({
      ok: false,
      refusal: { fields: { label: 'label_taken' } },
    })
  })

  test('another partner’s connection is nobody’s', async () => {
    const before = await connectionRow()
    expect(await saveConnection(stranger, form({ label: 'Mine' }))).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await connectionRow()).toEqual(before)
    expect(await findConnectionDetail(stranger.actor, college.connectionId)).toBeNull()
    expect(await eventsNamed('connection.saved', other.id)).toEqual([])
  })
})

describe('adding a connection', () => {
  test('it begins empty and incomplete, with its event', async () => {
    const added = await addConnection(admin, { provider: 'assessment:studyhq', label: 'StudyHQ, second' })
    if (!added.ok) throw new Error('not added')
    const detail = await findConnectionDetail(admin.actor, added.value.id)
    expect(detail).toMatchObject({ label: 'StudyHQ, second', isComplete: false, health: 'untried' })
    expect(detail?.missing).toEqual(expect.arrayContaining(['tokenId', 'tokenSecret', 'projectId']))
    expect((await eventsNamed('connection.added')).map(({ detail }) => detail.connection)).toEqual([
      'StudyHQ, second',
    ])
    expect(await findConnectionDetail(stranger.actor, added.value.id)).toBeNull()
  })

  test('a name that is taken and a provider nobody knows are refused', async () => {
    const { label } = await connectionRow()
    const taken = await addConnection(admin, { provider: 'assessment:studyhq', label })
    expect(taken).toMatchObject({ ok: false, refusal: { fields: { label: 'label_taken' } } })
    const unknown = await addConnection(admin, { provider: 'assessment:nobody', label: 'Nobody' })
    expect(unknown).toMatchObject({ ok: false, refusal: { fields: { provider: 'provider_required' } } })
    expect(await eventsNamed('connection.added')).toEqual([])
  })
})

describe('testing a connection', () => {
  const tested = async () => {
    const result = await testConnection(admin, { connectionId: college.connectionId })
    return result.ok ? result.value.outcome : result.refusal.code
  }

  test('one that works is healthy, with the exchange in the log and an event', async () => {
    expect(await tested()).toBe('answered')
    expect(await connectionRow()).toMatchObject({ health: 'healthy' })
    const [call] = await database()
      .select()
      .from(providerCalls)
      .where(eq(providerCalls.partnerId, college.id))
    expect(call).toMatchObject({ purpose: 'probe', conclusion: 'connection works' })
    expect((await eventsNamed('connection.tested')).map(({ detail }) => detail.outcome)).toEqual(['answered'])
    expect(await findConnectionDetail(admin.actor, college.connectionId)).toMatchObject({
      lastTest: { hasPassed: true },
    })
  })

  test('refused credentials make it unhealthy; a provider that is away says nothing about them', async () => {
    studyhq.setFault('500always')
    expect(await tested()).toBe('transient')
    expect(await connectionRow()).toMatchObject({ health: 'untried' })
    studyhq.setFault('401')
    expect(await tested()).toBe('config')
    expect(await connectionRow()).toMatchObject({ health: 'unhealthy' })
  })

  test('one whose settings are incomplete is not asked about', async () => {
    const added = await addConnection(admin, { provider: 'assessment:studyhq', label: 'Empty' })
    if (!added.ok) throw new Error('not added')
    expect(await testConnection(admin, { connectionId: added.value.id })).toMatchObject({
      ok: true,
      value: { outcome: 'incomplete' },
    })
    expect(
      await database().select().from(providerCalls).where(eq(providerCalls.connectionId, added.value.id)),
    ).toEqual([])
  })

  test('another partner cannot have it asked', async () => {
    const refused = { ok: false, refusal: { code: 'not_found' } }
    expect(await testConnection(stranger, { connectionId: college.connectionId })).toMatchObject(refused)
    expect(
      await listConnectionTests(stranger, { connectionId: college.connectionId, typed: {} }),
    ).toMatchObject(refused)
  })

  test('a provider without a list of tests is not asked for one', async () => {
    expect(await listConnectionTests(admin, { connectionId: college.connectionId, typed: {} })).toMatchObject(
      { ok: false, refusal: { code: 'not_found' } },
    )
  })
})

describe('the list of a provider’s tests', () => {
  test('comes from the provider with the saved settings, and what stood in the form comes back without its secrets', async () => {
    const imocha = await serveSimulator(imochaSimulator)
    try {
      const added = await addConnection(admin, { provider: 'assessment:imocha', label: 'iMocha' })
      if (!added.ok) throw new Error('not added')
      const host = new URL(imocha.url).host
      const typed = {
        connectionId: added.value.id,
        label: 'iMocha',
        'set-baseUrl': imocha.url,
        'set-linkHosts': host,
        'set-reportHosts': host,
        'secret-apiKey': 'imocha_sandbox_key',
      }
      await saveConnection(admin, saveConnectionInput.parse(typed))
      const listed = await listConnectionTests(admin, listTestsInput.parse({ ...typed, 'set-testId': '7' }))
      expect(listed).toMatchObject({
        ok: true,
        value: { outcome: 'answered', typed: { 'set-testId': '7', label: 'iMocha' } },
      })
      expect(listed.ok && listed.value.tests?.find(({ id }) => id === '1292150')).toMatchObject({
        name: 'Engineering Aptitude',
        isActive: true,
      })
      expect(JSON.stringify(listed)).not.toContain('imocha_sandbox_key')
      const calls = await database()
        .select({ purpose: providerCalls.purpose, path: providerCalls.path })
        .from(providerCalls)
        .where(eq(providerCalls.connectionId, added.value.id))
      expect(calls.map(({ purpose }) => purpose)).toEqual(['list_tests'])
      await saveConnection(admin, saveConnectionInput.parse({ ...typed, 'secret-apiKey': 'wrong' }))
      expect(await listConnectionTests(admin, listTestsInput.parse(typed))).toMatchObject({
        ok: true,
        value: { outcome: 'config', tests: null },
      })
    } finally {
      await imocha.close()
    }
  })
})

describe('the call budget of a connection', () => {
  const ceiling = (changes: Record<string, string> = {}) =>
    setCallBudgetInput.parse({
      connectionId: college.connectionId,
      calls: '40',
      windowSeconds: '20',
      ...changes,
    })

  test('begins at the provider’s own figure, and the gauge stands at what was agreed since', async () => {
    expect(await findConnectionBudget(admin.actor, college.connectionId)).toEqual({
      agreed: { calls: 300, windowSeconds: 60 },
      state: null,
    })
    expect(await setCallBudget(admin, ceiling())).toMatchObject({ ok: true })
    await testConnection(admin, { connectionId: college.connectionId })
    const budget = await findConnectionBudget(admin.actor, college.connectionId)
    expect(budget?.agreed).toEqual({ calls: 40, windowSeconds: 20 })
    expect(budget?.state).toMatchObject({ size: 40, used: 1, left: 39, rejections: 0, breaker: 'closed' })
    expect((await eventsNamed('connection.budget_set')).map(({ detail }) => detail)).toMatchObject([
      { connection: (await connectionRow()).label, calls: 40, windowSeconds: 20 },
    ])
  })

  test('another partner neither sees nor changes it', async () => {
    expect(await setCallBudget(stranger, ceiling())).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    expect(await findConnectionBudget(stranger.actor, college.connectionId)).toBeNull()
    expect((await findConnectionBudget(admin.actor, college.connectionId))?.state).toBeNull()
    expect(await eventsNamed('connection.budget_set', other.id)).toEqual([])
  })

  test.each([
    ['calls', '0', 'calls_range'],
    ['calls', '1.5', 'calls_range'],
    ['windowSeconds', '90000', 'seconds_range'],
  ])('%s of %s is not a ceiling', (name, value, reason) => {
    const read = setCallBudgetInput.safeParse({
      connectionId: college.connectionId,
      calls: '1',
      windowSeconds: '1',
      [name]: value,
    })
    expect(read.error?.issues.map(({ message }) => message)).toEqual([reason])
  })
})
