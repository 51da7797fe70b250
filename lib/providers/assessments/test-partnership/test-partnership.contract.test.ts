import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError, type ProviderErrorKind } from '@/lib/platform/provider-error'
import type { AttemptRef, StartInput, Started } from '@/lib/providers/assessments/contract'
import { aStart } from '@/lib/providers/assessments/testing'
import { serveSimulator, type SimulatorServer } from '@/lib/providers/simulator-host'
import { scoreOn } from '@/lib/domain/assessments/scores'
import { testPartnership } from '.'
import { usernameFor } from './candidate'
import type { TestPartnershipSettings } from './config'
import { createTestPartnershipSimulator, testPartnershipSimulator } from './simulator'
import { faults } from './simulator-faults'

const start = new Date('2027-01-10T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const returnUrl = 'http://127.0.0.1:9/api/callbacks/test-partnership/return-token'

let calls: ProviderCall[] = []
let sent: { url: URL; body: unknown }[] = []
let now = start
let vendor: SimulatorServer
let settings: TestPartnershipSettings
const io: ProviderIo = {
  fetch: (url, init) => {
    const body = typeof init?.body === 'string' ? init.body : null
    sent.push({ url: new URL(String(url)), body: body?.startsWith('{') ? JSON.parse(body) : body })
    return fetch(url, init)
  },
  now: () => now,
  record: (call) => void calls.push(call),
}

const setClock = (at: Date) => {
  now = at
  vendor.setNow(at)
}
const settingsFor = (baseUrl: string, more: Record<string, unknown> = {}) =>
  testPartnership.config.parse({
    baseUrl,
    username: 'tp_sandbox',
    password: 'secret_sandbox',
    projectAccessKey: 'GREENFIELD-APTITUDE',
    allowInsecure: true,
    identity: 'real',
    ...more,
  })

let attempts = 0
/** A start of a new attempt by somebody whose address may ask for a fault. */
const click = (fault = '', more: Partial<StartInput> = {}): StartInput => {
  attempts += 1
  const email = fault === '' ? 'asha@sandbox.test' : `asha+${fault}@sandbox.test`
  return aStart({
    attemptId: `0198c0de-0000-7000-8000-${String(attempts).padStart(12, '0')}`,
    candidate: { fullName: 'Asha Verma', email, mobileE164: '+919876543210' },
    returnUrl,
    ...more,
  })
}
const begin = (input = click(), own = settings): Promise<Started> =>
  testPartnership.startAttempt(own, input, io)
const refOf = (input: StartInput, started: Started | null, more: Partial<AttemptRef> = {}): AttemptRef => ({
  attemptId: input.attemptId,
  email: input.candidate.email,
  externalId: started?.externalId ?? null,
  memo: started?.memo ?? null,
  since: start,
  lastProgressAt: null,
  ...more,
})
const ask = (ref: AttemptRef, own = settings) => testPartnership.fetchAttempt(own, ref, io)
const errorOf = async (promise: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  if (error instanceof ProviderError) return error
  throw new Error(`expected a ProviderError, got ${String(error)}`)
}
const pathsAsked = () => sent.map(({ url }) => url.pathname.replace(/\/\d+$/, ''))

const open = (url: string, form?: Record<string, string>) =>
  fetch(url, { redirect: 'manual', ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) })
const enter = async (link: string) => {
  const answer = await open(link)
  expect(answer.status).toBe(303)
  return vendor.url + (answer.headers.get('location') ?? '')
}
/** Presses a button by what stands on it, with answers filled in. Gives back where the browser is sent. */
const press = async (page: string, button: RegExp, answers: Record<string, string> = {}) => {
  const html = await (await open(page)).text()
  const value = [...html.matchAll(/<button[^>]*name="do" value="([^"]+)"[^>]*>([^<]+)</g)].find(
    ([, , said]) => button.test(said ?? ''),
  )?.[1]
  if (!value) throw new Error(`no button ${String(button)} on: ${html.replace(/<style>.*?<\/style>/s, '')}`)
  return (await open(page, { ...answers, do: value })).headers.get('location')
}
const allRight = { n1: '2', n2: '3', n3: '2', n4: '4', n5: '1', v1: '1', v2: '3', v3: '2', v4: '2' }
/** Sits every section there is and hands in. */
const sit = async (started: Started, answers: Record<string, string> = allRight) => {
  const page = await enter(started.link.url)
  if ((await (await open(page)).text()).includes('I agree')) await press(page, /I agree/)
  while ((await (await open(page)).text()).includes('Start section')) {
    await press(page, /Start section/)
    await press(page, /Finish section/, answers)
  }
  return press(page, /Submit assessment/)
}

beforeEach(async () => {
  vendor = await serveSimulator(createTestPartnershipSimulator())
  settings = settingsFor(vendor.url)
  setClock(start)
  calls = []
  sent = []
})
afterEach(() => vendor.close())

describe('a whole assessment', () => {
  test('not started, in progress, submitted with marks on their scales, and back to us', async () => {
    const input = click()
    const started = await begin(input)
    expect(started).toMatchObject({ externalId: expect.stringMatching(/^\d+$/), expectedMinutes: 22 })
    expect(started.link.expiresAt).toEqual(later(300))
    expect(started.memo).toMatchObject({
      username: usernameFor(input.attemptId),
      project: 'GREENFIELD-APTITUDE',
    })
    const ref = refOf(input, started)
    expect(await ask(ref)).toMatchObject({
      progress: 'not_started',
      result: 'none',
      rawStatus: 'Not Started',
    })
    const page = await enter(started.link.url)
    await press(page, /I agree/)
    await press(page, /Start section Numerical/)
    expect(await ask(ref)).toMatchObject({
      progress: 'in_progress',
      result: 'none',
      rawStatus: 'In Progress',
    })
    setClock(later(240))
    await press(page, /Finish section/, allRight)
    expect(await ask(ref)).toMatchObject({ progress: 'in_progress', result: 'partial' })
    await press(page, /Start section Verbal/)
    setClock(later(600))
    await press(page, /Finish section/, { v1: '1', v2: '3' })
    expect((await ask(ref)).progress).toBe('in_progress')
    expect(await press(page, /Submit assessment/)).toBe(returnUrl)
    const report = await ask(ref)
    expect(report).toMatchObject({
      progress: 'completed',
      result: 'ready',
      rawStatus: 'Submitted',
      finishedAt: later(600),
      durationMinutes: 10,
      hasReports: true,
    })
    const [overall, numbers, verbal] = report.scores?.lines ?? []
    expect(overall).toMatchObject({ level: 'overall', name: '' })
    expect(overall?.scores.map(({ scale }) => scale)).toEqual(['ten', 'percentile', 'z', 't'])
    expect(numbers).toMatchObject({ level: 'section', name: 'Sample Numerical Reasoning', minutes: 4 })
    expect(numbers && scoreOn(numbers, 'sten')?.value).toBe(10)
    expect(verbal && scoreOn(verbal, 'z')?.value).toBe(0)
  })
})

test('every fault is listed', () => {
  expect(faults.length).toBeGreaterThan(10)
  expect(testPartnershipSimulator.faults).toBe(faults)
  const kinds: ProviderErrorKind[] = ['config']
  expect(kinds).toHaveLength(1)
  expect(errorOf).toBeDefined()
  expect(pathsAsked).toBeDefined()
})
