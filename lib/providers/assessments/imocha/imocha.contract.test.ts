import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { AttemptRef, AttemptReport, StartInput, Started } from '@/lib/providers/assessments/contract'
import { aStart } from '@/lib/providers/assessments/testing'
import { serveSimulator, type Delivery, type SimulatorServer } from '@/lib/providers/simulator-host'
import { imocha } from '.'
import type { ImochaSettings } from './config'
import { imochaSimulator } from './simulator'

const start = new Date('2027-01-10T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const asha = { fullName: '  Asha   Verma ', email: 'Asha@Sandbox.test', mobileE164: '+919876543210' }
const withFault = (fault: string) => ({ ...asha, email: `asha+${fault}@sandbox.test` })
const callbackUrl = 'http://127.0.0.1:9/api/callbacks/imocha/callback-token'
const returnUrl = 'http://127.0.0.1:9/api/callbacks/imocha/return-token'

let calls: ProviderCall[] = []
let now = start
const io: ProviderIo = {
  fetch: (...args) => fetch(...args),
  now: () => now,
  record: (call) => void calls.push(call),
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

const errorOf = async (promise: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  if (error instanceof ProviderError) return error
  throw new Error(`expected a ProviderError, got ${String(error)}`)
}

const refOf = (externalId: string | null, more: Partial<AttemptRef> = {}): AttemptRef => ({
  attemptId: 'a1',
  email: 'asha@sandbox.test',
  externalId,
  since: start,
  lastProgressAt: null,
  ...more,
})

/** An io that keeps what was sent. */
function watched() {
  const sent: { method: string; path: string; body: unknown; headers: unknown }[] = []
  const watching: ProviderIo = {
    ...io,
    fetch: (url, init) => {
      const { pathname, search } = new URL(String(url))
      sent.push({
        method: String(init?.method),
        path: pathname + search,
        body: init?.body === undefined ? null : JSON.parse(String(init.body)),
        headers: init?.headers,
      })
      return fetch(url, init)
    },
  }
  return { sent, watching }
}

beforeEach(() => {
  calls = []
  now = start
})

describe.each(['v3', 'v2'] as const)('%s against the simulator', (apiVersion) => {
  let vendor: SimulatorServer
  let settings: ImochaSettings

  beforeEach(async () => {
    vendor = await serveSimulator(imochaSimulator)
    settings = settingsFor(vendor.url, { apiVersion })
    setClock(start)
  })
  afterEach(() => vendor.close())

  const setClock = (at: Date) => {
    now = at
    vendor.setNow(at)
  }
  const begin = (changes: Partial<StartInput> = {}, using = settings): Promise<Started> =>
    imocha.startAttempt(using, aStart({ candidate: asha, callbackUrl, returnUrl, ...changes }), io)
  const ask = (externalId: string | null, using = settings): Promise<AttemptReport> =>
    imocha.fetchAttempt(using, refOf(externalId), io)
  const post = (url: string, form: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  /** Opens the link, begins, and gives back the page of the test. */
  const open = async ({ link }: Started) => {
    const answer = await post(link.url)
    expect(answer.status).toBe(303)
    return vendor.url + (answer.headers.get('location') ?? '')
  }
  const rightly = { speed: 'speed0', power: 'power0', angle: 'angle1', section: '0' }
  /** Sits the first section with two right answers, then the rest empty, and ends as told. */
  const sit = async (started: Started, end: 'finish' | 'leave' | 'proctor' = 'finish') => {
    const page = await open(started)
    setClock(new Date(now.getTime() + 300_000))
    if (end !== 'finish') return post(page, { ...rightly, do: end })
    await post(page, { ...rightly, do: 'next' })
    await post(page, { section: '1', next: 'next0', do: 'next' })
    setClock(new Date(now.getTime() + 420_000))
    return post(page, { section: '2', do: 'finish' })
  }

  test('a whole test: not started, in progress, completed with marks, and back to us', async () => {
    const started = await begin()
    expect(started.externalId).toBe('2256212')
    expect(await ask(started.externalId)).toMatchObject({
      progress: 'not_started',
      result: 'none',
      scores: null,
    })
    const page = await open(started)
    expect(await ask(started.externalId)).toMatchObject({
      progress: 'in_progress',
      result: 'none',
      scores: null,
      startedAt: start,
      expectedMinutes: 30,
    })
    setClock(later(300))
    await post(page, { ...rightly, do: 'next' })
    await post(page, { section: '1', next: 'next0', do: 'next' })
    setClock(later(720))
    const back = await post(page, { section: '2', do: 'finish' })
    expect([back.status, back.headers.get('location')]).toEqual([303, returnUrl])
    expect(await ask(started.externalId)).toMatchObject({
      progress: 'completed',
      result: 'ready',
      statusDetail: null,
      hasReports: true,
      externalId: apiVersion === 'v3' ? started.externalId : expect.anything(),
      durationMinutes: 12,
      finishedAt: later(720),
      scores: {
        isPartial: false,
        lines: [
          {
            level: 'overall',
            scores: [
              { scale: 'points', value: 30, outOf: 80 },
              { scale: 'percent', value: 37.5 },
            ],
          },
          {
            level: 'section',
            id: '501',
            name: 'Quantitative Aptitude',
            scores: [{ value: 20, outOf: 30 }, {}],
            minutes: 5,
          },
          { level: 'section', name: 'Logical Reasoning', scores: [{ value: 10, outOf: 30 }, {}], minutes: 0 },
          { level: 'section', name: 'English', scores: [{ value: 0, outOf: 20 }, {}], minutes: 7 },
        ],
      },
    })
  })

  test.each([
    ['leave', 'abandoned', 'left_test'],
    ['proctor', 'failed', 'terminated_by_provider'],
  ] as const)('a test that ended by “%s” keeps its marks as a part', async (end, progress, statusDetail) => {
    const started = await begin()
    await sit(started, end)
    expect(await ask(started.externalId)).toMatchObject({
      progress,
      statusDetail,
      result: 'partial',
      scores: { isPartial: true, lines: [{ scores: [{ value: 20, outOf: 80 }, {}] }, {}, {}, {}] },
    })
    expect((await fetch(started.link.url)).status).toBe(410)
  })

  test('the same click again gives the same invitation, and nothing is begun by looking', async () => {
    const first = await begin()
    for (let look = 0; look < 3; look++) expect((await fetch(first.link.url)).status).toBe(200)
    const second = await begin({ externalId: first.externalId })
    expect(second).toEqual(first)
    await open(second)
    expect(await begin({ externalId: first.externalId })).toEqual(first)
    expect((await fetch(first.link.url, { redirect: 'manual' })).status).toBe(303)
  })

  test('an invitation that was finished is gone on with under no attempt', async () => {
    const first = await begin()
    await sit(first)
    expect(await errorOf(begin({ externalId: first.externalId }))).toMatchObject({ kind: 'conflict' })
  })

  test('a finished old invitation never lends a new application its score', async () => {
    const first = await begin()
    await sit(first)
    const other = await begin({ knownExternalIds: [first.externalId ?? ''] })
    expect(other.externalId).not.toBe(first.externalId)
    expect(await ask(other.externalId)).toMatchObject({ progress: 'not_started', scores: null })
    expect(await ask(first.externalId)).toMatchObject({ progress: 'completed', result: 'ready' })
  })

  test('a sitting from before the portal is not believed either', async () => {
    const candidate = withFault('finished-before')
    const started = await begin({ candidate })
    expect(started.externalId).toBe('2256213')
    expect(await ask('2256212')).toMatchObject({
      progress: 'completed',
      scores: { lines: [{ scores: [{ value: 80 }, {}] }, {}, {}, {}] },
    })
    expect(await ask(started.externalId)).toMatchObject({ progress: 'not_started', scores: null })
    const careful = settingsFor(vendor.url, { apiVersion, onFinishedInvitation: 'ask_staff' })
    const again = { ...candidate, email: 'meera+finished-before@sandbox.test' }
    expect(await errorOf(begin({ candidate: again }, careful))).toMatchObject({ kind: 'conflict' })
  })

  test('two applications of one person share no invitation', async () => {
    const first = await begin()
    expect(await errorOf(begin({ knownExternalIds: [first.externalId ?? ''] }))).toMatchObject({
      kind: 'conflict',
    })
    await open(first)
    expect(await errorOf(begin({ knownExternalIds: [first.externalId ?? ''] }))).toMatchObject({
      kind: 'conflict',
    })
  })

  test('a retake is a new sitting, the same one until it is taken, and tells the new attempt’s addresses', async () => {
    const first = await begin()
    await sit(first, 'leave')
    const retake = {
      attemptNo: 2,
      retakeOf: first.externalId,
      knownExternalIds: [first.externalId ?? ''],
      callbackUrl: `${callbackUrl}-2`,
    }
    const second = await begin(retake)
    expect(second.externalId).not.toBe(first.externalId)
    expect(await begin(retake)).toEqual(second)
    expect(await begin({ ...retake, externalId: second.externalId })).toEqual(second)
    vendor.deliveries.length = 0
    await sit(second)
    expect(vendor.deliveries.at(-1)?.url).toBe(`${callbackUrl}-2`)
    expect(await ask(second.externalId)).toMatchObject({ progress: 'completed' })
    expect(await ask(first.externalId)).toMatchObject({ progress: 'abandoned' })
  })

  test('no retake while the sitting is still going on', async () => {
    const first = await begin()
    await open(first)
    const error = await errorOf(
      begin({ retakeOf: first.externalId, knownExternalIds: [first.externalId ?? ''] }),
    )
    expect(error).toMatchObject({ kind: 'conflict' })
    expect(error.message).toMatch(/progress|present/)
  })

  test('a cancelled invitation is a dead link, and may be asked for again by a retake', async () => {
    const first = await begin()
    await imocha.cancelAttempt?.(settings, refOf(first.externalId), io)
    expect(await ask(first.externalId)).toMatchObject({
      progress: 'expired',
      statusDetail: 'cancelled',
      scores: null,
    })
    const dead = await fetch(first.link.url)
    expect([dead.status, await dead.text()]).toEqual([410, expect.stringContaining('was cancelled')])
    expect(await errorOf(imocha.cancelAttempt!(settings, refOf(first.externalId), io))).toMatchObject({
      kind: 'conflict',
    })
    const again = await begin({ retakeOf: first.externalId, knownExternalIds: [first.externalId ?? ''] })
    expect(again.externalId).toBe(first.externalId)
    expect((await fetch(again.link.url)).status).toBe(200)
  })

  test('the report is downloaded as a PDF, with our key told to nobody', async () => {
    const started = await begin()
    expect(await imocha.fetchReports?.(settings, refOf(started.externalId), io)).toEqual([])
    await sit(started)
    const { sent, watching } = watched()
    const files = await imocha.fetchReports!(settings, refOf(started.externalId), watching)
    expect(files).toEqual([
      { name: 'imocha-2256212.pdf', mediaType: 'application/pdf', bytes: expect.anything() },
    ])
    const text = Buffer.from(files[0]!.bytes).toString('latin1')
    expect(text).toMatch(/^%PDF-1\.4[\s\S]*Candidate: Asha Verma[\s\S]*%%EOF\n$/)
    expect(Number(/startxref\n(\d+)/.exec(text)?.[1])).toBe(text.indexOf('xref\n'))
    expect(JSON.stringify(sent.at(-1)?.headers)).not.toContain('imocha_sandbox_key')
    expect(calls.at(-1)?.path).toBe('/(report)')
  })

  test.each(['broken-pdf', 'hostile-pdf'])('a report that is none is refused (%s)', async (fault) => {
    const started = await begin({ candidate: withFault(fault) })
    await sit(started)
    expect(await errorOf(imocha.fetchReports!(settings, refOf(started.externalId), io))).toMatchObject({
      kind: 'contract',
    })
  })

  test('no report file yet: the result is pending, the marks are kept', async () => {
    const started = await begin({ candidate: withFault('no-pdf') })
    await sit(started)
    expect(await ask(started.externalId)).toMatchObject({
      progress: 'completed',
      result: 'pending',
      hasReports: false,
      scores: { lines: expect.arrayContaining([expect.objectContaining({ level: 'overall' })]) },
    })
    expect(await imocha.fetchReports!(settings, refOf(started.externalId), io)).toEqual([])
  })

  test('a total of zero is no mark, and a word nobody knows changes nothing', async () => {
    const zero = await begin({ candidate: withFault('total-zero') })
    await sit(zero)
    const report = await ask(zero.externalId)
    expect(report).toMatchObject({ progress: 'completed', result: 'ready' })
    expect(report.scores?.lines.find(({ level }) => level === 'overall')).toBeUndefined()
    const odd = await begin({ candidate: withFault('unknown-status') })
    await sit(odd)
    expect(await ask(odd.externalId)).toMatchObject({
      progress: 'unknown',
      rawStatus: 'Marinating',
      scores: null,
    })
    const told = settingsFor(vendor.url, { apiVersion, statusWords: 'Marinating=completed' })
    expect(await ask(odd.externalId, told)).toMatchObject({ progress: 'completed', result: 'ready' })
  })

  test('every other documented spelling reads the same', async () => {
    const candidate = withFault('spelling')
    const started = await begin({ candidate })
    const known = [started.externalId ?? '']
    expect((await begin({ candidate, externalId: started.externalId })).externalId).toBe(started.externalId)
    await sit(started)
    expect(await ask(started.externalId)).toMatchObject({
      progress: 'completed',
      result: 'ready',
      scores: { lines: [{ scores: [{ value: 30, outOf: 80 }, {}] }, { id: '501' }, {}, {}] },
    })
    const retake = await begin({ candidate, retakeOf: started.externalId, knownExternalIds: known })
    await sit(retake, 'leave')
    expect(await ask(retake.externalId)).toMatchObject({ progress: 'abandoned', statusDetail: 'left_test' })
  })

  test('ids longer than a JavaScript number keep every digit', async () => {
    const long = settingsFor(vendor.url, { apiVersion, apiKey: 'imocha_sandbox_key_2' })
    const started = await begin({}, long)
    expect(started.externalId).toBe('9007199254740993')
    await sit(started)
    expect(await ask(started.externalId, long)).toMatchObject({ progress: 'completed' })
    if (apiVersion === 'v3') {
      vendor.deliveries.length = 0
      await imocha.replayCallbacks!(long, ['9007199254740993'], io)
      expect(imocha.readHint!(vendor.deliveries[0]!.body)).toMatchObject({ externalId: '9007199254740993' })
      const ended = await imocha.listEnded!(long, { from: start, until: later(3600) }, io)
      expect(ended.map(({ externalId }) => externalId)).toEqual(['9007199254740993'])
    }
    // The other account's key knows nothing of it.
    expect(await ask('9007199254740993')).toMatchObject({ progress: 'unknown', rawStatus: null })
  })

  test('a start link to another place is refused, whatever it looks like', async () => {
    for (let turn = 0; turn < 4; turn++)
      expect(await errorOf(begin({ candidate: withFault('hostile-link') }))).toMatchObject({
        kind: 'contract',
        info: { isLinkRefused: true },
      })
  })

  test('what is kept of the exchange names no key, person, address or link', async () => {
    const started = await begin()
    await sit(started)
    await ask(started.externalId)
    await imocha.fetchReports!(settings, refOf(started.externalId), io)
    const kept = JSON.stringify(calls)
    for (const secret of [
      'imocha_sandbox_key',
      'asha@',
      'Verma',
      'callback-token',
      'IMInstructions',
      'PDFReport',
    ])
      expect(kept).not.toContain(secret)
  })

  test('a wrong key, a lapsed subscription and a wrong test are told apart from bad input', async () => {
    const with_ = (more: Record<string, unknown>) => settingsFor(vendor.url, { apiVersion, ...more })
    const kinds = await Promise.all([
      errorOf(begin({}, with_({ apiKey: 'wrong' }))),
      errorOf(ask('2256212', with_({ apiKey: 'imocha_lapsed_key' }))),
      errorOf(begin({}, with_({ testId: '999' }))),
      errorOf(begin({}, with_({ testId: '' }))),
      errorOf(begin({ candidate: { ...asha, fullName: ' ' } })),
    ])
    expect(kinds.map(({ kind }) => kind)).toEqual(['config', 'config', 'not_found', 'config', 'invalid'])
    expect(await errorOf(begin({ candidate: withFault('bad-input-401') }))).toMatchObject({
      kind: 'invalid',
      info: { status: 401 },
    })
    expect(await errorOf(begin({ candidate: withFault('401') }))).toMatchObject({ kind: 'config' })
    vendor.setFault('401')
    expect(await errorOf(begin())).toMatchObject({ kind: 'config' })
  })

  test.each([
    ['400', 'invalid'],
    ['errors-400', 'invalid'],
    ['result-400', 'invalid'],
    ['429always', 'rate_limited'],
    ['429bare', 'rate_limited'],
    ['500always', 'transient'],
    ['html', 'contract'],
  ])('+%s ends as %s, in the provider’s own words', async (fault, kind) => {
    const error = await errorOf(begin({ candidate: withFault(fault) }))
    expect(error.kind).toBe(kind)
    expect(error.info.status).toBeGreaterThanOrEqual(200)
    if (kind === 'invalid') expect(error.message).toContain('The request is invalid')
    if (fault === '429always') expect(error.info.retryAfterSeconds).toBe(2)
    if (fault === '429bare') expect(error.info.retryAfterSeconds).toBe(60)
  })

  test('a read is asked twice after a 500, a change never', async () => {
    const candidate = withFault('500')
    const asked = (tail: RegExp) => calls.filter(({ path }) => tail.test(path)).length
    for (const refused of [1, 2]) {
      expect(await errorOf(begin({ candidate }))).toMatchObject({ kind: 'transient' })
      expect([asked(/invite$|register$/), asked(/report/)]).toEqual([refused, 0])
    }
    calls = []
    // V2 says nothing of the status, so its report is read on the way, in vain here and twice.
    if (apiVersion === 'v2') await errorOf(begin({ candidate }))
    const { externalId } = await begin({ candidate })
    if (apiVersion === 'v3') await errorOf(ask(externalId))
    expect(asked(/invite$|register$/)).toBe(apiVersion === 'v3' ? 1 : 2)
    expect(asked(/report/)).toBe(apiVersion === 'v3' ? 2 : 3)
    expect(await ask(externalId)).toMatchObject({ progress: 'not_started' })
  })

  test('a vendor that does not answer in time is only late', async () => {
    const hasty = settingsFor(vendor.url, { apiVersion, timeoutMs: 200 })
    expect(await errorOf(begin({ candidate: withFault('slow') }, hasty))).toMatchObject({ kind: 'transient' })
  })

  test('the connection is proven by reads: key, test and link', async () => {
    await imocha.probe(settings, io)
    await imocha.probe(settingsFor(vendor.url, { apiVersion, testLinkId: '2010' }), io)
    expect(calls.every(({ method }) => method === 'GET')).toBe(true)
    for (const wrong of [{ apiKey: 'wrong' }, { testId: '999' }, { testLinkId: '2011' }, { testLinkId: '9' }])
      expect(
        await errorOf(imocha.probe(settingsFor(vendor.url, { apiVersion, ...wrong }), io)),
      ).toMatchObject({
        kind: 'config',
      })
  })

  test('the catalogue names every test, and which can be used', async () => {
    expect(await imocha.listTests?.(settings, io)).toEqual([
      { id: '1292150', name: 'Engineering Aptitude', minutes: 30, isActive: true },
      { id: '1292151', name: 'Management Aptitude', minutes: 20, isActive: true },
      { id: '1292152', name: 'Design Thinking', minutes: 15, isActive: false },
    ])
  })

  test('the intake’s test goes before the connection’s, and a link belongs to the connection’s own test', async () => {
    const linked = settingsFor(vendor.url, { apiVersion, testLinkId: '2010' })
    await begin({}, linked)
    await begin({ testId: '1292151' }, linked)
    const tail = apiVersion === 'v3' ? 'invite' : 'register'
    const paths = calls.map(({ path }) => path).filter((path) => path.endsWith(tail))
    const root = apiVersion === 'v3' ? '/v3' : '/v2/org'
    expect(paths).toEqual([`${root}/tests/1292150/testlinks/2010/${tail}`, `${root}/tests/1292151/${tail}`])
  })

  test('of an attempt without an invitation only the key is asked, so that an outage ends when it ends', async () => {
    expect(await ask(null)).toMatchObject({ progress: 'not_started', result: 'none' })
    expect(calls).toHaveLength(1)
    await expect(ask(null, { ...settings, apiKey: 'revoked' })).rejects.toMatchObject({ kind: 'config' })
  })

  describe('callbacks', () => {
    const hints = () => vendor.deliveries.map(({ body }) => imocha.readHint!(body))

    test('the end of a test is told, with the number of tries the vendor promises', async () => {
      const started = await begin()
      await sit(started)
      const ends = hints().filter(({ isEnding }) => isEnding)
      expect(ends).toHaveLength(1)
      expect(ends[0]?.externalId).toBe(started.externalId)
      expect(hints()).toHaveLength(apiVersion === 'v3' ? 2 : 1)
      expect(vendor.deliveries.map(({ triesAtOnce }) => triesAtOnce)).toEqual(
        apiVersion === 'v3' ? [6, 6] : [1],
      )
      if (apiVersion === 'v3')
        expect(hints().map(({ dedupeKey }) => dedupeKey)).toEqual([
          'imocha:2256212:In Progress:2027-01-10T10:00:00',
          'imocha:2256212:Complete:2027-01-10T10:00:00',
        ])
    })

    const bent: [string, (deliveries: Delivery[]) => void][] = [
      ['callback-missing', (all) => expect(all).toEqual([])],
      ['callback-five', (all) => expect(all.length % 5).toBe(0)],
      ['callback-late', (all) => expect(all.every(({ afterSeconds }) => afterSeconds === 600)).toBe(true)],
      ['callback-wrong-token', (all) => expect(all.some(({ url }) => url === callbackUrl)).toBe(false)],
    ]
    test.each(bent)('+%s', async (fault, check) => {
      await sit(await begin({ candidate: withFault(fault) }))
      check(vendor.deliveries)
      if (fault === 'callback-five')
        expect(new Set(hints().map(({ dedupeKey }) => dedupeKey)).size).toBe(vendor.deliveries.length / 5)
    })

    test.each(['callback-spaced', 'callback-broken'])('+%s is read all the same', async (fault) => {
      const started = await begin({ candidate: withFault(fault) })
      await sit(started, 'leave')
      expect(hints().every(({ externalId }) => externalId === started.externalId)).toBe(true)
      expect(hints().at(-1)?.isEnding).toBe(true)
    })

    test('another invitation’s id is another invitation’s id', async () => {
      const started = await begin({ candidate: withFault('callback-wrong-id') })
      await sit(started)
      expect(hints().some(({ externalId }) => externalId === started.externalId)).toBe(false)
    })

    if (apiVersion === 'v3') {
      test('the end may be told before the beginning', async () => {
        await sit(await begin({ candidate: withFault('callback-reversed') }))
        expect(hints().map(({ rawStatus }) => rawStatus)).toEqual(['Complete', 'In Progress'])
      })

      test('a forged full mark is a hint like any other: the report knows better', async () => {
        const started = await begin({ candidate: withFault('callback-forged') })
        await open(started)
        const claim = vendor.deliveries.at(-1)?.body ?? ''
        expect(claim).toContain('"CandidateScore":80')
        expect(imocha.readHint!(claim)).toEqual({
          externalId: started.externalId,
          rawStatus: 'Complete',
          dedupeKey: 'imocha:2256212:Complete:2027-01-10T10:00:00',
          isEnding: true,
        })
        expect(await ask(started.externalId)).toMatchObject({ progress: 'in_progress', scores: null })
      })
    }
  })

  describe('pages', () => {
    test('a person can sit the test: instructions, sections, in English or Hindi, no script', async () => {
      const started = await begin({ candidate: { ...asha, fullName: '<img src=x onerror=alert(1)>' } })
      const seen = await fetch(started.link.url)
      const first = await seen.text()
      expect(first).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(first).toContain('>Start test</button>')
      const page = await open(started)
      const one = await (await fetch(page)).text()
      expect(one).toContain('Section 1 of 3')
      expect(one).toMatch(/>Next section<[\s\S]*>Leave test<[\s\S]*>The proctor ends the test</)
      expect(one.match(/<fieldset>/g)).toHaveLength(3)
      await post(page, { ...rightly, do: 'hi' })
      const hindi = await (await fetch(page)).text()
      expect(hindi).toContain('<html lang="hi">')
      expect(hindi).toMatch(/3 में से भाग 1[\s\S]*value="speed0" checked/)
      await post(page, { section: '0', do: 'en' })
      await post(page, { section: '0', do: 'next' })
      // A second press of the same button does not jump over a section.
      await post(page, { section: '0', do: 'next' })
      expect(await (await fetch(page)).text()).toContain('Section 2 of 3')
      await post(page, { section: '1', do: 'next' })
      const last = await (await fetch(page)).text()
      expect(last).toContain('>Finish test</button>')
      for (const html of [first, one, last, await (await fetch(`${vendor.url}/nowhere`)).text()]) {
        expect(html).toContain('iMocha simulator: this is not iMocha')
        expect(html).not.toMatch(/<script|<img/)
      }
      expect(seen.headers.get('cache-control')).toBe('no-store')
      expect(seen.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:9")
    })

    test('when the time is over the answers are handed in', async () => {
      const started = await begin()
      const page = await open(started)
      await post(page, { ...rightly, do: 'next' })
      setClock(later(1_800))
      expect(await ask(started.externalId)).toMatchObject({ progress: 'completed', finishedAt: later(1_800) })
      expect(vendor.deliveries).toHaveLength(apiVersion === 'v3' ? 2 : 1)
      const late = await post(page, { section: '1', do: 'finish' })
      expect(late.headers.get('location')).toBe(returnUrl)
      expect(vendor.deliveries).toHaveLength(apiVersion === 'v3' ? 2 : 1)
    })

    test('two clicks on Start at once begin one test', async () => {
      const { link } = await begin()
      const places = await Promise.all([post(link.url), post(link.url)])
      expect(new Set(places.map(({ headers }) => headers.get('location'))).size).toBe(1)
      expect(vendor.deliveries.length).toBe(apiVersion === 'v3' ? 1 : 0)
    })

    test('mounted below a path, links, forms and redirects stay below it', async () => {
      const { origin } = new URL(vendor.url)
      const sim = {
        origin: `${origin}/sandbox/imocha`,
        now: () => start,
        store: vendor.store,
        fault: null,
        deliver: async () => {},
      }
      const request = new Request(`${origin}/sandbox/imocha/v3/tests/1292150/invite`, {
        method: 'POST',
        headers: { 'x-api-key': 'imocha_sandbox_key' },
        body: JSON.stringify({ email: 'a@b.in', name: 'Asha' }),
      })
      const body = await (
        await imochaSimulator.handle(request, { ...sim, path: '/v3/tests/1292150/invite' })
      ).json()
      const link = new URL(body['testUrl'])
      expect(link.pathname).toBe('/sandbox/imocha/IMInstructions')
      const page = await imochaSimulator.handle(new Request(link), { ...sim, path: '/IMInstructions' })
      expect(await page.text()).toContain(`action="/sandbox/imocha/IMInstructions${link.search}"`)
      const begun = await imochaSimulator.handle(new Request(link, { method: 'POST' }), {
        ...sim,
        path: '/IMInstructions',
      })
      expect(begun.headers.get('location')).toMatch(/^\/sandbox\/imocha\/sitting\//)
    })
  })
})
