import { describe, expect, test } from 'vitest'
import { doorOf } from '@/lib/providers/assessments/contract'
import { jsonOf, textOf } from '@/lib/providers/conformance/report'
import { pageOf } from '@/lib/providers/conformance/report-page'
import { type Bend, bent, certify, differences } from '@/lib/providers/conformance/testing'
import { imocha } from './index'
import { imochaSimulator } from './simulator'

const connectionFor = (apiVersion: 'v2' | 'v3') => ({
  id: 'imocha',
  door: doorOf('imocha', imocha),
  settings: (url: string) => ({
    apiVersion,
    baseUrl: url,
    apiKey: 'imocha_sandbox_key',
    testId: '1292150',
    linkHosts: new URL(url).host,
    reportHosts: new URL(url).host,
    timeoutMs: 2_000,
  }),
})

describe.each(['v3', 'v2'] as const)('an iMocha %s that keeps its contract', (version) => {
  test('passes, reading only, and nobody is invited', async () => {
    const report = await certify(imochaSimulator, connectionFor(version))
    expect(differences(report)).toEqual([])
    expect(report.outcome).toBe('held')
    expect(report.exchanges.some(({ path }) => /invite|register|\/cancel|reattempt|gdpr/.test(path))).toBe(
      false,
    )
  })

  test('passes with the calls that write, for one marked candidate', async () => {
    const report = await certify(imochaSimulator, connectionFor(version), { isWrite: true })
    expect(differences(report)).toEqual([])
    expect(report.outcome).toBe('held')
    const held = report.checks.filter(({ isWrite, outcome }) => isWrite && outcome === 'held')
    expect(held.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['invite', 'reattempt-unbegun', 'cancel']),
    )
  })

  test('no key, no start link and no address of a person stands in any form of the report', async () => {
    const report = await certify(imochaSimulator, connectionFor(version), {
      isWrite: true,
      email: 'registrar@college.test',
    })
    for (const form of [jsonOf(report), textOf(report), pageOf(report)]) {
      expect(form).not.toContain('imocha_sandbox_key')
      expect(form).not.toContain('registrar@')
      expect(form).not.toMatch(/IMInstructions\?/)
    }
  })
})

const bends: Record<string, Bend & { says: RegExp }> = {
  'the link stands under a name nobody knows': {
    at: /\/invite$/,
    json: ({ testUrl, ...rest }) => ({ ...rest, startHere: testUrl }),
    says: /invite: invitation: .*expected a field testUrl or takeTestURL; met the fields/,
  },
  'ids of tests are no whole numbers': {
    at: /\/v3\/tests\?/,
    json: ({ tests, ...rest }) =>
      tests && { ...rest, tests: tests.map((one: object) => ({ ...one, testId: 1292150.5 })) },
    says: /catalogue: tests: tests\[\]\.testId: expected a whole number as an id; met a decimal number/,
  },
  'the start link is not on an allowed host': {
    at: /\/invite$/,
    json: (body) => ({ ...body, testUrl: 'http://test.example.org/IMInstructions?person' }),
    says: /invite: .*expected a start link with https.*met http:\/\/test\.example\.org/,
  },
  'a status word is new': {
    at: /\/v3\/reports\/\d{5,}/,
    json: (body) => (body.status ? { ...body, status: 'Simmering' } : undefined),
    says: /report-before-begin: report: status: .*met “Simmering”/,
  },
  'impossible dates are accepted': {
    at: /testattempts/,
    instead: () => Response.json({ result: { testAttempts: [] }, errors: null }),
    says: /wrong-dates: : expected a refusal with HTTP 401; met HTTP 200, accepted/,
  },
  'the same person gets another invitation': {
    at: /\/invite$/,
    json: (body) => ({ ...body, testInvitationId: Math.floor(Math.random() * 1e9) + 1 }),
    says: /invite-again: : expected the same testInvitationId; met another one/,
  },
  'a wrong key is accepted': {
    at: /\/v3\//,
    request: (request) => {
      const headers = new Headers(request.headers)
      headers.set('x-api-key', 'imocha_sandbox_key')
      return new Request(request, { headers })
    },
    says: /wrong-key: : expected a refusal with HTTP 401; met HTTP 200, accepted/,
  },
  'a second cancellation is a success': {
    at: /\/cancel$/,
    status: 200,
    says: /cancel: : expected a refusal with HTTP 400; met HTTP 200/,
  },
}

describe('a bent iMocha', () => {
  test.each(Object.entries(bends))('%s: the run fails and names it', async (_name, { says, ...bend }) => {
    const report = await certify(bent(imochaSimulator, bend), connectionFor('v3'), { isWrite: true })
    expect(report.outcome).toBe('differed')
    expect(differences(report).join('\n')).toMatch(says)
  })
})
