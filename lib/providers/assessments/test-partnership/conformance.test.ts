import { describe, expect, test } from 'vitest'
import { doorOf } from '@/lib/providers/assessments/contract'
import { jsonOf, textOf } from '@/lib/providers/conformance/report'
import { pageOf } from '@/lib/providers/conformance/report-page'
import { type Bend, bent, certify, differences } from '@/lib/providers/conformance/testing'
import { testPartnership } from './index'
import { createTestPartnershipSimulator } from './simulator'

const connection = {
  id: 'test-partnership',
  door: doorOf('test-partnership', testPartnership),
  settings: (url: string) => ({
    baseUrl: url,
    username: 'tp_sandbox',
    password: 'secret_sandbox',
    projectAccessKey: 'GREENFIELD-APTITUDE',
    timeoutMs: 2_000,
  }),
}
const simulator = () => createTestPartnershipSimulator()

describe('a Test Partnership that keeps its contract', () => {
  test('passes, reading only, and no candidate is made', async () => {
    const report = await certify(simulator(), connection)
    expect(differences(report)).toEqual([])
    expect(report.outcome).toBe('held')
    expect(report.exchanges.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(report.exchanges.some(({ path }) => /assessment\/token|reset|verification/.test(path))).toBe(false)
  })

  test('passes with the calls that write, for one marked candidate', async () => {
    const report = await certify(simulator(), connection, { isWrite: true })
    expect(differences(report)).toEqual([])
    expect(report.checks.map(({ outcome }) => outcome)).not.toContain('skipped')
    expect(report).toMatchObject({ outcome: 'held', unknownFields: [] })
  })

  test('no password, no token and no address of a person stands in any form of the report', async () => {
    const report = await certify(simulator(), connection, { isWrite: true, email: 'registrar@college.test' })
    const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
    for (const form of [jsonOf(report), textOf(report), pageOf(report)]) {
      expect(form).not.toContain('secret_sandbox')
      expect(form).not.toContain('tp_sandbox')
      expect(form).not.toContain('registrar@')
      expect(form).not.toMatch(guid)
    }
  })
})

const token = (query: URLSearchParams) => query.set('Password', 'secret_sandbox')

const bends: Record<string, Bend & { says: RegExp }> = {
  'the access token stands under a name nobody knows': {
    at: /client\/token/,
    json: ({ AccessToken, ...rest }) => ({ ...rest, Pass: AccessToken }),
    says: /credentials: : expected an answer as it is documented; met .*no access token/,
  },
  'the access token is no GUID': {
    at: /client\/token/,
    json: (body) => (body.AccessToken ? { ...body, AccessToken: 'a-token-of-letters' } : undefined),
    says: /credentials: client-token: AccessToken: expected a GUID of 36 characters; met text/,
  },
  'a wrong password is accepted': {
    at: /client\/token/,
    request: (request) => {
      const url = new URL(request.url)
      token(url.searchParams)
      return new Request(url, request)
    },
    says: /wrong-password: : expected a refusal; met HTTP 200, accepted/,
  },
  'errors are left out of a refusal under 200': {
    at: /assessment\/status\/2147483647/,
    json: ({ Errors, ...rest }) => (Errors[0]?.Key === 'AccessToken' ? undefined : { Errors: [], ...rest }),
    says: /unknown-status: : expected a refusal; met HTTP 200, accepted/,
  },
  'ids of sections are decimal': {
    at: /api\/candidate$/,
    json: (body) => ({
      ...body,
      Assessment: body.Assessment && {
        ...body.Assessment,
        Tests: body.Assessment.Tests.map((one: object) => ({ ...one, Id: 91833.5 })),
      },
    }),
    says: /create: candidate: Assessment\.Tests\[\]\.Id: expected a whole number as an id; met a decimal number/,
  },
  'a status word is new': {
    at: /assessment\/status\/(?!2147483647)/,
    json: (body) => ({
      ...body,
      Status: 'Simmering',
      Tests: body.Tests.map((one: object) => ({ ...one, TestStatus: 'Simmering' })),
    }),
    says: /status-before-begin: status: expected words for “not started”; met “Simmering”/,
  },
  'a username can be taken twice': {
    at: /api\/candidate$/,
    json: (body) =>
      body.Errors.length > 0
        ? {
            Errors: [],
            Assessment: { Id: 7, Tests: [{ Id: 8, TestName: 'Verbal', TestMinutes: 5 }] },
            Username: 'x',
          }
        : undefined,
    says: /create-again: : expected a refusal; met HTTP 200, accepted/,
  },
  'the status says nothing of its tests': {
    at: /assessment\/status\/(?!2147483647)/,
    json: ({ Tests: _left, ...rest }) => rest,
    says: /status-before-begin: status: \(the answer\): expected a field Tests; met the fields/,
  },
}

describe('a bent Test Partnership', () => {
  test.each(Object.entries(bends))('%s: the run fails and names it', async (_name, { says, ...bend }) => {
    const report = await certify(bent(simulator(), bend), connection, { isWrite: true })
    expect(report.outcome).toBe('differed')
    expect(differences(report).join('\n')).toMatch(says)
  })
})
