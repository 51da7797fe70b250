import { describe, expect, test } from 'vitest'
import { type ProviderCall, callProvider, redactCommon } from './http'
import { ProviderError } from './provider-error'

/** One exchange whose answer is `body`, as the integration log keeps it. */
async function keptOf(body: string): Promise<ProviderCall> {
  let kept: ProviderCall | null = null
  const io = {
    fetch: async () => new Response(body),
    now: () => new Date(),
    record: (call: ProviderCall) => void (kept = call),
  }
  await callProvider({ url: 'https://vendor.test/x?password=s3cret', method: 'GET', headers: {} }, io)
  if (!kept) throw new Error('nothing was kept')
  return kept
}

describe('what is kept of an exchange', () => {
  test('addresses, mobiles, names and secrets are masked', () => {
    const text =
      '{"email":"asha.verma@sandbox.test","mobile":"9876543210","fullName":"Asha","password":"s3cret"}'
    const masked = redactCommon(text)
    for (const secret of ['asha.verma@', '9876543210', 'Asha', 's3cret']) expect(masked).not.toContain(secret)
    expect(masked).toContain('a•••@sandbox.test')
  })

  test.each([
    '{"CandidateName ":"Asha Verma","CandidateEmailId":"asha.verma@sandbox.test"}',
    'CandidateName=Asha+Verma&CandidateEmailId=asha.verma%40sandbox.test&Status=Complete',
  ])('a vendor’s message about a person is kept without the person: %s', (text) => {
    const masked = redactCommon(text)
    expect(masked).not.toMatch(/asha\.verma|Asha|Verma/)
    expect(masked).toContain('a•••@sandbox.test')
  })

  test('words of a provider that a database cannot keep are left out of its error', () => {
    expect(new ProviderError('config', { message: 'no\u0000 such \ud800key' }).message).toBe('no such key')
  })

  test('an answer beyond the limit is refused and stands in the log all the same', async () => {
    const kept: ProviderCall[] = []
    const io = {
      fetch: async () => new Response('a'.repeat(10_000_000)),
      now: () => new Date(),
      record: (call: ProviderCall) => void kept.push(call),
    }
    await expect(
      callProvider({ url: 'https://vendor.test/x', method: 'GET', headers: {} }, io),
    ).rejects.toMatchObject({ kind: 'contract' })
    expect(kept).toMatchObject([{ status: 200, errorKind: 'contract', responseBody: null }])
  })

  test('a secret in the address is masked too', async () => {
    expect((await keptOf('{}')).path).not.toContain('s3cret')
  })

  test('an answer of a megabyte without a gap is kept in part, and costs no second of work', async () => {
    const started = performance.now()
    const { responseBody } = await keptOf('a'.repeat(900_000))
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(responseBody?.length ?? 0).toBeLessThanOrEqual(2_000)
  })

  test('a long answer is cut between words, so that no half address is kept', async () => {
    const people = Array.from({ length: 400 }, (_, at) => `"student${at}@college.test"`).join(',')
    const { responseBody } = await keptOf(`[${people}]`)
    expect(responseBody).toContain('s•••@college.test')
    expect(responseBody).not.toMatch(/student\d/)
  })

  test('a file is named by its size, its bytes are not kept', async () => {
    expect((await keptOf('%PDF-1.7 secret words')).responseBody).toBe('(a file of 21 bytes)')
  })
})
