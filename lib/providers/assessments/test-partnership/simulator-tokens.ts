import { createHmac, randomBytes } from 'node:crypto'

const livesMs = 5 * 60_000
const key = 'only the simulator of Test Partnership signs with this'

export type TokenState = { state: 'good' | 'expired'; client: number } | { state: 'unknown' }

/**
 * An access token: a GUID that carries its own time and account, signed. Nothing has to be stored, so the strict limit can
 * be tried at full speed, and emptying the simulator's memory leaves nobody with a token it does not know.
 */
export function makeAccessToken(client: number, now: Date): string {
  const head = Buffer.alloc(9)
  head.writeUIntBE(now.getTime(), 0, 6)
  randomBytes(2).copy(head, 6)
  head.writeUInt8(client, 8)
  const hex = Buffer.concat([head, signatureOf(head)]).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function readAccessToken(text: string, now: Date): TokenState {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { state: 'unknown' }
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  const head = bytes.subarray(0, 9)
  if (!signatureOf(head).equals(bytes.subarray(9))) return { state: 'unknown' }
  const ageMs = now.getTime() - head.readUIntBE(0, 6)
  const isGood = ageMs >= 0 && ageMs < livesMs
  return { state: isGood ? 'good' : 'expired', client: head.readUInt8(8) }
}

const signatureOf = (head: Buffer) => createHmac('sha256', key).update(head).digest().subarray(0, 7)
