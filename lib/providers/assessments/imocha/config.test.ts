import { expect, test } from 'vitest'
import { imochaConfig, imochaFields } from './config'
import { acceptLink, acceptReportAddress, originsOf } from './link'

const filled = { apiKey: 'key' }

test('a key is all that a partner must fill in', () => {
  expect(imochaConfig.parse(filled)).toEqual({
    apiKey: 'key',
    apiVersion: 'v3',
    baseUrl: 'https://apiv3.imocha.io',
    testId: null,
    testLinkId: null,
    linkHosts: ['test.imocha.io', '*.imocha.io', '*.interviewmocha.com'],
    reportHosts: ['test.imocha.io', '*.imocha.io', '*.interviewmocha.com'],
    allowInsecure: false,
    hideInstruction: false,
    sendEmail: false,
    stakeholderEmails: 'disable',
    proctoringMode: 'as_test',
    timeZoneId: 1720,
    disableMandatoryFields: false,
    reportType: 1,
    validityDays: null,
    onFinishedInvitation: 'reattempt',
    callbackSpelling: 'callbackUrl',
    redirectSpelling: 'redirectUrl',
    timeTakenUnit: 'minutes',
    statusWords: {},
    timeoutMs: 8_000,
  })
  expect(imochaConfig.safeParse({ apiKey: ' ' }).success).toBe(false)
})

test('the settings page asks for every setting but the sandbox’s own', () => {
  const { allowInsecure: _, ...asked } = imochaConfig.parse(filled)
  expect(imochaFields.map(({ name }) => name).sort()).toEqual(Object.keys(asked).sort())
})

test('the address follows the version, and may be pasted as the documents print it', () => {
  expect(imochaConfig.parse({ ...filled, apiVersion: 'V2' }).baseUrl).toBe('https://api.interviewmocha.com')
  for (const baseUrl of ['https://apiv3.imocha.io/v3/', 'https://apiv3.imocha.io/'])
    expect(imochaConfig.parse({ ...filled, baseUrl }).baseUrl).toBe('https://apiv3.imocha.io')
})

test('settings may come as the strings of a form or of the environment', () => {
  expect(
    imochaConfig.parse({
      ...filled,
      testId: ' 1292150 ',
      reportType: '3',
      sendEmail: 'true',
      validityDays: '',
      stakeholderEmails: 'a@b.in; c@d.in',
      linkHosts: 'https://Tests.Example.com/ test.imocha.io',
      statusWords: 'Evaluated=completed',
    }),
  ).toMatchObject({
    testId: '1292150',
    reportType: 3,
    sendEmail: true,
    validityDays: null,
    stakeholderEmails: 'a@b.in,c@d.in',
    linkHosts: ['tests.example.com', 'test.imocha.io'],
    statusWords: { Evaluated: 'completed' },
  })
})

test.each([
  { apiVersion: 'v4' },
  { baseUrl: 'http://apiv3.imocha.io' },
  { baseUrl: 'https://localhost:3000/sandbox/imocha' },
  { baseUrl: 'https://localhost.' },
  { baseUrl: 'https://2130706433' },
  { baseUrl: 'https://100.64.0.1' },
  { baseUrl: 'https://intranet' },
  { baseUrl: 'https://metadata.google.internal' },
  { testId: 'abc' },
  { testLinkId: '12345678901234567890' },
  { linkHosts: ['*.io'] },
  { reportHosts: ['10.0.0.8'] },
  { reportHosts: ['app.imocha.io:8443'] },
  { reportType: 4 },
  { stakeholderEmails: 'nobody' },
  { proctoringMode: 'audio' },
  { statusWords: 'Evaluated=cooked' },
])('a live connection refuses %j', (wrong) => {
  expect(imochaConfig.safeParse({ ...filled, ...wrong }).success).toBe(false)
})

test('links and reports are taken from their own lists only', () => {
  const rules = { linkHosts: ['test.imocha.io'], reportHosts: ['*.imocha.io'], allowInsecure: false }
  expect(acceptLink('https://test.imocha.io/IMInstructions?a', rules)).toBe(
    'https://test.imocha.io/IMInstructions?a',
  )
  expect(() => acceptLink('https://app.imocha.io/', rules)).toThrow(/start link refused/)
  expect(acceptReportAddress('https://app.imocha.io/PDFReport?id=1', rules)).toContain('app.imocha.io')
  for (const address of [
    'https://imocha.io/',
    'http://app.imocha.io/',
    'https://app.imocha.io.evil.example/',
    'https://a@app.imocha.io/',
    'file:///etc/passwd',
  ])
    expect(() => acceptReportAddress(address, rules), address).toThrow(/report address refused/)
  expect(originsOf(rules)).toEqual(['https://test.imocha.io'])
})
