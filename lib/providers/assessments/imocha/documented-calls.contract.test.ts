import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { AttemptRef, StartInput } from '@/lib/providers/assessments/contract'
import { aStart } from '@/lib/providers/assessments/testing'
import { serveSimulator, type SimulatorServer } from '@/lib/providers/simulator-host'
import { imocha } from '.'
import { getTestSettings, listTestLinks } from './client-v3'
import type { ImochaSettings } from './config'
import answers from './fixtures/answers.json'
import { imochaSimulator } from './simulator'

// What goes over the wire, call by call, and what no whole sitting shows.
const start = new Date('2027-01-10T10:00:30.500Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const asha = { fullName: 'Asha Verma', email: 'Asha@Sandbox.test', mobileE164: '+919876543210' }
const callbackUrl = 'https://portal.example/api/callbacks/imocha/one'
const returnUrl = 'https://portal.example/api/callbacks/imocha/two'

type Sent = { method: string; path: string; body: string | null; headers: Record<string, string> }
let sent: Sent[] = []
let now = start
const io: ProviderIo = {
  fetch: (url, init) => {
    const { pathname, search } = new URL(String(url))
    sent.push({
      method: String(init?.method),
      path: pathname + search,
      body: init?.body === undefined ? null : String(init.body),
      headers: { ...(init?.headers as Record<string, string>) },
    })
    return fetch(url, init)
  },
  now: () => now,
  record: () => {},
}

const settingsFor = (baseUrl: string, more: Record<string, unknown> = {}): ImochaSettings =>
  imocha.config.parse({
    baseUrl,
    apiKey: 'imocha_sandbox_key',
    testId: '1292150',
    allowInsecure: true,
    linkHosts: new URL(baseUrl).host,
    reportHosts: new URL(baseUrl).host,
    ...more,
  })
const refOf = (externalId: string | null, more: Partial<AttemptRef> = {}): AttemptRef => ({
  attemptId: 'a1',
  email: 'asha@sandbox.test',
  externalId,
  since: start,
  lastProgressAt: null,
  ...more,
})
const errorOf = async (promise: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  if (error instanceof ProviderError) return error
  throw new Error(`expected a ProviderError, got ${String(error)}`)
}

beforeEach(() => {
  sent = []
  now = start
})

describe('against the simulator', () => {
  let vendor: SimulatorServer
  let settings: ImochaSettings
  beforeEach(async () => {
    vendor = await serveSimulator(imochaSimulator)
    settings = settingsFor(vendor.url)
    setClock(start)
  })
  afterEach(() => vendor.close())

  const setClock = (at: Date) => {
    now = at
    vendor.setNow(at)
  }
  const begin = (changes: Partial<StartInput> = {}, using = settings) =>
    imocha.startAttempt(using, aStart({ candidate: asha, callbackUrl, returnUrl, ...changes }), io)
  const post = (url: string, form: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const sit = async (url: string, end: 'leave' | 'proctor' = 'leave') => {
    const answer = await post(url)
    await post(vendor.url + (answer.headers.get('location') ?? ''), { do: end })
  }
  const bodies = () => sent.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as unknown]))

  test('an invitation carries every documented field, in its documented kind', async () => {
    const chatty = settingsFor(vendor.url, {
      hideInstruction: true,
      sendEmail: true,
      stakeholderEmails: 'dean@college.in,office@college.in',
      proctoringMode: 'image',
      disableMandatoryFields: true,
      callbackSpelling: 'both',
      redirectSpelling: 'redirectURL',
    })
    await begin({ availableUntil: later(86_400) }, chatty)
    expect(sent[0]).toMatchObject({ method: 'POST', path: '/v3/tests/1292150/invite' })
    expect(sent[0]?.headers).toEqual({
      'X-API-KEY': 'imocha_sandbox_key',
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
    })
    expect(bodies()).toEqual([
      {
        email: 'asha@sandbox.test',
        name: 'Asha Verma',
        callbackUrl,
        callbackURL: callbackUrl,
        redirectURL: returnUrl,
        disableMandatoryFields: 1,
        hideInstruction: 1,
        sendEmail: 'yes',
        stakeholderEmails: 'dean@college.in,office@college.in',
        startDateTime: '2027-01-10T09:55:00Z',
        endDateTime: '2027-01-11T10:00:30Z',
        timeZoneId: 1720,
        ProctoringMode: 'image',
      },
    ])
  })

  test('by default iMocha mails nobody, and no window is sent where there is none', async () => {
    await begin()
    expect(bodies()).toEqual([
      {
        email: 'asha@sandbox.test',
        name: 'Asha Verma',
        callbackUrl,
        redirectUrl: returnUrl,
        disableMandatoryFields: 0,
        hideInstruction: 0,
        sendEmail: 'no',
        stakeholderEmails: 'disable',
      },
    ])
  })

  test('a reattempt speaks in capitals, as its page does', async () => {
    const { externalId, link } = await begin()
    await sit(link.url)
    sent = []
    const known = [externalId ?? '']
    const days = settingsFor(vendor.url, { validityDays: 7 })
    await begin({ retakeOf: externalId, knownExternalIds: known }, days)
    expect(sent.map(({ path }) => path)).toEqual([`/v3/invitations/${externalId}/reattempt`])
    expect(bodies()).toEqual([
      {
        StartDateTime: '2027-01-10T09:55:00Z',
        EndDateTime: '2027-01-17T10:00:30Z',
        TimeZoneId: 1720,
        CallbackUrl: callbackUrl,
        RedirectUrl: returnUrl,
        hideInstruction: 0,
        sendEmail: 'no',
      },
    ])
  })

  test('V2 registers with its four fields, and after a reattempt once more, for the new addresses', async () => {
    const old = settingsFor(vendor.url, { apiVersion: 'v2' })
    const { externalId, link } = await begin({}, old)
    await sit(link.url)
    expect(bodies()).toEqual([
      {
        emailId: 'asha@sandbox.test',
        fullName: 'Asha Verma',
        callbackURL: callbackUrl,
        redirectURL: returnUrl,
      },
    ])
    sent = []
    await begin({ retakeOf: externalId, knownExternalIds: [externalId ?? ''] }, old)
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /v2/org/testinvitation/${externalId}/reattempt`,
      'POST /v2/org/tests/1292150/register',
    ])
  })

  test('a V2 GET that changes something is not repeated after a 500', async () => {
    const old = settingsFor(vendor.url, { apiVersion: 'v2' })
    const { externalId, link } = await begin({}, old)
    await sit(link.url)
    vendor.setFault('500always')
    for (const change of [
      () => begin({ retakeOf: externalId }, old),
      () => imocha.cancelAttempt!(old, refOf(externalId), io),
    ]) {
      sent = []
      expect(await errorOf(change())).toMatchObject({ kind: 'transient' })
      expect(sent).toHaveLength(1)
    }
  })

  test('the report is asked for in the type the connection wants', async () => {
    const { externalId, link } = await begin()
    await sit(link.url)
    for (const [reportType, levels] of [
      [1, ['overall', 'section', 'section', 'section']],
      [2, ['overall', 'scale', 'scale', 'scale']],
      [3, ['overall', 'section', 'section', 'section', 'scale', 'scale', 'scale']],
    ] as const) {
      for (const apiVersion of ['v3', 'v2']) {
        const using = settingsFor(vendor.url, { reportType, apiVersion })
        const report = await imocha.fetchAttempt(using, refOf(externalId), io)
        expect(report.scores?.lines.map(({ level }) => level)).toEqual(levels)
      }
    }
  })

  test('settings and links of a test can be read', async () => {
    expect(await getTestSettings(settings, '1292150', io)).toMatchObject({ proctoringMode: 'disabled' })
    expect(await listTestLinks(settings, '1292150', io)).toEqual([
      { id: '2000', name: 'Default test link', status: 'active' },
      { id: '2010', name: 'Photographed', status: 'active' },
      { id: '2011', name: 'Last year', status: 'inactive' },
    ])
    expect(await errorOf(getTestSettings(settings, '1292150/../7', io))).toMatchObject({ kind: 'invalid' })
  })

  test('an inactive link or test invites nobody', async () => {
    const off = settingsFor(vendor.url, { testLinkId: '2011' })
    expect(await errorOf(begin({}, off))).toMatchObject({
      kind: 'refused_by_provider',
      info: { status: 403 },
    })
    expect(await errorOf(begin({ testId: '1292152' }))).toMatchObject({ kind: 'refused_by_provider' })
  })

  test('after its window an invitation has expired, and the next click opens it again', async () => {
    const first = await begin({ availableUntil: later(3_600) })
    expect(first.link.expiresAt).toEqual(later(3_600))
    setClock(later(3_700))
    expect(await imocha.fetchAttempt(settings, refOf(first.externalId), io)).toMatchObject({
      progress: 'expired',
      statusDetail: 'window_elapsed',
    })
    expect((await fetch(first.link.url)).status).toBe(410)
    const again = await begin({
      retakeOf: first.externalId,
      knownExternalIds: [first.externalId ?? ''],
      availableUntil: later(7_200),
    })
    expect(again.externalId).toBe(first.externalId)
    expect((await fetch(again.link.url)).status).toBe(200)
    expect(vendor.deliveries).toEqual([])
  })

  test('an account that reports nothing before the end is asked what became of an invitation once its window closed', async () => {
    const candidate = { ...asha, email: 'asha+no-report@sandbox.test' }
    const { externalId, memo } = await begin({ candidate, availableUntil: later(3_600) })
    const look = () => imocha.fetchAttempt(settings, refOf(externalId, { memo }), io)
    sent = []
    expect(await look()).toMatchObject({ progress: 'unknown', rawStatus: null })
    expect(sent).toHaveLength(1)
    setClock(later(3_700))
    expect(await look()).toMatchObject({
      progress: 'expired',
      statusDetail: 'window_elapsed',
      rawStatus: 'Expired',
    })
  })

  test('ended sittings are listed in all three ways, and none is no error', async () => {
    const between = { from: later(-60), until: later(86_400) }
    const list = () => imocha.listEnded!(settings, between, io)
    expect(await list()).toEqual([])
    expect(sent.map(({ path }) => path)).toEqual(
      ['completed', 'cancelled', 'expired'].map((state) => `/v3/candidates/testattempts?state=${state}`),
    )
    expect(bodies()[0]).toEqual({
      StartDateTime: '2027-01-10T09:59:30Z',
      EndDateTime: '2027-01-11T10:00:30Z',
    })
    const person = (name: string) => ({ candidate: { ...asha, email: `${name}@sandbox.test` } })
    const left = await begin(person('kabir'))
    await sit(left.link.url)
    const stopped = await begin(person('riya'))
    await sit(stopped.link.url, 'proctor')
    const cancelled = await begin(person('dev'))
    await imocha.cancelAttempt!(settings, refOf(cancelled.externalId), io)
    const expired = await begin({ ...person('tara'), availableUntil: later(60) })
    await begin(person('open'))
    setClock(later(120))
    const found = await list()
    expect(found.map(({ externalId, rawStatus }) => [externalId, rawStatus])).toEqual([
      [left.externalId, 'Testleft'],
      [stopped.externalId, 'Terminated'],
      [cancelled.externalId, 'Cancelled'],
      [expired.externalId, 'Expired'],
    ])
    vendor.setFault('spelling')
    expect((await list())[0]).toEqual({
      externalId: left.externalId,
      rawStatus: 'Test Left',
      email: 'kabir@sandbox.test',
    })
  })

  test('401 for bad dates is bad input, not a bad key', async () => {
    const error = await errorOf(imocha.listEnded!(settings, { from: later(60), until: later(0) }, io))
    expect(error).toMatchObject({ kind: 'invalid', info: { status: 401 } })
    expect(error.message).toContain('Invalid state or dates')
    expect(sent.map(({ path }) => path)).toEqual([
      '/v3/candidates/testattempts?state=completed',
      '/v3/tests?pageSize=1',
    ])
    vendor.setFault('429always')
    expect(await errorOf(imocha.listEnded!(settings, { from: start, until: start }, io))).toMatchObject({
      kind: 'rate_limited',
    })
  })

  test('callbacks are asked for again by hundreds, with every digit of every id', async () => {
    const { externalId, link } = await begin()
    await sit(link.url)
    vendor.deliveries.length = 0
    sent = []
    const others = Array.from({ length: 249 }, (_, index) => `90071992547409${930 + index}`)
    const failures = await errorOf(imocha.replayCallbacks!(settings, [externalId ?? '', ...others], io))
    // The first hundred holds one id that iMocha knows; the second none, which it answers with 401.
    expect(failures).toMatchObject({ kind: 'invalid' })
    const asked = sent.filter(({ path }) => path === '/v3/callbacks/process').map(({ body }) => body ?? '')
    expect(asked[0]).toContain(`[${externalId},90071992547409930,`)
    expect(asked.map((body) => JSON.parse(body).testinvitationIds.length)).toEqual([100, 100, 50])
    expect(vendor.deliveries).toHaveLength(1)
    await imocha.replayCallbacks!(settings, [], io)
    expect(await errorOf(imocha.replayCallbacks!(settings, ['1;2'], io))).toMatchObject({ kind: 'invalid' })
  })

  test('iMocha forgets one sitting or the whole person, and says when there is nobody', async () => {
    const { externalId } = await begin()
    sent = []
    await imocha.eraseCandidate!(settings, { email: asha.email, externalId }, io)
    expect(sent[0]?.body).toBe(`{"CandidateEmail":"asha@sandbox.test","testinvitationId":${externalId}}`)
    const kept = JSON.stringify(await vendor.store.list('invitation'))
    expect(kept).not.toMatch(/asha|Verma/)
    expect(
      await errorOf(imocha.eraseCandidate!(settings, { email: asha.email, externalId: null }, io)),
    ).toMatchObject({
      kind: 'not_found',
    })
  })

  test('V2 says plainly what it cannot do', async () => {
    const old = settingsFor(vendor.url, { apiVersion: 'v2' })
    const who = { email: asha.email, externalId: null }
    expect(await errorOf(imocha.eraseCandidate!(old, who, io))).toMatchObject({ kind: 'refused_by_provider' })
    expect(await imocha.listEnded!(old, { from: start, until: start }, io)).toEqual([])
    await imocha.replayCallbacks!(old, ['1'], io)
    expect(sent).toEqual([])
  })

  test('a refusal to cancel or to repeat is a conflict', async () => {
    const refused = (fault: string) => ({ ...asha, email: `asha+${fault}@sandbox.test` })
    const { externalId } = await begin({ candidate: refused('cancel-refused') })
    expect(await errorOf(imocha.cancelAttempt!(settings, refOf(externalId), io))).toMatchObject({
      kind: 'conflict',
    })
    const done = await begin({ candidate: refused('reattempt-refused') })
    await sit(done.link.url)
    expect(await errorOf(begin({ retakeOf: done.externalId }))).toMatchObject({ kind: 'conflict' })
    expect(await errorOf(imocha.cancelAttempt!(settings, refOf('1'), io))).toMatchObject({
      kind: 'not_found',
    })
    expect(await errorOf(imocha.cancelAttempt!(settings, refOf(null), io))).toMatchObject({
      kind: 'conflict',
    })
  })

  test('without instructions the link begins at once, and does not lead back where that fault is set', async () => {
    const quick = settingsFor(vendor.url, { hideInstruction: true })
    const { link } = await begin({ candidate: { ...asha, email: 'asha+terminated@sandbox.test' } }, quick)
    const opened = await fetch(link.url, { redirect: 'manual' })
    expect(opened.status).toBe(303)
    const page = vendor.url + opened.headers.get('location')
    await post(page, { section: '0', do: 'next' })
    const html = await (await fetch(page)).text()
    expect(html).toContain('The proctor has ended your test')
    expect(html).toContain(`href="${returnUrl}"`)
  })
})

describe('against servers of other kinds', () => {
  let close = () => {}
  afterEach(() => close())
  const serve = async (answer: (path: string, response: ServerResponse, url: string) => void) => {
    const server = createServer((request, response) => {
      request.resume()
      answer(request.url ?? '', response, url)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    close = () => {
      server.closeAllConnections()
      server.close()
    }
    return url
  }
  const sample = (name: keyof typeof answers) => {
    const found: { status: number; body?: unknown; text?: string } = answers[name]
    return { status: found.status, text: found.text ?? JSON.stringify(found.body) }
  }
  const start200 = (url: string) =>
    imocha.startAttempt(settingsFor(url, { linkHosts: 'test.imocha.io' }), aStart({ candidate: asha }), io)

  test('every documented invitation leads to its id, or on to a reattempt', async () => {
    for (const name of [
      'invite-pending',
      'invite-in-progress',
      'invite-long-id',
      'invite-respelled',
      'v2-register',
    ] as const) {
      const url = await serve((path, response) => {
        const { status, text } = path.includes('/reports/') ? { status: 404, text: '{}' } : sample(name)
        response.writeHead(status).end(text)
      })
      const { externalId, link } = await start200(url)
      expect([externalId?.length ?? 0, link.url], name).toEqual([
        name === 'invite-long-id' ? 19 : 7,
        'https://test.imocha.io/IMInstructions?3kXv9',
      ])
      close()
    }
    for (const name of ['invite-finished', 'invite-left'] as const) {
      const url = await serve((path, response) => {
        const { status, text } = sample(path.includes('reattempt') ? 'invite-pending' : name)
        response.writeHead(status).end(text)
      })
      expect((await start200(url)).externalId, name).toBe('3314697')
      close()
    }
  })

  test.each([
    ['refusal-message', 'invalid'],
    ['refusal-errors', 'invalid'],
    ['refusal-result', 'invalid'],
    ['v2-refused', 'refused_by_provider'],
  ] as const)('%s, whatever its HTTP status, is %s', async (name, kind) => {
    const url = await serve((path, response) => {
      const { status, text } = path.startsWith('/v3/tests?')
        ? { status: 200, text: '{"tests":[],"count":0}' }
        : sample(name)
      response.writeHead(status).end(text)
    })
    expect(await errorOf(start200(url))).toMatchObject({ kind })
  })

  test('an invitation without an id or a link, a report of somebody else, and no JSON at all are contract errors', async () => {
    for (const text of ['{}', '{"testInvitationId":5,"status":"Pending"}', '[]', 'null', '<html>', '']) {
      const url = await serve((_, response) => response.writeHead(200).end(text))
      expect((await errorOf(start200(url))).kind, text).toBe('contract')
      close()
    }
    const url = await serve((_, response) => response.writeHead(200).end(sample('report-complete').text))
    expect(await errorOf(imocha.fetchAttempt(settingsFor(url), refOf('999'), io))).toMatchObject({
      kind: 'contract',
    })
  })

  const reportAt = (pdf: string) =>
    JSON.stringify({ testInvitationId: 71, status: 'Complete', pdfReportUrl: pdf })
  const files = (url: string) => imocha.fetchReports!(settingsFor(url), refOf('71'), io)

  test('a report may lie a few redirects away, and only on listed hosts', async () => {
    const url = await serve((path, response, origin) => {
      if (path.startsWith('/v3')) return response.writeHead(200).end(reportAt(`${origin}/a`))
      if (path === '/a') return response.writeHead(302, { location: '/b' }).end()
      return response.writeHead(200, { 'content-type': 'text/html' }).end('%PDF-1.7 body')
    })
    expect((await files(url)).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['%PDF-1.7 body'])
    expect(sent.slice(1).every(({ headers }) => !('X-API-KEY' in headers))).toBe(true)
  })

  test.each([
    ['leads elsewhere', 302, { location: 'http://169.254.169.254/latest' }, ''],
    ['leads round and round', 302, { location: '/a' }, ''],
    ['is larger than 20 MB', 200, {}, '%PDF-'.padEnd(20_000_002, ' ')],
    ['only calls itself a PDF', 200, { 'content-type': 'application/pdf' }, '<html>'],
  ])('a report that %s is refused', async (_, status, headers, body) => {
    const url = await serve((path, response, origin) =>
      path.startsWith('/v3')
        ? response.writeHead(200).end(reportAt(`${origin}/a`))
        : response.writeHead(status, headers as Record<string, string>).end(body),
    )
    expect(await errorOf(files(url))).toMatchObject({ kind: 'contract' })
  })

  test('a long catalogue is read page by page, and a server that never ends it is left', async () => {
    const page = (from: number, size: number) =>
      JSON.stringify({
        tests: Array.from({ length: size }, (_, index) => ({ testId: from + index, testName: `T${index}` })),
      })
    const pageNo = (path: string) => Number(new URLSearchParams(path.split('?')[1]).get('pageNo'))
    const finite = await serve((path, response) =>
      response.end(pageNo(path) === 1 ? page(1, 100) : page(101, 30)),
    )
    expect(await imocha.listTests!(settingsFor(finite), io)).toHaveLength(130)
    close()
    sent = []
    const endless = await serve((path, response) => response.end(page(pageNo(path) * 1_000, 100)))
    await imocha.listTests!(settingsFor(endless), io)
    expect(sent).toHaveLength(20)
  })
})
