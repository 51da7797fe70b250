import { expect, test } from 'vitest'
import { testPartnership } from '.'
import { splitName, usernameFor } from './candidate'
import { testPartnershipConfig, testPartnershipFields } from './config'

const filled = { username: 'greenfield', password: 'a secret of theirs', projectAccessKey: 'GREENFIELD-27' }

test('an account and a project are all that a partner must fill in', () => {
  expect(testPartnershipConfig.parse(filled)).toEqual({
    ...filled,
    baseUrl: 'https://www.tptests.com',
    autoLoginUrl: 'https://www.tptests.com/auto-login',
    linkHosts: ['www.tptests.com', 'tptests.com', '*.tptests.com'],
    allowInsecure: false,
    identity: 'name_only',
    ownPassword: false,
    hideInstructions: false,
    sendDemographicData: false,
    demographicFields: {},
    bodyEncoding: 'json',
    endTimeFormat: 'dd/MM',
    testTimeUnit: 'minutes',
    tokenMinutes: 5,
    reportType: 'Full Report',
    statusWords: {},
    abandonAfterHours: 72,
    timeoutMs: 8_000,
  })
})

test.each([
  ['username', 'x'.repeat(31)],
  ['password', 'x'.repeat(51)],
  ['projectAccessKey', 'x'.repeat(21)],
  ['username', ' '],
  ['tokenMinutes', '1'],
  ['identity', 'everything'],
  ['statusWords', 'Marinating=done'],
  ['demographicFields', 'Caste=caste'],
])('%s cannot be %j', (name, value) => {
  expect(testPartnershipConfig.safeParse({ ...filled, [name]: value }).success).toBe(false)
})

test('settings may come as the strings of a form or of the environment, and blanks mean the default', () => {
  const settings = testPartnershipConfig.parse({
    ...filled,
    baseUrl: 'https://staging.tptests.com/',
    autoLoginUrl: ' ',
    hideInstructions: 'true',
    sendDemographicData: 'on',
    demographicFields: 'Year = of = birth=attemptNo\nReference=attemptId',
    statusWords: 'Marinating = completed, Walked Off=abandoned',
    tokenMinutes: '30',
  })
  expect(settings).toMatchObject({
    baseUrl: 'https://staging.tptests.com',
    autoLoginUrl: 'https://staging.tptests.com/auto-login',
    linkHosts: ['staging.tptests.com'],
    hideInstructions: true,
    sendDemographicData: true,
    demographicFields: { 'Year = of = birth': 'attemptNo', Reference: 'attemptId' },
    statusWords: { Marinating: 'completed', 'Walked Off': 'abandoned' },
    tokenMinutes: 30,
  })
})

test('outside a sandbox only public https hosts will do', () => {
  const refused = [
    { baseUrl: 'http://www.tptests.com' },
    { baseUrl: 'https://localhost:3000/sandbox/test-partnership' },
    { baseUrl: 'https://localhost.' },
    { baseUrl: 'https://intranet' },
    { baseUrl: 'https://metadata.google.internal' },
    { autoLoginUrl: 'http://www.tptests.com/auto-login' },
    { autoLoginUrl: 'https://10.0.0.7/auto-login' },
    { linkHosts: '*.com' },
    { linkHosts: 'www.tptests.com:8443' },
    { linkHosts: '127.0.0.1' },
  ]
  for (const settings of refused)
    expect(
      testPartnershipConfig.safeParse({ ...filled, ...settings }).success,
      JSON.stringify(settings),
    ).toBe(false)
})

test('the address that logs in must be among the hosts a click may lead to', () => {
  const settings = { ...filled, autoLoginUrl: 'https://login.example.com', linkHosts: 'www.tptests.com' }
  expect(testPartnershipConfig.safeParse(settings).success).toBe(false)
  const widened = { ...settings, linkHosts: 'www.tptests.com *.example.com' }
  expect(testPartnershipConfig.safeParse(widened).success).toBe(true)
})

test('a sandbox may point at a simulator, which is then the only place a click leads to', () => {
  const settings = testPartnershipConfig.parse({
    ...filled,
    baseUrl: 'http://localhost:3000/sandbox/test-partnership',
    allowInsecure: true,
  })
  expect(settings.autoLoginUrl).toBe('http://localhost:3000/sandbox/test-partnership/auto-login')
  expect(testPartnership.linkOrigins(settings)).toEqual(['https://localhost:3000', 'http://localhost:3000'])
  expect(testPartnership.linkOrigins(testPartnershipConfig.parse(filled))).toEqual([
    'https://www.tptests.com',
    'https://tptests.com',
    'https://*.tptests.com',
  ])
})

test('the settings page asks for every setting but the one only a sandbox may have', () => {
  const settings = Object.keys(testPartnershipConfig.parse(filled)).filter((name) => name !== 'allowInsecure')
  expect(testPartnershipFields.map(({ name }) => name).sort()).toEqual(settings.sort())
})

test.each([
  ['Asha Verma', 'Asha', 'Verma'],
  ['  Asha   Rani  Verma ', 'Asha Rani', 'Verma'],
  ['Lakshmi', 'Lakshmi', '-'],
  ['', '-', '-'],
  ['Venkatanarasimharajuvaripeta Raghunathan Subramaniam', 'Venkatanarasimharajuvaripeta R', 'Subramaniam'],
  ['श्री'.repeat(12) + ' वर्मा', 'श्री'.repeat(7), 'वर्मा'],
])('the name %j fits their two fields', (fullName, FirstName, LastName) => {
  expect(splitName(fullName)).toEqual({ FirstName, LastName })
})

test('the username is the same for one attempt, another for another, and never too long', () => {
  const ids = ['0198c0de-0000-7000-8000-000000000001', 'a'.repeat(200), 'né à Pondichéry', '']
  const names = ids.map(usernameFor)
  expect(new Set(names).size).toBe(ids.length)
  expect(names.map((name) => name.length <= 60 && /^[\w-]+$/.test(name))).toEqual([true, true, true, true])
  expect(ids.map(usernameFor)).toEqual(names)
})
