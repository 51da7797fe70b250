import { expect, test } from 'vitest'
import { studyHqConfig } from './config'
import { acceptLink, originsOf } from './link'

const filled = { tokenId: 'tok_abc123', tokenSecret: 'secret_xyz789', projectId: 'L4ndb5PYxM' }

test('a token and a project are all that a partner must fill in', () => {
  expect(studyHqConfig.parse(filled)).toEqual({
    ...filled,
    baseUrl: 'https://api.studyhq.com',
    linkHosts: ['studyhq.com', '*.studyhq.com'],
    allowInsecure: false,
    linkTtlSeconds: 900,
    sendProjectIdOnInfo: true,
    mobileFormat: 'national10',
    durationUnit: 'minutes',
    statusWords: {},
    acceptEarlierResults: false,
    abandonAfterHours: 24,
    timeoutMs: 8_000,
  })
  expect(studyHqConfig.safeParse({ ...filled, tokenSecret: ' ' }).success).toBe(false)
})

test('settings may come as the strings of a form or of the environment, and blanks mean the default', () => {
  const settings = studyHqConfig.parse({
    ...filled,
    baseUrl: 'http://127.0.0.1:4555/',
    linkHosts: ' 127.0.0.1:4555, HTTPS://Tests.Example.com/ ',
    allowInsecure: 'true',
    sendProjectIdOnInfo: 'False',
    linkTtlSeconds: '60',
    abandonAfterHours: '',
    statusWords: 'Marinating = completed, Walked Off=abandoned',
  })
  expect(settings).toMatchObject({
    baseUrl: 'http://127.0.0.1:4555',
    linkHosts: ['127.0.0.1:4555', 'tests.example.com'],
    allowInsecure: true,
    sendProjectIdOnInfo: false,
    linkTtlSeconds: 60,
    abandonAfterHours: 24,
    statusWords: { Marinating: 'completed', 'Walked Off': 'abandoned' },
  })
  expect(studyHqConfig.parse({ ...filled, statusWords: '{"OK": "completed"}' }).statusWords).toEqual({
    OK: 'completed',
  })
})

test.each([
  { baseUrl: 'http://api.studyhq.com' },
  { baseUrl: 'https://localhost:3000/sandbox/studyhq' },
  { baseUrl: 'https://10.0.0.8' },
  { baseUrl: 'https://localhost.' },
  { baseUrl: 'https://2130706433' },
  { baseUrl: 'https://100.64.0.1' },
  { baseUrl: 'https://intranet' },
  { baseUrl: 'https://metadata.google.internal' },
  { baseUrl: 'ftp://api.studyhq.com' },
  { linkHosts: 'localhost:3000' },
  { linkHosts: ['*.com'] },
  { linkHosts: ['app.studyhq.com:8443'] },
  { linkHosts: ['a b'] },
  { linkHosts: [] },
  { statusWords: 'Marinating=cooked' },
  { statusWords: '{broken' },
  { allowInsecure: 'perhaps' },
  { timeoutMs: 'soon' },
])('a live connection refuses %j', (wrong) => {
  expect(studyHqConfig.safeParse({ ...filled, ...wrong }).success).toBe(false)
})

test('the launching page is told exactly the origins that a link may lead to', () => {
  expect(originsOf(studyHqConfig.parse(filled))).toEqual(['https://studyhq.com', 'https://*.studyhq.com'])
  expect(
    originsOf(studyHqConfig.parse({ ...filled, allowInsecure: true, linkHosts: 'localhost:3000' })),
  ).toEqual(['https://localhost:3000', 'http://localhost:3000'])
})

test('a start link is taken from a listed host and its subdomains only', () => {
  const rules = { linkHosts: ['studyhq.com', '*.studyhq.com'], allowInsecure: false }
  expect(acceptLink('https://app.studyhq.com/take/a?b=c', rules)).toBe('https://app.studyhq.com/take/a?b=c')
  expect(acceptLink('https://STUDYHQ.com:443', rules)).toBe('https://studyhq.com/')
  for (const link of [
    'https://notstudyhq.com/',
    'https://.studyhq.com/',
    'https://studyhq.com./',
    `https://studyhq.com/${'a'.repeat(2100)}`,
  ]) {
    expect(() => acceptLink(link, rules), link).toThrow(/start link refused/)
  }
})

test('a sandbox connection takes http on a listed port, and still no other host, port or scheme', () => {
  const rules = { linkHosts: ['localhost:3000'], allowInsecure: true }
  expect(acceptLink('http://localhost:3000/sandbox/studyhq/take/x', rules)).toBe(
    'http://localhost:3000/sandbox/studyhq/take/x',
  )
  for (const link of [
    'http://localhost:3001/',
    'http://localhost/',
    'javascript:alert(1)',
    'http://evil.example:3000/',
  ]) {
    expect(() => acceptLink(link, rules), link).toThrow(/start link refused/)
  }
})
