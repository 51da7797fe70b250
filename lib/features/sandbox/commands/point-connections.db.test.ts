import { and, eq } from 'drizzle-orm'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { database } from '@/db/client'
import { connections, partners } from '@/db/schema/partners'
import { sandboxRecords } from '@/db/schema/sandbox'
import { useFreshDatabase } from '@/db/testing'
import { openConnection, sealSettings, unsealSettings } from '@/lib/features/partners/commands'
import { env } from '@/lib/platform/env'
import { pointConnections } from './point-connections'
import { seedWhenEmpty } from './seed-world'

useFreshDatabase()
beforeAll(seedWhenEmpty)
afterEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(?:STUDYHQ|IMOCHA|TEST_PARTNERSHIP)_/.test(name)) delete process.env[name]
})

const connectionOf = async (slug: string, label: string) => {
  const [row] = await database()
    .select({ connection: connections })
    .from(connections)
    .innerJoin(partners, eq(partners.id, connections.partnerId))
    .where(and(eq(partners.slug, slug), eq(connections.label, label)))
  if (!row) throw new Error(`${slug} has no ${label}`)
  return row.connection
}
const settingsOf = async (slug: string, label: string) => {
  const { partnerId, id } = await connectionOf(slug, label)
  return (await openConnection(partnerId, id)).settings
}
const start = () => database().transaction((tx) => pointConnections(tx))

test('every assessment connection of the demo world is complete and leads to its simulator', async () => {
  const rows = await database().select().from(connections).where(eq(connections.kind, 'assessment'))
  for (const { partnerId, id, provider } of rows)
    expect((await openConnection(partnerId, id)).settings).toMatchObject({
      baseUrl: `${env().SANDBOX_URL}/${provider}`,
      linkHosts: [new URL(env().SANDBOX_URL ?? '').host],
    })
  expect([...new Set(rows.map(({ label }) => label))].sort()).toEqual([
    'StudyHQ',
    'Test Partnership',
    'iMocha',
    'iMocha V2',
  ])
})

test('a second start on another port finds its simulators there', async () => {
  const moved = await connectionOf('sunrise', 'Razorpay')
  const elsewhere = { ...unsealSettings(moved), baseUrl: 'http://127.0.0.1:1/sandbox/razorpay' }
  await database()
    .update(connections)
    .set(sealSettings(moved.id, 'payment', 'razorpay', elsewhere))
    .where(eq(connections.id, moved.id))
  await start()
  const opened = await openConnection(moved.partnerId, moved.id)
  expect(opened.settings).toMatchObject({
    baseUrl: `${env().SANDBOX_URL}/razorpay`,
    keyId: 'rzp_test_sunrise',
  })
  const merchants = await database().select().from(sandboxRecords).where(eq(sandboxRecords.kind, 'merchant'))
  expect(merchants.map(({ value }) => String((value as { url: string }).url))).toEqual(
    merchants.map(() => expect.stringContaining(new URL(env().SANDBOX_URL ?? '').origin)),
  )
})

test('settings in the environment replace the default partner’s connection and nobody else’s, encrypted', async () => {
  process.env.STUDYHQ_BASE_URL = 'http://127.0.0.1:9911'
  process.env.STUDYHQ_TOKEN_ID = 'tok_given'
  process.env.STUDYHQ_TOKEN_SECRET = 'secret_given_27'
  await start()
  const ours = await connectionOf('greenfield', 'StudyHQ')
  expect((await openConnection(ours.partnerId, ours.id)).settings).toMatchObject({
    baseUrl: 'http://127.0.0.1:9911',
    tokenId: 'tok_given',
    tokenSecret: 'secret_given_27',
    linkHosts: ['127.0.0.1:9911'],
  })
  expect(JSON.stringify(ours)).not.toContain('secret_given_27')
  const theirs = await connectionOf('sunrise', 'StudyHQ')
  expect((await openConnection(theirs.partnerId, theirs.id)).settings).toMatchObject({
    tokenId: 'tok_sandbox',
  })
})

test('a start that changes nothing leaves every connection as it was', async () => {
  const before = await connectionOf('sunrise', 'StudyHQ')
  await start()
  expect(await connectionOf('sunrise', 'StudyHQ')).toEqual(before)
})

test('a second start on another port moves where Test Partnership logs applicants in', async () => {
  const moved = await connectionOf('sunrise', 'Test Partnership')
  const elsewhere = {
    ...unsealSettings(moved),
    baseUrl: 'http://127.0.0.1:1/sandbox/test-partnership',
    autoLoginUrl: 'http://127.0.0.1:1/sandbox/test-partnership/auto-login',
  }
  await database()
    .update(connections)
    .set(sealSettings(moved.id, 'assessment', 'test-partnership', elsewhere))
    .where(eq(connections.id, moved.id))
  await start()
  expect(await settingsOf('sunrise', 'Test Partnership')).toMatchObject({
    autoLoginUrl: `${env().SANDBOX_URL}/test-partnership/auto-login`,
    linkHosts: [new URL(env().SANDBOX_URL ?? '').host],
  })
})

test('a preset for Test Partnership replaces the default partner’s, and addresses it does not name follow from the base', async () => {
  process.env.TEST_PARTNERSHIP_BASE_URL = 'http://127.0.0.1:9912'
  process.env.TEST_PARTNERSHIP_USERNAME = 'tp_given'
  process.env.TEST_PARTNERSHIP_PASSWORD = 'password_given_27'
  process.env.TEST_PARTNERSHIP_PROJECT_ACCESS_KEY = 'GIVEN-27'
  await start()
  expect(await settingsOf('greenfield', 'Test Partnership')).toMatchObject({
    baseUrl: 'http://127.0.0.1:9912',
    autoLoginUrl: 'http://127.0.0.1:9912/auto-login',
    linkHosts: ['127.0.0.1:9912'],
    username: 'tp_given',
    password: 'password_given_27',
    projectAccessKey: 'GIVEN-27',
  })
  expect(JSON.stringify(await connectionOf('greenfield', 'Test Partnership'))).not.toContain(
    'password_given_27',
  )
  process.env.TEST_PARTNERSHIP_AUTO_LOGIN_URL = 'http://127.0.0.1:9913/candidate/auto-login/'
  await start()
  expect(await settingsOf('greenfield', 'Test Partnership')).toMatchObject({
    autoLoginUrl: 'http://127.0.0.1:9913/candidate/auto-login',
    linkHosts: ['127.0.0.1:9913'],
  })
  expect(await settingsOf('sunrise', 'Test Partnership')).toMatchObject({ username: 'tp_sandbox_2' })
})

test('a preset for iMocha replaces the connection of the version it names', async () => {
  process.env.IMOCHA_BASE_URL = 'http://127.0.0.1:9914/v3'
  process.env.IMOCHA_API_KEY = 'key_given_27'
  process.env.IMOCHA_TEST_ID = '77'
  await start()
  const given = { baseUrl: 'http://127.0.0.1:9914', apiKey: 'key_given_27', testId: '77' }
  expect(await settingsOf('greenfield', 'iMocha')).toMatchObject({
    ...given,
    apiVersion: 'v3',
    linkHosts: ['127.0.0.1:9914'],
    reportHosts: ['127.0.0.1:9914'],
  })
  expect(await settingsOf('greenfield', 'iMocha V2')).toMatchObject({ apiKey: 'imocha_sandbox_key' })
  process.env.IMOCHA_API_VERSION = 'V2'
  await start()
  expect(await settingsOf('greenfield', 'iMocha V2')).toMatchObject({ ...given, apiVersion: 'v2' })
  expect(await settingsOf('sunrise', 'iMocha V2')).toMatchObject({ apiKey: 'imocha_sandbox_key_2' })
})
