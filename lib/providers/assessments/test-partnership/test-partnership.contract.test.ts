import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError, type ProviderErrorKind } from '@/lib/platform/provider-error'
import type { AttemptRef, AttemptReport, StartInput, Started } from '@/lib/providers/assessments/contract'
import { aStart } from '@/lib/providers/assessments/testing'
import { serveSimulator, type SimulatorServer } from '@/lib/providers/simulator-host'
import { scoreOn } from '@/lib/domain/assessments/scores'
import { testPartnership } from '.'
import { usernameFor } from './candidate'
import { isCandidate } from './client'
import type { TestPartnershipSettings } from './config'
import answers from './fixtures/answers.json'
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
      sectionName1: 'Sample Numerical Reasoning',
      testMinutes: 22,
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
    expect(await ask(ref)).toMatchObject({ progress: 'in_progress', result: 'none' })
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
      scores: { isPartial: false },
    })
    const [overall, numbers, verbal] = report.scores?.lines ?? []
    expect(overall).toMatchObject({ level: 'overall', name: '' })
    expect(overall?.scores.map(({ scale }) => scale)).toEqual(['ten', 'percentile', 'z', 't'])
    expect(numbers).toMatchObject({ level: 'section', name: 'Sample Numerical Reasoning', minutes: 4 })
    expect(numbers && scoreOn(numbers, 'sten')?.value).toBe(10)
    expect(verbal && scoreOn(verbal, 'z')?.value).toBe(0)
  })

  test('a questionnaire gives scales and groups; groups of one name in two reports stay two', async () => {
    const input = click('', { testId: 'GREENFIELD-FULL' })
    const started = await begin(input)
    await sit(started, { ...allRight, p3: '5', p4: '5', p9: '1' })
    const lines = (await ask(refOf(input, started))).scores?.lines ?? []
    const within = 'Sample Personality Questionnaire'
    expect(lines.filter(({ level }) => level === 'scale')).toHaveLength(5)
    expect(lines.find(({ name }) => name === 'Assertive')).toMatchObject({
      level: 'scale',
      within,
      scores: [{ scale: 'sten', value: 10 }, { scale: 'z' }],
    })
    const drives = lines.filter(({ level, name }) => level === 'group' && name === 'Drive')
    expect(drives.map(({ reportType }) => reportType)).toEqual(['Full Report', 'Leadership Report'])
    expect(drives[0]?.scores[0]?.value).not.toBe(drives[1]?.scores[0]?.value)
    expect(lines.find(({ name }) => name === within)).toMatchObject({ level: 'section', scores: [] })
  })

  test('leaving pauses the test, and a later click goes on with the same section, answers and minutes left', async () => {
    const input = click()
    const started = await begin(input)
    const page = await enter(started.link.url)
    await press(page, /I agree/)
    await press(page, /Start section Numerical/)
    setClock(later(120))
    expect(await press(page, /Leave test/, { n1: '2' })).toMatch(/\/left$/)
    expect(await ask(refOf(input, started))).toMatchObject({
      progress: 'in_progress',
      statusDetail: 'paused',
      rawStatus: 'In Progress',
    })
    setClock(later(86_400))
    sent = []
    const again = await begin({ ...input, externalId: started.externalId, memo: started.memo })
    expect(again).toMatchObject({ externalId: started.externalId, memo: null })
    expect(pathsAsked().filter((path) => path.includes('candidate'))).toEqual([])
    expect(await enter(again.link.url)).toBe(page)
    await press(page, /Resume section Numerical/)
    const html = await (await open(page)).text()
    expect(html).toContain('name="n1" value="2" checked')
    expect(html).toContain('About 10 minutes left')
  })

  test('a section whose time is over has ended with what was saved', async () => {
    const input = click('', { testId: 'GREENFIELD-SHORT' })
    const started = await begin(input)
    const page = await enter(started.link.url)
    await press(page, /I agree/)
    await press(page, /Start section/)
    await press(page, /Save answers/, { n1: '2', n2: '3', n3: '2' })
    setClock(later(12 * 60))
    await open(page, { n4: '4', n5: '1', do: 'finish' })
    expect(await press(page, /Submit assessment/)).toBe(returnUrl)
    const report = await ask(refOf(input, started))
    const section = report.scores?.lines.find(({ level }) => level === 'section')
    expect(section && scoreOn(section, 'z')?.value).toBeCloseTo(0.4)
    expect(section?.minutes).toBe(12)
  })

  test('extra time lengthens the sections: 25 % by its switch, other shares in percent, more than double not at all', async () => {
    const minutesWith = async (extraTimePercent: number) => {
      const started = await begin(click('', { extraTimePercent }))
      const page = await enter(started.link.url)
      await press(page, /I agree/)
      return (await open(page)).text()
    }
    expect(await minutesWith(25)).toContain('15 minutes')
    expect(sent.at(-2)?.body).toMatchObject({ HasExtraTime: true })
    expect(sent.at(-2)?.body).not.toHaveProperty('FactorPercentage')
    expect(await minutesWith(50)).toContain('18 minutes')
    expect(sent.at(-2)?.body).toMatchObject({ FactorPercentage: 50 })
    expect(await errorOf(begin(click('', { extraTimePercent: 150 })))).toMatchObject({ kind: 'invalid' })
  })

  test('hidden instructions lead straight from section to section and to the end', async () => {
    const own = settingsFor(vendor.url, { hideInstructions: true })
    const input = click()
    const page = await enter((await begin(input, own)).link.url)
    expect(await (await open(page)).text()).toContain('Question 1 of 5')
    await press(page, /Finish section/, allRight)
    expect(await (await open(page)).text()).toContain('Question 1 of 4')
    await press(page, /Finish section/, allRight)
    expect(await press(page, /Submit assessment/)).toBe(returnUrl)
  })

  test('a way back that is no web address, or too long to be kept, is not sent, and the candidate ends on their home page', async () => {
    const ends = []
    for (const address of ['javascript:alert(1)', `https://portal.example/${'x'.repeat(1_000)}`]) {
      const started = await begin(click('', { returnUrl: address, testId: 'GREENFIELD-SHORT' }))
      expect(sent.find(({ url }) => url.pathname === '/api/candidate')?.body).not.toHaveProperty(
        'RedirectURL',
      )
      ends.push(await sit(started))
      sent = []
    }
    expect(ends).toEqual(['/', '/'])
  })
})

describe('the create call', () => {
  test('carries the documented fields and nothing of the person beyond what the connection lets out', async () => {
    const body = async (more: Record<string, unknown>) => {
      sent = []
      await begin(click(), settingsFor(vendor.url, more))
      return sent.find(({ url }) => url.pathname === '/api/candidate')?.body as Record<string, unknown>
    }
    const quiet = 'anonymous@testpartnership.com'
    const demographics = {
      sendDemographicData: true,
      demographicFields: 'Reference=attemptId\nAttempt=attemptNo\nName=fullName\nE-mail=email\nPhone=mobile',
    }
    expect(await body({ identity: 'name_only' })).toMatchObject({
      ProjectAccessKey: 'GREENFIELD-APTITUDE',
      FirstName: 'Asha',
      LastName: 'Verma',
      Email: quiet,
      RedirectURL: returnUrl,
    })
    expect(await body({ identity: 'anonymous', ...demographics })).toMatchObject({
      FirstName: 'AnonymousFirstName',
      LastName: 'AnonymousLastName',
      Email: quiet,
      DemographicData: { Reference: expect.stringContaining('0198c0de'), Attempt: '1' },
    })
    expect(JSON.stringify(sent)).not.toMatch(/Asha|Verma|sandbox\.test|9876543210/)
    expect(await body({ identity: 'real', ownPassword: true, ...demographics })).toMatchObject({
      Email: 'asha@sandbox.test',
      Password: expect.stringMatching(/^[\w-]{24}$/),
      DemographicData: { Name: 'Asha Verma', 'E-mail': 'asha@sandbox.test', Phone: '+919876543210' },
    })
    expect(await body({})).not.toHaveProperty('Password')
    expect(await body({})).not.toHaveProperty('DemographicData')
  })

  test('may go as a form instead of JSON', async () => {
    const own = settingsFor(vendor.url, { bodyEncoding: 'form', hideInstructions: true })
    expect((await begin(click('', { extraTimePercent: 25 }), own)).expectedMinutes).toBe(22)
    const form = new URLSearchParams(String(sent.find(({ url }) => url.pathname === '/api/candidate')?.body))
    expect(Object.fromEntries(form)).toMatchObject({
      HasExtraTime: 'true',
      HideInstructions: 'true',
      FirstName: 'Asha',
    })
  })

  test('a project named by the intake goes before the connection’s, and a wrong one is a matter for staff', async () => {
    expect((await begin(click('', { testId: 'GREENFIELD-SHORT' }))).expectedMinutes).toBe(12)
    expect(await errorOf(begin(click('', { testId: 'NO-SUCH-PROJECT' })))).toMatchObject({ kind: 'config' })
  })

  test('leaves no credential, token or person in the log', async () => {
    const input = click()
    const started = await begin(input, settingsFor(vendor.url, { ownPassword: true }))
    await begin(click(), settingsFor(vendor.url, { bodyEncoding: 'form' }))
    await ask(refOf(input, started))
    const kept = JSON.stringify(calls)
    expect(calls.length).toBeGreaterThanOrEqual(5)
    const login = new URL(started.link.url).searchParams.get('assessmentToken') ?? 'none'
    const access = sent
      .find(({ url }) => url.searchParams.has('AccessToken'))
      ?.url.searchParams.get('AccessToken')
    const own = (sent.find(({ url }) => url.pathname === '/api/candidate')?.body as { Password: string })
      .Password
    for (const secret of [
      'secret_sandbox',
      'tp_sandbox',
      login,
      access ?? 'none',
      own,
      'Asha',
      'Verma',
      'return-token',
      'asha%40',
    ])
      expect(kept).not.toContain(secret)
  })

  test('keeps arranged extra time out of the log: it has more readers than those who arrange it', async () => {
    for (const bodyEncoding of ['json', 'form']) {
      for (const extraTimePercent of [25, 40])
        await begin({ ...click(), extraTimePercent }, settingsFor(vendor.url, { bodyEncoding }))
    }
    const kept = JSON.stringify(calls.filter(({ path }) => path === '/api/candidate'))
    expect(kept.match(/HasExtraTime|FactorPercentage/g)).toHaveLength(4)
    expect(kept).not.toMatch(/(?:HasExtraTime|FactorPercentage)\W{1,8}(?:true|40)/)
  })

  test('keeps a token out of the log wherever it stands, and ours out of it in the guide’s own print', async () => {
    const input = click('guide-json')
    const started = await begin(input)
    const login = new URL(started.link.url).searchParams.get('assessmentToken') ?? 'none'
    const access = '84a057ac-d4d3-4baa-bf35-5a4197a9f543'
    const chatty: ProviderIo = {
      ...io,
      fetch: async (url, init) =>
        String(url).includes('/scores/')
          ? Response.json(
              { Errors: [{ Key: 'Id', Message: `token ${access} has no such assessment` }] },
              { status: 500 },
            )
          : io.fetch(url, init),
    }
    const error = await errorOf(testPartnership.fetchAttempt(settings, refOf(input, started), chatty))
    expect(error.message).not.toContain(access)
    expect(JSON.stringify(calls)).not.toContain(access)
    expect(JSON.stringify(calls)).not.toContain(login)
  })

  test('the same attempt is never made twice: a taken username leads to the assessment that is there', async () => {
    const input = click()
    const first = await begin(input)
    sent = []
    const second = await begin(input)
    expect(second.externalId).toBe(first.externalId)
    expect(pathsAsked()).toEqual([
      '/api/candidate',
      '/api/candidate/getassessmentsforcandidate',
      '/api/assessment/token',
    ])
    expect(await vendor.store.list('assessment')).toHaveLength(1)
    expect(await errorOf(begin({ ...input, knownExternalIds: [first.externalId ?? ''] }))).toMatchObject({
      kind: 'conflict',
    })
  })

  test('two clicks at once make one candidate', async () => {
    const input = click()
    const [one, two] = await Promise.all([begin(input), begin(input)])
    expect(one.externalId).toBe(two.externalId)
    expect(await vendor.store.list('assessment')).toHaveLength(1)
  })

  test('an answer that is lost on the way is looked up, not asked for again', async () => {
    const hasty = settingsFor(vendor.url, { timeoutMs: 400 })
    for (const [fault, own] of [
      ['create-lost', hasty],
      ['create-broken', settings],
    ] as const) {
      sent = []
      const started = await begin(click(fault), own)
      expect(started.externalId).toMatch(/^\d+$/)
      expect(pathsAsked().filter((path) => path === '/api/candidate')).toHaveLength(1)
      expect(pathsAsked()).toContain('/api/candidate/iscandidate')
    }
    expect(await vendor.store.list('assessment')).toHaveLength(2)
  })

  test('a create that made nothing is asked for once more after a plain server error, and not after an unreadable answer', async () => {
    for (const [status, creates] of [
      [500, 2],
      [200, 1],
    ]) {
      sent = []
      const world: ProviderIo = {
        ...io,
        fetch: async (url, init) => {
          const isFirst = pathsAsked().every((path) => path !== '/api/candidate')
          if (!String(url).endsWith('/api/candidate') || !isFirst) return io.fetch(url, init)
          sent.push({ url: new URL(String(url)), body: null })
          return new Response('<html>', { status })
        },
      }
      const outcome = testPartnership.startAttempt(settings, click(), world).catch((error: Error) => error)
      if (creates === 2) expect(await outcome).toMatchObject({ externalId: expect.stringMatching(/^\d+$/) })
      else expect(await outcome).toMatchObject({ kind: 'contract' })
      expect(pathsAsked().filter((path) => path === '/api/candidate')).toHaveLength(creates ?? 0)
    }
  })

  test('a sweep finds the candidate of a create that nobody heard of', async () => {
    const input = click()
    const started = await begin(input)
    const report = await ask(refOf(input, null))
    expect(report).toMatchObject({ progress: 'not_started', externalId: started.externalId })
    expect(await ask(refOf(click(), null))).toMatchObject({ progress: 'not_started', externalId: null })
  })

  test('a retake is another candidate', async () => {
    const first = await begin(click())
    const again = await begin(
      click('', { attemptNo: 2, retakeOf: first.externalId, knownExternalIds: [first.externalId ?? ''] }),
    )
    expect(again.externalId).not.toBe(first.externalId)
  })
})

describe('the login link', () => {
  test('is fresh for each click, leads to the auto-login address, works once and for five minutes', async () => {
    const input = click()
    const one = await begin(input)
    const two = await begin({ ...input, externalId: one.externalId })
    expect(one.link.url).toMatch(new RegExp(`^${vendor.url}/auto-login/\\?assessmentToken=[0-9a-f-]{36}$`))
    expect(two.link.url).not.toBe(one.link.url)
    await enter(one.link.url)
    const used = await open(one.link.url)
    expect([used.status, await used.text()]).toEqual([410, expect.stringContaining('used already')])
    setClock(later(300))
    const late = await open(two.link.url)
    expect([late.status, await late.text()]).toEqual([410, expect.stringContaining('expired')])
    expect((await open(`${vendor.url}/auto-login/?assessmentToken=nobody`)).status).toBe(410)
  })

  test('minting is never asked for twice, even when our access token has died', async () => {
    const input = click()
    const started = await begin(input)
    vendor.setFault('token-dies')
    sent = []
    const again = { ...input, externalId: started.externalId }
    expect(await errorOf(begin(again))).toMatchObject({ kind: 'transient' })
    expect(pathsAsked().filter((path) => path === '/api/assessment/token')).toHaveLength(1)
    expect((await begin(again)).link.url).toContain('assessmentToken=')
  })

  test('an id that is no number never becomes part of a path', async () => {
    expect(await errorOf(begin(click('', { externalId: '../client/token' })))).toMatchObject({
      kind: 'invalid',
    })
    expect(await errorOf(ask(refOf(click(), null, { externalId: '1?x=' })))).toMatchObject({
      kind: 'invalid',
    })
    expect(sent).toEqual([])
  })
})

describe('the access token', () => {
  const tokenCalls = () => pathsAsked().filter((path) => path === '/api/client/token').length

  test('is asked for once by everybody at once, and anew a minute before it ends', async () => {
    const refs = Array.from({ length: 20 }, () => refOf(click(), null, { externalId: '1' }))
    await Promise.all(refs.map((ref) => ask(ref)))
    expect(tokenCalls()).toBe(1)
    setClock(later(239))
    await ask(refs[0] ?? refOf(click(), null))
    expect(tokenCalls()).toBe(1)
    setClock(later(240))
    await ask(refs[0] ?? refOf(click(), null))
    expect(tokenCalls()).toBe(2)
  })

  test('that ended too early for our clock is replaced once, and the reading call repeated', async () => {
    const own = settingsFor(vendor.url, { tokenMinutes: 60 })
    const input = click()
    const started = await begin(input, own)
    setClock(later(301))
    sent = []
    expect((await ask(refOf(input, started), own)).progress).toBe('not_started')
    expect(pathsAsked()).toEqual(['/api/assessment/scores', '/api/client/token', '/api/assessment/scores'])
    setClock(later(602))
    sent = []
    await begin(click(), own)
    expect(pathsAsked().slice(0, 3)).toEqual(['/api/candidate', '/api/client/token', '/api/candidate'])
  })

  test('refused for twenty callers at once is replaced once for all of them', async () => {
    const own = settingsFor(vendor.url, { tokenMinutes: 60 })
    const input = click()
    const ref = refOf(input, await begin(input, own))
    setClock(later(301))
    sent = []
    await Promise.all(Array.from({ length: 20 }, () => ask(ref, own)))
    expect(tokenCalls()).toBe(1)
  })

  test('a wrong password and a corrected one are told apart at once', async () => {
    const wrong = settingsFor(vendor.url, { password: 'not-this-one' })
    expect(await errorOf(testPartnership.probe(wrong, io))).toMatchObject({
      kind: 'config',
      info: { status: 200 },
    })
    await testPartnership.probe(settings, io)
    expect(await errorOf(testPartnership.probe(wrong, io))).toMatchObject({ kind: 'config' })
    expect(await errorOf(ask(refOf(click(), null, { externalId: '1' }), wrong))).toMatchObject({
      kind: 'config',
    })
  })

  test('one college never hears of another college’s candidate', async () => {
    const input = click()
    const started = await begin(input)
    const other = settingsFor(vendor.url, {
      username: 'tp_sandbox_2',
      password: 'secret_sandbox_2',
      projectAccessKey: 'RIVERSIDE-APTITUDE',
    })
    expect(await ask(refOf(input, started), other)).toMatchObject({ progress: 'failed', result: 'none' })
    expect(await ask(refOf(input, null), other)).toMatchObject({ progress: 'not_started', externalId: null })
  })
})

describe('looking at an attempt', () => {
  test('costs one call, whatever its state', async () => {
    const input = click()
    const started = await begin(input)
    const ref = refOf(input, started)
    const costs: string[][] = []
    const look = async () => {
      sent = []
      await ask(ref)
      costs.push(pathsAsked())
    }
    await look()
    await sit(started)
    await look()
    expect(costs).toEqual([['/api/assessment/scores'], ['/api/assessment/scores']])
  })

  test('an assessment that both calls have never heard of has failed', async () => {
    expect(await ask(refOf(click(), null, { externalId: '424242' }))).toMatchObject({
      progress: 'failed',
      result: 'none',
      rawStatus: 'Id: Assessment ID is invalid',
    })
    expect(pathsAsked().slice(-2)).toEqual(['/api/assessment/scores', '/api/assessment/status'])
  })

  test('three days without a move mean that it was left', async () => {
    const input = click()
    const started = await begin(input)
    const page = await enter(started.link.url)
    await press(page, /I agree/)
    await press(page, /Start section/)
    await press(page, /Leave test/)
    setClock(later(72 * 3600))
    const moved = { lastProgressAt: start }
    expect(await ask(refOf(input, started, moved))).toMatchObject({
      progress: 'abandoned',
      statusDetail: 'left_test',
    })
  })
})

describe('what staff may do', () => {
  const finished = async (input = click()) => {
    const started = await begin(input)
    await sit(started)
    const ref = refOf(input, started)
    const sections = (await ask(ref)).scores?.lines.filter(({ level }) => level === 'section') ?? []
    sent = []
    return { ref, started, input, sectionId: sections[0]?.id ?? '' }
  }

  test('reset a section: its marks and the overall one are gone, the others stay, and it can be sat again', async () => {
    const { ref, started, input, sectionId } = await finished()
    await testPartnership.resetSection?.(settings, ref, sectionId, io)
    expect(pathsAsked().filter((path) => path.endsWith('resetassessmentsection'))).toHaveLength(1)
    const report = await ask(ref)
    expect(report).toMatchObject({ progress: 'in_progress', result: 'partial' })
    expect(report.scores?.lines.map(({ level, state }) => [level, state])).toEqual([
      ['section', 'not_started'],
      ['section', 'completed'],
    ])
    expect(report.scores?.lines.some(({ id }) => id === sectionId)).toBe(false)
    expect(await sit(await begin({ ...input, externalId: started.externalId }))).toBe(returnUrl)
    expect((await ask(ref)).result).toBe('ready')
  })

  test('order a verification: a shorter section that is shown beside the result and counts nowhere', async () => {
    const { ref, started, input, sectionId } = await finished()
    await testPartnership.orderVerification?.(settings, ref, sectionId, io)
    expect(pathsAsked().filter((path) => path.endsWith('verification'))).toHaveLength(1)
    expect(await ask(ref)).toMatchObject({ progress: 'completed', result: 'ready' })
    const page = await enter((await begin({ ...input, externalId: started.externalId })).link.url)
    await press(page, /Start section Verification: Numerical/)
    expect(await (await open(page)).text()).toContain('Question 1 of 2')
    await press(page, /Finish section/, allRight)
    const lines = (await ask(ref)).scores?.lines ?? []
    expect(lines.filter(({ isVerification }) => isVerification)).toMatchObject([
      { name: 'Verification - Sample Numerical Reasoning', verdict: 'passed', scores: [], state: null },
    ])
    const twice = testPartnership.orderVerification?.(settings, ref, sectionId, io) ?? Promise.resolve()
    expect(await errorOf(twice)).toMatchObject({ kind: 'conflict' })
  })

  test('neither call is repeated after a lost or refused answer, and neither touches another attempt’s section', async () => {
    const mine = await finished()
    const other = await finished()
    for (const verb of ['resetSection', 'orderVerification'] as const) {
      const call = (sectionId: string, own = settings) =>
        testPartnership[verb]?.(own, mine.ref, sectionId, io) ?? Promise.resolve()
      sent = []
      expect(await errorOf(call(other.sectionId))).toMatchObject({ kind: 'not_found' })
      expect(await errorOf(call(mine.started.externalId ?? ''))).toMatchObject({ kind: 'not_found' })
      expect(await errorOf(call('1/../2'))).toMatchObject({ kind: 'invalid' })
      expect(pathsAsked().filter((path) => /reset|verification/.test(path))).toEqual([])
      for (const fault of ['500always', 'token-dies']) {
        sent = []
        // The reading call before it is let through; the fault is for the call itself.
        const late: ProviderIo = {
          ...io,
          fetch: (url, init) => {
            vendor.setFault(/reset|verification/.test(String(url)) ? fault : null)
            return io.fetch(url, init)
          },
        }
        const outcome = testPartnership[verb]?.(settings, mine.ref, mine.sectionId, late) ?? Promise.resolve()
        expect(await errorOf(outcome)).toMatchObject({ kind: 'transient' })
        expect(pathsAsked().filter((path) => /reset|verification/.test(path))).toHaveLength(1)
      }
      vendor.setFault(null)
    }
    expect((await ask(mine.ref)).result).toBe('ready')
  })

  test('download the reports: real PDFs, one per section, after which the status word is another', async () => {
    const { ref } = await finished()
    const files = (await testPartnership.fetchReports?.(settings, ref, io)) ?? []
    expect(files.map(({ name }) => name)).toEqual([
      'Asha Verma - Numerical Reasoning.pdf',
      'Asha Verma - Verbal Reasoning.pdf',
    ])
    for (const { bytes } of files) {
      const text = Buffer.from(bytes).toString('latin1')
      expect([text.slice(0, 8), text.trimEnd().slice(-5)]).toEqual(['%PDF-1.4', '%%EOF'])
    }
    expect(await ask(ref)).toMatchObject({ progress: 'completed', result: 'ready', rawStatus: 'Downloaded' })
    expect(calls.at(-2)?.responseBody).toMatch(/^\(a file of \d+ bytes\)$/)
  })

  test('reports that are not there yet are an error in JSON, and an attempt without an id has none', async () => {
    const input = click()
    const reports = (ref: AttemptRef) =>
      testPartnership.fetchReports?.(settings, ref, io) ?? Promise.resolve([])
    expect(await errorOf(reports(refOf(input, await begin(input))))).toMatchObject({ kind: 'not_found' })
    expect(await reports(refOf(click(), null))).toEqual([])
  })
})

describe('300 requests in two minutes', () => {
  test('the 301st is refused, and one comes free when the first is two minutes old', async () => {
    const input = click()
    const ref = refOf(input, await begin(input))
    const token = sent.find(
      ({ url }) => url.pathname === '/api/assessment/token' || url.searchParams.has('AccessToken'),
    )
    const address = `${vendor.url}/api/assessment/status/${ref.externalId}?AccessToken=${token?.url.searchParams.get('AccessToken')}`
    const statuses: number[] = []
    for (let call = 4; call <= 301; call++) statuses.push((await fetch(address)).status)
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([297, 429])
    expect(await errorOf(ask(ref))).toMatchObject({ kind: 'rate_limited', info: { retryAfterSeconds: 120 } })
    setClock(later(119))
    expect((await errorOf(ask(ref))).kind).toBe('rate_limited')
    setClock(later(120))
    expect((await ask(ref)).progress).toBe('not_started')
  })

  test('a smaller window can be chosen, counts every account by itself, and forgets a future that was taken back', async () => {
    const small = await serveSimulator(
      createTestPartnershipSimulator({ limit: { calls: 2, windowSeconds: 10 } }),
    )
    small.setNow(start)
    const token = (name: string) => fetch(`${small.url}/api/client/token?username=${name}&password=x`)
    const statuses = async (...names: string[]) => {
      const all = []
      for (const name of names) all.push((await token(name)).status)
      return all
    }
    expect(await statuses('tp_sandbox', 'tp_sandbox', 'tp_sandbox', 'tp_sandbox_2')).toEqual([
      200, 200, 429, 200,
    ])
    small.setNow(later(-3_600))
    expect(await statuses('tp_sandbox')).toEqual([200])
    await small.close()
  })
})

describe('faults', () => {
  const bothWays = async (fault: string) => {
    const input = click()
    const ref = refOf(input, await begin(input))
    vendor.setFault(fault)
    return [(await errorOf(begin(click()))).kind, (await errorOf(ask(ref))).kind]
  }
  const lasting: [string, ProviderErrorKind][] = [
    ['400', 'invalid'],
    ['401', 'config'],
    ['429always', 'rate_limited'],
    ['429bare', 'rate_limited'],
    ['500always', 'transient'],
    ['html', 'contract'],
  ]
  test.each(lasting)('%s, for everybody: starting and looking both end as %s', async (fault, kind) => {
    expect(await bothWays(fault)).toEqual([kind, kind])
  })

  test.each(lasting)(
    '%s, asked for by an address: starting ends as %s, others do not notice',
    async (fault, kind) => {
      expect((await errorOf(begin(click(fault)))).kind).toBe(kind)
      expect((await begin(click())).externalId).toMatch(/^\d+$/)
    },
  )

  test('a name can ask for a fault too, where the address does not leave the portal', async () => {
    const candidate = { fullName: 'Asha +429always', email: 'asha@sandbox.test', mobileE164: '+919876543210' }
    const own = settingsFor(vendor.url, { identity: 'name_only' })
    expect((await errorOf(begin(click('', { candidate }), own))).kind).toBe('rate_limited')
  })

  test('429 refuses twice for each call and then lets it through', async () => {
    const input = click('429')
    const outcomes: string[] = []
    for (let turn = 0; turn < 4; turn++)
      outcomes.push(
        await begin(input).then(
          () => 'began',
          (error: ProviderError) => `${error.kind} ${error.info.retryAfterSeconds}`,
        ),
      )
    expect(outcomes.slice(0, 2)).toEqual(['rate_limited 2', 'rate_limited 2'])
    let last = ''
    for (let turn = 0; turn < 6 && last !== 'began'; turn++)
      last = await begin(input).then(
        () => 'began',
        () => 'refused',
      )
    expect(last).toBe('began')
    expect(await vendor.store.list('assessment')).toHaveLength(1)
  })

  test('500 fails twice: nothing was made, so the fixed username allows one second try', async () => {
    const input = click('500')
    expect((await errorOf(begin(input))).kind).toBe('transient')
    for (let turn = 0; turn < 8; turn++) await begin(input).catch(() => null)
    expect((await begin(input)).externalId).toMatch(/^\d+$/)
    expect(await vendor.store.list('assessment')).toHaveLength(1)
  })

  test('a slow answer is given up on in time, and a login token is not asked for twice', async () => {
    const hasty = settingsFor(vendor.url, { timeoutMs: 250 })
    const input = click('slow')
    const began = performance.now()
    expect((await errorOf(begin(input, hasty))).kind).toBe('transient')
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test.each(['token-dies', 'errors-400', 'guide-json', 'odd-types'])(
    '%s is only another manner: a whole assessment works, and a second candidate is never made',
    async (fault) => {
      const input = click(fault)
      const started = await begin(input).catch(() => begin(input))
      await sit(started)
      const report = await ask(refOf(input, started))
      expect(report).toMatchObject({ progress: 'completed', result: 'ready' })
      const sections = report.scores?.lines.filter(({ level }) => level === 'section') ?? []
      expect(sections.map((line) => scoreOn(line, 'sten')?.value)).toEqual([10, 10])
      expect(
        await errorOf(
          ask(refOf(input, null, { externalId: '424242' })).then(({ progress }) => {
            throw new ProviderError('invalid', { message: progress })
          }),
        ),
      ).toMatchObject({ message: 'failed' })
      expect((await begin(input)).externalId).toBe(started.externalId)
      expect(await vendor.store.list('assessment')).toHaveLength(1)
    },
  )

  test('an unknown status word keeps what we had, for as long as it lasts', async () => {
    const input = click('unknown-status')
    const started = await begin(input)
    await sit(started)
    expect(await ask(refOf(input, started))).toMatchObject({ progress: 'unknown', rawStatus: 'Marinating' })
    const taught = settingsFor(vendor.url, { statusWords: 'Marinating=completed' })
    expect(await ask(refOf(input, started), taught)).toMatchObject({ progress: 'completed', result: 'ready' })
    setClock(later(3_600))
    expect(await ask(refOf(input, started))).toMatchObject({ progress: 'completed' })
  })

  test('a status of null is read from the sections', async () => {
    const input = click('null-status')
    const started = await begin(input)
    expect(await ask(refOf(input, started))).toMatchObject({ progress: 'not_started', rawStatus: null })
    await press(await enter(started.link.url), /I agree/)
    await sit(await begin({ ...input, externalId: started.externalId }))
    expect(await ask(refOf(input, started))).toMatchObject({ progress: 'completed' })
  })

  test('marks may come late or never: finished, and the result awaited', async () => {
    for (const fault of ['late-marks', 'no-marks']) {
      setClock(start)
      const input = click(fault)
      const started = await begin(input)
      await sit(started)
      const ref = refOf(input, started)
      expect(await ask(ref)).toMatchObject({ progress: 'completed', result: 'pending' })
      setClock(later(600))
      expect((await ask(ref)).result).toBe(fault === 'late-marks' ? 'ready' : 'pending')
    }
  })

  test('a login token that is dead on arrival is told to the candidate, and the next one works', async () => {
    const input = click('dead-login')
    const started = await begin(input)
    expect((await open(started.link.url)).status).toBe(410)
    expect((await ask(refOf(input, started))).progress).toBe('not_started')
  })

  test('the browser may come back before the status says submitted, or never', async () => {
    const early = click('early-redirect')
    const started = await begin(early)
    expect(await sit(started)).toBe(returnUrl)
    expect((await ask(refOf(early, started))).progress).toBe('in_progress')
    setClock(later(600))
    expect(await ask(refOf(early, started))).toMatchObject({ progress: 'completed', result: 'ready' })
    const never = click('no-redirect')
    const other = await begin(never)
    expect(await sit(other)).toMatch(/\/candidate\//)
    expect((await ask(refOf(never, other))).progress).toBe('completed')
  })

  test('reports: none, badly named, not PDF, too large, or an error in their place', async () => {
    const input = click('', { testId: 'GREENFIELD-SHORT' })
    const started = await begin(input)
    await sit(started)
    const reports = () =>
      testPartnership.fetchReports?.(settings, refOf(input, started), io) ?? Promise.resolve([])
    const withFault = (fault: string) => (vendor.setFault(fault), reports())
    expect(await withFault('empty-zip')).toEqual([])
    expect((await withFault('bad-names')).map(({ name }) => name)).toEqual(['Asha bVerma.pdf'])
    expect(await errorOf(withFault('not-pdf'))).toMatchObject({ kind: 'contract' })
    expect(await errorOf(withFault('zip-bomb'))).toMatchObject({ kind: 'contract' })
    expect(await errorOf(withFault('json-zip'))).toMatchObject({ kind: 'not_found' })
    vendor.setFault(null)
    expect(await reports()).toHaveLength(1)
  })

  test('every fault on the list is one this file has tried', () => {
    const file = readFileSync(import.meta.filename, 'utf8')
    expect(faults.filter((fault) => !file.includes(`'${fault}'`))).toEqual([])
    expect(testPartnershipSimulator.faults).toBe(faults)
  })
})

describe('the simulator’s pages', () => {
  test('say that they are a simulator, work without scripts, escape what people typed, and may lead back to us only', async () => {
    const candidate = { fullName: '<img src=x> Verma', email: 'x@sandbox.test', mobileE164: '+919876543210' }
    const page = await enter((await begin(click('', { candidate }))).link.url)
    const first = await open(page)
    const texts = [await first.text()]
    await press(page, /I agree/)
    texts.push(await (await open(page)).text())
    await press(page, /Start section Numerical/)
    texts.push(await (await open(page)).text(), await (await open(`${vendor.url}/nowhere`)).text())
    for (const html of texts) {
      expect(html).toContain('Test Partnership simulator: this is not Test Partnership')
      expect(html).not.toMatch(/<script|<img/)
    }
    expect(texts[0]).toContain('&lt;img src=x&gt;')
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("form-action 'self' http://127.0.0.1:9;")
    expect([first.headers.get('cache-control'), first.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'no-referrer',
    ])
  })

  test('can be read in Hindi, answers kept', async () => {
    const page = await enter((await begin(click())).link.url)
    await press(page, /I agree/)
    await press(page, /Start section Numerical/)
    await press(page, /हिन्दी/, { n1: '2' })
    const html = await (await open(page)).text()
    expect(html).toContain('<html lang="hi">')
    expect(html).toContain('संख्यात्मक तर्क')
    expect(html).toContain('name="n1" value="2" checked')
    await press(page, /खंड पूरा करें/)
    expect(await (await open(page)).text()).toContain('खंड शुरू करें: भाषाई तर्क')
  })

  test('mounted below a path, links, forms and redirects stay below it', async () => {
    const origin = `${vendor.url}/sandbox/test-partnership`
    const at = (path: string, init?: RequestInit) => {
      const request = new Request(`${origin}${path}`, init)
      const sim = { origin, now: () => start, store: vendor.store, fault: null, deliver: async () => {} }
      return testPartnershipSimulator.handle(request, {
        ...sim,
        path: new URL(request.url).pathname.replace('/sandbox/test-partnership', ''),
      })
    }
    const { link } = await begin(click())
    const entered = await at(`/auto-login${new URL(link.url).search}`)
    const location = entered.headers.get('location') ?? ''
    expect(location).toMatch(/^\/sandbox\/test-partnership\/candidate\/[\w-]{22}$/)
    const page = await at(location.replace('/sandbox/test-partnership', ''))
    expect(await page.text()).toContain(`action="${location}"`)
  })

  test('the calls take parameters in any casing, ids in path or query, and refuse what is too long', async () => {
    const token = async () =>
      (
        (await (
          await fetch(`${vendor.url}/api/client/token?username=tp_sandbox&password=secret_sandbox`)
        ).json()) as { AccessToken: string }
      ).AccessToken
    const { externalId } = await begin(click())
    const own = await token()
    for (const address of [
      `/api/assessment/status/?&accessToken=${own}&Id=${externalId}`,
      `/API/assessment/Status/${externalId}?&AccessToken=${own}`,
    ])
      expect(await (await fetch(vendor.url + address.replace('/API/', '/api/'))).json()).toMatchObject({
        Status: 'Not Started',
      })
    const long = {
      AccessToken: own,
      ProjectAccessKey: 'x'.repeat(21),
      Username: 'x'.repeat(61),
      Password: 'short',
      FirstName: 'x'.repeat(31),
      LastName: '',
      Email: `${'x'.repeat(60)}@b.in`,
      FactorPercentage: 101,
    }
    const refused = await (
      await fetch(`${vendor.url}/api/candidate`, { method: 'POST', body: JSON.stringify(long) })
    ).json()
    const keys = (refused as { Errors: { Key: string }[] }).Errors.map(({ Key }) => Key)
    expect(keys).toEqual(
      expect.arrayContaining([
        'ProjectAccessKey',
        'Username',
        'Password',
        'FirstName',
        'LastName',
        'Email',
        'FactorPercentage',
      ]),
    )
    expect((await fetch(`${vendor.url}/api/candidate`)).status).toBe(405)
    expect((await fetch(`${vendor.url}/api/project`)).status).toBe(404)
  })
})

describe('samples', () => {
  type Sample = {
    call: string
    status: number
    headers?: Record<string, string>
    body?: unknown
    text?: string
  }
  const samples: Record<string, Sample> = answers
  const calledAt: Record<string, RegExp> = {
    'client-token': /^\/api\/client\/token/,
    create: /^\/api\/candidate$/,
    'is-candidate': /iscandidate/,
    assessments: /getassessmentsforcandidate/,
    verification: /assessment\/verification/,
    scores: /assessment\/scores/,
    reports: /assessment\/reports/,
    status: /assessment\/status/,
    'login-token': /assessment\/token/,
    reset: /resetassessmentsection/,
  }
  /** A world in which one call gets the sample, and the others what lets us get there. */
  const worldOf = (sample: Sample): ProviderIo => ({
    ...io,
    fetch: async (address) => {
      const { pathname } = new URL(String(address))
      if (calledAt[sample.call]?.test(pathname))
        return new Response(sample.status === 204 ? null : (sample.text ?? JSON.stringify(sample.body)), {
          status: sample.status,
          headers: sample.headers,
        })
      if (pathname.endsWith('client/token'))
        return Response.json({ AccessToken: '84a057ac-d4d3-4baa-bf35-5a4197a9f543' })
      if (pathname.endsWith('getassessmentsforcandidate'))
        return Response.json({
          Assessments: [
            { Id: 7, AssessmentSections: [{ AssessmentSectiondId: 71, AssessmentSectionName: 'A' }] },
          ],
        })
      if (sample.call === 'is-candidate' && pathname === '/api/candidate')
        return new Response('', { status: 503 })
      if (pathname.includes('assessment/token'))
        return Response.json({ AssessmentToken: '97a057ac-d4d3-4baa-bf35-5a4197a9f543' })
      return Response.json({ Errors: [{ Key: 'Id', Message: 'Assessment ID is invalid' }] })
    },
  })
  const outcome = async (name: string): Promise<unknown> => {
    const sample = samples[name] ?? { call: '', status: 0 }
    const world = worldOf(sample)
    // A host of its own for each sample: tokens are shared by account.
    const own = settingsFor(`http://${name}.example`)
    const ref = refOf(click(), null, { externalId: '7' })
    const line = { settings: own, io: world, endsAt: performance.now() + 5_000 }
    const verbs: Record<string, () => Promise<unknown>> = {
      'client-token': () => testPartnership.probe(own, world).then(() => 'proved'),
      create: () => testPartnership.startAttempt(own, click(), world),
      'is-candidate': () => isCandidate(line, 'somebody'),
      assessments: () => testPartnership.fetchAttempt(own, { ...ref, externalId: null }, world),
      verification: () =>
        testPartnership.orderVerification?.(own, ref, '71', world).then(() => 'ordered') ?? Promise.resolve(),
      scores: () => testPartnership.fetchAttempt(own, ref, world),
      status: () => testPartnership.fetchAttempt(own, ref, world),
      reports: () => testPartnership.fetchReports?.(own, ref, world) ?? Promise.resolve(),
      'login-token': () => testPartnership.startAttempt(own, { ...click(), externalId: '7' }, world),
      reset: () =>
        testPartnership.resetSection?.(own, ref, '71', world).then(() => 'destroyed') ?? Promise.resolve(),
    }
    return verbs[sample.call]?.().catch((error: unknown) =>
      error instanceof ProviderError ? { kind: error.kind, ...error.info } : Promise.reject(error),
    )
  }

  const fresh = { progress: 'not_started', result: 'none' }
  const ready = { progress: 'completed', result: 'ready' }
  const expected: Record<string, unknown> = {
    'guide-client-token-ok': 'proved',
    'guide-client-token-error': { kind: 'config', message: expect.stringContaining('Username is required') },
    'guide-create-ok': {
      externalId: '1182',
      expectedMinutes: 35,
      memo: { sectionId1: '377', sectionId2: '378' },
    },
    'guide-create-error': { kind: 'config' },
    'guide-is-candidate-ok': true,
    'guide-is-candidate-error': false,
    'guide-assessments-ok': { progress: 'failed', externalId: '1109' },
    'guide-assessments-error': { ...fresh, externalId: null },
    'guide-verification-ok': 'ordered',
    'guide-verification-error': { kind: 'conflict' },
    'guide-scores-ok': { ...ready, finishedAt: new Date('2015-05-28T14:05:29Z'), durationMinutes: 175 },
    'guide-scores-error': { kind: 'config' },
    'guide-reports-error': { kind: 'not_found', message: 'Id: Assessment ID is required' },
    'guide-status-ok': {
      progress: 'completed',
      result: 'ready',
      scores: { lines: [{ scores: [{ scale: 'ten', value: 4 }] }, { id: '343' }] },
    },
    'guide-status-error': { progress: 'failed' },
    'guide-login-token-ok': {
      link: { url: expect.stringContaining('assessmentToken=97a057ac-d4d3-4baa-bf35-5a4197a9f543') },
    },
    'guide-login-token-error': { kind: 'not_found' },
    'guide-reset-ok': 'destroyed',
    'guide-reset-error': { kind: 'not_found' },
    'status-null-all-fresh': fresh,
    'scores-not-started': { ...fresh, rawStatus: 'Not Started' },
    'scores-null-fresh': { ...fresh, rawStatus: null },
    'scores-null-one-running': { progress: 'in_progress' },
    'scores-null-nothing': { progress: 'unknown', result: 'none', scores: null },
    'scores-in-progress': { progress: 'in_progress', result: 'none', statusDetail: null },
    'scores-not-started-yet-completed-test': { progress: 'in_progress', result: 'partial' },
    'scores-awaiting-resume': { progress: 'in_progress', statusDetail: 'paused' },
    'scores-submitted-nothing': { progress: 'completed', result: 'pending' },
    'scores-submitted': { ...ready, durationMinutes: 12, finishedAt: new Date('2027-01-10T09:30:00Z') },
    'scores-downloaded': { ...ready, rawStatus: 'Downloaded' },
    'scores-numbers-and-spaces': { ...ready, rawStatus: 'submitted', durationMinutes: 12 },
    'scores-no-submission-date': { ...ready, finishedAt: new Date('2027-01-10T09:00:00Z') },
    'scores-unknown-word': { progress: 'unknown', rawStatus: 'Marinating' },
    'scores-verification-pending': ready,
    'scores-only-verification-marks': { progress: 'completed', result: 'pending' },
    'scores-out-of-scale': { progress: 'completed', result: 'pending' },
    'scores-tests-object': ready,
    'scores-bom': ready,
    'scores-trailing-comma': ready,
    'scores-token-error-400': { kind: 'config' },
    'scores-401-empty': { kind: 'config' },
    'scores-403': { kind: 'config' },
    'scores-404-html': { kind: 'refused_by_provider' },
    'scores-html': { kind: 'contract' },
    'scores-empty': { kind: 'contract' },
    'scores-list': { kind: 'contract' },
    'scores-429': { kind: 'rate_limited', retryAfterSeconds: 120 },
    'scores-429-retry-after': { kind: 'rate_limited', retryAfterSeconds: 7 },
    'scores-500': { kind: 'transient' },
    'scores-500-errors': { kind: 'transient' },
    'create-id-zero': { kind: 'contract' },
    'create-wrong-project': { kind: 'config' },
    'create-long-name': { kind: 'invalid', message: expect.stringContaining('FirstName') },
    'login-token-missing': { kind: 'contract' },
    'login-token-odd': { kind: 'contract' },
    'login-token-unknown-id': { kind: 'not_found' },
    'reset-empty': 'destroyed',
    'reset-json': 'destroyed',
    'reset-html': { kind: 'contract' },
    'reset-204': { kind: 'contract' },
    'reset-500': { kind: 'transient' },
    'reports-empty-body': { kind: 'contract' },
    'reports-html': { kind: 'contract' },
    'is-candidate-lower': true,
    'is-candidate-errors-400': false,
    'assessments-right-spelling': { progress: 'failed', externalId: '1109' },
    'assessments-none': { ...fresh, externalId: null },
  }

  test.each(Object.keys(samples))('%s', async (name) => {
    const wanted = expected[name]
    expect(wanted, 'every sample says what it must become').toBeDefined()
    const got = await outcome(name)
    if (typeof wanted === 'object' && wanted !== null) expect(got).toMatchObject(wanted)
    else expect(got).toBe(wanted)
  })

  test('the marks of the guide’s own sample', async () => {
    const { scores } = (await outcome('guide-scores-ok')) as AttemptReport
    expect(scores?.lines).toHaveLength(8)
    const said = scores?.lines.map(({ level, name, reportType, isVerification, verdict, scores }) => ({
      is: [level, name, reportType, isVerification, verdict].filter(
        (word) => word !== null && word !== false,
      ),
      marks: Object.fromEntries(scores.map(({ scale, value }) => [scale, value])),
    }))
    expect(said).toEqual([
      { is: ['overall', ''], marks: { ten: 4, percentile: 45, z: -0.45454545, t: 42 } },
      { is: ['section', '16PF Personality'], marks: { t: 29 } },
      { is: ['scale', 'Approachable'], marks: { sten: 8, z: 1.2783005 } },
      { is: ['scale', 'Assertive'], marks: { sten: 4, z: -0.7903237 } },
      { is: ['group', 'Agreeableness', 'Full Report'], marks: { sten: 2.001 } },
      { is: ['group', 'Adaptable', 'Sales Report'], marks: { sten: 5.999 } },
      {
        is: ['section', 'Sample Abstract Reasoning'],
        marks: { sten: 1, percentile: 2, z: -2.112551, t: 29 },
      },
      { is: ['section', 'Verification - Sample Abstract Reasoning', true, 'passed'], marks: {} },
    ])
  })
})
