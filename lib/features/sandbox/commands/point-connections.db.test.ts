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
  for (const name of ['STUDYHQ_BASE_URL', 'STUDYHQ_TOKEN_ID', 'STUDYHQ_TOKEN_SECRET'])
    delete process.env[name]
})

const connectionOf = async (slug: string, provider: string) => {
  const [row] = await database()
    .select({ connection: connections })
    .from(connections)
    .innerJoin(partners, eq(partners.id, connections.partnerId))
    .where(and(eq(partners.slug, slug), eq(connections.provider, provider)))
  if (!row) throw new Error(`${slug} has no ${provider}`)
  return row.connection
}
const start = () => database().transaction((tx) => pointConnections(tx))

test('a second start on another port finds its simulators there', async () => {
  const moved = await connectionOf('sunrise', 'razorpay')
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
  const ours = await connectionOf('greenfield', 'studyhq')
  expect((await openConnection(ours.partnerId, ours.id)).settings).toMatchObject({
    baseUrl: 'http://127.0.0.1:9911',
    tokenId: 'tok_given',
    tokenSecret: 'secret_given_27',
    linkHosts: ['127.0.0.1:9911'],
  })
  expect(JSON.stringify(ours)).not.toContain('secret_given_27')
  const theirs = await connectionOf('sunrise', 'studyhq')
  expect((await openConnection(theirs.partnerId, theirs.id)).settings).toMatchObject({
    tokenId: 'tok_sandbox',
  })
})

test('a start that changes nothing leaves every connection as it was', async () => {
  const before = await connectionOf('sunrise', 'studyhq')
  await start()
  expect(await connectionOf('sunrise', 'studyhq')).toEqual(before)
})
