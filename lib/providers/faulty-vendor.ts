import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ways in which an answer is spoilt on its way to us, whoever the vendor is. */
export const vendorFaults = [
  'refused', // the connection is cut before anything is said
  'cut', // the connection is cut in the middle of the answer
  'slow', // nothing is said until our patience is over
  'http_400',
  'http_401',
  'http_429',
  'http_500',
  'http_503_html', // a maintenance page
  'html_200', // an error page under status 200
  'not_json', // the answer with its last third missing
  'empty', // status 200 and nothing
  'nonsense', // JSON of another shape altogether
] as const
export type VendorFault = (typeof vendorFaults)[number]

/** Some faults spoil the answer after the vendor has acted; the others never reach it. */
const afterActing: readonly VendorFault[] = ['cut', 'not_json', 'empty', 'nonsense']

/** Headers that belong to one leg of the way. */
const ofTheWay = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']

export type FaultyVendor = {
  url: string
  /** Spoils every call until it is set to null. */
  spoil(fault: VendorFault | null): void
  /** Calls that reached this address, and how many of them were spoilt. */
  counts(): { calls: number; spoilt: number }
  close(): Promise<void>
}

/** Stands before a vendor at an address of its own; for tests. Bodies pass through as bytes, redirects untouched. */
export async function standBefore(vendorUrl: string): Promise<FaultyVendor> {
  let fault: VendorFault | null = null
  const counted = { calls: 0, spoilt: 0 }
  const server = createServer((incoming, outgoing) => {
    counted.calls += 1
    if (fault) counted.spoilt += 1
    void answer(vendorUrl, fault, incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spoil: (next) => void (fault = next),
    counts: () => ({ ...counted }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(
  vendorUrl: string,
  fault: VendorFault | null,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await bodyOf(incoming)
  if (fault && !afterActing.includes(fault)) return spoilBefore(fault, incoming, outgoing)
  const real = await fetch(vendorUrl + incoming.url, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
        ? [[name, value] as [string, string]]
        : [],
    ),
    body: body.length > 0 ? new Uint8Array(body) : undefined,
    redirect: 'manual',
  })
  const bytes = Buffer.from(await real.arrayBuffer())
  if (fault) return spoilAfter(fault, bytes, outgoing)
  const headers = Object.fromEntries([...real.headers].filter(([name]) => !ofTheWay.includes(name)))
  outgoing.writeHead(real.status, { ...headers, 'content-length': bytes.length })
  outgoing.end(bytes)
}

function spoilBefore(fault: VendorFault, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const say = (status: number, type: string, text: string, headers: Record<string, string> = {}) => {
    outgoing.writeHead(status, { 'content-type': type, ...headers })
    outgoing.end(text)
  }
  const page = '<!doctype html><title>Error</title><h1>We will be back soon</h1>'
  if (fault === 'refused') incoming.socket.destroy()
  if (fault === 'http_400') say(400, 'application/json', '{}')
  if (fault === 'http_401') say(401, 'application/json', '{"message":"Unauthorized"}')
  if (fault === 'http_429') say(429, 'application/json', '{}', { 'retry-after': '1' })
  if (fault === 'http_500') say(500, 'application/json', '{"message":"Internal error"}')
  if (fault === 'http_503_html') say(503, 'text/html', page)
  if (fault === 'html_200') say(200, 'text/html', page)
  // `slow` says nothing: whoever asked gives up and closes.
}

function spoilAfter(fault: VendorFault, bytes: Buffer, outgoing: ServerResponse): void {
  outgoing.writeHead(200, {
    'content-type': 'application/json',
    ...(fault === 'cut' ? { 'content-length': bytes.length + 100 } : {}),
  })
  if (fault === 'cut') {
    outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => outgoing.destroy())
    return
  }
  if (fault === 'not_json') outgoing.end(bytes.subarray(0, Math.floor((bytes.length * 2) / 3)))
  else outgoing.end(fault === 'nonsense' ? '{"weather":["sunny",3,null]}' : '')
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
