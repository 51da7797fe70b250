import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import type { System } from '@/lib/platform/auth/actors'
import { staffActor } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { deliverMessage, writeMessage } from './commands'
import { findMessage, listSentMail } from './queries'
import { deliveryTries } from './schema'

const fresh = useFreshDatabase()

let sandbox: string
let college: string
const now = new Date('2026-11-21T18:29:00Z')
const system = (partnerId: string): Ctx<System> => ({
  actor: { kind: 'system', partnerId },
  now,
  source: 'job',
  requestId: randomUUID(),
})
const servers: Server[] = []

beforeAll(async () => {
  sandbox = await aPartner('greenfield', true)
  college = await aPartner('riverside', false)
})
afterEach(() => {
  env().SMTP_URL = undefined
  for (const server of servers.splice(0)) server.close()
})

describe('writing a message', () => {
  test('fills it with money, time and the way back in the reader’s language, and asks for its delivery', async () => {
    const id = await aReceipt(sandbox, 'hi')
    const [mail] = await database().select().from(messages).where(eq(messages.id, id))
    expect(mail).toMatchObject({
      state: 'queued',
      toEmail: 'asha@sandbox.test',
      subject: 'शुल्क मिल गया: रसीद RCP-26-4T8ZK1WB',
    })
    expect(mail!.body).toContain('राशि: ₹1,000.00')
    expect(mail!.body).toContain('21 नव॰ 2026')
    expect(mail!.body).toContain('http://greenfield.localhost:3000/applications/APP-27-7K3M9Q/payment')
    expect(await jobsFor(id)).toHaveLength(1)
  })

  test('of the same cause happens once, at each partner', async () => {
    const cause = randomUUID()
    const ids = await Promise.all(Array.from({ length: 10 }, () => aReceipt(sandbox, 'en', cause)))
    expect(ids.filter((id) => id !== null)).toHaveLength(1)
    expect(await aReceipt(college, 'en', cause)).not.toBeNull()
  })

  test('vanishes with the transaction that caused it', async () => {
    const key = randomUUID()
    const undone = database().transaction(async (tx) => {
      await writeMessage(tx, system(sandbox), {
        template: 'already_registered',
        to: 'a@b.test',
        locale: 'en',
        params: {},
        dedupeKey: key,
      })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await database().select().from(messages).where(eq(messages.dedupeKey, key))).toEqual([])
  })
})

describe('delivering a message', () => {
  test('of a sandbox marks it as sent, once', async () => {
    const id = await aReceipt(sandbox)
    await deliverMessage({ partnerId: sandbox, messageId: id })
    await deliverMessage({ partnerId: sandbox, messageId: id })
    expect(await stateOf(id)).toMatchObject({ state: 'sent', tries: 1, lastError: null })
  })

  test('through SMTP carries the message’s own id, a reply address and Hindi words; the code does not stay behind', async () => {
    const server = await aMailServer()
    env().SMTP_URL = server.url
    const id = await aCode(college)
    await deliverMessage({ partnerId: college, messageId: id })
    const [letter] = server.letters
    expect(letter).toContain(`Message-ID: <${id}@pravesh.invalid>`)
    expect(letter).toContain('Reply-To: help@riverside.test')
    const base64 = /base64\r\n[^]*?\r\n\r\n([^]*?)\r\n\.\r\n/.exec(letter ?? '')?.[1] ?? ''
    expect(Buffer.from(base64, 'base64').toString('utf8')).toContain('424242')
    const kept = await stateOf(id)
    expect(kept.state).toBe('sent')
    expect(kept.subject + kept.body).not.toContain('424242')
  })

  test('that fails is tried again later and later, and after eight tries counts as failed', async () => {
    const id = await aReceipt(college)
    for (let n = 1; n < deliveryTries; n += 1) {
      await deliverMessage({ partnerId: college, messageId: id })
      expect(await stateOf(id)).toMatchObject({ state: 'queued', tries: n, lastError: 'SMTP_URL is not set' })
    }
    const waits = (await jobsFor(id)).map(({ wait }) => Math.round(Number(wait)))
    expect(waits).toEqual([0, 15, 60, 240, 960, 3840, 14400, 14400])
    await deliverMessage({ partnerId: college, messageId: id })
    expect(await stateOf(id)).toMatchObject({ state: 'failed', tries: 8 })
    expect(await jobsFor(id)).toHaveLength(8)
  })

  test('a mail server that refuses leaves its answer’s number, not its words', async () => {
    const server = await aMailServer('550 5.1.1 asha@sandbox.test is unknown here')
    env().SMTP_URL = server.url
    const id = await aReceipt(college)
    await deliverMessage({ partnerId: college, messageId: id })
    expect((await stateOf(id)).lastError).toBe('mail server: EENVELOPE 550')
  })
})

describe('the Sent mail page', () => {
  test('lists the partner’s mail newest first, page by page, and nobody else’s', async () => {
    const officer = await aMember(sandbox)
    const stranger = await aMember(college)
    for (let n = 0; n < 5; n += 1) await aReceipt(sandbox)
    const first = await listSentMail(officer, { size: 3 })
    const second = await listSentMail(officer, { size: 3, after: first.next })
    const ids = [...first.rows, ...second.rows].map(({ id }) => id)
    expect(new Set(ids).size).toBe(6)
    expect(ids).toEqual([...ids].sort().reverse())
    const theirs = await listSentMail(stranger, { size: 200 })
    expect(theirs.rows.some(({ id }) => ids.includes(id))).toBe(false)
    expect(await findMessage(stranger, ids[0]!)).toBeNull()
  })

  test('shows a letter’s words in a sandbox only', async () => {
    const [officer, member] = [await aMember(sandbox), await aMember(college)]
    expect((await findMessage(officer, await aCode(sandbox)))?.body).toContain('424242')
    expect((await findMessage(member, await aCode(college)))?.body).toBeNull()
  })
})

async function aPartner(slug: string, isSandbox: boolean): Promise<string> {
  const name = { en: slug, hi: slug }
  const [row] = await database()
    .insert(partners)
    .values({
      slug,
      name,
      tagline: name,
      brand: '#1d4ed8',
      hosts: [`${slug}.localhost`],
      isSandbox,
      supportEmail: `help@${slug}.test`,
      grievanceOfficer: 'Meera',
    })
    .returning()
  return row!.id
}

async function aReceipt(
  partnerId: string,
  locale: 'en' | 'hi' = 'en',
  cause: string = randomUUID(),
): Promise<string> {
  const params = {
    applicationNumber: 'APP-27-7K3M9Q',
    receiptNumber: 'RCP-26-4T8ZK1WB',
    amountPaise: 100_000,
    settledAt: now,
  }
  const message = {
    template: 'fee_settled',
    to: 'asha@sandbox.test',
    locale,
    params,
    dedupeKey: `fee_settled:${cause}`,
  } as const
  // Null stands for "written before"; only the test of that looks at it.
  return (await database().transaction((tx) => writeMessage(tx, system(partnerId), message))) as string
}

async function aCode(partnerId: string): Promise<string> {
  const params = { code: '424242', minutes: 10 }
  const message = {
    template: 'verify_email',
    to: 'asha@sandbox.test',
    locale: 'hi',
    params,
    dedupeKey: randomUUID(),
  } as const
  return (await database().transaction((tx) => writeMessage(tx, system(partnerId), message))) as string
}

async function aMember(partnerId: string) {
  const [account] = await database()
    .insert(accounts)
    .values({
      partnerId,
      kind: 'staff',
      email: `${randomUUID()}@staff.test`,
      fullName: 'Meera',
      passwordHash: '-',
      emailVerifiedAt: now,
    })
    .returning()
  await database().insert(staff).values({ partnerId, accountId: account!.id, role: 'admin' })
  return staffActor<'mail.read'>(partnerId, account!.id)
}

async function stateOf(id: string) {
  const [row] = await database().select().from(messages).where(eq(messages.id, id))
  return row!
}

const jobsFor = (id: string) =>
  fresh()
    .sql`select extract(epoch from start_after - created_on) as wait from pgboss.job where name = 'messages.deliver' and data->>'messageId' = ${id} order by created_on`

/** A mail server on loopback that keeps what it is given, or refuses every receiver with `refusal`. */
async function aMailServer(refusal?: string): Promise<{ url: string; letters: string[] }> {
  const letters: string[] = []
  const server = createServer((socket) => {
    let letter: string | null = null
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 mail.test')
    socket.on('data', (chunk) => {
      const text = chunk.toString('utf8')
      if (letter !== null) {
        letter += text
        if (!letter.endsWith('\r\n.\r\n')) return
        letters.push(letter)
        letter = null
        return say('250 kept')
      }
      if (/^DATA/i.test(text)) letter = ''
      if (/^RCPT/i.test(text) && refusal) return say(refusal)
      say(/^DATA/i.test(text) ? '354 go on' : /^QUIT/i.test(text) ? '221 bye' : '250 ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, letters }
}
