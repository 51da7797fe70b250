import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/db/client'
import { sandboxDeliveries } from '@/db/schema/sandbox'
import { useFreshDatabase } from '@/db/testing'
import { planDelivery, sendDueDeliveries } from './deliveries'

useFreshDatabase()

let server: Server
let url: string
let heard: string[] = []
/** How many calls are refused before one is taken. */
let refusals = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      heard.push(Buffer.concat(chunks).toString())
      response.writeHead(heard.length > refusals ? 200 : 503).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
})
afterAll(() => void server.close())
beforeEach(async () => {
  heard = []
  await database().delete(sandboxDeliveries)
})

const plan = (triesAtOnce?: number) =>
  planDelivery('imocha', { url, headers: {}, body: 'news', afterSeconds: 0, triesAtOnce }, longAgo)
const longAgo = new Date(Date.now() - 60_000)
const sendAgainLater = async () => {
  await database().update(sandboxDeliveries).set({ dueAt: longAgo })
  await sendDueDeliveries()
}
const rows = () => database().select().from(sandboxDeliveries)

test('a callback that is refused comes five more times in a row, and then never again', async () => {
  refusals = 100
  await plan(6)
  await sendDueDeliveries()
  expect(heard).toEqual(Array(6).fill('news'))
  await sendAgainLater()
  expect(heard).toHaveLength(6)
  expect(await rows()).toMatchObject([{ sentAt: null }])
})

test('a callback taken at the third try is not sent a fourth time', async () => {
  refusals = 2
  await plan(6)
  await sendDueDeliveries()
  await sendAgainLater()
  expect(heard).toHaveLength(3)
  expect(await rows()).toMatchObject([{ sentAt: expect.any(Date) }])
})

test('a callback of the old kind is sent once, taken or not', async () => {
  refusals = 100
  await plan(1)
  await sendDueDeliveries()
  await sendAgainLater()
  expect(heard).toHaveLength(1)
})

test('a gateway’s webhook comes again later, one try at a time', async () => {
  refusals = 1
  await plan()
  await sendDueDeliveries()
  expect(heard).toHaveLength(1)
  await sendAgainLater()
  await sendAgainLater()
  expect(heard).toHaveLength(2)
})
