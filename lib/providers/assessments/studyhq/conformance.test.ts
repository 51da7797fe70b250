import { describe, expect, test } from 'vitest'
import { assessmentProviders } from '@/lib/providers/assessments/registry'
import { textOf, jsonOf } from '@/lib/providers/conformance/report'
import { pageOf } from '@/lib/providers/conformance/report-page'
import { type Bend, bent, certify, differences } from '@/lib/providers/conformance/testing'
import { studyhqSimulator } from './simulator'

const connection = {
  id: 'studyhq',
  door: assessmentProviders.studyhq,
  settings: (url: string) => ({
    baseUrl: url,
    tokenId: 'tok_sandbox',
    tokenSecret: 'secret_sandbox',
    projectId: 'L4ndb5PYxM',
    linkHosts: new URL(url).host,
    timeoutMs: 2_000,
  }),
}

describe('a StudyHQ that keeps its contract', () => {
  test('passes, reading only, and nobody is registered there', async () => {
    const report = await certify(studyhqSimulator, connection)
    expect(differences(report)).toEqual([])
    expect(report).toMatchObject({ outcome: 'held', isWrite: false, candidate: null })
    expect(report.exchanges.some(({ path }) => path.includes('get-redirect-url'))).toBe(false)
    expect(report.checks.filter(({ isWrite }) => isWrite).map(({ outcome }) => outcome)).not.toContain('held')
  })

  test('passes with the calls that write, for one marked candidate', async () => {
    const report = await certify(studyhqSimulator, connection, { isWrite: true })
    expect(differences(report)).toEqual([])
    expect(report.checks.map(({ outcome }) => outcome)).not.toContain('skipped')
    expect(report).toMatchObject({ outcome: 'held', candidate: { name: 'Pravesh Conformance' } })
    expect(report.unknownFields).toEqual([])
  })

  test('no secret and no address of a person stands in any form of the report', async () => {
    const report = await certify(studyhqSimulator, connection, {
      isWrite: true,
      email: 'registrar@college.test',
    })
    for (const form of [jsonOf(report), textOf(report), pageOf(report)]) {
      expect(form).not.toContain('secret_sandbox')
      expect(form).not.toContain('tok_sandbox')
      expect(form).not.toContain('registrar@')
      expect(form).not.toMatch(/take\/[\w-]{10}/)
    }
  })
})

const bends: Record<string, Bend & { says: RegExp }> = {
  'the link stands under a name nobody knows': {
    at: /redirect-url/,
    json: (body) => ({ 'go-there': body['redirect-url'] }),
    says: /start-link: redirect-url: .*expected a field redirect-url or url or link; met the fields go-there/,
  },
  'the link is not encrypted and leads elsewhere': {
    at: /redirect-url/,
    json: () => ({ 'redirect-url': 'http://tests.example.org/take/secret-of-a-person' }),
    says: /start-link: .*allowed host; met http:\/\/tests\.example\.org\/… /,
  },
  'the same link is given twice': {
    at: /redirect-url/,
    instead: (request) =>
      Response.json({ 'redirect-url': `${new URL(request.url).origin}/take/always-the-same` }),
    says: /fresh-link: redirect-url: expected another link than the first/,
  },
  'a status word is new': {
    at: /assessments-info/,
    json: (body) => ({
      Assessments: body.Assessments?.map((one: object) => ({ ...one, Status: 'Simmering' })),
    }),
    says: /status-before-begin: assessments-info: Status: .*met “Simmering”/,
  },
  'the status is a number': {
    at: /assessments-info/,
    json: (body) => ({ Assessments: body.Assessments?.map((one: object) => ({ ...one, Status: 3 })) }),
    says: /status-before-begin: assessments-info: Assessments\[\]\.Status: expected text; met a whole number/,
  },
  'the status is left out': {
    at: /assessments-info/,
    json: (body) => ({
      Assessments: body.Assessments?.map((one: object) => ({ ...one, Status: undefined })),
    }),
    says: /status-before-begin: assessments-info: Assessments\[\]: expected a field Status or/,
  },
  'a wrong secret is accepted': {
    at: /partner/,
    request: (request) => {
      const headers = new Headers(request.headers)
      headers.set('x-access-token', 'tok_sandbox:secret_sandbox')
      return new Request(request, { headers })
    },
    says: /wrong-secret: : expected a refusal with HTTP 401; met HTTP 200, accepted/,
  },
  'a question without an address is called unauthorised': {
    at: /assessments-info/,
    json: (body) => body,
    instead: async (request) =>
      (await request.text()).includes('email')
        ? Response.json({ Assessments: [] })
        : Response.json({ message: 'Unauthorized' }, { status: 401 }),
    says: /missing-field: : expected HTTP 400; met HTTP 401/,
  },
  'answers come as a web page': {
    at: /assessments-info/,
    instead: () => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } }),
    says: /credentials: : expected an answer as it is documented; met .*not JSON/,
  },
}

describe('a bent StudyHQ', () => {
  test.each(Object.entries(bends))('%s: the run fails and names it', async (_name, { says, ...bend }) => {
    const report = await certify(bent(studyhqSimulator, bend), connection, { isWrite: true })
    expect(report.outcome).toBe('differed')
    expect(differences(report).join('\n')).toMatch(says)
    expect(textOf(report)).not.toContain('secret-of-a-person')
  })

  test('fields we do not know are listed without their values, and are no breach', async () => {
    const bend: Bend = {
      at: /assessments-info/,
      json: (body) => ({
        Assessments: body.Assessments?.map((one: object) => ({ ...one, Mentor: { Name: 'Asha Verma' } })),
      }),
    }
    const report = await certify(bent(studyhqSimulator, bend), connection, { isWrite: true })
    expect(report.outcome).toBe('held')
    expect(report.unknownFields).toEqual([
      { answer: 'assessments-info', path: 'Assessments[].Mentor', types: ['an object'] },
    ])
    expect(pageOf(report)).toContain('Assessments[].Mentor')
    expect(pageOf(report) + jsonOf(report)).not.toContain('Asha')
  })

  test('one that nobody answers for proves nothing, and says so', async () => {
    const report = await certify(studyhqSimulator, {
      ...connection,
      settings: (url) => ({ ...connection.settings(url), baseUrl: 'http://127.0.0.1:9' }),
    })
    expect(report.outcome).toBe('unchecked')
    expect(report.counts.held).toBe(0)
  })

  test('refused credentials are named, and what depends on them is not checked', async () => {
    const report = await certify(studyhqSimulator, {
      ...connection,
      settings: (url) => ({ ...connection.settings(url), tokenSecret: 'revoked-secret' }),
    })
    expect(differences(report)).toEqual([
      expect.stringMatching(/^credentials: : expected these credentials to be accepted; met HTTP 401/),
    ])
    expect(report.counts.unchecked).toBeGreaterThan(2)
  })
})
