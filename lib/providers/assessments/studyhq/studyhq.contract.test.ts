import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError, type ProviderErrorKind } from '@/lib/platform/provider-error'
import type { AttemptReport } from '@/lib/providers/assessments/contract'
import { aStart } from '@/lib/providers/assessments/testing'
import { serveSimulator, type SimulatorServer } from '@/lib/providers/simulator-host'
import { studyhq } from '.'
import type { StudyHqSettings } from './config'
import answers from './fixtures/answers.json'
import { shapes, startShapeServer, type ShapeName } from './fixtures/shape-server'
import { createStudyHqSimulator, studyhqSimulator } from './simulator'
import { faults } from './simulator-faults'

const start = new Date('2027-01-10T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const asha = { fullName: '  Asha   Verma ', email: 'Asha@Sandbox.test', mobileE164: '+919876543210' }
const withFault = (fault: string) => ({ ...asha, email: `asha+${fault}@sandbox.test` })

let calls: ProviderCall[] = []
let now = start
const io: ProviderIo = {
  fetch: (...args) => fetch(...args),
  now: () => now,
  record: (call) => void calls.push(call),
}

const settingsFor = (baseUrl: string, more: Record<string, unknown> = {}): StudyHqSettings =>
  studyhq.config.parse({
    baseUrl,
    tokenId: 'tok_sandbox',
    tokenSecret: 'secret_sandbox',
    projectId: 'L4ndb5PYxM',
    allowInsecure: true,
    linkHosts: new URL(baseUrl).host,
    ...more,
  })

const mint = async (settings: StudyHqSettings, candidate = asha, world = io) =>
  (await studyhq.startAttempt(settings, aStart({ candidate }), world)).link
const ask = (settings: StudyHqSettings, candidate = asha, since = start): Promise<AttemptReport> =>
  studyhq.fetchAttempt(
    settings,
    { attemptId: 'a1', email: candidate.email, externalId: null, since, lastProgressAt: null },
    io,
  )
const errorOf = async (promise: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  if (error instanceof ProviderError) return error
  throw new Error(`expected a ProviderError, got ${String(error)}`)
}

beforeEach(() => {
  calls = []
  now = start
})

describe('against the simulator', () => {
  let vendor: SimulatorServer
  let settings: StudyHqSettings

  beforeEach(async () => {
    vendor = await serveSimulator(studyhqSimulator)
    settings = settingsFor(vendor.url)
    setClock(start)
  })
  afterEach(() => vendor.close())

  const setClock = (at: Date) => {
    now = at
    vendor.setNow(at)
  }
  const open = (url: string, form?: Record<string, string>) =>
    fetch(url, { redirect: 'manual', ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) })
  const begin = async (link: string) => {
    const answer = await open(link, {})
    expect(answer.status).toBe(303)
    return vendor.url + (answer.headers.get('location') ?? '')
  }
  const sit = async (candidate: typeof asha, end: string, chosen: Record<string, string> = {}) => {
    const page = await begin((await mint(settings, candidate)).url)
    await open(page, { ...chosen, do: end })
    return page
  }
  const computing = { series: '48', saturday: 'app', group: 'tool', subject: 'cs' }

  test('a whole test: not started, in progress, completed with courses in order', async () => {
    expect(await ask(settings)).toMatchObject({ progress: 'not_started', result: 'none' })
    const link = await mint(settings)
    expect(link.expiresAt).toEqual(later(900))
    expect(await ask(settings)).toMatchObject({ progress: 'not_started', rawStatus: 'Not Started' })
    const page = await begin(link.url)
    expect(await ask(settings)).toMatchObject({ progress: 'in_progress', startedAt: start })
    setClock(later(430))
    await open(page, { ...computing, do: 'finish' })
    const report = await ask(settings)
    expect(report).toMatchObject({
      progress: 'completed',
      result: 'ready',
      durationMinutes: 7,
      finishedAt: later(430),
    })
    expect(report.recommendations?.[0]).toMatchObject({
      courseName: 'B.Tech Computer Science',
      rank: 1,
      score: expect.any(Number),
    })
    expect(report.recommendations?.[0]?.raw).toHaveProperty('Reason')
    expect(report.externalId).toMatch(/^asm_/)
  })

  test('the request carries the four documented fields, the token in its header, and leaves no trace of either', async () => {
    let sent: RequestInit | undefined
    const watched: ProviderIo = { ...io, fetch: (url, init) => ((sent = init), fetch(url, init)) }
    const link = await mint(settings, asha, watched)
    expect(JSON.parse(String(sent?.body))).toEqual({
      projectId: 'L4ndb5PYxM',
      name: 'Asha Verma',
      email: 'asha@sandbox.test',
      mobile: '9876543210',
    })
    expect(sent?.headers).toMatchObject({
      'X-Access-Token': 'tok_sandbox:secret_sandbox',
      Accept: 'application/json',
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ method: 'POST', path: '/partner/get-redirect-url', status: 200 })
    const kept = JSON.stringify(calls)
    for (const secret of [
      'secret_sandbox',
      'asha@',
      'Verma',
      '9876543210',
      link.url.split('/').at(-1) ?? '',
    ]) {
      expect(kept).not.toContain(secret)
    }
  })

  test('the connection may send the mobile with its country code, and ask for results without the project', async () => {
    const sent: Record<string, unknown>[] = []
    const watched: ProviderIo = {
      ...io,
      fetch: (url, init) => (sent.push(JSON.parse(String(init?.body))), fetch(url, init)),
    }
    const other = settingsFor(vendor.url, { mobileFormat: 'e164', sendProjectIdOnInfo: false })
    await mint(other, asha, watched)
    await studyhq.fetchAttempt(
      other,
      { attemptId: 'a1', email: asha.email, externalId: null, since: start, lastProgressAt: null },
      watched,
    )
    expect(sent).toEqual([
      expect.objectContaining({ mobile: '+919876543210' }),
      { email: 'asha@sandbox.test' },
    ])
  })

  test('looking at a link does not use it; beginning does, once', async () => {
    const { url } = await mint(settings)
    for (let look = 0; look < 3; look++) expect((await open(url)).status).toBe(200)
    await begin(url)
    for (const second of [await open(url), await open(url, {})]) {
      expect(second.status).toBe(410)
      expect(await second.text()).toContain('used already')
    }
  })

  test('two clicks on Begin at once open one test', async () => {
    const { url } = await mint(settings)
    // Straight into the simulator: over a socket the requests might politely queue up.
    const sim = {
      origin: vendor.url,
      path: new URL(url).pathname,
      now: () => start,
      store: vendor.store,
      fault: null,
    }
    const click = () =>
      studyhqSimulator.handle(new Request(url, { method: 'POST' }), { ...sim, deliver: async () => {} })
    const statuses = (await Promise.all(Array.from({ length: 8 }, click))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([303, 410, 410, 410, 410, 410, 410, 410])
  })

  test('a link dies after fifteen minutes', async () => {
    const { url } = await mint(settings)
    setClock(later(899))
    expect((await open(url)).status).toBe(200)
    setClock(later(900))
    expect((await open(url, {})).status).toBe(410)
    expect(await (await open(url)).text()).toContain('expired')
  })

  test('a newer link ends the older one', async () => {
    const older = await mint(settings)
    const newer = await mint(settings)
    expect(await (await open(older.url, {})).text()).toContain('replaced by a newer one')
    await begin(newer.url)
  })

  test('leaving keeps the answers, and a fresh link goes on with the same test', async () => {
    const page = await sit(asha, 'leave', computing)
    const left = await ask(settings)
    expect(left).toMatchObject({ progress: 'abandoned', result: 'none' })
    setClock(later(86_400))
    expect(await begin((await mint(settings)).url)).toBe(page)
    expect(await (await open(page)).text()).toContain('value="app" checked')
    expect(await ask(settings)).toMatchObject({ progress: 'in_progress', externalId: left.externalId })
    await open(page, { do: 'finish' })
    expect((await ask(settings)).recommendations?.[0]?.courseName).toBe('B.Tech Computer Science')
  })

  test('when the twenty minutes are over the test is expired, and late answers do not count', async () => {
    const page = await sit(asha, 'save', computing)
    setClock(later(1_200))
    await open(page, { do: 'finish' })
    expect(await (await open(page)).text()).toContain('Time is over')
    expect(await ask(settings)).toMatchObject({ progress: 'expired', result: 'none' })
  })

  test('a finished test stays finished, and another sitting becomes the one we hear of', async () => {
    const page = await sit(asha, 'finish', computing)
    await open(page, { do: 'leave' })
    expect((await ask(settings)).progress).toBe('completed')
    setClock(later(3_600))
    await begin((await mint(settings)).url)
    expect((await ask(settings)).progress).toBe('in_progress')
    expect((await ask(settings, asha, later(86_400))).progress).toBe('not_started')
  })

  test('the pages say that they are a simulator, work without scripts and escape what people typed', async () => {
    const { url } = await mint(settings, { ...asha, fullName: '<img src=x onerror=alert(1)>' })
    const seen = await open(url)
    const first = await seen.text()
    const second = await (await open(await begin(url))).text()
    expect(first).toContain('&lt;img src=x onerror=alert(1)&gt;')
    for (const html of [first, second, await (await open(`${vendor.url}/nowhere`)).text()]) {
      expect(html).toContain('StudyHQ simulator: this is not StudyHQ')
      expect(html).not.toMatch(/<script|<img/)
    }
    expect(second.match(/<fieldset>/g)).toHaveLength(8)
    expect(seen.headers.get('cache-control')).toBe('no-store')
    expect(seen.headers.get('referrer-policy')).toBe('no-referrer')
    expect(seen.headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    )
  })

  test('the test page can be read in Hindi, answers kept', async () => {
    const page = await sit(asha, 'hi', { subject: 'art' })
    const html = await (await open(page)).text()
    expect(html).toContain('<html lang="hi">')
    expect(html).toContain('ललित कला')
    expect(html).toContain('value="art" checked')
  })

  test('mounted below a path, links, forms and redirects stay below it', async () => {
    const { origin } = new URL(vendor.url)
    const sim = {
      origin: `${origin}/sandbox/studyhq`,
      now: () => start,
      store: vendor.store,
      fault: null,
      deliver: async () => {},
    }
    const request = new Request(`${origin}/sandbox/studyhq/partner/get-redirect-url`, {
      method: 'POST',
      headers: { 'x-access-token': 'tok_sandbox:secret_sandbox' },
      body: JSON.stringify({ projectId: 'L4ndb5PYxM', name: 'Asha', email: 'a@b.in', mobile: '9876543210' }),
    })
    const body = await (
      await studyhqSimulator.handle(request, { ...sim, path: '/partner/get-redirect-url' })
    ).json()
    const link = new URL(body['redirect-url'])
    expect(link.pathname).toMatch(/^\/sandbox\/studyhq\/take\/[\w-]{22}$/)
    const path = link.pathname.replace('/sandbox/studyhq', '')
    const page = await studyhqSimulator.handle(new Request(link), { ...sim, path })
    expect(await page.text()).toContain(`action="${link.pathname}"`)
    const begun = await studyhqSimulator.handle(new Request(link, { method: 'POST' }), { ...sim, path })
    expect(begun.headers.get('location')).toMatch(/^\/sandbox\/studyhq\/sitting\//)
  })

  test('the recommendations may be made to come later than the end of the test', async () => {
    const slow = await serveSimulator(createStudyHqSimulator({ resultDelaySeconds: 5 }))
    slow.setNow(start)
    const theirs = settingsFor(slow.url)
    const begun = await open((await mint(theirs)).url, {})
    await open(slow.url + begun.headers.get('location'), { do: 'finish' })
    expect(await ask(theirs)).toMatchObject({
      progress: 'completed',
      result: 'pending',
      recommendations: null,
    })
    slow.setNow(later(5))
    expect(await ask(theirs)).toMatchObject({ result: 'ready' })
    await slow.close()
  })

  test('wrong credentials, a foreign project and bad fields are told apart', async () => {
    const kinds = await Promise.all([
      errorOf(mint(settingsFor(vendor.url, { tokenSecret: 'wrong' }))),
      errorOf(ask(settingsFor(vendor.url, { tokenSecret: 'wrong' }))),
      errorOf(mint(settingsFor(vendor.url, { projectId: 'R7mhq2ZcVd' }))),
      errorOf(mint(settings, { ...asha, fullName: ' ' })),
    ])
    expect(kinds.map(({ kind }) => kind)).toEqual(['config', 'config', 'config', 'invalid'])
    expect(kinds[3]?.message).toContain('name')
  })

  test('one college never hears of another college’s applicant', async () => {
    await sit(asha, 'finish')
    const other = settingsFor(vendor.url, {
      tokenId: 'tok_sandbox_2',
      tokenSecret: 'secret_sandbox_2',
      projectId: 'R7mhq2ZcVd',
    })
    expect(await ask(other)).toMatchObject({ progress: 'not_started', recommendations: null })
  })

  describe('faults', () => {
    test('+429 refuses twice for each call, says how long to wait, then recovers', async () => {
      for (let refusal = 0; refusal < 2; refusal++) {
        expect(await errorOf(mint(settings, withFault('429')))).toMatchObject({
          kind: 'rate_limited',
          info: { retryAfterSeconds: 2 },
        })
        expect((await errorOf(ask(settings, withFault('429')))).kind).toBe('rate_limited')
      }
      await sit(withFault('429'), 'finish')
      expect((await ask(settings, withFault('429'))).result).toBe('ready')
      expect(calls.filter(({ status }) => status === 429)).toHaveLength(4)
    })

    test('+500 fails twice: the click that met it fails, the next one works', async () => {
      expect((await errorOf(mint(settings, withFault('500')))).kind).toBe('transient')
      expect(calls).toHaveLength(2)
      await mint(settings, withFault('500'))
      expect((await errorOf(ask(settings, withFault('500')))).kind).toBe('transient')
      expect((await ask(settings, withFault('500'))).progress).toBe('not_started')
    })

    const lasting: [string, ProviderErrorKind][] = [
      ['401', 'config'],
      ['429always', 'rate_limited'],
      ['429bare', 'rate_limited'],
      ['500always', 'transient'],
      ['html', 'contract'],
    ]
    test.each(lasting)('+%s is always %s, on both calls', async (fault, kind) => {
      for (let turn = 0; turn < 3; turn++) {
        expect((await errorOf(mint(settings, withFault(fault)))).kind).toBe(kind)
        expect((await errorOf(ask(settings, withFault(fault)))).kind).toBe(kind)
      }
    })

    test('+400 without a body: the link is refused, the result is no record yet, with the reason kept for staff', async () => {
      expect((await errorOf(mint(settings, withFault('400')))).kind).toBe('invalid')
      expect(await ask(settings, withFault('400'))).toMatchObject({
        progress: 'not_started',
        rawStatus: 'HTTP 400',
      })
    })

    test('a slow answer is given up on in time, and a link is not asked for twice', async () => {
      const hasty = settingsFor(vendor.url, { timeoutMs: 250 })
      const began = performance.now()
      expect(await errorOf(mint(hasty, withFault('slow')))).toMatchObject({
        kind: 'transient',
        message: 'timed out',
      })
      expect((await errorOf(ask(hasty, withFault('slow')))).kind).toBe('transient')
      expect(performance.now() - began).toBeLessThan(2_000)
      expect(calls).toHaveLength(2)
    })

    test('+hostile-link: every dangerous link is refused', async () => {
      for (let turn = 0; turn < 4; turn++) {
        const error = await errorOf(mint(settings, withFault('hostile-link')))
        expect(error).toMatchObject({
          kind: 'contract',
          message: expect.stringContaining('start link refused'),
        })
      }
      expect(JSON.stringify(calls)).not.toContain('evil.example')
    })

    test.each(['nested', 'camel', 'bare-array', 'null'])(
      '+%s is only another spelling: the whole test works',
      async (fault) => {
        expect(await ask(settings, withFault(fault))).toMatchObject({
          progress: 'not_started',
          result: 'none',
        })
        await sit(withFault(fault), 'finish', computing)
        expect(await ask(settings, withFault(fault))).toMatchObject({
          progress: 'completed',
          result: 'ready',
        })
      },
    )

    test('+unknown-status lasts an hour after finishing', async () => {
      await sit(withFault('unknown-status'), 'finish')
      expect(await ask(settings, withFault('unknown-status'))).toMatchObject({
        progress: 'unknown',
        rawStatus: 'Marinating',
      })
      setClock(later(3_600))
      expect(await ask(settings, withFault('unknown-status'))).toMatchObject({
        progress: 'completed',
        result: 'ready',
      })
    })

    test('+late-result: finished first, recommended ten minutes later', async () => {
      await sit(withFault('late-result'), 'finish')
      setClock(later(599))
      expect(await ask(settings, withFault('late-result'))).toMatchObject({
        progress: 'completed',
        result: 'pending',
      })
      setClock(later(600))
      expect(await ask(settings, withFault('late-result'))).toMatchObject({
        progress: 'completed',
        result: 'ready',
      })
    })

    test('+none never recommends anything, and +not-offered only rarities', async () => {
      await sit(withFault('none'), 'finish')
      expect(await ask(settings, withFault('none'))).toMatchObject({
        progress: 'completed',
        result: 'pending',
      })
      await sit(withFault('not-offered'), 'finish')
      const names = (await ask(settings, withFault('not-offered'))).recommendations?.map(
        ({ courseName }) => courseName,
      )
      expect(names).toEqual(['B.Sc Marine Archaeology', 'BA Puppetry and Animation'])
    })

    test('the panel breaks it for everybody, but an address that asks for its own fault gets that one', async () => {
      vendor.setFault('401')
      expect((await errorOf(mint(settings))).kind).toBe('config')
      expect((await mint(settings, withFault('camel'))).url).toContain('/take/')
      vendor.setFault(null)
      await mint(settings)
    })

    test('every fault on the list is one this file has tried', () => {
      const tried = [
        '429',
        '500',
        ...lasting.map(([name]) => name),
        '400',
        'slow',
        'hostile-link',
        'nested',
        'camel',
        'bare-array',
        'null',
        'unknown-status',
        'late-result',
        'none',
        'not-offered',
      ]
      expect([...faults].sort()).toEqual(tried.sort())
    })
  })
})

describe('samples', () => {
  type Sample = {
    endpoint: string
    status: number
    headers: Record<string, string>
    body?: unknown
    text?: string
  }
  const samples: Record<string, Sample> = answers
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    const [, name = ''] = (incoming.url ?? '').split('/')
    const sample = samples[name]
    asked.push(name)
    outgoing.writeHead(sample?.status ?? 599, sample?.headers)
    outgoing.end(sample?.text ?? JSON.stringify(sample?.body))
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  // A strict connection in everything but its own address: links are judged as in production.
  const connection = (name: string) => ({
    ...settingsFor(`${origin}/${name}`),
    allowInsecure: false,
    linkHosts: ['studyhq.com', '*.studyhq.com'],
    timeoutMs: 3_000,
  })
  const outcome = (name: string): Promise<unknown> => {
    const isLink = samples[name]?.endpoint === 'link'
    return (isLink ? mint(connection(name)) : ask(connection(name), asha, later(-3_600))).catch(
      (error: unknown) =>
        error instanceof ProviderError ? { kind: error.kind, ...error.info } : Promise.reject(error),
    )
  }

  const link = 'https://app.studyhq.com/take/3kXv9'
  const nothingYet = { progress: 'not_started', result: 'none', recommendations: null }
  const ready = {
    progress: 'completed',
    result: 'ready',
    recommendations: [{ courseName: 'B.Tech Computer Science' }, { courseName: 'BBA' }],
  }
  const expected: Record<string, object> = {
    'link-hyphen': { url: link, expiresAt: later(900) },
    'link-camel': { url: link, expiresAt: later(600) },
    'link-nested': { url: link, expiresAt: later(600) },
    'link-snake': { url: link, expiresAt: later(600) },
    'link-pascal': { url: link, expiresAt: later(600) },
    'link-spaced': { url: link, expiresAt: later(900) },
    'link-plain': { url: link, expiresAt: later(600) },
    'link-missing': { kind: 'contract' },
    'link-404': { kind: 'refused_by_provider' },
    'link-400-empty': { kind: 'invalid', status: 400 },
    'info-404': nothingYet,
    'info-400-empty': { ...nothingYet, rawStatus: 'HTTP 400' },
    'info-empty-list': nothingYet,
    'info-empty-wrapped': nothingYet,
    'info-null': nothingYet,
    'info-empty-body': nothingYet,
    'info-data-null': nothingYet,
    'info-earlier-only': nothingYet,
    'info-single': { ...ready, durationMinutes: 18 },
    'info-single-wrapped': { ...ready, durationMinutes: 18 },
    'info-status-outside': { ...ready, durationMinutes: 18 },
    'info-two-unordered': { progress: 'in_progress', result: 'none', externalId: 's3' },
    'info-recommendations-null': { progress: 'completed', result: 'pending', recommendations: null },
    'info-recommendations-absent': { progress: 'completed', result: 'pending', recommendations: null },
    'info-recommendations-empty': { progress: 'completed', result: 'pending', recommendations: null },
    'info-recommendations-50': { progress: 'completed', result: 'ready' },
    'info-recommendations-beside': ready,
    'info-unknown-status': { progress: 'unknown', result: 'none', rawStatus: 'Marinating' },
    'info-partial': { progress: 'in_progress', result: 'partial' },
    'info-numeric-strings': {
      progress: 'completed',
      durationMinutes: 18,
      recommendations: [{ courseName: 'BBA', score: 81, rank: 1 }],
    },
    'info-not-ours': { kind: 'contract' },
    'info-error-on-200': { kind: 'contract' },
  }
  const onBoth: Record<string, object> = {
    '401': { kind: 'config', message: 'HTTP 401: Invalid or revoked token' },
    '403': { kind: 'config' },
    '409': { kind: 'refused_by_provider' },
    '408': { kind: 'transient' },
    '429-retry-after': { kind: 'rate_limited', retryAfterSeconds: 7 },
    '429': { kind: 'rate_limited', retryAfterSeconds: 60 },
    '500': { kind: 'transient' },
    '503-html': { kind: 'transient' },
    html: { kind: 'contract' },
    redirect: { kind: 'refused_by_provider' },
  }

  test.each(Object.keys(samples))('%s', async (name) => {
    const wanted = name.startsWith('link-hostile-')
      ? { kind: 'contract', isLinkRefused: true }
      : (expected[name] ?? onBoth[name.replace(/^(link|info)-/, '')])
    expect(wanted, 'every sample says what it must become').toBeDefined()
    expect(await outcome(name)).toMatchObject(wanted ?? {})
    const isAskedAgain = name === 'link-500' || name === 'info-500' || name === 'info-503-html'
    expect(asked.filter((other) => other === name)).toHaveLength(isAskedAgain ? 2 : 1)
    expect(calls).toHaveLength(isAskedAgain ? 2 : 1)
  })

  test('fifty recommendations keep their order', async () => {
    const report = (await outcome('info-recommendations-50')) as AttemptReport
    expect(report.recommendations?.map(({ courseName }) => courseName)).toEqual(
      Array.from({ length: 50 }, (_, index) => `Course ${index + 1}`),
    )
  })
})

describe('another vendor in StudyHQ’s place, same code', () => {
  test.each(Object.keys(shapes) as ShapeName[])('answers in shape "%s"', async (shape) => {
    const vendor = await startShapeServer({ shape })
    now = new Date()
    const settings = settingsFor(vendor.url, { linkHosts: vendor.host })
    const stage = () => ask(settings, asha, now)
    expect(await stage()).toMatchObject({ progress: 'not_started', result: 'none' })
    const link = await mint(settings)
    expect((await stage()).progress).toBe('not_started')
    await fetch(link.url)
    expect((await stage()).progress).toBe('in_progress')
    await fetch(link.url, { method: 'POST' })
    const report = await stage()
    expect(report).toMatchObject({ progress: 'completed', result: 'ready' })
    expect(report.recommendations?.map(({ courseName }) => courseName)).toEqual([
      'B.Tech Computer Science',
      'BBA',
      'B.Sc Data Science',
    ])
    await vendor.close()
  })

  test('nobody listens: a transient failure, recorded', async () => {
    const vendor = await startShapeServer({ shape: 'hyphen' })
    await vendor.close()
    expect((await errorOf(mint(settingsFor(vendor.url)))).kind).toBe('transient')
    expect(calls).toEqual([expect.objectContaining({ status: null, errorKind: 'unreachable' })])
  })
})
